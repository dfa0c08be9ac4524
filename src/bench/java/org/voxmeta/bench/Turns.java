package org.voxmeta.bench;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.Profiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * JMH's benchmarks, one iteration at a time and in this Java, so that those which are compared can take
 * turns and meet the same noise. In Javas of their own, one after the other, ratios on a busy machine were
 * those of the noise. An iteration is a number of calls, not a time, as a busy machine gives little of that.
 */
final class Turns {

	private static final TimeValue WARM_UP = TimeValue.milliseconds(300);
	private static final TimeValue COLLECTED = TimeValue.milliseconds(1000);
	/** Milliseconds of processor time in which a benchmark is compiled. */
	private static final double COMPILING = 2000;
	/** Milliseconds that an iteration takes at least, as processor time is counted in steps of 10. */
	private static final double LEAST = 400;
	/** Iterations that compile, at most. */
	private static final int MOST = 20;

	private final Map<Way, Integer> calls = new HashMap<>();

	/**
	 * Something to measure.
	 *
	 * @param method of a benchmark class, as {@code FitBenchmark.read}
	 * @param params of its state
	 */
	record Way(String method, Map<String, String> params) {
	}

	/** Milliseconds of processor time, and megabytes allocated, NaN if unknown, for each call in one round. */
	record Round(double time, double allocated) {
	}

	/** One iteration; before the first of a way, some to compile, which tell how many calls it takes. */
	Round round(final Way way) {
		if (!calls.containsKey(way)) calls.put(way, compile(way));
		final int count = calls.get(way);
		final Map<String, Result> results = run(way, options(way).mode(Mode.SingleShotTime)
			.measurementBatchSize(count), ProcessProfiler.class);
		return new Round(results.get(ProcessProfiler.TIME).getScore() / count,
			results.get(ProcessProfiler.ALLOCATED).getScore() / count);
	}

	private static int compile(final Way way) {
		double time = 0;
		double each = LEAST;
		for (int i = 0; i < MOST && time < COMPILING; i++) {
			final double start = ProcessorTime.now();
			each = run(way, options(way).mode(Mode.AverageTime).measurementTime(WARM_UP), ProcessProfiler.class)
				.get(ProcessProfiler.EACH).getScore();
			time += ProcessorTime.now() - start;
		}
		return (int) Math.max(1, Math.ceil(LEAST / Math.max(each, 1e-3)));
	}

	/** The most megabytes that live in the heap beside the data. */
	double peak(final Way way) {
		return run(way, options(way).mode(Mode.AverageTime).measurementTime(COLLECTED), LiveHeapProfiler.class)
			.get(LiveHeapProfiler.PEAK).getScore();
	}

	private static ChainedOptionsBuilder options(final Way way) {
		final ChainedOptionsBuilder options = new OptionsBuilder().include("\\." + Pattern.quote(way.method())
			+ "$").forks(0).warmupIterations(0).measurementIterations(1).timeUnit(TimeUnit.MILLISECONDS)
			.threads(1).verbosity(VerboseMode.SILENT).shouldFailOnError(true);
		way.params().forEach(options::param);
		return options;
	}

	@SuppressWarnings("rawtypes")
	private static Map<String, Result> run(final Way way, final ChainedOptionsBuilder options,
		final Class<? extends Profiler> profiler)
	{
		try {
			final RunResult result = new Runner(options.addProfiler(profiler).build()).runSingle();
			return result.getSecondaryResults();
		}
		catch (final RunnerException e) {
			throw new IllegalStateException(way + ": failed", e);
		}
	}
}
