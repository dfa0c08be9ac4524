package org.voxmeta.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Moves header fields between bytes and variables. The layout of a header is written down once, as a list of
 * {@code x = io.int16(offset, x)}; one implementation returns what the bytes hold, the other stores x there.
 */
interface FieldIo {

	int uint8(int at, int value);

	int int16(int at, int value);

	int int32(int at, int value);

	long int64(int at, long value);

	double float32(int at, double value);

	double float64(int at, double value);

	String text(int at, int length, String value);

	default void float32s(final int at, final double[] values) {
		for (int i = 0; i < values.length; i++) values[i] = float32(at + 4 * i, values[i]);
	}

	default void float64s(final int at, final double[] values) {
		for (int i = 0; i < values.length; i++) values[i] = float64(at + 8 * i, values[i]);
	}

	/** Takes fields out of the bytes. */
	record Taking(ByteBuffer bytes) implements FieldIo {

		@Override
		public int uint8(final int at, final int value) {
			return bytes.get(at) & 0xff;
		}

		@Override
		public int int16(final int at, final int value) {
			return bytes.getShort(at);
		}

		@Override
		public int int32(final int at, final int value) {
			return bytes.getInt(at);
		}

		@Override
		public long int64(final int at, final long value) {
			return bytes.getLong(at);
		}

		@Override
		public double float32(final int at, final double value) {
			return bytes.getFloat(at);
		}

		@Override
		public double float64(final int at, final double value) {
			return bytes.getDouble(at);
		}

		@Override
		public String text(final int at, final int length, final String value) {
			int end = at;
			while (end < at + length && bytes.get(end) != 0) end++;
			// Latin-1: every byte comes back as it was, whatever the writer's encoding
			return new String(bytes.array(), at, end - at, StandardCharsets.ISO_8859_1);
		}
	}

	/** Puts fields into the bytes, which must be zero before. */
	record Putting(ByteBuffer bytes) implements FieldIo {

		@Override
		public int uint8(final int at, final int value) {
			bytes.put(at, (byte) value);
			return value;
		}

		@Override
		public int int16(final int at, final int value) {
			bytes.putShort(at, (short) value);
			return value;
		}

		@Override
		public int int32(final int at, final int value) {
			bytes.putInt(at, value);
			return value;
		}

		@Override
		public long int64(final int at, final long value) {
			bytes.putLong(at, value);
			return value;
		}

		@Override
		public double float32(final int at, final double value) {
			bytes.putFloat(at, (float) value);
			return value;
		}

		@Override
		public double float64(final int at, final double value) {
			bytes.putDouble(at, value);
			return value;
		}

		@Override
		public String text(final int at, final int length, final String value) {
			final byte[] text = value.getBytes(StandardCharsets.ISO_8859_1);
			bytes.put(at, text, 0, Math.min(length, text.length));
			return value;
		}
	}
}
