package org.voxmeta.bench;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the {@link Suite}, or, to look into one thing, benchmarks of JMH, and prints these as
 * a Markdown table.
 */
public final class Benchmarks {

	private Benchmarks() {
	}

	/** Runs the suite, or those JMH benchmarks whose names match the arguments (regular expressions). */
	public static void main(final String[] args) throws RunnerException, IOException {
		if (args.length == 0 || args[0].isEmpty()) {
			Suite.run();
			return;
		}
		final OptionsBuilder options = new OptionsBuilder();
		for (final String name : args)
			options.include(name);
		options.jvmArgsAppend("-Xmx4g", "-Djava.awt.headless=true");
		print(new Runner(options.build()).run());
	}

	private static void print(final Collection<RunResult> results) {
		final Map<String, Double> times = new LinkedHashMap<>();
		for (final RunResult result : results)
			times.put(name(result), result.getPrimaryResult().getScore());
		System.out.printf("%nJava %s, %d processors%n%n", System.getProperty("java.version"),
			Runtime.getRuntime().availableProcessors());
		System.out.println("| benchmark | ms | x plain read | ns per voxel and study | x DerSimonian-Laird |");
		System.out.println("|---|---:|---:|---:|---:|");
		for (final RunResult result : results) {
			final String name = name(result);
			final double time = times.get(name);
			final Double read = times.get(name.replaceFirst("\\.\\w+", ".read"));
			final String studies = result.getParams().getParam("studies");
			final String estimator = result.getParams().getParam("estimator");
			final Double first = estimator == null ? null : times.get(name.replace(estimator,
				"DerSimonian-Laird"));
			System.out.printf(Locale.ROOT, "| %s | %.1f | %s | %s | %s |%n", name, time,
				read == null ? "" : String.format(Locale.ROOT, "%.2f", time / read),
				studies == null ? "" : String.format(Locale.ROOT, "%.2f",
					time * 1e6 / FitBenchmark.VOXELS / Integer.parseInt(studies)),
				first == null ? "" : String.format(Locale.ROOT, "%.2f", time / first));
		}
	}

	private static String name(final RunResult result) {
		final String full = result.getParams().getBenchmark();
		String name = full.substring(full.lastIndexOf('.', full.lastIndexOf('.') - 1) + 1);
		for (final String key : result.getParams().getParamsKeys()) {
			final String title = key.equals("studies") ? "K=" : key.equals("estimator") ? "" : key + "=";
			name += " " + title + result.getParams().getParam(key);
		}
		return name;
	}
}
