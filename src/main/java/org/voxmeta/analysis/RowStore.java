package org.voxmeta.analysis;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.voxmeta.masker.ValueSink;
import org.voxmeta.stats.data.Signals;

/**
 * Keeps the rows of one analysis: in memory as long as the limit allows, then in a temporary file, which is
 * made only if it is needed. A row has the same values wherever it is kept. Thread-safe.
 */
final class RowStore implements Closeable {

	/** What Java adds to an array. */
	private static final int ARRAY_HEADER = 16;

	private final RowPlace place;
	private final AtomicLong inMemory = new AtomicLong();
	private final AtomicInteger inFile = new AtomicInteger();
	private RowFile file;
	/** For rows without their missing voxels, which go before the others do. */
	private RowFile compact;

	private RowStore(final RowPlace place) {
		this.place = place;
	}

	/** A store without rows. */
	static RowStore in(final RowPlace place) {
		return new RowStore(place);
	}

	/** How much may be in memory, and where the rest is. */
	RowPlace place() {
		return place;
	}

	/** Room for the maps of a fit, in memory as long as there is some beside the rows that are here now. */
	StoredMaps maps() {
		return new StoredMaps(place, place.limit().bytes() - inMemory.get());
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
		return written(() -> {
			final Signals.Row stored = opened().add(row);
			inFile.incrementAndGet();
			return stored;
		});
	}

	/**
	 * Keeps rows of a length, which are written as they come if they are long.
	 *
	 * @param length of each row
	 */
	Keeping<Signals.Row> rows(final int length) {
		return new Keeping<>() {

			@Override
			public Signals.Row keep(final Signals.Row row) {
				return RowStore.this.keep(row);
			}

			@Override
			public Signals.Row keep(final Parts parts) throws IOException {
				final RowWriter writer = writer(length);
				parts.to(writer);
				return writer.row();
			}

			@Override
			public int longest() {
				return place.part();
			}
		};
	}

	/**
	 * Keeps a row that comes in parts, so that it is never whole in memory unless there is room for it.
	 *
	 * @param length how many values are to come
	 */
	RowWriter writer(final int length) {
		return new RowWriter(this, length);
	}

	/** Whether there is room in memory for a row, which is then taken. */
	boolean takes(final int length, final boolean single) {
		return fits(bytes(length, single));
	}

	/** Room in the file for a row. */
	RowFile.Region region(final int length, final boolean single) throws IOException {
		final RowFile.Region region = opened().region(length, single);
		inFile.incrementAndGet();
		return region;
	}

	/** As {@link #keep(Signals.Row)}, with its missing voxels apart. */
	KeptRow keep(final CompactRow row) {
		if (fits(bytes(row))) return new KeptRow(row, null);
		return written(() -> {
			final RowFile to = openedCompact();
			return stored(to, row.voxels(), row.present().length, to.add(row.present()), to.add(row.values()));
		});
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

	/** Says that a row is not wanted any more, so that another one may have its room in memory. */
	void release(final KeptRow kept) {
		if (kept.compact() != null) inMemory.addAndGet(-bytes(kept.compact()));
	}

	/** Lets go of all rows without their missing voxels, which must not be read any more. */
	synchronized void closeCompact() throws IOException {
		if (compact != null) compact.close();
	}

	/** How many rows are in the file. */
	int stored() {
		return inFile.get();
	}

	/** How many bytes the file has. */
	synchronized long fileSize() {
		return file == null ? 0 : file.size();
	}

	/** Lets the files go; their rows must not be read any more. */
	@Override
	public synchronized void close() throws IOException {
		if (compact != null) compact.close();
		if (file != null) file.close();
	}

	private boolean fits(final long bytes) {
		if (inMemory.addAndGet(bytes) <= place.limit().bytes()) return true;
		inMemory.addAndGet(-bytes);
		return false;
	}

	private static long bytes(final Signals.Row row) {
		return bytes(row.length(), row instanceof Signals.FloatRow);
	}

	/** What a row takes in memory. */
	static long bytes(final int length, final boolean single) {
		return (long) length * (single ? Float.BYTES : Double.BYTES) + ARRAY_HEADER;
	}

	private static long bytes(final CompactRow row) {
		return bytes(row.values()) + (long) row.present().length * Long.BYTES + ARRAY_HEADER;
	}

	private <T> T written(final Writing<T> writing) {
		try {
			return writing.write();
		}
		catch (final IOException e) {
			throw new UncheckedIOException(place.refused(e));
		}
	}

	private synchronized RowFile opened() throws IOException {
		if (file == null) file = place.file();
		return file;
	}

	private synchronized RowFile openedCompact() throws IOException {
		if (compact == null) compact = place.file();
		return compact;
	}

	/** Writes to a file. */
	@FunctionalInterface
	private interface Writing<T> {

		T write() throws IOException;
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
