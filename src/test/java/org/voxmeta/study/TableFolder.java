package org.voxmeta.study;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.function.Executable;

/** A folder to put tables and empty image files into. */
final class TableFolder {

	private final Path folder;

	TableFolder(final Path folder) {
		this.folder = folder;
	}

	Path put(final String name, final String... lines) {
		return putBytes(name, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
	}

	Path putBytes(final String name, final byte[] bytes) {
		try {
			Files.createDirectories(folder.resolve(name).getParent());
			return Files.write(folder.resolve(name), bytes);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	Path putResource(final String resource, final String name) throws IOException {
		try (InputStream in = TableFolder.class.getResourceAsStream(resource)) {
			return putBytes(name, in.readAllBytes());
		}
	}

	/** Creates an empty file for every image the table names. */
	StudyTable readWithImages(final Path file) throws IOException {
		final StudyTable table = StudyTable.read(file);
		for (final Study study : table.studies())
			for (final Path image : study.maps().values())
				if (!Files.exists(image))
					Files.createFile(image);
		return table;
	}

	StudyTable table(final String... lines) throws IOException {
		return readWithImages(put("studies.tsv", lines));
	}

	/** What is selected of a table whose images all exist. */
	StudySelection select(final StudySelector selector, final String... lines) throws IOException {
		return selector.select(table(lines));
	}

	/** Asserts that reading lines as a .csv fails with one message that names the file and has all parts. */
	String assertRefused(final String lines, final String... parts) {
		return assertRefused(putBytes("studies.csv", lines.getBytes(StandardCharsets.UTF_8)), parts);
	}

	static String assertRefused(final Path file, final String... parts) {
		return assertFails(StudyTableException.class, file, () -> StudyTable.read(file), parts);
	}

	static String assertFails(final Class<? extends Exception> kind, final Path file, final Executable call,
		final String... parts)
	{
		final String message = assertThrows(kind, call).getMessage();
		assertTrue(message.contains(file.toAbsolutePath() + ": "), () -> "the file in: " + message);
		List.of(parts).forEach(part -> assertTrue(message.contains(part), () -> part + " in: " + message));
		return message;
	}
}
