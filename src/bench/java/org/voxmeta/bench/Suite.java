package org.voxmeta.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.voxmeta.task.Tasks;

/**
 * Everything from reading to writing, each beside its limit in turns in the same run, in one Markdown table:
 * target/benchmarks.md. Times are those of all processors that the process had, so that other programs on a
 * busy machine do not count, and medians of five rounds.
 */
final class Suite {

	private static final Path TABLE = Path.of("target", "benchmarks.md");
	private static final int FLIPS = 500;

	private final List<String> lines = new ArrayList<>();

	/** Runs all, and writes and prints the table. */
	static void run() throws IOException {
		final Suite suite = new Suite();
		suite.put("Java " + System.getProperty("java.version") + ", " + Tasks.processors()
			+ " processors; ms of processor time");
		suite.put("");
		suite.put(Comparison.HEAD);
		suite.measureFiles();
		for (final int studies : new int[] { 21, 50, 200 })
			suite.measure(new FitRows(studies, FitBenchmark.VOXELS, 0.05, Tasks.processors()).main());
		suite.measure(new FitRows(21, FitBenchmark.VOXELS, 0, Tasks.processors()).estimators());
		suite.measurePermutations();
		Files.createDirectories(TABLE.getParent());
		Files.write(TABLE, suite.lines);
	}

	private void measureFiles() throws IOException {
		final EndToEndBenchmark files = new EndToEndBenchmark();
		files.writeStudies();
		try {
			measure(new FileRows(files, files.folder()).rows());
		}
		finally {
			files.removeFiles();
		}
	}

	private void measurePermutations() {
		final PermutationBenchmark.Row ordinary = PermutationBenchmark.ordinary(FLIPS);
		final PermutationBenchmark.Row random = PermutationBenchmark.dersimonianLaird();
		measure(List.of(
			new Comparison(ordinary.name(), ordinary.fast(), "plain matrix product", ordinary.plain(), Double.NaN),
			new Comparison(random.name(), random.fast(), "fits", random.plain(), Double.NaN)));
	}

	private void measure(final List<Comparison> comparisons) {
		for (final Comparison comparison : comparisons)
			put(comparison.measure());
	}

	private void put(final String line) {
		lines.add(line);
		System.out.println(line);
	}
}
