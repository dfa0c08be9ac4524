package org.voxmeta.analysis;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;

import org.voxmeta.stats.data.Signals;

/**
 * Rows in a temporary file, one after the other. They are written by plain writes, so that a full disk is an
 * {@link IOException}, and read through the file's mapping into memory: the operating system keeps what it
 * has room for, reads ahead, and no interrupt closes anything.
 * <p>
 * The file has no name on systems that allow it, and else goes when the program ends, however that happens.
 * Its space is given back by {@link #close}, or once no row of it is left. Thread-safe.
 */
final class RowFile implements Closeable {

	/** The largest part of a file that a buffer can hold, in whole pages. */
	private static final int LARGEST_WINDOW = 1 << 30;
	private static final int BUFFER = 1 << 16;

	private final FileChannel channel;
	private final Output output;
	private final int windowSize;
	private final AtomicLong end = new AtomicLong();
	/** Parts of the file of {@link #windowSize} bytes each; the last may be shorter. */
	private volatile List<ByteBuffer> windows = List.of();

	private RowFile(final FileChannel channel, final Output output, final int windowSize) {
		this.channel = channel;
		this.output = output;
		this.windowSize = windowSize;
	}

	/**
	 * A new file.
	 *
	 * @param folder where, an existing folder
	 */
	static RowFile in(final Path folder) throws IOException {
		return in(folder, LARGEST_WINDOW, output -> output);
	}

	/**
	 * A new file.
	 *
	 * @param windowSize how many bytes are mapped at once, a multiple of 8
	 * @param writing what writes to the file, made of what does
	 */
	static RowFile in(final Path folder, final int windowSize, final UnaryOperator<Output> writing)
		throws IOException
	{
		final Path path = folder.resolve(".voxmeta-rows-" + UUID.randomUUID() + ".tmp");
		final FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ,
			StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
		return new RowFile(channel, writing.apply(channel::write), windowSize);
	}

	/** Whether it is not closed yet. */
	boolean isOpen() {
		return channel.isOpen();
	}

	/** How many bytes were written. */
	long size() {
		return end.get();
	}

	/**
	 * Writes a row, which must be in memory.
	 *
	 * @return it, in the file
	 * @throws IOException if it cannot be written, such as to a full disk
	 */
	Signals.StoredRow add(final Signals.Row row) throws IOException {
		final Region region = region(row.length(), row instanceof Signals.FloatRow);
		if (row instanceof Signals.FloatRow floats) region.write(floats.values(), 0, row.length());
		else region.write(((Signals.DoubleRow) row).values(), 0, row.length());
		return region.row();
	}

	/** Room for a row, whose values are to come. */
	Region region(final int length, final boolean single) {
		return new Region(length, single, allocate((long) length * (single ? Float.BYTES : Double.BYTES)));
	}

	/**
	 * Writes any numbers.
	 *
	 * @return where they are
	 */
	long add(final long[] words) throws IOException {
		final long start = allocate((long) words.length * Long.BYTES);
		final ByteBuffer buffer = buffer(words.length, Long.BYTES);
		each(words.length, BUFFER / Long.BYTES, (from, n) -> {
			buffer.clear().asLongBuffer().put(words, from, n);
			write(buffer.limit(n * Long.BYTES), start + (long) from * Long.BYTES);
		});
		return start;
	}

	/** Reads numbers that were {@link #add(long[]) written}. */
	void read(final long start, final long[] words) {
		each(start, words.length, Long.BYTES, (window, at, to, n) -> window.asLongBuffer().get(at, words, to, n));
	}

	/** Gives the space back; rows must not be read any more. */
	@Override
	public void close() throws IOException {
		windows = List.of();
		if (!channel.isOpen()) return;
		try (channel) {
			// a mapping that is still in memory would keep the space
			channel.truncate(0);
		}
		catch (final IOException e) {
			// some systems do not shorten a file that is mapped: then the space goes with the mapping
		}
	}

	/** Where there is room for so many bytes; a value never lies across two windows. */
	private long allocate(final long bytes) {
		return end.getAndAdd(bytes + Long.BYTES - 1 & -Long.BYTES);
	}

	/** For so many values, or as many of them as are written at once. */
	private static ByteBuffer buffer(final int values, final int width) {
		return ByteBuffer.allocate((int) Math.min(BUFFER, (long) values * width)).order(ByteOrder.nativeOrder());
	}

	/** Hands over some values at a time. */
	private static void each(final int length, final int some, final Chunk chunk) throws IOException {
		// as long: beyond the last part of the longest array there is no int
		for (long from = 0; from < length; from += some)
			chunk.write((int) from, (int) Math.min(some, length - from));
	}

	private void write(final ByteBuffer buffer, final long start) throws IOException {
		for (long at = start; buffer.hasRemaining();)
			at += output.write(buffer, at);
	}

	/** Hands over n values from a place in the file on, in as many parts as windows have them. */
	private void each(final long start, final int n, final int width, final Part part) {
		for (int done = 0; done < n;) {
			final long place = start + (long) done * width;
			final int offset = (int) (place % windowSize);
			final int count = Math.min(n - done, (windowSize - offset) / width);
			part.read(window((int) (place / windowSize), offset + count * width), offset / width, done, count);
			done += count;
		}
	}

	/** A part of the file with at least so many bytes. */
	private ByteBuffer window(final int number, final int bytes) {
		final List<ByteBuffer> known = windows;
		return number < known.size() && known.get(number).limit() >= bytes
			? known.get(number) : mapped().get(number);
	}

	/** Maps the file as long as it is now. */
	private synchronized List<ByteBuffer> mapped() {
		final List<ByteBuffer> mapped = new ArrayList<>();
		try {
			final long size = channel.size();
			for (long from = 0; from < size; from += windowSize)
				mapped.add(channel.map(MapMode.READ_ONLY, from, Math.min(windowSize, size - from))
					.order(ByteOrder.nativeOrder()));
		}
		catch (final IOException e) {
			throw new UncheckedIOException("Temporary file of maps: cannot be read: " + e, e);
		}
		windows = List.copyOf(mapped);
		return windows;
	}

	/** Writes to the file. */
	@FunctionalInterface
	interface Output {

		/** Writes some of the buffer's bytes from a place on; returns how many. */
		int write(ByteBuffer from, long at) throws IOException;
	}

	/** Writes values {@code from} to {@code from + n - 1}. */
	@FunctionalInterface
	private interface Chunk {

		void write(int from, int n) throws IOException;
	}

	/** Reads n values from value {@code at} of a window on, to place {@code to} on. */
	@FunctionalInterface
	private interface Part {

		void read(ByteBuffer window, int at, int to, int n);
	}

	/** Room for a row. Several threads may write to different parts of it. */
	final class Region {

		private final int length;
		private final boolean single;
		private final long start;
		private final LongAdder belowZero = new LongAdder();

		private Region(final int length, final boolean single, final long start) {
			this.length = length;
			this.single = single;
			this.start = start;
		}

		/** Writes the first n of some values as the row's from {@code from} on. */
		void write(final float[] values, final int from, final int n) throws IOException {
			final ByteBuffer buffer = buffer(n, Float.BYTES);
			each(n, BUFFER / Float.BYTES, (at, some) -> {
				buffer.clear().asFloatBuffer().put(values, at, some);
				RowFile.this.write(buffer.limit(some * Float.BYTES), start + ((long) from + at) * Float.BYTES);
			});
			int below = 0;
			for (int j = 0; j < n; j++)
				if (values[j] < 0) below++;
			belowZero.add(below);
		}

		/** Writes the first n of some values as the row's from {@code from} on. */
		void write(final double[] values, final int from, final int n) throws IOException {
			final ByteBuffer buffer = buffer(n, Double.BYTES);
			each(n, BUFFER / Double.BYTES, (at, some) -> {
				buffer.clear().asDoubleBuffer().put(values, at, some);
				RowFile.this.write(buffer.limit(some * Double.BYTES), start + ((long) from + at) * Double.BYTES);
			});
			int below = 0;
			for (int j = 0; j < n; j++)
				if (values[j] < 0) below++;
			belowZero.add(below);
		}

		/** The row, when all of it is written. */
		Signals.StoredRow row() {
			return new Signals.StoredRow(length, single, belowZero.sum(),
				single ? new Floats(start) : new Doubles(start));
		}
	}

	/** A row's values in single precision, from a place in the file on. */
	private final class Floats implements Signals.Store {

		private final long start;

		private Floats(final long start) {
			this.start = start;
		}

		@Override
		public void read(final int from, final int n, final double[] to) {
			final float[] values = new float[n];
			each(start + (long) from * Float.BYTES, n, Float.BYTES,
				(window, at, place, count) -> window.asFloatBuffer().get(at, values, place, count));
			for (int j = 0; j < n; j++)
				to[j] = values[j];
		}

		@Override
		public void read(final int[] at, final int from, final int n, final double[] to) {
			for (int j = 0; j < n; j++) {
				final long place = start + (long) at[from + j] * Float.BYTES;
				final int offset = (int) (place % windowSize);
				to[j] = window((int) (place / windowSize), offset + Float.BYTES).getFloat(offset);
			}
		}
	}

	/** A row's values in double precision, from a place in the file on. */
	private final class Doubles implements Signals.Store {

		private final long start;

		private Doubles(final long start) {
			this.start = start;
		}

		@Override
		public void read(final int from, final int n, final double[] to) {
			each(start + (long) from * Double.BYTES, n, Double.BYTES,
				(window, at, place, count) -> window.asDoubleBuffer().get(at, to, place, count));
		}

		@Override
		public void read(final int[] at, final int from, final int n, final double[] to) {
			for (int j = 0; j < n; j++) {
				final long place = start + (long) at[from + j] * Double.BYTES;
				final int offset = (int) (place % windowSize);
				to[j] = window((int) (place / windowSize), offset + Double.BYTES).getDouble(offset);
			}
		}
	}
}
