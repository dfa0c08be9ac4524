package org.voxmeta.bench;

import java.util.Locale;
import java.util.function.DoubleSupplier;

/**
 * How the time of a DerSimonian-Laird fit with its usual maps grows with studies, voxels, holes and threads,
 * and that of a permutation test with flips: prints a Markdown table of processor time, medians of five
 * rounds. Where the last column is the same, growth is linear.
 */
public final class Growth {

	private static final int STUDIES = 21;
	private static final int VOXELS = FitBenchmark.VOXELS;
	private static final int ROUNDS = 5;
	private static final double WARM_UP = 1500;
	private static final double LEAST = 160;

	private Growth() {
	}

	/** Runs all. */
	public static void main(final String[] args) {
		// compiles, so that the first rows are not slower
		milliseconds(new FitRows(STUDIES, VOXELS, 0, 1).usual());
		milliseconds(new FitRows(STUDIES, VOXELS, 0.05, 1).usualWithHoles());
		System.out.println("| | studies | voxels | holes, % | threads | ms | ns per voxel and study |");
		System.out.println("|---|---:|---:|---:|---:|---:|---:|");
		for (final int studies : new int[] { 5, 10, 21, 50, 100, 200 })
			fit("studies", studies, VOXELS, 0, 1);
		for (final int voxels : new int[] { 10_000, 50_000, VOXELS, 902_629 })
			fit("voxels", STUDIES, voxels, 0, 1);
		for (final double holes : new double[] { 0.001, 0.01, 0.05, 0.2 })
			fit("holes", STUDIES, VOXELS, holes, 1);
		for (final int threads : new int[] { 1, 2, 4 })
			fit("threads", STUDIES, VOXELS, 0, threads);
		System.out.printf("%n| permutations | ms | ns per flip and voxel |%n|---:|---:|---:|%n");
		for (final int flips : new int[] { 250, 500, 1000, 2000 }) {
			final double time = milliseconds(PermutationBenchmark.ordinary(flips).fast());
			System.out.printf(Locale.ROOT, "| %d | %.0f | %.2f |%n", flips, time, time * 1e6 / VOXELS / flips);
		}
	}

	private static void fit(final String what, final int studies, final int voxels, final double holes,
		final int threads)
	{
		final FitRows rows = new FitRows(studies, voxels, holes, threads);
		final double time = milliseconds(holes > 0 ? rows.usualWithHoles() : rows.usual());
		System.out.printf(Locale.ROOT, "| %s | %d | %d | %.1f | %d | %.2f | %.2f |%n", what, studies, voxels,
			100 * holes, threads, time, time * 1e6 / voxels / studies);
	}

	private static double milliseconds(final DoubleSupplier work) {
		final double start = ProcessorTime.now();
		int count = 0;
		for (; ProcessorTime.now() - start < WARM_UP; count++)
			work.getAsDouble();
		final int times = (int) Math.max(1, Math.ceil(count * LEAST / WARM_UP));
		return ProcessorTime.median(ProcessorTime.inTurns(ROUNDS, () -> {
			double sum = 0;
			for (int i = 0; i < times; i++)
				sum += work.getAsDouble();
			return sum;
		})[0]) / times;
	}
}
