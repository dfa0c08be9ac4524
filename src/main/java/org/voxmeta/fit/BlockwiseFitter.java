package org.voxmeta.fit;

import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;

import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.kernel.StudentTails;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.Reason;
import org.voxmeta.task.Progress;
import org.voxmeta.task.Tasks;

/**
 * Fits an estimator to every voxel of K studies' signals, block by block and in parallel. A voxel's result
 * depends neither on the number of threads nor on the size of the blocks.
 * <p>
 * A voxel is fitted with the studies that have it, if these are at least {@link #withMinimumStudies}; with
 * the aggressive mask, only if all studies have it. Other voxels are NaN in every map, with the {@link
 * Reason} beside them. Immutable, thread-safe.
 */
public final class BlockwiseFitter implements Serializable {

	private static final long serialVersionUID = 1L;

	private static final String STAGE = "fitting voxels";

	/** Fewer studies than this say nothing about the variance between them. */
	public static final int LEAST_STUDIES = 2;

	/** Effects and weights of a block: with the sums, what a core's second-level cache holds. */
	private static final int BLOCK_VALUES = 98_304;
	private static final int SMALLEST_BLOCK = 128;
	/** Not a power of two, whose rows would compete for the same places in the cache. */
	private static final int LARGEST_BLOCK = 768;

	/** Voxels, at least, between two progress reports of a thread, which then needs a new buffer. */
	private static final int TASK_VOXELS = 16 * LARGEST_BLOCK;

	private final Estimator estimator;
	private final boolean aggressiveMask;
	private final int minimumStudies;
	private final int threads;
	private final int blockSize;

	private BlockwiseFitter(final Estimator estimator, final boolean aggressiveMask, final int minimumStudies,
		final int threads, final int blockSize)
	{
		this.estimator = estimator;
		this.aggressiveMask = aggressiveMask;
		this.minimumStudies = minimumStudies;
		this.threads = threads;
		this.blockSize = blockSize;
	}

	/** A fitter with the aggressive mask, at least 2 studies a voxel, and a thread for each processor. */
	public static BlockwiseFitter of(final Estimator estimator) {
		return new BlockwiseFitter(estimator, true, LEAST_STUDIES, Tasks.processors(), 0);
	}

	/** What is fitted to each voxel. */
	public Estimator estimator() {
		return estimator;
	}

	/**
	 * This fitter for some of the voxels of data: its estimator knows what all voxels together tell, and does
	 * not ask these few.
	 */
	public BlockwiseFitter prepared(final StudyData data) {
		return new BlockwiseFitter(estimator.prepare(data), aggressiveMask, minimumStudies, threads, blockSize);
	}

	/** How many studies must have a voxel. */
	public int minimumStudies() {
		return minimumStudies;
	}

	/** Whether a voxel that any study lacks is left out. */
	public BlockwiseFitter withAggressiveMask(final boolean aggressive) {
		return new BlockwiseFitter(estimator, aggressive, minimumStudies, threads, blockSize);
	}

	/**
	 * How many studies must have a voxel.
	 *
	 * @throws IllegalArgumentException if less than 2
	 */
	public BlockwiseFitter withMinimumStudies(final int studies) {
		if (studies < LEAST_STUDIES) throw new IllegalArgumentException(
			"Minimum studies: got " + studies + ", wanted " + LEAST_STUDIES + " or more");
		return new BlockwiseFitter(estimator, aggressiveMask, studies, threads, blockSize);
	}

	/** How many threads work at once, at least 1. */
	public BlockwiseFitter withThreads(final int threads) {
		return new BlockwiseFitter(estimator, aggressiveMask, minimumStudies, Math.max(1, threads), blockSize);
	}

	/** How many voxels make a block; 0 chooses by the number of studies. */
	public BlockwiseFitter withBlockSize(final int voxels) {
		return new BlockwiseFitter(estimator, aggressiveMask, minimumStudies, threads, voxels);
	}

	/**
	 * Fits every voxel.
	 *
	 * @param data K studies at V voxels
	 * @param wanted the maps to keep
	 * @param progress told of voxels done, and asked whether to go on
	 * @throws IllegalArgumentException if K is less than the minimum number of studies, or the estimator cannot
	 *            work with such studies
	 * @throws CancellationException if the progress says so or the calling thread is interrupted
	 */
	public FittedMaps fit(final StudyData data, final Set<MapKind> wanted, final Progress progress) {
		return fit(data, wanted, MapStore.MEMORY, progress);
	}

	/**
	 * The same, with the maps elsewhere.
	 *
	 * @throws UncheckedIOException if the store has no room for them
	 */
	public FittedMaps fit(final StudyData data, final Set<MapKind> wanted, final MapStore store,
		final Progress progress)
	{
		check(data.studies());
		final Estimator prepared = estimator.prepare(data);
		final int voxels = data.voxels();
		final FittedMaps result = new FittedMaps(wanted, data.studies().design().terms(), voxels, store);
		final int size = blockSize(data.studies().count());
		final int taskSize = size * Math.max(1, TASK_VOXELS / size);
		final StudentTails tails = new StudentTails();
		final AtomicLong done = new AtomicLong();
		final List<Integer> starts = new ArrayList<>();
		for (int from = 0; from < voxels; from += taskSize)
			starts.add(from);
		Tasks.forEach(threads, starts, from -> {
			progress.step(STAGE, done.get(), voxels);
			final int n = Math.min(taskSize, voxels - from);
			fitRange(prepared, data, from, n, tails, result);
			done.addAndGet(n);
		});
		progress.step(STAGE, voxels, voxels);
		return result;
	}

	/**
	 * Checks that such studies can be fitted at all.
	 *
	 * @throws IllegalArgumentException if they are fewer than the minimum number of studies, or the estimator
	 *            cannot work with them
	 */
	public void check(final Studies studies) {
		if (studies.count() < minimumStudies) throw new IllegalArgumentException("Studies: got " + studies.count()
			+ ", wanted " + minimumStudies + " or more");
		estimator.check(studies);
	}

	private int blockSize(final int studies) {
		if (blockSize > 0) return blockSize;
		return Math.max(SMALLEST_BLOCK, Math.min(LARGEST_BLOCK, BLOCK_VALUES / (2 * studies) & -SMALLEST_BLOCK));
	}

	private void fitRange(final Estimator prepared, final StudyData data, final int from, final int n,
		final StudentTails tails, final FittedMaps result)
	{
		final int size = blockSize(data.studies().count());
		final VoxelBlock block = VoxelBlock.reusing(data.studies(), Math.min(size, n));
		MapBlock maps = null;
		for (int start = from; start < from + n; start += size) {
			block.load(data, start, Math.min(size, from + n - start));
			if (maps != null && maps.size() == block.size()) maps.reset();
			else maps = new MapBlock(wantedFrom(result.kinds()), result.terms().size(), block.size(), tails);
			prepared.fit(block, maps);
			explain(block, maps);
			result.put(start, maps);
		}
	}

	/** What the estimator is asked for: z as well, as it tells whether a voxel could be tested. */
	private Set<MapKind> wantedFrom(final Set<MapKind> kinds) {
		final EnumSet<MapKind> wanted = EnumSet.copyOf(kinds);
		wanted.addAll(EnumSet.of(MapKind.Z, MapKind.K, MapKind.REASON));
		return wanted;
	}

	private void explain(final VoxelBlock block, final MapBlock maps) {
		final double[] z = maps.get(MapKind.Z);
		final double[] k = maps.get(MapKind.K);
		final double[] reasons = maps.get(MapKind.REASON);
		if (block.isComplete() && block.count() >= minimumStudies && !maps.hasReasons()
			&& !hasNaN(z, block.size()))
		{
			// nearly all blocks
			Arrays.fill(k, block.count());
			Arrays.fill(reasons, Reason.NONE.code());
			return;
		}
		for (int j = 0; j < block.size(); j++) {
			final int count = block.counts()[j];
			final Reason reason = reason(count, block.count(), maps.reason(j), z[j]);
			k[j] = count;
			reasons[j] = reason.code();
			if (reason.isFailure()) maps.clear(j);
		}
	}

	private static boolean hasNaN(final double[] z, final int n) {
		for (int j = 0; j < n; j++)
			if (Double.isNaN(z[j])) return true;
		return false;
	}

	private Reason reason(final int count, final int studies, final Reason given, final double z) {
		if (count < minimumStudies) return Reason.TOO_FEW_STUDIES;
		if (aggressiveMask && count < studies) return Reason.AGGRESSIVE_MASK;
		if (given != Reason.NONE) return given;
		return Double.isNaN(z) ? Reason.DEGENERATE : Reason.NONE;
	}
}
