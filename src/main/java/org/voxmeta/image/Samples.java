package org.voxmeta.image;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Bulk moves of samples: bytes of a file to and from primitive arrays, and arrays to double, float or long.
 * <p>
 * An array of samples is the primitive array that ImgLib2 uses for the type: {@code byte[]} for int8 and
 * uint8, {@code short[]}, {@code int[]}, {@code long[]}, {@code float[]}, {@code double[]}. Loops are per
 * type, so that the compiler sees plain arrays.
 * </p>
 */
final class Samples {

	private Samples() {
	}

	/** Returns a new array of n samples of the type (float128 as double). */
	static Object newArray(final NiftiType type, final int n) {
		switch (type) {
			case INT8:
			case UINT8:
				return new byte[n];
			case INT16:
			case UINT16:
				return new short[n];
			case INT32:
			case UINT32:
				return new int[n];
			case INT64:
			case UINT64:
				return new long[n];
			case FLOAT32:
				return new float[n];
			case FLOAT64:
			case FLOAT128:
				return new double[n];
			default:
				throw new IllegalArgumentException("No array for samples of type " + type);
		}
	}

	/** Moves n samples of the file's type from the buffer (its position, its byte order) into the array. */
	static void get(final ByteBuffer from, final NiftiType type, final Object to, final int at, final int n) {
		switch (type.bytes()) {
			case 1:
				from.get((byte[]) to, at, n);
				return;
			case 2:
				from.asShortBuffer().get((short[]) to, at, n);
				break;
			case 4:
				if (type == NiftiType.FLOAT32) from.asFloatBuffer().get((float[]) to, at, n);
				else from.asIntBuffer().get((int[]) to, at, n);
				break;
			case 8:
				if (type == NiftiType.FLOAT64) from.asDoubleBuffer().get((double[]) to, at, n);
				else from.asLongBuffer().get((long[]) to, at, n);
				break;
			default:
				getBinary128(from, (double[]) to, at, n);
		}
		from.position(from.position() + n * type.bytes());
	}

	/** Moves n samples of the file's type from the array into the buffer. */
	static void put(final ByteBuffer to, final NiftiType type, final Object from, final int at, final int n) {
		switch (type.bytes()) {
			case 1:
				to.put((byte[]) from, at, n);
				return;
			case 2:
				to.asShortBuffer().put((short[]) from, at, n);
				break;
			case 4:
				if (type == NiftiType.FLOAT32) to.asFloatBuffer().put((float[]) from, at, n);
				else to.asIntBuffer().put((int[]) from, at, n);
				break;
			case 8:
				if (type == NiftiType.FLOAT64) to.asDoubleBuffer().put((double[]) from, at, n);
				else to.asLongBuffer().put((long[]) from, at, n);
				break;
			default:
				putBinary128(to, (double[]) from, at, n);
		}
		to.position(to.position() + n * type.bytes());
	}

	/** Stores the samples' values as double. 64-bit integers beyond 2^53 are rounded. */
	static void toDoubles(final NiftiType type, final Object from, final int at, final double[] to,
		final int n) {
		switch (type) {
			case INT8: {
				final byte[] a = (byte[]) from;
				for (int i = 0; i < n; i++) to[i] = a[at + i];
				return;
			}
			case UINT8: {
				final byte[] a = (byte[]) from;
				for (int i = 0; i < n; i++) to[i] = a[at + i] & 0xff;
				return;
			}
			case INT16: {
				final short[] a = (short[]) from;
				for (int i = 0; i < n; i++) to[i] = a[at + i];
				return;
			}
			case UINT16: {
				final short[] a = (short[]) from;
				for (int i = 0; i < n; i++) to[i] = a[at + i] & 0xffff;
				return;
			}
			case INT32: {
				final int[] a = (int[]) from;
				for (int i = 0; i < n; i++) to[i] = a[at + i];
				return;
			}
			case UINT32: {
				final int[] a = (int[]) from;
				for (int i = 0; i < n; i++) to[i] = a[at + i] & 0xffffffffL;
				return;
			}
			case INT64: {
				final long[] a = (long[]) from;
				for (int i = 0; i < n; i++) to[i] = a[at + i];
				return;
			}
			case UINT64: {
				final long[] a = (long[]) from;
				for (int i = 0; i < n; i++) to[i] = unsignedToDouble(a[at + i]);
				return;
			}
			case FLOAT32: {
				final float[] a = (float[]) from;
				for (int i = 0; i < n; i++) to[i] = a[at + i];
				return;
			}
			default:
				System.arraycopy(from, at, to, 0, n);
		}
	}

	/** Stores the values of integer samples as long; uint64 as the same 64 bits. */
	static void toLongs(final NiftiType type, final Object from, final int at, final long[] to, final int n) {
		switch (type) {
			case INT8: {
				final byte[] a = (byte[]) from;
				for (int i = 0; i < n; i++) to[i] = a[at + i];
				return;
			}
			case UINT8: {
				final byte[] a = (byte[]) from;
				for (int i = 0; i < n; i++) to[i] = a[at + i] & 0xff;
				return;
			}
			case INT16: {
				final short[] a = (short[]) from;
				for (int i = 0; i < n; i++) to[i] = a[at + i];
				return;
			}
			case UINT16: {
				final short[] a = (short[]) from;
				for (int i = 0; i < n; i++) to[i] = a[at + i] & 0xffff;
				return;
			}
			case INT32: {
				final int[] a = (int[]) from;
				for (int i = 0; i < n; i++) to[i] = a[at + i];
				return;
			}
			case UINT32: {
				final int[] a = (int[]) from;
				for (int i = 0; i < n; i++) to[i] = a[at + i] & 0xffffffffL;
				return;
			}
			default:
				System.arraycopy(from, at, to, 0, n);
		}
	}

	/** Stores slope * value + inter, worked out in double, in a float[] or double[]. */
	static void scale(final double[] values, final int n, final double slope, final double inter,
		final Object to, final int at)
	{
		if (to instanceof float[]) {
			final float[] out = (float[]) to;
			for (int i = 0; i < n; i++) out[at + i] = (float) (slope * values[i] + inter);
		}
		else {
			final double[] out = (double[]) to;
			for (int i = 0; i < n; i++) out[at + i] = slope * values[i] + inter;
		}
	}

	/** Stores the values rounded to float. */
	static void toFloats(final double[] values, final int n, final float[] to, final int at) {
		for (int i = 0; i < n; i++) to[at + i] = (float) values[i];
	}

	/** Narrows integers to the array of an integer type; those that do not fit lose their upper bits. */
	static void narrow(final long[] from, final Object to, final int n) {
		for (int i = 0; i < n; i++) setLong(to, i, from[i]);
	}

	/** Returns the length of an array of samples. */
	static int length(final Object array) {
		return Array.getLength(array);
	}

	static double unsignedToDouble(final long bits) {
		// halved with the lost bit kept, so that rounding sees it
		return bits >= 0 ? bits : (bits >>> 1 | bits & 1) * 2.0;
	}

	private static void setLong(final Object to, final int i, final long value) {
		if (to instanceof byte[]) ((byte[]) to)[i] = (byte) value;
		else if (to instanceof short[]) ((short[]) to)[i] = (short) value;
		else if (to instanceof int[]) ((int[]) to)[i] = (int) value;
		else ((long[]) to)[i] = value;
	}

	private static void getBinary128(final ByteBuffer from, final double[] to, final int at, final int n) {
		final int high = from.order() == ByteOrder.BIG_ENDIAN ? 0 : 8;
		for (int i = 0, p = from.position(); i < n; i++, p += 16) {
			to[at + i] = Binary128.toDouble(from.getLong(p + high), from.getLong(p + 8 - high));
		}
	}

	private static void putBinary128(final ByteBuffer to, final double[] from, final int at, final int n) {
		final int high = to.order() == ByteOrder.BIG_ENDIAN ? 0 : 8;
		for (int i = 0, p = to.position(); i < n; i++, p += 16) {
			to.putLong(p + high, Binary128.high(from[at + i])).putLong(p + 8 - high,
				Binary128.low(from[at + i]));
		}
	}
}
