package org.voxmeta.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.voxmeta.analysis.Estimators;
import org.voxmeta.bench.Turns.Way;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.task.Tasks;

/**
 * Everything from reading to writing, each beside its limit in turns in the same run, in one Markdown table:
 * target/benchmarks.md. JMH measures; times are those of all processors that the process had, so that
 * other programs on a busy machine do not count, and medians of five rounds.
 */
final class Suite {

	private static final Path TABLE = Path.of("target", "benchmarks.md");
	private static final double MOST_READS = Runtime.version().feature() >= 25 ? 3 : 5;
	private static final double MOST_WITH_HOLES = 1.5;
	private static final double MOST_FROM_FILES_TO_FILES = 1.3;
	private static final Map<String, String> NO_PARAMS = Map.of();

	private final Turns turns = new Turns();
	private final List<String> lines = new ArrayList<>();

	/** Runs all, and writes and prints the table. */
	static void run() throws IOException {
		final Suite suite = new Suite();
		suite.put("Java " + System.getProperty("java.version") + ", " + Tasks.processors()
			+ " processors; ms of processor time");
		suite.put("");
		suite.put(Comparison.HEAD);
		suite.files();
		for (final int studies : new int[] { 21, 50, 200 })
			suite.fits(studies);
		suite.estimators();
		suite.permutations();
		Files.createDirectories(TABLE.getParent());
		Files.write(TABLE, suite.lines);
	}

	private void files() {
		final int maps = FileData.get().images.size();
		file("read 42 .nii.gz files", "read", "gunzip", Double.NaN);
		measure(Comparison.of("mask one image", "MaskBenchmark.mask", "plain gather", "MaskBenchmark.gather",
			NO_PARAMS));
		file("write " + maps + " maps", "write", "deflate", Double.NaN);
		file("42 files to six maps in memory", "filesToMaps", "gunzip", Double.NaN);
		file("the same, rows in a temporary file", "filesToMapsWithRowsInAFile", "gunzip", Double.NaN);
		file("the same, filling a cache", "filesToMapsAndCache", "gunzip", Double.NaN);
		file("the same, from a full cache", "cacheToMaps", "gunzip", Double.NaN);
		file("42 files to " + maps + " maps written", "filesToFiles", "gunzipAndDeflate", MOST_FROM_FILES_TO_FILES);
	}

	private void file(final String name, final String method, final String limit, final double wanted) {
		final String limitName = limit.replace("And", " and ").toLowerCase(Locale.ROOT);
		measure(Comparison.of(name, "EndToEndBenchmark." + method, limitName, "EndToEndBenchmark." + limit,
			NO_PARAMS).withWanted(wanted));
	}

	/** DerSimonian-Laird with its usual maps, with holes, and what p values cost. */
	private void fits(final int studies) {
		final Map<String, String> params = Map.of("studies", "" + studies, "threads", "" + Tasks.processors());
		final String name = "fit with the six usual maps, K = " + studies;
		measure(Comparison.of(name, "FitBenchmark.fitWithSixMaps", "plain read", "FitBenchmark.read", params)
			.withWanted(MOST_READS));
		measure(Comparison.of(name + ", 5 % holes", "FitBenchmark.fitWithHolesWithSixMaps", "without holes",
			"FitBenchmark.fitWithSixMaps", params).withWanted(MOST_WITH_HOLES));
		measure(Comparison.of("z and p maps, K = " + studies, "FitBenchmark.zAndP", "fit of est, se and tau2",
			"FitBenchmark.fitWithoutZAndP", params).withWanted(1));
	}

	/** All estimators beside DerSimonian-Laird. */
	private void estimators() {
		for (final Estimator estimator : Estimators.all()) {
			estimator(estimator.name());
			if (estimator.options().containsKey("method")) estimator(estimator.name() + ", ML");
		}
	}

	private void estimator(final String name) {
		measure(new Comparison(name + ", z and p, K = 21", estimatorWay(name), "DerSimonian-Laird", estimatorWay(
			"DerSimonian-Laird"), Double.NaN));
	}

	private static Way estimatorWay(final String name) {
		return new Way("EstimatorBenchmark.fit", Map.of("estimator", name, "studies", "21", "holes", "false",
			"threads", "" + Tasks.processors()));
	}

	private void permutations() {
		measure(Comparison.of("Permuted OLS, 500 flips x 21 studies x 228483 voxels, one thread",
			"FlipBenchmark.permutedOls", "plain matrix product", "FlipBenchmark.matrixProduct", NO_PARAMS));
		measure(Comparison.of("DerSimonian-Laird, 20 flips x 21 studies x 228483 voxels, one thread",
			"FlipBenchmark.derSimonianLaird", "fits", "FlipBenchmark.fits", NO_PARAMS));
	}

	private void measure(final Comparison comparison) {
		put(comparison.measure(turns));
	}

	private void put(final String line) {
		lines.add(line);
		System.out.println(line);
	}
}
