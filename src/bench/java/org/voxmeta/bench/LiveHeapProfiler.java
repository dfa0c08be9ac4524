package org.voxmeta.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.Collection;
import java.util.List;

import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/**
 * {@value #PEAK}: the most megabytes that lived in the heap at any of the collections that are made one
 * after the other while a benchmark runs, above what lived before. What was used but not alive does not
 * count, as that depends on the collector. It slows the benchmark down, so times of the same iteration
 * mean nothing.
 */
public final class LiveHeapProfiler implements InternalProfiler {

	static final String PEAK = "peak";

	private static final double MEGABYTE = 1 << 20;

	private long before;
	private volatile long most;
	private Thread collecting;

	@Override
	public String getDescription() {
		return "Most that lived in the heap";
	}

	@Override
	public void beforeIteration(final BenchmarkParams benchmark, final IterationParams iteration) {
		before = live();
		most = before;
		collecting = new Thread(() -> {
			while (!Thread.currentThread().isInterrupted())
				most = Math.max(most, live());
		});
		collecting.start();
	}

	@Override
	public Collection<ScalarResult> afterIteration(final BenchmarkParams benchmark,
		final IterationParams iteration, final IterationResult result)
	{
		collecting.interrupt();
		try {
			collecting.join();
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		return List.of(new ScalarResult(PEAK, (most - before) / MEGABYTE, "MB", AggregationPolicy.MAX));
	}

	/** Bytes after a collection. */
	private static long live() {
		System.gc();
		return ManagementFactory.getMemoryPoolMXBeans().stream()
			.filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
			.mapToLong(pool -> pool.getCollectionUsage().getUsed()).sum();
	}
}
