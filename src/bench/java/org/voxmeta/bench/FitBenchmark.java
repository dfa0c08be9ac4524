package org.voxmeta.bench;

import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

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
import org.voxmeta.fit.BlockwiseFitter;
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;

/** Fits in memory, on one thread, beside a plain read of the same arrays. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
@Fork(2)
public class FitBenchmark {

	/** In-mask voxels of a 2 mm brain mask. */
	static final int VOXELS = 228_483;

	private static final int BLOCK = 512;
	private static final Set<MapKind> Z_AND_P = EnumSet.of(MapKind.Z, MapKind.P);

	@Param({ "21", "50" })
	int studies;

	private float[][] y;
	private float[][] v;
	private Signals effects;
	private Signals variances;
	private Signals holedEffects;
	private final float[] sums = new float[BLOCK];

	@Setup
	public void makeData() {
		final Random random = new Random(studies);
		y = new float[studies][VOXELS];
		v = new float[studies][VOXELS];
		final float[][] holed = new float[studies][VOXELS];
		for (int k = 0; k < studies; k++)
			for (int j = 0; j < VOXELS; j++) {
				y[k][j] = (float) (0.3 + random.nextGaussian());
				v[k][j] = 0.2f + random.nextFloat();
				holed[k][j] = random.nextInt(20) == 0 ? Float.NaN : y[k][j];
			}
		effects = Signals.of(y);
		variances = Signals.of(v);
		holedEffects = Signals.of(holed);
	}

	/** Every value of both arrays is loaded once, and added up so that the loads cannot be left out. */
	@Benchmark
	public float[] read() {
		for (int from = 0; from < VOXELS; from += BLOCK) {
			final int n = Math.min(BLOCK, VOXELS - from);
			for (int k = 0; k < studies; k++)
				add(y[k], v[k], from, n);
		}
		return sums;
	}

	private void add(final float[] a, final float[] b, final int from, final int n) {
		final float[] to = sums;
		for (int j = 0; j < n; j++)
			to[j] += a[from + j] + b[from + j];
	}

	@Benchmark
	public FittedMaps fitWithZAndP() {
		return fit(Adjustment.WALD, effects, Z_AND_P);
	}

	@Benchmark
	public FittedMaps fitWithSixMaps() {
		return fit(Adjustment.WALD, effects, MapKind.defaults());
	}

	@Benchmark
	public FittedMaps fitKnappHartungWithZAndP() {
		return fit(Adjustment.KNAPP_HARTUNG, effects, Z_AND_P);
	}

	@Benchmark
	public FittedMaps fitWithHolesWithZAndP() {
		return fit(Adjustment.WALD, holedEffects, Z_AND_P);
	}

	private FittedMaps fit(final Adjustment adjustment, final Signals data, final Set<MapKind> maps) {
		return BlockwiseFitter.of(DerSimonianLaird.withDefaults().with(adjustment)).withAggressiveMask(false)
			.withThreads(1).fit(StudyData.of(data, variances), maps, Progress.NONE);
	}
}
