package org.voxmeta.bench;

import com.sun.management.OperatingSystemMXBean;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.function.DoubleSupplier;

/** Processor time, which does not count what other programs take. */
final class ProcessorTime {

	private static final OperatingSystemMXBean PROCESS = (OperatingSystemMXBean) ManagementFactory
		.getOperatingSystemMXBean();

	/** Keeps results alive. */
	private static volatile double sink;

	private ProcessorTime() {
	}

	/**
	 * How long ways to do something take, one after the other in each round, so that all meet the same noise.
	 *
	 * @return milliseconds, ways×rounds
	 */
	static double[][] inTurns(final int rounds, final DoubleSupplier... ways) {
		final double[][] times = new double[ways.length][rounds];
		// one round more, to compile
		for (int i = -1; i < rounds; i++)
			for (int way = 0; way < ways.length; way++) {
				final double time = milliseconds(ways[way]);
				if (i >= 0) times[way][i] = time;
			}
		return times;
	}

	/** Milliseconds that this process has taken of all processors so far. */
	static double now() {
		return PROCESS.getProcessCpuTime() / 1e6;
	}

	private static double milliseconds(final DoubleSupplier work) {
		final double start = now();
		sink += work.getAsDouble();
		return now() - start;
	}

	static double median(final double[] values) {
		final double[] sorted = values.clone();
		Arrays.sort(sorted);
		return sorted[sorted.length / 2];
	}
}
