package org.voxmeta.bench;

import java.util.List;
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

/** Permutation tests beside plain ways to do the same, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
@Fork(2)
public class FlipBenchmark {

	/** Of Permuted OLS. */
	@Param("500")
	int flips;

	/** Of DerSimonian-Laird. */
	@Param("20")
	int fewFlips;

	private PermutationBenchmark.Row ordinary;
	private PermutationBenchmark.Row random;

	/** Both kinds of a test. */
	private record Rows(PermutationBenchmark.Row ordinary, PermutationBenchmark.Row random) {
	}

	@Setup
	public void makeData() {
		final Rows rows = Kept.get(Rows.class, List.of(flips, fewFlips), () -> new Rows(
			PermutationBenchmark.ordinary(flips), PermutationBenchmark.dersimonianLaird(fewFlips)));
		ordinary = rows.ordinary();
		random = rows.random();
	}

	/** The largest |t| at each flip. */
	@Benchmark
	public double permutedOls() {
		return ordinary.fast().getAsDouble();
	}

	/** The same as a product of matrices. */
	@Benchmark
	public double matrixProduct() {
		return ordinary.plain().getAsDouble();
	}

	/** z of each flip. */
	@Benchmark
	public double derSimonianLaird() {
		return random.fast().getAsDouble();
	}

	/** Fits of flipped studies. */
	@Benchmark
	public double fits() {
		return random.plain().getAsDouble();
	}
}
