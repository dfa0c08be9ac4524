package org.voxmeta.task;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Files that are written under temporary names in their own folder, and take their real names together
 * once all are complete. Until {@link #commit} the real names are untouched; {@link #close} without it
 * removes whatever was written. Adding is thread-safe.
 * <p>
 * If the process is killed, hidden files whose names end in {@code .tmp} stay, until files are written to
 * that folder again or {@link #recover} is called: then they go, or, if the process was killed while they
 * took their names, all do.
 */
public final class AtomicFiles implements AutoCloseable {

	private final UUID id = UUID.randomUUID();
	private final boolean logged;
	private final Map<Path, Path> temporary = new LinkedHashMap<>();
	private final Set<Path> incomplete = new HashSet<>();
	/** By folder. */
	private final Map<Path, CommitLog> logs = new HashMap<>();

	/** No files yet. */
	public AtomicFiles() {
		this(true);
	}

	private AtomicFiles(final boolean logged) {
		this.logged = logged;
	}

	/** For a single file: what is left of it if the process is killed is not looked for. */
	public static AtomicFiles ofOne() {
		return new AtomicFiles(false);
	}

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
		try (AtomicFiles files = ofOne()) {
			files.add(file, writer);
			files.commit();
		}
	}

	/**
	 * Puts in order what killed processes left in a folder, as far as possible; nothing if it cannot be read.
	 * Whoever reads files that belong together calls this first.
	 */
	public static void recover(final Path folder) {
		try {
			if (CommitLog.isPossible(folder)) CommitLog.recover(folder);
		}
		catch (final IOException e) {
			// whoever reads it will say so
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
		final Path written = CommitLog.temporaryName(target, id);
		synchronized (temporary) {
			if (temporary.putIfAbsent(target, written) != null) throw new IllegalArgumentException(
				file + ": got two contents for this file, wanted one");
			incomplete.add(target);
		}
		try {
			log(target.getParent());
			writer.write(written);
		}
		catch (final IOException e) {
			throw new IOException(file + ": cannot be written: " + reason(e), e);
		}
		synchronized (temporary) {
			incomplete.remove(target);
		}
	}

	private void log(final Path folder) throws IOException {
		synchronized (temporary) {
			if (!logged || logs.containsKey(folder) || !CommitLog.isPossible(folder)) return;
			logs.put(folder, CommitLog.open(folder, id));
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
			for (final Map.Entry<Path, CommitLog> log : logs.entrySet())
				log.getValue().complete(targets.stream().filter(target -> target.getParent().equals(log.getKey()))
					.toList());
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
			closeLogs();
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
			closeLogs();
		}
	}

	private void closeLogs() throws IOException {
		for (final CommitLog log : logs.values())
			log.close();
		logs.clear();
	}

	private static void requireNoFolder(final Path target) throws IOException {
		if (Files.isDirectory(target)) throw new FileSystemException(target.toString(), null, "it is a folder");
	}

	/** Gives an existing file a second name and returns it; null if there is none. */
	private Path setAside(final Path target) throws IOException {
		if (!Files.exists(target)) return null;
		final Path aside = CommitLog.asideName(target, id);
		try {
			Files.createLink(aside, target);
		}
		catch (final IOException | UnsupportedOperationException e) {
			// not every file system has second names: then there is a moment without the file
			move(target, aside);
		}
		return aside;
	}

	private void restore(final Map<Path, Path> aside, final IOException reason) {
		for (final CommitLog log : logs.values()) {
			try {
				log.revoke();
			}
			catch (final IOException e) {
				reason.addSuppressed(e);
			}
		}
		for (final Map.Entry<Path, Path> file : aside.entrySet()) {
			try {
				if (file.getValue() == null) Files.deleteIfExists(file.getKey());
				else {
					move(file.getValue(), file.getKey());
					// of two names of the same file, moving keeps both
					Files.deleteIfExists(file.getValue());
				}
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
		// their messages are the path alone
		if (e instanceof NoSuchFileException) return "its folder does not exist";
		if (e instanceof AccessDeniedException) return "access is denied";
		final String text = e instanceof FileSystemException failure ? failure.getReason() : e.getMessage();
		return text == null ? e.getClass().getSimpleName() : text;
	}
}
