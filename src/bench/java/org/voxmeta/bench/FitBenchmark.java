package org.voxmeta.bench;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.kernel.NormalTail;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Tasks;

/** DerSimonian-Laird in memory, beside a plain read of the same arrays on the same threads. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
@Fork(2)
public class FitBenchmark {

	/** In-mask voxels of a 2 mm brain mask. */
	static final int VOXELS = 228_483;

	private static final int BLOCK = 512;
	private static final int BLOCKS_PER_TASK = 16;
	private static final Set<MapKind> Z_AND_P = EnumSet.of(MapKind.Z, MapKind.P);
	private static final Set<MapKind> ESTIMATES = EnumSet.of(MapKind.EST, MapKind.SE, MapKind.TAU2);

	@Param({ "21", "50" })
	int studies;

	@Param("" + VOXELS)
	int voxels;

	/** How many of the values are missing where some are, in percent. */
	@Param("5")
	double holes;

	@Param("1")
	int threads;

	private FitData data;

	@Setup
	public void makeData() {
		data = FitData.of(studies, voxels, holes);
	}

	/** Every value of both arrays is loaded once, and added up so that the loads cannot be left out. */
	@Benchmark
	public double read() {
		final double[] result = new double[1];
		eachTask(start -> {
			final float[] sums = new float[BLOCK];
			for (int from = start; from < Math.min(voxels, start + BLOCKS_PER_TASK * BLOCK); from += BLOCK)
				for (int k = 0; k < studies; k++)
					add(data.y[k], data.v[k], from, sums, Math.min(BLOCK, voxels - from));
			result[0] = sums[0];
		});
		return result[0];
	}

	private static void add(final float[] a, final float[] b, final int from, final float[] sums, final int n) {
		for (int j = 0; j < n; j++)
			sums[j] += a[from + j] + b[from + j];
	}

	@Benchmark
	public FittedMaps fitWithSixMaps() {
		return data.fit(DerSimonianLaird.withDefaults(), MapKind.defaults(), false, threads);
	}

	@Benchmark
	public FittedMaps fitWithHolesWithSixMaps() {
		return data.fit(DerSimonianLaird.withDefaults(), MapKind.defaults(), true, threads);
	}

	/** Without a test. */
	@Benchmark
	public FittedMaps fitWithoutZAndP() {
		return data.fit(DerSimonianLaird.withDefaults(), ESTIMATES, false, threads);
	}

	/** z and its p value of as many voxels, without a fit. */
	@Benchmark
	public double zAndP() {
		final double[] result = new double[1];
		eachTask(start -> {
			final int n = Math.min(voxels - start, BLOCKS_PER_TASK * BLOCK);
			final double[] z = new double[n];
			final double[] p = new double[n];
			for (int j = 0; j < n; j++)
				z[j] = 4 * data.y[0][start + j] / data.v[0][start + j];
			NormalTail.twoSided(z, p, n);
			result[0] = p[n / 2];
		});
		return result[0];
	}

	@Benchmark
	public FittedMaps fitKnappHartungWithZAndP() {
		return data.fit(DerSimonianLaird.withDefaults().with(Adjustment.KNAPP_HARTUNG), Z_AND_P, false, threads);
	}

	private void eachTask(final Task task) {
		Tasks.forEach(threads, IntStream.iterate(0, from -> from < voxels, from -> from + BLOCKS_PER_TASK * BLOCK)
			.boxed().toList(), task::run);
	}

	/** Works on the voxels of some blocks from a voxel on. */
	@FunctionalInterface
	private interface Task {

		void run(int start);
	}
}
