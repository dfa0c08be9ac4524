package org.voxmeta.bench;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
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
 * JMH's benchmarks, one iteration at a time and in this Java, so that those which are compared can take turns and meet
 * the same noise. In Javas of their own, one after the other, ratios on a busy machine were those of the noise.
 */
final class Turns {

	private static final TimeValue ITERATION = TimeValue.milliseconds(400);
	private static final TimeValue WARM_UP = TimeValue.milliseconds(1200);
	private static final TimeValue COLLECTED = TimeValue.milliseconds(1200);

	private final Set<Way> warm = new HashSet<>();

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

	/** One iteration; before the first of a way, one to compile. */
	Round round(final Way way) {
		if (warm.add(way)) run(way, WARM_UP, ProcessProfiler.class);
		final Map<String, Result> results = run(way, ITERATION, ProcessProfiler.class);
		return new Round(results.get(ProcessProfiler.TIME).getScore(), results.get(ProcessProfiler.ALLOCATED).getScore());
	}

	/** The most megabytes that live in the heap beside the data. */
	double peak(final Way way) {
		return run(way, COLLECTED, LiveHeapProfiler.class).get(LiveHeapProfiler.PEAK).getScore();
	}

	@SuppressWarnings("rawtypes")
	private static Map<String, Result> run(final Way way, final TimeValue time,
		final Class<? extends Profiler> profiler)
	{
		final ChainedOptionsBuilder options = new OptionsBuilder().include("\\." + Pattern.quote(way.method()) + "$").forks(
			0).warmupIterations(0).measurementIterations(1).measurementTime(time).mode(Mode.AverageTime).timeUnit(
				TimeUnit.MILLISECONDS).threads(1).addProfiler(profiler).verbosity(VerboseMode.SILENT).shouldFailOnError(true);
		way.params().forEach(options::param);
		try {
			final RunResult result = new Runner(options.build()).runSingle();
			return result.getSecondaryResults();
		}
		catch (final RunnerException e) {
			throw new IllegalStateException(way + ": failed", e);
		}
	}
}
