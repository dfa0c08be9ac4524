package org.voxmeta.analysis;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;

/**
 * How much memory the rows of an analysis may take, and where the others lie.
 *
 * @param limit of memory
 * @param folder an existing one, for temporary files
 * @param files makes such a file
 * @param part how many values of a row are in memory at once where not all are
 */
record RowPlace(MemoryLimit limit, Path folder, Maker files, int part) {

	/** Few enough to be no large object for Java's collector, which has to find a place of its own for these. */
	static final int PART = 1 << 16;

	/**
	 * A limit and a folder.
	 *
	 * @param folder where files would be: this folder, or the one that it will be made in; null for that of the
	 *          system's temporary files
	 */
	static RowPlace of(final MemoryLimit limit, final Path folder) {
		return new RowPlace(limit, existing(folder), RowFile::in, PART);
	}

	/** The usual limit, and the folder of the system's temporary files. */
	static RowPlace usual() {
		return of(MemoryLimit.usual(), null);
	}

	private static Path existing(final Path folder) {
		Path existing = folder == null ? null : folder.toAbsolutePath();
		while (existing != null && !Files.isDirectory(existing))
			existing = existing.getParent();
		return existing == null ? Path.of(System.getProperty("java.io.tmpdir")) : existing;
	}

	/** Other files, and other parts of rows. */
	RowPlace with(final Maker newFiles, final int newPart) {
		return new RowPlace(limit, folder, newFiles, newPart);
	}

	/** A file for rows. */
	RowFile file() throws IOException {
		return files.in(folder);
	}

	/**
	 * What it means that something cannot be written.
	 *
	 * @throws CancellationException if the thread is interrupted, which says nothing of the file
	 */
	IOException refused(final IOException e) {
		StudyReader.refuseInterrupt(e);
		return new IOException("Memory: got more maps than the " + limit
			+ " that are for them in memory, and a temporary"
			+ " file in " + folder + " cannot take the others: " + reason(e), e);
	}

	/** Without the name of the file, which says nothing. */
	private String reason(final IOException e) {
		if (!Files.isDirectory(folder)) return "no such folder";
		return e instanceof FileSystemException failure && failure.getReason() != null
			? failure.getReason() : e.getMessage();
	}

	/** Makes temporary files. */
	@FunctionalInterface
	interface Maker {

		RowFile in(Path folder) throws IOException;
	}
}
