package org.voxmeta.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process killed while files take their names leaves whole files, and in the end all of them or none. */
class KilledCommitTest {

	private static final int KILLS = 8;
	private static final int FILES = 12;

	@TempDir
	Path folder;

	@Test
	void allFilesAreOfTheSameCommitOnceTheFolderIsInOrder() throws IOException, InterruptedException {
		final Random random = new Random(3);
		for (int kill = 0; kill < KILLS; kill++) {
			final Process process = start();
			process.getInputStream().read();
			process.waitFor(random.nextInt(100), TimeUnit.MILLISECONDS);
			process.destroyForcibly().waitFor();

			for (int i = 0; i < FILES; i++)
				whole(i);
			AtomicFiles.recover(folder);
			assertEquals(0, hidden());
			for (int i = 1; i < FILES; i++)
				assertEquals(whole(0), whole(i), "commit of file " + i);
		}
	}

	@Test
	void whatWasNotCompleteGoes() throws IOException {
		final UUID id = UUID.randomUUID();
		Files.writeString(folder.resolve("a.txt"), "old");
		Files.writeString(CommitLog.temporaryName(folder.resolve("a.txt"), id), "new");
		Files.writeString(folder.resolve(".voxmeta-log-1-1-" + id + ".tmp"), "a.txt\n");
		Files.writeString(folder.resolve(".other.tmp"), "another program's");

		AtomicFiles.write(folder.resolve("b.txt"), path -> Files.writeString(path, "b"));
		assertEquals(3, hidden(), "a single file looks for nothing");
		AtomicFiles.recover(folder);

		assertEquals("old", Files.readString(folder.resolve("a.txt")));
		assertEquals(1, hidden());
	}

	@Test
	void whatWasCompleteTakesItsName() throws IOException {
		final UUID id = UUID.randomUUID();
		Files.writeString(folder.resolve("a.txt"), "new");
		Files.writeString(CommitLog.asideName(folder.resolve("a.txt"), id), "old");
		Files.writeString(folder.resolve("b %.txt"), "old");
		Files.writeString(CommitLog.temporaryName(folder.resolve("b %.txt"), id), "new");
		Files.writeString(CommitLog.temporaryName(folder.resolve("c.txt"), id), "new");
		Files.writeString(folder.resolve(".voxmeta-log-1-1-" + id + ".tmp"), "a.txt\nb+%25.txt\nc.txt\n/complete");

		try (AtomicFiles next = new AtomicFiles()) {
			next.add(folder.resolve("d.txt"), path -> Files.writeString(path, "d"));
		}

		for (final String name : List.of("a.txt", "b %.txt", "c.txt"))
			assertEquals("new", Files.readString(folder.resolve(name)));
		assertEquals(0, hidden());
	}

	@Test
	void whatIsBeingWrittenIsLeftAlone() throws IOException, InterruptedException {
		try (AtomicFiles files = new AtomicFiles()) {
			files.add(folder.resolve("a.txt"), path -> Files.writeString(path, "new"));
			AtomicFiles.recover(folder);
			final Process other = start("recover");
			assertEquals(0, other.waitFor());
			assertEquals(2, hidden());
			assertFalse(Files.exists(folder.resolve("a.txt")));
			files.commit();
		}
		assertEquals("new", Files.readString(folder.resolve("a.txt")));
		assertEquals(0, hidden());
	}

	private Process start(final String... more) throws IOException {
		final String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		final List<String> command = new ArrayList<>(List.of(java, "-cp", System.getProperty("java.class.path"),
			KilledCommitTest.class.getName(), folder.toString()));
		command.addAll(List.of(more));
		return new ProcessBuilder(command).redirectErrorStream(true).start();
	}

	/** The number of the commit that a file is of. */
	private int whole(final int i) throws IOException {
		final List<String> lines = Files.readAllLines(folder.resolve(i + ".txt"));
		assertEquals(2, new HashSet<>(lines).size());
		assertEquals("end", lines.get(lines.size() - 1));
		return Integer.parseInt(lines.get(0));
	}

	private int hidden() throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return (int) files.filter(file -> file.getFileName().toString().startsWith(".")).count();
		}
	}

	/** Commits files to a folder again and again, or puts it in order once. */
	public static void main(final String[] args) throws IOException {
		final Path folder = Path.of(args[0]);
		if (args.length > 1) {
			AtomicFiles.recover(folder);
			return;
		}
		for (int commit = 0;; commit++) {
			final List<String> lines = new ArrayList<>(Collections.nCopies(500, "" + commit));
			lines.add("end");
			try (AtomicFiles files = new AtomicFiles()) {
				for (final int i : IntStream.range(0, FILES).toArray())
					files.add(folder.resolve(i + ".txt"), path -> Files.write(path, lines));
				files.commit();
			}
			if (commit == 0) System.out.println("ready");
		}
	}
}
