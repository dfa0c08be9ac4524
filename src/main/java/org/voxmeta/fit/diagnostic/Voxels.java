package org.voxmeta.fit.diagnostic;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.task.Progress;
import org.voxmeta.task.RemainingTime;
import org.voxmeta.task.Tasks;

/**
 * The voxels to be looked at, worked through block by block and in parallel. Immutable; options are set by
 * {@code with} methods that return a copy.
 */
public final class Voxels {

	/** Effects and weights of a block that a core's second-level cache holds with what is made of them. */
	private static final int BLOCK_VALUES = 24_576;
	private static final int SMALLEST_BLOCK = 64;
	private static final int LARGEST_BLOCK = 512;

	private final StudyData data;
	private final int[] places;
	private final int threads;
	private final int blockSize;

	private Voxels(final StudyData data, final int[] places, final int threads, final int blockSize) {
		this.data = data;
		this.places = places;
		this.threads = threads;
		this.blockSize = blockSize;
	}

	/**
	 * Some of the voxels of studies, with a thread for each processor.
	 *
	 * @param data K studies at V voxels
	 * @param places indices of voxels with a result of the fit that is looked at, ascending
	 */
	public static Voxels of(final StudyData data, final int[] places) {
		final int size = Math.max(SMALLEST_BLOCK, Math.min(LARGEST_BLOCK, BLOCK_VALUES / data.studies().count()
			& -SMALLEST_BLOCK));
		return new Voxels(data, places.clone(), Tasks.processors(), size);
	}

	/** The voxels at which a map of the fit is a number, with a thread for each processor. */
	public static Voxels of(final StudyData data, final double[] map) {
		return of(data, IntStream.range(0, map.length).filter(j -> !Double.isNaN(map[j])).toArray());
	}

	/** How many threads work at once, at least 1. */
	public Voxels withThreads(final int number) {
		return new Voxels(data, places, Math.max(1, number), blockSize);
	}

	/** How many voxels make a block, at least 1. */
	public Voxels withBlockSize(final int voxels) {
		return new Voxels(data, places, threads, Math.max(1, voxels));
	}

	/** All studies' values. */
	public StudyData data() {
		return data;
	}

	/** How many voxels are looked at. */
	public int size() {
		return places.length;
	}

	/** The index of one of them among all V. */
	int place(final int voxel) {
		return places[voxel];
	}

	/** A map of all V voxels, NaN. */
	double[] map() {
		final double[] map = new double[data.voxels()];
		Arrays.fill(map, Double.NaN);
		return map;
	}

	/** A map of all V voxels in single precision, NaN. */
	float[] floatMap() {
		final float[] map = new float[data.voxels()];
		Arrays.fill(map, Float.NaN);
		return map;
	}

	/** Writes the first values of an array to the places of the block's voxels. */
	void put(final int from, final double[] values, final int n, final double[] map) {
		for (int j = 0; j < n; j++)
			map[places[from + j]] = values[j];
	}

	/** Writes the first values of an array to the places of the block's voxels. */
	void put(final int from, final double[] values, final int n, final float[] map) {
		for (int j = 0; j < n; j++)
			map[places[from + j]] = (float) values[j];
	}

	/**
	 * Takes all blocks, several at a time.
	 *
	 * @param stage what to tell the progress
	 * @throws CancellationException if the progress says so
	 */
	void forEach(final String stage, final Progress progress, final BlockAction action) {
		final RemainingTime remaining = RemainingTime.of(progress);
		final AtomicLong done = new AtomicLong();
		final Runnable pulse = () -> remaining.step(stage, done.get(), Math.max(1, places.length));
		final List<Integer> starts = IntStream.iterate(0, from -> from < places.length, from -> from + blockSize)
			.boxed().toList();
		Tasks.forEach(threads, starts, from -> {
			pulse.run();
			final int n = Math.min(blockSize, places.length - from);
			final VoxelBlock block = new VoxelBlock(data.studies(), n);
			block.load(data, places, from, n);
			action.take(from, block, pulse);
			done.addAndGet(n);
		});
		progress.step(stage, 1, 1);
	}

	/** What is done with a block. */
	@FunctionalInterface
	interface BlockAction {

		/**
		 * Takes a block.
		 *
		 * @param from the number of its first voxel among those looked at
		 * @param pulse to be run from time to time; throws when the work is to stop
		 */
		void take(int from, VoxelBlock block, Runnable pulse);
	}
}
