package org.voxmeta.bench;

import java.util.Arrays;
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
import org.voxmeta.analysis.Estimators;
import org.voxmeta.fit.BlockwiseFitter;
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;

/**
 * Fits of every estimator to z and p maps in memory, on one thread, to compare them with one
 * another.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
@Fork(2)
public class EstimatorBenchmark {

	private static final Set<MapKind> Z_AND_P = EnumSet.of(MapKind.Z, MapKind.P);

	@Param({ "DerSimonian-Laird", "Weighted Least Squares", "Hedges", "Hunter-Schmidt", "Sidik-Jonkman",
		"Fixed-Effects Hedges", "Stouffer", "Fisher", "Permuted OLS", "Paule-Mandel", "Empirical Bayes",
		"Variance-Based Likelihood", "Variance-Based Likelihood, ML", "Sample-Size-Based Likelihood" })
	String estimator;

	@Param("21")
	int studies;

	@Param({ "false", "true" })
	boolean holes;

	private BlockwiseFitter fitter;
	private StudyData data;

	@Setup
	public void makeData() {
		final String[] words = estimator.split(", ");
		Estimator chosen = Estimators.named(words[0]);
		if (words.length > 1) chosen = chosen.with("method", words[1]);
		final Random random = new Random(studies);
		final float[][] y = new float[studies][FitBenchmark.VOXELS];
		final float[][] v = new float[studies][FitBenchmark.VOXELS];
		for (int k = 0; k < studies; k++)
			for (int j = 0; j < FitBenchmark.VOXELS; j++) {
				y[k][j] = (float) (0.3 + random.nextGaussian());
				v[k][j] = 0.2f + random.nextFloat();
				if (holes && random.nextInt(20) == 0) y[k][j] = Float.NaN;
			}
		final double[] subjects = new double[studies];
		Arrays.setAll(subjects, k -> 12 + k);
		data = new StudyData(Studies.independent(studies).withSampleSizes(subjects), Signals.of(y),
			chosen.needs().contains(Need.VARIANCE) ? Signals.of(v) : null);
		fitter = BlockwiseFitter.of(chosen).withAggressiveMask(false).withThreads(1);
	}

	@Benchmark
	public FittedMaps fit() {
		return fitter.fit(data, Z_AND_P, Progress.NONE);
	}
}
