package org.voxmeta.analysis;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.voxmeta.stats.data.Signals;

/**
 * Keeps the rows of one analysis: in memory as long as the limit allows, then in a temporary file, which is made only if
 * it is needed. A row has the same values wherever it is kept. Thread-safe.
 */
final class RowStore implements Closeable {

	/** What Java adds to an array. */
	private static final int ARRAY_HEADER = 16;

	private final MemoryLimit limit;
	private final Path folder;
	private final AtomicLong inMemory = new AtomicLong();
	private final AtomicInteger inFile = new AtomicInteger();
	private RowFile file;

	private RowStore(final MemoryLimit limit, final Path folder) {
		this.limit = limit;
		this.folder = folder;
	}

	/**
	 * A store without rows.
	 *
	 * @param folder where the file would be: this folder, or the one that it will be made in; null for that of the
	 *          system's temporary files
	 */
	static RowStore of(final MemoryLimit limit, final Path folder) {
		Path existing = folder == null ? null : folder.toAbsolutePath();
		while (existing != null && !Files.isDirectory(existing))
			existing = existing.getParent();
		return new RowStore(limit, existing == null ? Path.of(System.getProperty("java.io.tmpdir")) : existing);
	}

	/** Whether no row is in the file. */
	boolean isInMemory() {
		return inFile.get() == 0;
	}

	/**
	 * Keeps a row.
	 *
	 * @return it, or one with the same values in the file
	 * @throws UncheckedIOException if it cannot be written to the file; the message says where and why
	 * @throws CancellationException if the thread is interrupted
	 */
	Signals.Row keep(final Signals.Row row) {
		if (fits(bytes(row))) return row;
		return written(to -> to.add(row));
	}

	/** As {@link #keep(Signals.Row)}, with its missing voxels apart. */
	KeptRow keep(final CompactRow row) {
		if (fits(bytes(row))) return new KeptRow(row, null);
		return written(to -> stored(to, row.voxels(), row.present().length, to.add(row.present()), to.add(row.values())));
	}

	/** Only numbers go into what reads the row, which else would stay in memory. */
	private static KeptRow stored(final RowFile file, final int voxels, final int words, final long present,
		final Signals.StoredRow values)
	{
		return new KeptRow(null, () -> {
			final long[] read = new long[words];
			file.read(present, read);
			return new CompactRow(voxels, read, values.inMemory());
		});
	}

	/** Takes back a row that is not wanted any more. */
	CompactRow release(final KeptRow kept) {
		final CompactRow row = kept.row();
		if (kept.compact() == null) inFile.decrementAndGet();
		else inMemory.addAndGet(-bytes(row));
		return row;
	}

	/**
	 * What there is to tell: that a file was needed.
	 *
	 * @param maps how many rows there are
	 */
	Optional<String> remark(final int maps) {
		if (isInMemory()) return Optional.empty();
		return Optional.of(String.format(Locale.ROOT, "Memory: %,d of %,d maps lay in a temporary file of %s in %s, as at"
			+ " most %s are for maps in memory", inFile.get(), maps, MemoryLimit.text(file().size()), folder, limit));
	}

	/** Lets the file go; its rows must not be read any more. */
	@Override
	public synchronized void close() throws IOException {
		if (file != null) file.close();
	}

	private boolean fits(final long bytes) {
		if (inMemory.addAndGet(bytes) <= limit.bytes()) return true;
		inMemory.addAndGet(-bytes);
		return false;
	}

	private static long bytes(final Signals.Row row) {
		return (long) row.length() * (row instanceof Signals.FloatRow ? Float.BYTES : Double.BYTES) + ARRAY_HEADER;
	}

	private static long bytes(final CompactRow row) {
		return bytes(row.values()) + (long) row.present().length * Long.BYTES + ARRAY_HEADER;
	}

	private <T> T written(final Writing<T> writing) {
		try {
			final T kept = writing.to(opened());
			inFile.incrementAndGet();
			return kept;
		}
		catch (final IOException e) {
			StudyReader.refuseInterrupt(e);
			throw new UncheckedIOException(new IOException("Memory: got more maps than the " + limit + " that are for them in"
				+ " memory, and a temporary file in " + folder + " cannot take the others: " + reason(e), e));
		}
	}

	/** Without the name of the file, which says nothing. */
	private String reason(final IOException e) {
		if (!Files.isDirectory(folder)) return "no such folder";
		return e instanceof FileSystemException failure && failure.getReason() != null ? failure.getReason() : e
			.getMessage();
	}

	private synchronized RowFile file() {
		return file;
	}

	private synchronized RowFile opened() throws IOException {
		if (file == null) file = RowFile.in(folder);
		return file;
	}

	/** Writes to the file. */
	@FunctionalInterface
	private interface Writing<T> {

		T to(RowFile file) throws IOException;
	}

	/** Reads a row from the file. */
	@FunctionalInterface
	interface Reading {

		CompactRow read();
	}

	/**
	 * A row without its missing voxels.
	 *
	 * @param compact the row; null if it is in the file
	 * @param reading reads it from there; null if it is in memory
	 */
	record KeptRow(CompactRow compact, Reading reading) {

		/** The row, in memory. */
		CompactRow row() {
			return compact == null ? reading.read() : compact;
		}
	}
}
