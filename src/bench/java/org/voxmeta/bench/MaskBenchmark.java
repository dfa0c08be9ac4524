package org.voxmeta.bench;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.masker.FittedMasker;
import org.voxmeta.masker.VoxelMask;
import org.voxmeta.stats.data.Signals;

import net.imglib2.img.array.ArrayImgs;

/** One image's values in the mask, beside a plain loop over the indices of these; one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
@Fork(2)
public class MaskBenchmark {

	private static final long[] DIMS = { 91, 109, 91 };
	private static final double[][] AFFINE = { { 2, 0, 0, 0 }, { 0, 2, 0, 0 }, { 0, 0, 2, 0 } };

	private final float[] values = new float[91 * 109 * 91];
	private int[] indices;
	private FittedMasker masker;

	/** Runs of voxels, a quarter of all, as in a brain mask. */
	@Setup
	public void makeData() {
		final boolean[] inside = new boolean[values.length];
		for (int i = 0; i < inside.length; i++) {
			values[i] = i % 97;
			inside[i] = i / 45 % 4 == 0;
		}
		final VoxelMask mask = VoxelMask.of(inside, DIMS);
		indices = new int[mask.size()];
		for (int j = 0; j < indices.length; j++)
			indices[j] = mask.index(j);
		masker = FittedMasker.of(mask, VoxelGrid.of(mask.dimensions(), AFFINE));
	}

	@Benchmark
	public Signals.Row mask() {
		return masker.studyRow(ArrayImgs.floats(values, DIMS));
	}

	@Benchmark
	public float[] gather() {
		final float[] row = new float[indices.length];
		for (int j = 0; j < row.length; j++)
			row[j] = values[indices[j]];
		return row;
	}
}
