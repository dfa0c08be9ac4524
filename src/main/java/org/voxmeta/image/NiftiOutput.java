package org.voxmeta.image;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;

import org.voxmeta.grid.VoxelSink;

/**
 * A NIfTI file that is written as its values come, in file order (first axis fastest) and in pieces of any
 * length, so that the image need not be in memory. Values are converted and refused as {@link NiftiWriter}
 * does; the file is the same, byte by byte. For one thread at a time; where it is compressed, idle processors
 * help.
 *
 * <pre>
 * try (NiftiOutput output = NiftiOutput.to(stream, header, true)) {
 * 	for (float[] plane : planes)
 * 		output.write(plane, 0, plane.length);
 * 	output.finish();
 * }
 * </pre>
 */
public final class NiftiOutput implements VoxelSink, Closeable {

	private final NiftiHeader header;
	/** Null where nothing is compressed. */
	private final GzipOutput gzip;
	private final SampleEncoder encoder;
	private long written;

	private NiftiOutput(final NiftiHeader header, final OutputStream out, final GzipOutput gzip)
		throws IOException
	{
		this.header = header;
		this.gzip = gzip;
		final OutputStream to = gzip == null ? out : gzip;
		final byte[] head = HeaderCodec.encode(header);
		to.write(head);
		encoder = new SampleEncoder(HeaderCodec.asStored(header, head), to);
	}

	/**
	 * Begins a file.
	 *
	 * @param out where to, which stays open; needs no buffer
	 * @param header says how many values are to come, and how they are stored
	 * @param gzip whether to compress
	 * @throws IOException if the stream fails
	 */
	public static NiftiOutput to(final OutputStream out, final NiftiHeader header, final boolean gzip)
		throws IOException {
		return new NiftiOutput(header, out, gzip ? new GzipOutput(out) : null);
	}

	/**
	 * Writes the next n values, from an index of an array on; the array may be filled anew afterwards.
	 *
	 * @throws IOException if the stream fails or the thread is interrupted
	 * @throws IllegalArgumentException if a value does not fit the header's type, or there are more than voxels
	 */
	public void write(final float[] values, final int from, final int n) throws IOException {
		write(NiftiType.FLOAT32, values, from, n);
	}

	/** As {@link #write(float[], int, int)}. */
	public void write(final double[] values, final int from, final int n) throws IOException {
		write(NiftiType.FLOAT64, values, from, n);
	}

	/** Whether images of this size are the header's. */
	@Override
	public boolean begin(final long[] dims) {
		return Arrays.equals(dims, header.dims());
	}

	@Override
	public void take(final FloatBuffer values) throws IOException {
		final FloatBuffer next = values.hasArray() ? values
			: FloatBuffer.allocate(values.remaining()).put(values.duplicate()).flip();
		write(next.array(), next.arrayOffset() + next.position(), next.remaining());
	}

	@Override
	public void take(final DoubleBuffer values) throws IOException {
		final DoubleBuffer next = values.hasArray() ? values
			: DoubleBuffer.allocate(values.remaining()).put(values.duplicate()).flip();
		write(next.array(), next.arrayOffset() + next.position(), next.remaining());
	}

	/** As {@link #write(float[], int, int)}, for samples of any type. */
	void write(final NiftiType type, final Object values, final int from, final int n) throws IOException {
		if (n > header.size() - written) throw new IllegalArgumentException("NIfTI file: got more than "
			+ header.size() + " values, wanted as many, for " + NiftiHeader.shape(header.dims()));
		encoder.accept(type, values, from, n);
		written += n;
	}

	/**
	 * Completes the file. The stream stays open.
	 *
	 * @throws IOException if the stream fails
	 * @throws IllegalStateException if there were fewer values than voxels
	 */
	public void finish() throws IOException {
		if (written < header.size()) throw new IllegalStateException("NIfTI file: got " + written
			+ " values, wanted " + header.size() + " for " + NiftiHeader.shape(header.dims()));
		if (gzip != null) gzip.finish();
	}

	/** Lets go of memory, not of the stream; without {@link #finish} before, the file is not complete. */
	@Override
	public void close() {
		if (gzip != null) gzip.close();
	}
}
