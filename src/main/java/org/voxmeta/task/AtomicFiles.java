package org.voxmeta.task;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Files that are written under temporary names in their own folder, and take their real names together once all
 * are complete. Until {@link #commit} the real names are untouched; {@link #close} without it removes whatever was
 * written. Adding is thread-safe.
 */
public final class AtomicFiles implements AutoCloseable {

	private final Map<Path, Path> temporary = new LinkedHashMap<>();

	/** Writes a file's content. */
	@FunctionalInterface
	public interface Writer {

		/** Writes to the given path. */
		void write(Path path) throws IOException;
	}

	/**
	 * Writes one file: it takes its name once it is complete.
	 *
	 * @throws IOException if it cannot be written; the message names the file
	 */
	public static void write(final Path file, final Writer writer) throws IOException {
		try (AtomicFiles files = new AtomicFiles()) {
			files.add(file, writer);
			files.commit();
		}
	}

	/**
	 * Writes a file under a temporary name.
	 *
	 * @param file the real name; an existing file is replaced on {@link #commit}
	 * @throws IOException if it cannot be written; the message names the file
	 */
	public void add(final Path file, final Writer writer) throws IOException {
		final Path target = file.toAbsolutePath();
		final Path written = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
		synchronized (temporary) {
			temporary.put(target, written);
		}
		try {
			writer.write(written);
		}
		catch (final FileSystemException e) {
			throw new IOException(file + ": cannot be written: " + e, e);
		}
	}

	/**
	 * Gives all files their real names.
	 *
	 * @return these, in the order in which they were added
	 * @throws IOException if a file cannot be moved; the message names it
	 */
	public List<Path> commit() throws IOException {
		synchronized (temporary) {
			final List<Path> targets = List.copyOf(temporary.keySet());
			for (final Path target : targets) {
				move(temporary.get(target), target);
				temporary.remove(target);
			}
			return targets;
		}
	}

	/** Removes the files that were not committed. */
	@Override
	public void close() throws IOException {
		synchronized (temporary) {
			for (final Path written : new ArrayList<>(temporary.values()))
				Files.deleteIfExists(written);
			temporary.clear();
		}
	}

	private static void move(final Path from, final Path to) throws IOException {
		try {
			Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (final AtomicMoveNotSupportedException e) {
			// some network drives: the file is complete already, so only the swap itself can be seen
			Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
		}
	}
}
