package org.voxmeta.bench;

import java.util.EnumSet;
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
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.result.MapKind;

/** Fits of every estimator to z and p maps in memory, to compare them with one another. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
@Fork(2)
public class EstimatorBenchmark {

	private static final Set<MapKind> Z_AND_P = EnumSet.of(MapKind.Z, MapKind.P);

	/** A name, for some with the method. */
	@Param({ "DerSimonian-Laird", "Weighted Least Squares", "Hedges", "Hunter-Schmidt", "Sidik-Jonkman",
		"Fixed-Effects Hedges", "Stouffer", "Fisher", "Permuted OLS", "Paule-Mandel", "Empirical Bayes",
		"Variance-Based Likelihood", "Variance-Based Likelihood, ML", "Sample-Size-Based Likelihood" })
	String estimator;

	@Param("21")
	int studies;

	@Param({ "false", "true" })
	boolean holes;

	@Param("1")
	int threads;

	private Estimator chosen;
	private FitData data;

	@Setup
	public void makeData() {
		final String[] words = estimator.split(", ");
		chosen = Estimators.named(words[0]);
		if (words.length > 1) chosen = chosen.with("method", words[1]);
		data = FitData.of(studies, FitBenchmark.VOXELS, 5);
	}

	@Benchmark
	public FittedMaps fit() {
		return data.fit(chosen, Z_AND_P, holes, threads);
	}
}
