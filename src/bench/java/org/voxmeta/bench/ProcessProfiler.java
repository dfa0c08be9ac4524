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
 * What the whole process took for each call of a benchmark, on all threads: {@value #TIME}, milliseconds of processor
 * time, which does not count what other programs take, and {@value #ALLOCATED}, megabytes, NaN where Java cannot tell.
 */
public final class ProcessProfiler implements InternalProfiler {

	static final String TIME = "cpu";
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
	public Collection<ScalarResult> afterIteration(final BenchmarkParams benchmark, final IterationParams iteration,
		final IterationResult result)
	{
		final double calls = result.getMetadata().getAllOps();
		return List.of(new ScalarResult(TIME, (ProcessorTime.now() - time) / calls, "ms", AggregationPolicy.AVG),
			new ScalarResult(ALLOCATED, (allocated() - allocated) / MEGABYTE / calls, "MB", AggregationPolicy.AVG));
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
