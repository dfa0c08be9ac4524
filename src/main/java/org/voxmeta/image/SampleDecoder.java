package org.voxmeta.image;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;

import org.voxmeta.grid.VoxelSink;

/** Turns the samples of an open file into values, chunk by chunk. */
final class SampleDecoder {

	/** Bytes of samples that are decoded at a time: small enough to stay in the cache. */
	private static final int CHUNK = 1 << 15;

	private final NiftiSource source;
	private final NiftiHeader header;
	private final NiftiType type;
	private final byte[] bytes;
	private final ByteBuffer buffer;
	private final int chunk;
	/** Whether samples are values as they are, in the file's byte order. */
	private final boolean straight;
	/** Samples as stored and as double, before they are scaled or handed over; null if they go straight on. */
	private final Object stored;
	private final double[] values;
	/** Samples handed over so far. */
	private long come;

	/** @param source its samples are open */
	SampleDecoder(final NiftiSource source) {
		this.source = source;
		header = source.header();
		type = header.type();
		chunk = (int) Math.min(CHUNK / type.bytes(), header.size());
		bytes = new byte[chunk * type.bytes()];
		buffer = ByteBuffer.wrap(bytes).order(header.order());
		straight = !header.isScaled() && !type.isInteger();
		stored = straight ? null : Samples.newArray(type, chunk);
		values = straight ? null : new double[chunk];
	}

	/** The type of the values in memory. */
	static NiftiType memoryType(final NiftiHeader header) {
		return header.isScaled() ? header.type().scaledInMemory() : header.type().inMemory();
	}

	/**
	 * Whether values are handed over as images would give them: ImgLib2 rounds uint64 to double in its own way.
	 */
	static boolean handsOver(final NiftiHeader header) {
		return header.isScaled() || header.type() != NiftiType.UINT64;
	}

	/** Fills an array of {@link #memoryType} with the next values. */
	void fill(final Object array) throws IOException {
		final int length = Samples.length(array);
		int n;
		for (int at = 0; at < length; at += n) {
			n = Math.min(chunk, length - at);
			read(n);
			if (header.isScaled()) scaled(n, array, at);
			else Samples.get(buffer, type, array, at, n);
		}
	}

	/** Hands over all values. */
	void handOver(final VoxelSink to) throws IOException {
		if (fitsFloat()) handOverFloats(to);
		else handOverDoubles(to);
	}

	private void handOverFloats(final VoxelSink to) throws IOException {
		final float[] floats = straight ? null : new float[chunk];
		final FloatBuffer next = straight ? buffer.asFloatBuffer() : FloatBuffer.wrap(floats);
		for (int n = next(); n > 0; n = next()) {
			if (!straight) decode(n, floats);
			to.take(next.clear().limit(n));
		}
	}

	private void handOverDoubles(final VoxelSink to) throws IOException {
		final boolean binary64 = straight && type == NiftiType.FLOAT64;
		final double[] doubles = binary64 ? null : new double[chunk];
		final DoubleBuffer next = binary64 ? buffer.asDoubleBuffer() : DoubleBuffer.wrap(doubles);
		for (int n = next(); n > 0; n = next()) {
			if (!binary64) decode(n, doubles);
			to.take(next.clear().limit(n));
		}
	}

	/** Reads the next chunk; returns how many samples it has, 0 after the last. */
	private int next() throws IOException {
		refuseInterrupt();
		final int n = (int) Math.min(chunk, header.size() - come);
		if (n > 0) read(n);
		come += n;
		return n;
	}

	private void refuseInterrupt() throws IOException {
		if (Thread.currentThread().isInterrupted()) throw new InterruptedIOException(source.path()
			+ ": interrupted");
	}

	private boolean fitsFloat() {
		return type.bits() <= Short.SIZE || memoryType(header) == NiftiType.FLOAT32;
	}

	private void read(final int n) throws IOException {
		source.read(bytes, n * type.bytes());
		buffer.clear();
	}

	/** Values as they are handed over: whole numbers too as float or double. */
	private void decode(final int n, final Object to) {
		if (header.isScaled()) scaled(n, to, 0);
		else if (!type.isInteger()) Samples.get(buffer, type, to, 0, n);
		else {
			Samples.get(buffer, type, stored, 0, n);
			if (to instanceof float[] floats) {
				Samples.toDoubles(type, stored, 0, values, n);
				Samples.toFloats(values, n, floats, 0);
			}
			else Samples.toDoubles(type, stored, 0, (double[]) to, n);
		}
	}

	private void scaled(final int n, final Object to, final int at) {
		Samples.get(buffer, type, stored, 0, n);
		Samples.toDoubles(type, stored, 0, values, n);
		Samples.scale(values, n, header.slope(), header.inter(), to, at);
	}
}
