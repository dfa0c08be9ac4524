package org.voxmeta.bench;

import java.util.EnumSet;
import java.util.Random;
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
import org.voxmeta.fit.BlockwiseFitter;
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.stats.combination.CombinationMode;
import org.voxmeta.stats.combination.Fisher;
import org.voxmeta.stats.combination.Stouffer;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.permutation.PermutedOls;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;

/** Fits of z and p maps without variances, on one thread, beside DerSimonian-Laird's. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
@Fork(2)
public class CombinationBenchmark {

	private static final Set<MapKind> Z_AND_P = EnumSet.of(MapKind.Z, MapKind.P);

	@Param({ "21" })
	int studies;

	private StudyData effects;
	private StudyData complete;
	private StudyData holed;
	private StudyData grouped;

	@Setup
	public void makeData() {
		final Random random = new Random(studies);
		final float[][] y = new float[studies][FitBenchmark.VOXELS];
		final float[][] v = new float[studies][FitBenchmark.VOXELS];
		final float[][] withHoles = new float[studies][FitBenchmark.VOXELS];
		for (int k = 0; k < studies; k++)
			for (int j = 0; j < FitBenchmark.VOXELS; j++) {
				y[k][j] = (float) (0.3 + random.nextGaussian());
				v[k][j] = 0.2f + random.nextFloat();
				withHoles[k][j] = random.nextInt(20) == 0 ? Float.NaN : y[k][j];
			}
		final Studies independent = Studies.independent(studies).withSampleSizes(random.doubles(studies, 10,
			40).toArray());
		effects = StudyData.of(Signals.of(y), Signals.of(v));
		complete = new StudyData(independent, Signals.of(y), null);
		holed = new StudyData(independent, Signals.of(withHoles), null);
		grouped = new StudyData(independent.withGroups(IntStream.range(0, studies).map(k -> k / 2).toArray()),
			Signals.of(y), null);
	}

	@Benchmark
	public FittedMaps derSimonianLaird() {
		return fit(DerSimonianLaird.withDefaults(), effects);
	}

	@Benchmark
	public FittedMaps stouffer() {
		return fit(Stouffer.withDefaults(), complete);
	}

	@Benchmark
	public FittedMaps stoufferBySize() {
		return fit(Stouffer.withDefaults().withWeightBySize(true), complete);
	}

	@Benchmark
	public FittedMaps stoufferWithHoles() {
		return fit(Stouffer.withDefaults(), holed);
	}

	@Benchmark
	public FittedMaps stoufferInGroups() {
		return fit(Stouffer.withDefaults(), grouped);
	}

	@Benchmark
	public FittedMaps fisher() {
		return fit(Fisher.withDefaults(), complete);
	}

	@Benchmark
	public FittedMaps fisherDirected() {
		return fit(Fisher.withDefaults().with(CombinationMode.DIRECTED), complete);
	}

	@Benchmark
	public FittedMaps fisherBySize() {
		return fit(Fisher.withDefaults().withWeightBySize(true), complete);
	}

	@Benchmark
	public FittedMaps fisherWithHoles() {
		return fit(Fisher.withDefaults(), holed);
	}

	@Benchmark
	public FittedMaps fisherInGroups() {
		return fit(Fisher.withDefaults(), grouped);
	}

	@Benchmark
	public FittedMaps permutedOls() {
		return fit(PermutedOls.withDefaults(), complete);
	}

	@Benchmark
	public FittedMaps permutedOlsBySize() {
		return fit(PermutedOls.withDefaults().withWeightBySize(true), complete);
	}

	@Benchmark
	public FittedMaps permutedOlsWithHoles() {
		return fit(PermutedOls.withDefaults(), holed);
	}

	private static FittedMaps fit(final Estimator estimator, final StudyData data) {
		return BlockwiseFitter.of(estimator).withAggressiveMask(false).withThreads(1).fit(data, Z_AND_P,
			Progress.NONE);
	}
}
