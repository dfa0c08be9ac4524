package org.voxmeta.endurance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import org.voxmeta.Main;
import org.voxmeta.SmallStudies;
import org.voxmeta.analysis.EstimatorRun;
import org.voxmeta.analysis.SignalCache;
import org.voxmeta.analysis.StudyLoader;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.estimator.Hedges;
import org.voxmeta.task.Progress;

/**
 * Fits from files to files that are killed at a random moment, each a Java of its own, over the results of
 * an earlier fit; and what is in the folder then.
 */
public final class KilledRuns {

	private static final Estimator EARLIER = Hedges.withDefaults();
	private static final Estimator KILLED = DerSimonianLaird.withDefaults();

	private final Path folder;
	private final Path table;
	private final Path output;
	private final Random random;
	private final Map<String, byte[]> earlier;
	private final Map<String, byte[]> wanted;

	/** What a run needs besides the studies. */
	public enum Way {
		/** Nothing. */
		PLAIN,
		/** Rows in a temporary file. */
		ROWS_IN_A_FILE,
		/** A cache that it fills. */
		CACHE
	}

	/**
	 * What kills came upon.
	 *
	 * @param early kills before any file was begun
	 * @param writing kills while files were being written
	 * @param late kills after the new results were complete
	 * @param mixed kills while files took their names: some were new and others old until the next fit
	 */
	public record Count(int early, int writing, int late, int mixed) {
	}

	/** Kills of fits of these studies, whose files are written into a folder. */
	public KilledRuns(final Path folder, final SmallStudies studies, final long seed) throws IOException {
		this.folder = folder;
		table = studies.write(folder.resolve("studies"));
		output = folder.resolve("maps");
		random = new Random(seed);
		earlier = fit(EARLIER, folder.resolve("earlier"), Way.PLAIN);
		wanted = fit(KILLED, folder.resolve("wanted"), Way.PLAIN);
	}

	/**
	 * Kills fits one after the other, every other one while it writes, and checks each time that all files
	 * are whole and those of one of the two fits, and that the next fit works and leaves nothing else in the
	 * folder.
	 */
	public Count kill(final int times, final Way way) throws IOException, InterruptedException {
		final long[] usual = duration(way);
		final List<String> found = new ArrayList<>();
		for (int i = 0; i < times; i++) {
			fit(EARLIER, output, Way.PLAIN);
			assertEquals(earlier.keySet(), maps(output).keySet());
			assertEquals(List.of(), leftovers(output));
			final Process process = start(way);
			if (i % 2 == 1) awaitFirstFile(process);
			process.waitFor((long) (1.1 * usual[i % 2] * random.nextDouble()), TimeUnit.MILLISECONDS);
			process.destroyForcibly().waitFor();
			found.add(look());
			if (way == Way.CACHE) checkCache(i % 3 == 2);
		}
		fit(EARLIER, output, Way.PLAIN);
		assertEquals(List.of(), leftovers(output));
		return new Count(count(found, "early"), count(found, "writing"), count(found, "late"),
			count(found, "mixed"));
	}

	private static int count(final List<String> found, final String word) {
		return (int) found.stream().filter(word::equals).count();
	}

	/** How long a fit that is not killed takes until all is written, and how long it writes, in milliseconds. */
	private long[] duration(final Way way) throws IOException, InterruptedException {
		fit(EARLIER, output, Way.PLAIN);
		final long start = System.nanoTime();
		final Process process = start(way);
		awaitFirstFile(process);
		final long first = System.nanoTime();
		// one that fails ends, and must not be waited for
		while (process.isAlive() && !leftovers(output).isEmpty())
			process.waitFor(1, TimeUnit.MILLISECONDS);
		final long end = System.nanoTime();
		assertEquals(0, process.waitFor());
		assertMaps(wanted, maps(output));
		clearCache();
		return new long[] { (end - start) / 1_000_000, (end - first) / 1_000_000 };
	}

	private Process start(final Way way) throws IOException {
		final String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		final List<String> command = new ArrayList<>(List.of(java, "-Xmx512m", "-Djava.awt.headless=true", "-cp",
			System.getProperty("java.class.path"), Main.class.getName(), "DerSimonian-Laird...", "studies=" + table,
			"output=" + output));
		if (way == Way.ROWS_IN_A_FILE) command.add("memory=0");
		if (way == Way.CACHE) command.add("cache=" + cache());
		return new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(folder.resolve("log.txt").toFile()).start();
	}

	private void awaitFirstFile(final Process process) throws IOException, InterruptedException {
		while (process.isAlive() && leftovers(output).stream().allMatch(name -> name.startsWith(".voxmeta")))
			process.waitFor(1, TimeUnit.MILLISECONDS);
	}

	/** Checks every file of the folder, and says when the fit was killed. */
	private String look() throws IOException {
		final Map<String, byte[]> now = maps(output);
		int olds = 0;
		int news = 0;
		for (final String name : now.keySet()) {
			final boolean isNew = Arrays.equals(now.get(name), wanted.get(name));
			final boolean isOld = Arrays.equals(now.get(name), earlier.get(name));
			assertTrue(isNew || isOld, name + ": of neither fit");
			if (!isOld) news++;
			if (!isNew) olds++;
		}
		assertEquals(earlier.keySet(), now.keySet());
		JsonParser.parseString(Files.readString(output.resolve("result.json")));
		assertEquals(2, Files.readAllLines(output.resolve("summary.csv")).size());
		for (final String name : leftovers(output))
			assertTrue(name.startsWith(".") && name.endsWith(".tmp"), name + ": not known as left behind");
		if (olds > 0 && news > 0) return "mixed";
		if (news > 0) return "late";
		return leftovers(output).isEmpty() ? "early" : "writing";
	}

	/** A fit from the cache that a killed one was filling gives the same. */
	private void checkCache(final boolean clears) throws IOException {
		assertMaps(wanted, fit(KILLED, folder.resolve("from-cache"), Way.CACHE));
		if (clears) clearCache();
	}

	private void clearCache() throws IOException {
		if (!Files.exists(cache())) return;
		try (Stream<Path> entries = Files.list(cache())) {
			for (final Path entry : entries.toList())
				Files.delete(entry);
		}
	}

	private Path cache() {
		return folder.resolve("cache");
	}

	private Map<String, byte[]> fit(final Estimator estimator, final Path to, final Way way) throws IOException {
		final SignalCache cache = way == Way.CACHE ? SignalCache.at(cache(), "test") : null;
		final StudyLoader loader = StudyLoader.of(estimator.needs());
		final StudyLoader files = cache == null ? loader : loader.withFiles(cache.files());
		EstimatorRun.of(estimator).withCache(cache).withOutput(to).run(files.ofTable(table), null, "test",
			Progress.NONE);
		return maps(to);
	}

	private static void assertMaps(final Map<String, byte[]> wanted, final Map<String, byte[]> got) {
		assertEquals(wanted.keySet(), got.keySet());
		wanted.forEach((name, bytes) -> assertArrayEquals(bytes, got.get(name), name));
	}

	/** The content of each map's file, unzipped to its end. */
	private static Map<String, byte[]> maps(final Path folder) throws IOException {
		final Map<String, byte[]> maps = new TreeMap<>();
		for (final String name : names(folder))
			if (name.endsWith(".nii.gz")) {
				try (InputStream in = new GZIPInputStream(Files.newInputStream(folder.resolve(name)))) {
					maps.put(name, in.readAllBytes());
				}
			}
		return maps;
	}

	/** The names of hidden files. */
	private static List<String> leftovers(final Path folder) throws IOException {
		return names(folder).stream().filter(name -> name.startsWith(".")).toList();
	}

	private static List<String> names(final Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map(file -> file.getFileName().toString()).sorted().toList();
		}
	}
}
