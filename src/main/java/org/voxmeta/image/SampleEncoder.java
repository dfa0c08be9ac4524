package org.voxmeta.image;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;

/** Turns values into the samples of a file and writes them, chunk by chunk. */
final class SampleEncoder implements SampleArrays.Run<IOException> {

	/** Bytes of samples that are encoded at a time: small enough to stay in the cache. */
	private static final int CHUNK = 1 << 15;

	private final NiftiHeader header;
	private final NiftiType type;
	private final OutputStream out;
	private final byte[] bytes;
	private final ByteBuffer buffer;
	private final int chunk;
	private final double[] values;
	private final long[] whole;
	private final Object stored;
	/** Samples written so far: the place of the chunk in the image. */
	private long done;

	/**
	 * @param header the header, with its scaling as it is stored
	 * @param out where the samples go
	 */
	SampleEncoder(final NiftiHeader header, final OutputStream out) {
		this.header = header;
		this.out = out;
		type = header.type();
		chunk = (int) Math.min(CHUNK / type.bytes(), header.size());
		bytes = new byte[chunk * type.bytes()];
		buffer = ByteBuffer.wrap(bytes).order(header.order());
		values = new double[chunk];
		whole = new long[type.isInteger() ? chunk : 0];
		stored = Samples.newArray(type, chunk);
	}

	@Override
	public void accept(final NiftiType from, final Object array, final int at, final int length)
		throws IOException {
		int n;
		for (int i = 0; i < length; i += n) {
			if (Thread.currentThread().isInterrupted()) throw new InterruptedIOException("interrupted");
			n = Math.min(chunk, length - i);
			buffer.clear();
			encode(from, array, at + i, n);
			out.write(bytes, 0, buffer.position());
			done += n;
		}
	}

	private void encode(final NiftiType from, final Object array, final int at, final int n) {
		if (!header.isScaled() && from == type.inMemory()) {
			Samples.put(buffer, type, array, at, n);
			return;
		}
		if (!header.isScaled() && from.isInteger() && type.isInteger()) {
			Samples.toLongs(from, array, at, whole, n);
			requireRange(from, n);
			Samples.narrow(whole, stored, n);
		}
		else {
			Samples.toDoubles(from, array, at, values, n);
			if (header.isScaled()) unscale(n);
			if (type.isInteger()) {
				round(n);
				Samples.narrow(whole, stored, n);
			}
			else if (type == NiftiType.FLOAT32) toFloats((float[]) stored, n);
			else System.arraycopy(values, 0, stored, 0, n);
		}
		Samples.put(buffer, type, stored, 0, n);
	}

	private void unscale(final int n) {
		final double slope = header.slope();
		final double inter = header.inter();
		for (int i = 0; i < n; i++) values[i] = (values[i] - inter) / slope;
	}

	private void requireRange(final NiftiType from, final int n) {
		final long min = (long) type.min();
		// the limits of 64-bit types saturate; as such values do not exist in a long, that is no loss
		final long max = type.bits() == 64 ? Long.MAX_VALUE : (long) type.limit() - 1;
		for (int i = 0; i < n; i++) {
			final boolean beyondLong = from == NiftiType.UINT64 && whole[i] < 0;
			if (beyondLong || whole[i] < min || whole[i] > max) {
				throw unfit(i, beyondLong ? Long.toUnsignedString(whole[i]) : String.valueOf(whole[i]));
			}
		}
	}

	private void round(final int n) {
		final double min = type.min();
		final double limit = type.limit();
		final boolean mayRound = header.isScaled();
		for (int i = 0; i < n; i++) {
			final double rounded = Math.rint(values[i]);
			if (!(rounded >= min && rounded < limit) || !(mayRound || rounded == values[i])) {
				throw unfit(i, String.valueOf(values[i]));
			}
			whole[i] = rounded < 0x1p63 ? (long) rounded : (long) (rounded - 0x1p63) ^ Long.MIN_VALUE;
		}
	}

	private void toFloats(final float[] to, final int n) {
		Samples.toFloats(values, n, to, 0);
		for (int i = 0; i < n; i++) {
			if (Float.isInfinite(to[i]) && !Double.isInfinite(values[i])) {
				throw unfit(i, String.valueOf(values[i]));
			}
		}
	}

	private IllegalArgumentException unfit(final int i, final String value) {
		final long[] dims = header.dims();
		final long[] voxel = new long[dims.length];
		long rest = done + i;
		for (int d = 0; d < dims.length; d++) {
			voxel[d] = rest % dims[d];
			rest /= dims[d];
		}
		final String wanted = type.isInteger() ? "a whole number from " + new BigDecimal(type.min()) +
			" to " + new BigDecimal(type.limit()).subtract(BigDecimal.ONE) : "a number in its range";
		return new IllegalArgumentException("NIfTI sample at voxel (" + NiftiHeader.shape(voxel).replace(" x",
			",") + "): got " + value + (header.isScaled() ? " (after scaling)" : "") + ", wanted " + wanted +
			" for " + type + "; choose a wider type");
	}
}
