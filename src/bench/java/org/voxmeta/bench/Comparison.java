package org.voxmeta.bench;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Something to time, beside its limit: the least that anything doing the same has to do on the same data.
 *
 * @param name what it is
 * @param work does it; returns any number that depends on the result
 * @param limitName what the limit is
 * @param limit does the limit's work
 * @param wanted the largest ratio of the two that is good enough; NaN if none was set
 */
record Comparison(String name, DoubleSupplier work, String limitName, DoubleSupplier limit, double wanted) {

	/** The first lines of the table. */
	static final String HEAD = "| benchmark | ms | limit | ms | ratio | from | to | wanted | MB allocated |\n"
		+ "|---|---:|---|---:|---:|---:|---:|---:|---:|";

	private static final int ROUNDS = 5;
	private static final double WARM_UP = 1500;
	/** Processor time is counted in steps of 10 ms. */
	private static final double LEAST = 160;

	/** A line of the table, measured in turns: medians, and the range of the ratio over the rounds. */
	String measure() {
		final int works = repeats(work);
		final int limits = repeats(limit);
		final double[][] times = ProcessorTime.inTurns(ROUNDS, () -> repeat(work, works),
			() -> repeat(limit, limits));
		final double[] ratios = IntStream.range(0, ROUNDS).mapToDouble(i -> times[0][i] / works / (times[1][i]
			/ limits)).sorted().toArray();
		return String.format(Locale.ROOT, "| %s | %.2f | %s | %.2f | %.2f | %.2f | %.2f | %s | %s |", name,
			ProcessorTime.median(times[0]) / works, limitName, ProcessorTime.median(times[1]) / limits,
			ProcessorTime.median(ratios), ratios[0], ratios[ROUNDS - 1],
			Double.isNaN(wanted) ? "" : String.format(Locale.ROOT, "%.1f", wanted), allocated(work));
	}

	/** How often the work is to be done to take long enough, found while it is being compiled. */
	private static int repeats(final DoubleSupplier work) {
		final double start = ProcessorTime.now();
		double each = WARM_UP;
		for (int times = 1; ProcessorTime.now() - start < WARM_UP; times *= 2) {
			final double before = ProcessorTime.now();
			repeat(work, times);
			each = (ProcessorTime.now() - before) / times;
		}
		return (int) Math.max(1, Math.ceil(LEAST / Math.max(each, 1e-3)));
	}

	private static double repeat(final DoubleSupplier work, final int times) {
		double sum = 0;
		for (int i = 0; i < times; i++)
			sum += work.getAsDouble();
		return sum;
	}

	/** What the work allocates on all threads, once; empty where Java cannot tell. */
	private static String allocated(final DoubleSupplier work) {
		final double before = allocated();
		work.getAsDouble();
		final double megabytes = (allocated() - before) / (1 << 20);
		return Double.isNaN(megabytes) ? "" : String.format(Locale.ROOT, "%.1f", megabytes);
	}

	private static double allocated() {
		try {
			return ((Number) ManagementFactory.getPlatformMBeanServer().getAttribute(new ObjectName(
				ManagementFactory.THREAD_MXBEAN_NAME), "TotalThreadAllocatedBytes")).doubleValue();
		}
		catch (final JMException e) {
			return Double.NaN;
		}
	}
}
