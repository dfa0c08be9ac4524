package org.voxmeta.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxmeta.task.Tasks;

/** Several threads and processes in one folder, and processes that are killed. */
class CacheProcessesTest {

	private static final int KEYS = 30;
	private static final int ENTRY = 40_000;
	private static final long LIMIT = 10 * ENTRY;
	private static final int ROUNDS = 150;

	@TempDir
	Path folder;

	@Test
	void processesAndThreadsShareAFolder() throws IOException, InterruptedException {
		final List<Process> processes = List.of(start("4"), start("5"));

		Tasks.forEach(3, List.of(1, 2, 3), seed -> share(folder, seed));

		for (final Process process : processes)
			assertEquals("", new String(process.getInputStream().readAllBytes()));
		for (final Process process : processes)
			assertEquals(0, process.waitFor());
		final CacheFolder cache = CacheFolder.at(folder, LIMIT);
		assertTrue(IntStream.range(0, KEYS).anyMatch(key -> load(cache, key).isPresent()), "something was kept");
		assertEquals(List.of(), names(".tmp"), "nothing is left behind");
	}

	@Test
	void aProcessKilledWhileWritingLeavesOnlyWholeEntries() throws IOException, InterruptedException {
		for (int kill = 0; kill < 3; kill++) {
			final Process process = start("endless");
			awaitEntries(process, 40 * (kill + 1));
			process.destroyForcibly().waitFor();
		}

		final CacheFolder cache = CacheFolder.at(folder, LIMIT);
		for (final String name : names(".row"))
			assertTrue(IntStream.range(0, KEYS).anyMatch(key -> name.equals(key(key) + ".row")), name);
		for (int key = 0; key < KEYS; key++) {
			assertEquals(Files.exists(folder.resolve(key(key) + ".row")), load(cache, key).isPresent());
			assertTrue(load(cache, key).orElse(true));
		}
		assertTrue(store(CacheFolder.at(folder, LIMIT), 1), "the next run can go on");
	}

	/** Waits until a process has written some entries; the next one is on its way then. */
	private static void awaitEntries(final Process process, final int entries) throws IOException {
		final BufferedReader said = process.inputReader();
		for (int i = 0; i < entries; i++)
			assertEquals("wrote " + i, said.readLine());
	}

	private Process start(final String work) throws IOException {
		return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System
			.getProperty("java.class.path"), CacheProcessesTest.class.getName(), work, folder.toString())
			.redirectErrorStream(true).start();
	}

	/** What a child process does. */
	public static void main(final String[] args) {
		final Path folder = Path.of(args[1]);
		if (args[0].equals("endless")) for (int i = 0;; i++) {
			store(CacheFolder.at(folder, Long.MAX_VALUE), i % KEYS);
			System.out.println("wrote " + i);
		}
		share(folder, Integer.parseInt(args[0]));
	}

	/** Loads entries, or stores those that are absent, in a folder that is too small for all. */
	private static void share(final Path folder, final int seed) {
		final Random random = new Random(seed);
		for (int round = 0; round < ROUNDS; round++) {
			final CacheFolder cache = CacheFolder.at(folder, LIMIT);
			final int key = random.nextInt(KEYS);
			final Optional<Boolean> right = load(cache, key);
			if (right.isPresent() && !right.get()) throw new AssertionError("another's content");
			if (right.isEmpty()) store(cache, key);
			if (cache.problem().isPresent()) throw new AssertionError(cache.problem().get());
		}
	}

	private static boolean store(final CacheFolder cache, final int key) {
		return cache.store("row", key(key), out -> {
			for (int part = 0; part < 4; part++)
				out.write(ByteBuffer.wrap(content(key), part * ENTRY / 4, ENTRY / 4));
		});
	}

	/** Whether an entry holds what was stored; empty if there is none. */
	private static Optional<Boolean> load(final CacheFolder cache, final int key) {
		return cache.load("row", key(key), payload -> payload.fill(ByteBuffer.allocate((int) payload.left())).equals(
			ByteBuffer.wrap(content(key))));
	}

	private static String key(final int key) {
		return Sha256.of(new int[] { key });
	}

	private static byte[] content(final int key) {
		final byte[] content = new byte[ENTRY];
		new Random(key).nextBytes(content);
		return content;
	}

	private List<String> names(final String end) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return new ArrayList<>(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(end))
				.toList());
		}
	}
}
