package org.voxmeta.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {

	@TempDir
	Path folder;

	@Test
	void filesAppearOnCommitInTheOrderAdded() throws IOException {
		final Path b = folder.resolve("b.txt");
		final Path a = folder.resolve("a.txt");
		final List<Path> committed;
		try (AtomicFiles files = new AtomicFiles()) {
			files.add(b, path -> Files.writeString(path, "B"));
			files.add(a, path -> Files.writeString(path, "A"));
			assertFalse(Files.exists(a));
			assertFalse(Files.exists(b));

			committed = files.commit();
		}

		assertEquals(List.of(b, a), committed);
		assertEquals("{a.txt=A, b.txt=B}", content());
	}

	@Test
	void withoutACommitNothingIsLeft() throws IOException {
		old("a.txt");
		try (AtomicFiles files = new AtomicFiles()) {
			files.add(folder.resolve("a.txt"), path -> Files.writeString(path, "new"));
			files.add(folder.resolve("b.txt"), path -> Files.writeString(path, "new"));
		}

		assertEquals("{a.txt=old}", content());
	}

	@Test
	void existingFilesAreReplaced() throws IOException {
		old("a.txt");
		old("b.txt");
		old("c.txt");
		try (AtomicFiles files = new AtomicFiles()) {
			files.add(folder.resolve("a.txt"), path -> Files.writeString(path, "new"));
			files.add(folder.resolve("b.txt"), path -> Files.writeString(path, "new"));
			files.commit();
		}

		assertEquals("{a.txt=new, b.txt=new, c.txt=old}", content());
	}

	@Test
	void aWriterThatFailsLeavesTheOldFilesAlone() throws IOException {
		old("a.txt");
		old("b.txt");

		final String message = assertThrows(IOException.class, () -> {
			try (AtomicFiles files = new AtomicFiles()) {
				files.add(folder.resolve("a.txt"), path -> Files.writeString(path, "new"));
				files.add(folder.resolve("b.txt"), path -> {
					Files.writeString(path, "half of the ne");
					throw new IOException("No space left on device");
				});
				files.commit();
			}
		}).getMessage();

		assertEquals(folder.resolve("b.txt") + ": cannot be written: No space left on device", message);
		assertEquals("{a.txt=old, b.txt=old}", content());
	}

	@Test
	void aWritersRuntimeExceptionLeavesNothing() throws IOException {
		final IllegalArgumentException thrown = new IllegalArgumentException("does not fit");

		assertSame(thrown, assertThrows(IllegalArgumentException.class,
			() -> AtomicFiles.write(folder.resolve("a.txt"), path -> {
				Files.writeString(path, "half");
				throw thrown;
			})));

		assertEquals("{}", content());
	}

	@Test
	void aMissingFolderIsNamed() {
		final Path file = folder.resolve("none").resolve("a.txt");

		assertEquals(file + ": cannot be written: its folder does not exist", assertThrows(IOException.class,
			() -> AtomicFiles.write(file, path -> Files.writeString(path, "new"))).getMessage());
	}

	@Test
	void aFileThatCannotBeReplacedLeavesTheOthersOld() throws IOException {
		old("a.txt");
		old("c.txt");
		final Path blocked = Files.createDirectories(folder.resolve("b.txt"));
		Files.writeString(blocked.resolve("inside.txt"), "old");

		final String message = assertThrows(IOException.class, () -> {
			try (AtomicFiles files = new AtomicFiles()) {
				for (final String name : List.of("a.txt", "b.txt", "c.txt", "d.txt"))
					files.add(folder.resolve(name), path -> Files.writeString(path, "new"));
				files.commit();
			}
		}).getMessage();

		assertTrue(message.startsWith(blocked + ": cannot be replaced: "), message);
		assertEquals("{a.txt=old, c.txt=old}", content());
		assertEquals("old", Files.readString(blocked.resolve("inside.txt")));
	}

	@Test
	void newFilesAreTakenBackWhenALaterOneCannotBeReplaced() throws IOException {
		Files.writeString(Files.createDirectories(folder.resolve("b.txt")).resolve("inside.txt"), "old");

		assertThrows(IOException.class, () -> {
			try (AtomicFiles files = new AtomicFiles()) {
				files.add(folder.resolve("a.txt"), path -> Files.writeString(path, "new"));
				files.add(folder.resolve("b.txt"), path -> Files.writeString(path, "new"));
				files.commit();
			}
		});

		assertEquals("{}", content());
	}

	@Test
	void theSameFileTwiceIsRefused() throws IOException {
		try (AtomicFiles files = new AtomicFiles()) {
			files.add(folder.resolve("a.txt"), path -> Files.writeString(path, "1"));

			assertEquals(folder.resolve("a.txt") + ": got two contents for this file, wanted one",
				assertThrows(IllegalArgumentException.class,
					() -> files.add(folder.resolve("a.txt"), path -> Files.writeString(path, "2"))).getMessage());
			files.commit();
		}

		assertEquals("{a.txt=1}", content());
	}

	@Test
	void anIncompleteFileIsNotCommitted() throws IOException {
		try (AtomicFiles files = new AtomicFiles()) {
			assertThrows(IOException.class, () -> files.add(folder.resolve("a.txt"), path -> {
				Files.writeString(path, "half");
				throw new IOException("No space left on device");
			}));

			assertThrows(IllegalStateException.class, files::commit);
		}

		assertEquals("{}", content());
	}

	@Test
	void threadsMayAddAtOnce() throws IOException {
		final List<Integer> numbers = IntStream.range(0, 50).boxed().toList();
		try (AtomicFiles files = new AtomicFiles()) {
			Tasks.forEach(4, numbers, i -> add(files, i));
			assertFalse(Files.exists(folder.resolve("0.txt")));
			assertEquals(50, files.commit().size());
		}

		for (final int i : numbers)
			assertEquals("content " + i, Files.readString(folder.resolve(i + ".txt")));
		assertEquals(50, names().size());
	}

	@Test
	void anInterruptedWriterLeavesNothingAndIsKept() throws IOException {
		old("a.txt");
		Thread.currentThread().interrupt();

		// an interrupted thread cannot write to a channel
		final String message = assertThrows(IOException.class, () -> AtomicFiles.write(folder.resolve("a.txt"),
			path -> {
				try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW,
					StandardOpenOption.WRITE))
				{
					channel.write(ByteBuffer.allocate(8));
				}
			})).getMessage();

		assertTrue(Thread.interrupted());
		assertEquals(folder.resolve("a.txt") + ": cannot be written: ClosedByInterruptException", message);
		assertEquals("{a.txt=old}", content());
	}

	@Test
	void aRelativeNameIsThatOfTheWorkingFolder() throws IOException {
		final Path relative = Path.of("").toAbsolutePath().relativize(folder.resolve("a.txt").toAbsolutePath());

		AtomicFiles.write(relative, path -> Files.writeString(path, "new"));

		assertEquals("{a.txt=new}", content());
	}

	private void old(final String name) throws IOException {
		Files.writeString(folder.resolve(name), "old");
	}

	private void add(final AtomicFiles files, final int i) {
		try {
			files.add(folder.resolve(i + ".txt"), path -> Files.writeString(path, "content " + i));
		}
		catch (final IOException e) {
			throw new IllegalStateException(e);
		}
	}

	/** Every file of the folder, temporary ones too, with its content. */
	private String content() throws IOException {
		final TreeMap<String, String> content = new TreeMap<>();
		for (final String name : names())
			if (Files.isRegularFile(folder.resolve(name))) content.put(name, Files.readString(folder.resolve(name)));
		return content.toString();
	}

	private List<String> names() throws IOException {
		try (Stream<Path> paths = Files.list(folder)) {
			return paths.map(path -> path.getFileName().toString()).toList();
		}
	}
}
