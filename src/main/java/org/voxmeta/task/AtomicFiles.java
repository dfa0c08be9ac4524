package org.voxmeta.task;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Files that are written under temporary names in their own folder, and take their real names together once
 * all are complete. Until {@link #commit} the real names are untouched; {@link #close} without it removes
 * whatever was written. Adding is thread-safe.
 */
public final class AtomicFiles implements AutoCloseable {

	private final Map<Path, Path> temporary = new LinkedHashMap<>();
	private final Set<Path> incomplete = new HashSet<>();

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
	 * @throws IllegalArgumentException if this file was added before
	 */
	public void add(final Path file, final Writer writer) throws IOException {
		final Path target = file.toAbsolutePath();
		final Path written = temporaryName(target);
		synchronized (temporary) {
			if (temporary.putIfAbsent(target, written) != null) throw new IllegalArgumentException(
				file + ": got two contents for this file, wanted one");
			incomplete.add(target);
		}
		try {
			writer.write(written);
		}
		catch (final IOException e) {
			throw new IOException(file + ": cannot be written: " + reason(e), e);
		}
		synchronized (temporary) {
			incomplete.remove(target);
		}
	}

	/**
	 * Gives all files their real names. If one cannot take its name, those that did give it back to the files
	 * that had it before.
	 *
	 * @return the files, in the order in which they were added
	 * @throws IOException if a file cannot be moved; the message names it
	 * @throws IllegalStateException if a file is not complete
	 */
	public List<Path> commit() throws IOException {
		synchronized (temporary) {
			if (!incomplete.isEmpty()) throw new IllegalStateException(incomplete + ": not complete");
			final List<Path> targets = List.copyOf(temporary.keySet());
			final Map<Path, Path> aside = new LinkedHashMap<>();
			for (final Path target : targets) {
				// the last one needs no way back, so that a single file is replaced in one step
				final boolean last = aside.size() == targets.size() - 1;
				try {
					requireNoFolder(target);
					if (!last) aside.put(target, setAside(target));
					move(temporary.get(target), target);
				}
				catch (final IOException e) {
					restore(aside, e);
					throw new IOException(target + ": cannot be replaced: " + reason(e), e);
				}
			}
			temporary.clear();
			for (final Path old : aside.values())
				if (old != null) Files.delete(old);
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

	private static Path temporaryName(final Path target) {
		return target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
	}

	private static void requireNoFolder(final Path target) throws IOException {
		if (Files.isDirectory(target)) throw new FileSystemException(target.toString(), null, "it is a folder");
	}

	/** Renames an existing file and returns its new name; null if there is none. */
	private static Path setAside(final Path target) throws IOException {
		if (!Files.exists(target)) return null;
		final Path aside = temporaryName(target);
		move(target, aside);
		return aside;
	}

	private static void restore(final Map<Path, Path> aside, final IOException reason) {
		for (final Map.Entry<Path, Path> file : aside.entrySet()) {
			try {
				if (file.getValue() == null) Files.deleteIfExists(file.getKey());
				else move(file.getValue(), file.getKey());
			}
			catch (final IOException e) {
				reason.addSuppressed(e);
			}
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

	/** What went wrong, without the temporary name that a file system's own message has. */
	private static String reason(final IOException e) {
		final String text = e instanceof FileSystemException failure ? failure.getReason() : e.getMessage();
		return text == null ? e.getClass().getSimpleName() : text;
	}
}
