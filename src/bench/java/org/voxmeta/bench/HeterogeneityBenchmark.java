package org.voxmeta.bench;

import java.util.EnumSet;
import java.util.List;
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
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;

/**
 * What the maps of heterogeneity and intervals cost beside DerSimonian-Laird's fit, in memory, on one thread.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
@Fork(2)
public class HeterogeneityBenchmark {

	private static final Set<MapKind> Z_AND_P = EnumSet.of(MapKind.Z, MapKind.P);

	@Param("21")
	int studies;

	private StudyData means;
	private StudyData holed;
	private StudyData slopes;

	@Setup
	public void makeData() {
		final Random random = new Random(studies);
		final float[][] y = new float[studies][FitBenchmark.VOXELS];
		final float[][] v = new float[studies][FitBenchmark.VOXELS];
		final float[][] holes = new float[studies][FitBenchmark.VOXELS];
		final double[][] x = new double[studies][];
		for (int k = 0; k < studies; k++) {
			x[k] = new double[] { 1, 20 + random.nextInt(60) };
			for (int j = 0; j < FitBenchmark.VOXELS; j++) {
				y[k][j] = (float) (0.3 + random.nextGaussian());
				v[k][j] = 0.2f + random.nextFloat();
				holes[k][j] = random.nextInt(20) == 0 ? Float.NaN : y[k][j];
			}
		}
		means = StudyData.of(Signals.of(y), Signals.of(v));
		holed = StudyData.of(Signals.of(holes), Signals.of(v));
		slopes = new StudyData(Studies.of(Design.of(List.of("intercept", "age"), x)), Signals.of(y),
			Signals.of(v));
	}

	@Benchmark
	public FittedMaps fit() {
		return run(means, Z_AND_P);
	}

	@Benchmark
	public FittedMaps fitAndTau2Interval() {
		return run(means, with(MapKind.TAU2_LOWER, MapKind.TAU2_UPPER));
	}

	@Benchmark
	public FittedMaps fitAndTau2IntervalWithHoles() {
		return run(holed, with(MapKind.TAU2_LOWER, MapKind.TAU2_UPPER));
	}

	@Benchmark
	public FittedMaps fitAndQ() {
		return run(means, with(MapKind.Q, MapKind.Q_P, MapKind.I2, MapKind.H));
	}

	@Benchmark
	public FittedMaps fitAndTau2StandardError() {
		return run(means, with(MapKind.TAU2_SE));
	}

	@Benchmark
	public FittedMaps fitAndIntervals() {
		return run(means, with(MapKind.CI_LOWER, MapKind.CI_UPPER, MapKind.PI_LOWER, MapKind.PI_UPPER));
	}

	@Benchmark
	public FittedMaps slope() {
		return run(slopes, Z_AND_P);
	}

	@Benchmark
	public FittedMaps slopeAndTau2Interval() {
		return run(slopes, with(MapKind.TAU2_LOWER, MapKind.TAU2_UPPER));
	}

	@Benchmark
	public FittedMaps slopeAndTau2StandardError() {
		return run(slopes, with(MapKind.TAU2_SE));
	}

	@Benchmark
	public FittedMaps slopeAndOmnibusTest() {
		return run(slopes, with(MapKind.QM, MapKind.QM_P, MapKind.R2));
	}

	private static Set<MapKind> with(final MapKind... kinds) {
		final Set<MapKind> maps = EnumSet.copyOf(Z_AND_P);
		maps.addAll(List.of(kinds));
		return maps;
	}

	private static FittedMaps run(final StudyData data, final Set<MapKind> maps) {
		return BlockwiseFitter.of(DerSimonianLaird.withDefaults()).withAggressiveMask(
			false).withThreads(1).fit(data, maps, Progress.NONE);
	}
}
