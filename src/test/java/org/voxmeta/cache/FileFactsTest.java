package org.voxmeta.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When what a file said is had again without opening it, and when not. */
class FileFactsTest {

	private static final Clock LATER = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1));

	@TempDir
	Path folder;

	private Path file;
	private int opened;

	@BeforeEach
	void writeFile() throws IOException {
		file = Files.writeString(folder.resolve("a.txt"), "first");
	}

	@Test
	void anUnchangedFileIsOpenedOnce() throws IOException {
		assertEquals("first", contents(LATER));
		assertEquals("first", contents(LATER));

		assertEquals(1, opened);
	}

	@Test
	void aFileChangedJustBeforeIsOpenedAgain() throws IOException {
		assertEquals("first", contents(Clock.systemUTC()));
		assertEquals("first", contents(LATER));
		assertEquals("first", contents(LATER));

		assertEquals(2, opened, "what was learned too soon is not kept, what was learned later is");
	}

	@Test
	void aChangedFileIsOpenedAgain() throws IOException {
		contents(LATER);
		Files.writeString(file, "second");

		assertEquals("second", contents(LATER));
	}

	/** Only the time of the change, which nobody can set, and which Windows does not tell, gives it away. */
	@Test
	void aFileOfTheSameSizeWhoseTimeWasSetBackIsOpenedAgain() throws IOException {
		assumeTrue(file.getFileSystem().supportedFileAttributeViews().contains("unix"), "no ctime here");
		contents(LATER);
		final FileTime time = Files.getLastModifiedTime(file);
		final Object number = Files.getAttribute(file, "unix:ino");
		Files.writeString(file, "fir5t");
		Files.setLastModifiedTime(file, time);

		assertEquals(number, Files.getAttribute(file, "unix:ino"));
		assertEquals("fir5t", contents(LATER));
	}

	@Test
	void aFileThatTookThePlaceOfAnotherIsOpenedAgain() throws IOException {
		final Path other = Files.writeString(folder.resolve("b.txt"), "fir5t");
		Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
		contents(LATER);
		Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);

		assertEquals("fir5t", contents(LATER));
	}

	@Test
	void aLinkThatLeadsElsewhereIsOpenedAgain() throws IOException {
		final Path first = file;
		final Path second = Files.writeString(folder.resolve("b.txt"), "secnd");
		file = Files.createSymbolicLink(folder.resolve("link"), first);
		contents(LATER);
		Files.delete(file);
		Files.createSymbolicLink(file, second);

		assertEquals("secnd", contents(LATER));
	}

	@Test
	void eachOfSeveralFilesCounts() throws IOException {
		final Path second = Files.writeString(folder.resolve("b.txt"), "b");
		final List<Path> both = List.of(file, second);
		assertEquals("2", fact("files", both, "2"));
		assertEquals("2", fact("files", both, "3"));
		Files.writeString(second, "c");

		assertEquals("3", fact("files", both, "3"));
	}

	@Test
	void factsOfOneFileAreToldApart() throws IOException {
		fact("size", List.of(file), "5");

		assertEquals("text", fact("kind", List.of(file), "text"));
		assertEquals("5", fact("size", List.of(file), "6"));
	}

	@Test
	void aFileChangedWhileItIsReadIsOpenedAgain() throws IOException {
		new String(facts(LATER).of("contents", List.of(file), () -> {
			final byte[] learned = Files.readAllBytes(file);
			Files.writeString(file, "other");
			return learned;
		}));

		assertEquals("other", contents(LATER));
	}

	@Test
	void whatTheLearnerThrowsIsThrownAndNotKept() throws IOException {
		assertEquals("damaged", assertThrows(IOException.class, () -> facts(LATER).of("contents", List.of(file), () -> {
			throw new IOException("damaged");
		})).getMessage());
		assertEquals("first", contents(LATER));
		Files.delete(file);
		assertThrows(IOException.class, () -> contents(LATER));
	}

	private String contents(final Clock clock) throws IOException {
		return new String(facts(clock).of("contents", List.of(file), () -> {
			opened++;
			return Files.readAllBytes(file);
		}));
	}

	private String fact(final String what, final List<Path> files, final String fact) throws IOException {
		return new String(facts(LATER).of(what, files, fact::getBytes));
	}

	private FileFacts facts(final Clock clock) {
		return FileFacts.in(CacheFolder.at(folder.resolve("cache"), 1 << 20), clock);
	}
}
