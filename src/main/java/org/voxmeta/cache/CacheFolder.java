package org.voxmeta.cache;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

import org.voxmeta.task.AtomicFiles;

/**
 * A folder of things that took time to make, each under a name that says all that it depends on. Never a
 * reason to fail: an entry that is missing, damaged or cannot be read is absent, and where entries cannot be
 * written {@link #problem} says why.
 * <p>
 * Entries appear complete or not at all, so several runs, processes and users may share a folder. When it
 * gets too large, the entries that nobody has used for longest go, but none that this object has loaded or
 * stored. Other files are left alone. Thread-safe. For one run: make a new one for the next.
 */
public final class CacheFolder {

	/** The usual limit: 4 GiB, some 4,000 maps of a brain mask at 2 mm. */
	public static final long DEFAULT_LIMIT = 4L << 30;

	/** So much is written before the folder is looked at again, as others may write into it too. */
	private static final long LOOK_AGAIN = 64L << 20;

	/** This share of the limit is made free at once, so that not every new entry has to look for an old one. */
	private static final double SLACK = 0.05;

	/** A file under a temporary name that is older than this was left behind by a run that was killed. */
	private static final Duration ABANDONED = Duration.ofHours(6);

	private static final Pattern ENTRY = Pattern.compile("[0-9a-f]{64}\\.[a-z0-9]+");
	private static final Pattern TEMPORARY = Pattern.compile("\\.[0-9a-f]{64}\\.[a-z0-9]+\\..*\\.tmp");

	private final Path folder;
	private final long limit;
	private final Set<String> inUse = ConcurrentHashMap.newKeySet();
	private long bytes = -1;
	private long bytesSinceLook;
	private boolean full;
	private String problem;

	private CacheFolder(final Path folder, final long limit) {
		this.folder = folder;
		this.limit = limit;
	}

	/** Writes what an entry holds. */
	@FunctionalInterface
	public interface Writer {

		/** Writes to the given channel. */
		void write(WritableByteChannel out) throws IOException;
	}

	/** Makes what is wanted from what an entry holds. */
	@FunctionalInterface
	public interface Reader<T> {

		/**
		 * Reads what was written.
		 *
		 * @throws IOException if it is not what was wanted; then the entry counts as absent
		 */
		T read(Payload payload) throws IOException;
	}

	/**
	 * The cache in a folder, which is made if there is none.
	 *
	 * @param limit the most bytes that its entries may have, above 0
	 * @throws IllegalArgumentException if it is a file
	 */
	public static CacheFolder at(final Path folder, final long limit) {
		if (!(limit > 0)) throw new IllegalArgumentException("Cache: got a limit of " + limit
			+ " bytes, wanted more");
		if (Files.exists(folder) && !Files.isDirectory(folder)) throw new IllegalArgumentException(
			"Cache: got the file " + folder + ", wanted a folder");
		final CacheFolder cache = new CacheFolder(folder, limit);
		try {
			// of a link to a folder, createDirectories says that it exists and is none
			if (!Files.isDirectory(folder)) Files.createDirectories(folder);
		}
		catch (final IOException e) {
			cache.failed(e);
		}
		return cache;
	}

	/** The folder. */
	public Path path() {
		return folder;
	}

	/** Why entries cannot be written, in a sentence; empty as long as they can. */
	public synchronized Optional<String> problem() {
		return Optional.ofNullable(problem);
	}

	/** Whether an entry was not stored as there is no room beside those in use. */
	public synchronized boolean isFull() {
		return full;
	}

	/** Whether it is worth while to store an entry. */
	public synchronized boolean accepts() {
		return problem == null && !full;
	}

	/**
	 * What an entry holds; empty if there is none, or none that is whole.
	 *
	 * @param kind of entry, in small letters
	 * @param key 64 hexadecimal digits
	 */
	public <T> Optional<T> load(final String kind, final String key, final Reader<T> reader) {
		final String name = name(kind, key);
		inUse.add(name);
		try {
			final Optional<T> loaded = Optional.of(EntryFile.read(folder.resolve(name), name, reader));
			touch(folder.resolve(name));
			return loaded;
		}
		catch (final IOException e) {
			return Optional.empty();
		}
	}

	/**
	 * Writes an entry, in place of the one there is.
	 *
	 * @return whether it was written
	 */
	public boolean store(final String kind, final String key, final Writer writer) {
		if (!accepts()) return false;
		final String name = name(kind, key);
		inUse.add(name);
		final AtomicLong size = new AtomicLong();
		try (AtomicFiles files = AtomicFiles.ofOne()) {
			files.add(folder.resolve(name), path -> size.set(EntryFile.write(path, name, writer)));
			return commit(files, size.get());
		}
		catch (final IOException e) {
			// on Windows an entry that another run reads at this moment cannot be replaced, and need not be
			if (!Files.exists(folder.resolve(name))) failed(e);
			return false;
		}
	}

	/** In one go, as another thread that looks at the folder in between would take an entry's room for free. */
	private synchronized boolean commit(final AtomicFiles files, final long size) throws IOException {
		if (!makeRoom(size)) return false;
		files.commit();
		return true;
	}

	private static String name(final String kind, final String key) {
		final String name = key + "." + kind;
		if (!ENTRY.matcher(name).matches()) throw new IllegalArgumentException("Cache entry: got '" + name
			+ "', wanted 64 hexadecimal digits and a kind");
		return name;
	}

	/** The time of an entry's file is when it was last used. */
	private static void touch(final Path file) {
		try {
			Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
		}
		catch (final IOException e) {
			// another user's, or gone: it is only a little earlier its turn to go
		}
	}

	private synchronized void failed(final IOException e) {
		if (problem == null) problem = "Cache: cannot write to " + folder + " (" + reason(e) + ")";
	}

	private static String reason(final IOException e) {
		if (e.getCause() instanceof IOException cause) return reason(cause);
		if (e instanceof AccessDeniedException) return "access denied";
		final String text = e instanceof FileSystemException failure ? failure.getReason() : e.getMessage();
		return text == null ? e.getClass().getSimpleName() : text;
	}

	/** Counts a new entry in, after others have gone for it where necessary; false if it does not fit. */
	private boolean makeRoom(final long size) throws IOException {
		if (bytes < 0 || bytesSinceLook > LOOK_AGAIN || bytes + size > limit) look(size);
		full = bytes + size > limit;
		if (full) return false;
		bytes += size;
		bytesSinceLook += size;
		return true;
	}

	/** Finds out how large the folder is, and removes entries if a new one does not fit. */
	private void look(final long size) throws IOException {
		final List<Entry> entries = entries();
		bytes = entries.stream().mapToLong(Entry::size).sum();
		bytesSinceLook = 0;
		if (bytes + size <= limit) return;
		entries.removeIf(entry -> inUse.contains(entry.file().getFileName().toString()));
		entries.sort(Comparator.comparing(Entry::used));
		for (final Entry entry : entries) {
			if (bytes + size <= limit * (1 - SLACK)) return;
			if (remove(entry.file())) bytes -= entry.size();
		}
	}

	/** All entries; files left behind are removed. */
	private List<Entry> entries() throws IOException {
		final List<Entry> entries = new ArrayList<>();
		final Instant abandoned = Instant.now().minus(ABANDONED);
		try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
			for (final Path file : files) {
				final String name = file.getFileName().toString();
				if (ENTRY.matcher(name).matches()) entry(file).ifPresent(entries::add);
				if (TEMPORARY.matcher(name).matches()) entry(file).filter(left -> left.used().toInstant().isBefore(
					abandoned)).ifPresent(left -> remove(file));
			}
		}
		catch (final DirectoryIteratorException e) {
			throw e.getCause();
		}
		return entries;
	}

	/** The entry in a file; empty if it is gone, as others may remove it. */
	private static Optional<Entry> entry(final Path file) throws IOException {
		try {
			final BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
			return Optional.of(new Entry(file, attributes.size(), attributes.lastModifiedTime()));
		}
		catch (final NoSuchFileException e) {
			return Optional.empty();
		}
	}

	private static boolean remove(final Path file) {
		try {
			Files.deleteIfExists(file);
			return true;
		}
		catch (final IOException e) {
			// another user's, or open on Windows: the next one goes
			return false;
		}
	}

	/** A file in the folder. */
	private record Entry(Path file, long size, FileTime used) {
	}
}
