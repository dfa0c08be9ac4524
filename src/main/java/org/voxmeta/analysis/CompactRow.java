package org.voxmeta.analysis;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;

import org.voxmeta.cache.Payload;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Signals.DoubleRow;
import org.voxmeta.stats.data.Signals.FloatRow;

/**
 * A study's row without its missing voxels: as large as the study's own mask where the row is of the whole
 * grid. Immutable as long as nobody writes to the arrays.
 *
 * @param voxels V, with the missing ones
 * @param present a bit for each voxel, 1 where there is a value, in words of 64 from the lowest bit on
 * @param values of the voxels that are not missing, in their order
 */
record CompactRow(int voxels, long[] present, Signals.Row values) {

	private static final int BUFFER = 1 << 16;

	/** A row without its missing voxels. */
	static CompactRow of(final Signals.Row row) {
		return row instanceof FloatRow floats ? of(floats.values(), 0, row.length())
			: of(((DoubleRow) row).values(), 0, row.length());
	}

	/** So many voxels of a row, from one on, without the missing ones. */
	static CompactRow of(final float[] row, final int from, final int length) {
		final long[] present = new long[words(length)];
		final float[] values = new float[length];
		int n = 0;
		for (int j = 0; j < length; j++)
			if (!Float.isNaN(row[from + j])) {
				present[j >> 6] |= 1L << j;
				values[n++] = row[from + j];
			}
		return new CompactRow(length, present, new FloatRow(Arrays.copyOf(values, n)));
	}

	/** So many voxels of a row, from one on, without the missing ones. */
	static CompactRow of(final double[] row, final int from, final int length) {
		final long[] present = new long[words(length)];
		final double[] values = new double[length];
		int n = 0;
		for (int j = 0; j < length; j++)
			if (!Double.isNaN(row[from + j])) {
				present[j >> 6] |= 1L << j;
				values[n++] = row[from + j];
			}
		return new CompactRow(length, present, new DoubleRow(Arrays.copyOf(values, n)));
	}

	/** The whole row, NaN in its missing voxels; a new array. */
	Signals.Row row() {
		return values instanceof FloatRow floats ? new FloatRow(spread(floats.values()))
			: new DoubleRow(spread(((DoubleRow) values).values()));
	}

	private float[] spread(final float[] from) {
		final float[] row = new float[voxels];
		int n = 0;
		for (int j = 0; j < voxels; j++)
			row[j] = has(j) ? from[n++] : Float.NaN;
		return row;
	}

	private double[] spread(final double[] from) {
		final double[] row = new double[voxels];
		int n = 0;
		for (int j = 0; j < voxels; j++)
			row[j] = has(j) ? from[n++] : Double.NaN;
		return row;
	}

	private boolean has(final int voxel) {
		return (present[voxel >> 6] & 1L << voxel) != 0;
	}

	private static int words(final int voxels) {
		return (int) ((voxels + 63L) / 64);
	}

	/** Writes all that {@link #read} needs. */
	void write(final WritableByteChannel out) throws IOException {
		final ByteBuffer buffer = buffer();
		final boolean single = values instanceof FloatRow;
		out.write(buffer.putInt(single ? Float.BYTES : Double.BYTES).putInt(voxels).putInt(values.length()).flip());
		final LongBuffer words = buffer.clear().asLongBuffer();
		eachPart(present.length, Long.BYTES, (from, n) -> {
			words.clear().put(present, from, n);
			out.write(buffer.limit(n * Long.BYTES).position(0));
		});
		if (single) {
			final FloatBuffer floats = buffer.clear().asFloatBuffer();
			eachPart(values.length(), Float.BYTES, (from, n) -> {
				floats.clear().put(((FloatRow) values).values(), from, n);
				out.write(buffer.limit(n * Float.BYTES).position(0));
			});
			return;
		}
		final DoubleBuffer doubles = buffer.clear().asDoubleBuffer();
		eachPart(values.length(), Double.BYTES, (from, n) -> {
			doubles.clear().put(((DoubleRow) values).values(), from, n);
			out.write(buffer.limit(n * Double.BYTES).position(0));
		});
	}

	/**
	 * Reads what {@link #write} wrote.
	 *
	 * @throws IOException if it is not of the length that it says
	 */
	static CompactRow read(final Payload payload) throws IOException {
		final ByteBuffer buffer = buffer();
		payload.fill(buffer.limit(3 * Integer.BYTES));
		final int bytes = buffer.getInt();
		final int voxels = buffer.getInt();
		final int count = buffer.getInt();
		final long wanted = (long) words(voxels) * Long.BYTES + (long) count * bytes;
		if (payload.left() != wanted) throw new IOException("Row: got " + payload.left() + " bytes, wanted "
			+ wanted);
		final long[] present = new long[words(voxels)];
		eachPart(present.length, Long.BYTES, (from, n) -> payload.fill(buffer.clear().limit(n * Long.BYTES))
			.asLongBuffer().get(present, from, n));
		if (bytes == Float.BYTES) {
			final float[] values = new float[count];
			eachPart(count, Float.BYTES, (from, n) -> payload.fill(buffer.clear().limit(n * Float.BYTES))
				.asFloatBuffer().get(values, from, n));
			return new CompactRow(voxels, present, new FloatRow(values));
		}
		final double[] values = new double[count];
		eachPart(count, Double.BYTES, (from, n) -> payload.fill(buffer.clear().limit(n * Double.BYTES))
			.asDoubleBuffer().get(values, from, n));
		return new CompactRow(voxels, present, new DoubleRow(values));
	}

	private static ByteBuffer buffer() {
		return ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
	}

	/** Hands over n values at a time, as many as the buffer holds. */
	private static void eachPart(final int length, final int bytes, final Part part) throws IOException {
		// as long: beyond the last part of the longest array there is no int
		for (long from = 0; from < length; from += BUFFER / bytes)
			part.move((int) from, (int) Math.min(BUFFER / bytes, length - from));
	}

	/** Moves values {@code from} to {@code from + n - 1}. */
	@FunctionalInterface
	private interface Part {

		void move(int from, int n) throws IOException;
	}
}
