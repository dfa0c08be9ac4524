package org.voxmeta.bench;

import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;

import javax.management.JMException;
import javax.management.ObjectName;

import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/**
 * What the whole process took in an iteration, on all threads: {@value #TIME}, milliseconds of processor
 * time, which does not count what other programs take, {@value #EACH}, the same for each call, and {@value
 * #ALLOCATED}, megabytes, NaN where Java cannot tell.
 */
public final class ProcessProfiler implements InternalProfiler {

	static final String TIME = "cpu";
	static final String EACH = "each";
	static final String ALLOCATED = "allocated";

	private static final double MEGABYTE = 1 << 20;

	private double time;
	private double allocated;

	@Override
	public String getDescription() {
		return "Processor time and allocation of the process";
	}

	@Override
	public void beforeIteration(final BenchmarkParams benchmark, final IterationParams iteration) {
		allocated = allocated();
		time = ProcessorTime.now();
	}

	@Override
	public Collection<ScalarResult> afterIteration(final BenchmarkParams benchmark,
		final IterationParams iteration, final IterationResult result)
	{
		final double taken = ProcessorTime.now() - time;
		final double megabytes = (allocated() - allocated) / MEGABYTE;
		return List.of(result(TIME, taken, "ms"), result(EACH, taken / result.getMetadata().getAllOps(), "ms"),
			result(ALLOCATED, megabytes, "MB"));
	}

	private static ScalarResult result(final String name, final double value, final String unit) {
		return new ScalarResult(name, value, unit, AggregationPolicy.AVG);
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
