package org.voxmeta.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Reads NIfTI-1 and NIfTI-2 files: {@code .nii}, {@code .nii.gz} and the pair {@code .hdr} and {@code .img}
 * (either name; each may be gzip too), in both byte orders.
 * <p>
 * Values come as the file means them. Without scaling (slope 0, not finite, or slope 1 with intercept 0) the
 * image has ImgLib2's type of the same name; float128 is rounded to double. With scaling, slope * stored +
 * intercept is worked out in double and the image is of {@code FloatType} for 8- and 16-bit integers and
 * float32, else of {@code DoubleType}. An image of at most 2^31 - 9 voxels is an {@code ArrayImg}, a larger
 * one a {@code PlanarImg}. Voxels stay in the file's order. NaN and infinity are kept.
 * </p>
 * <p>
 * Failures are {@link IOException}s of one line that names the file, what was found and what is wanted.
 * Thread-safe.
 * </p>
 */
public final class NiftiReader {

	/** Bytes of samples that are decoded at a time: small enough to stay in the cache. */
	private static final int CHUNK = 1 << 15;

	private NiftiReader() {
	}

	/**
	 * Returns header and values of a file.
	 *
	 * @param path the file; of a pair, either one
	 * @return the image
	 * @throws IOException if the file is missing, damaged, truncated, of a type that is not supported
	 *           (complex, RGB, binary), or larger than the heap
	 */
	public static NiftiImage read(final Path path) throws IOException {
		return read(path, SampleArrays.MAX_LENGTH);
	}

	/**
	 * Returns the header of a file. The samples, and a pair's {@code .img}, are not looked at.
	 *
	 * @param path the file; of a pair, either one
	 * @return the header
	 * @throws IOException if there is no NIfTI header to be read
	 */
	public static NiftiHeader readHeader(final Path path) throws IOException {
		try (NiftiSource source = NiftiSource.open(path)) {
			return source.header();
		}
	}

	/** Reads an image whose arrays are at most maxLength long. */
	static NiftiImage read(final Path path, final int maxLength) throws IOException {
		try (NiftiSource source = NiftiSource.open(path)) {
			source.openSamples();
			final SampleArrays samples = allocate(source, maxLength);
			final Decoder decoder = new Decoder(source);
			for (final Object array : samples.arrays()) decoder.fill(array);
			source.finish();
			return new NiftiImage(source.header(), samples.img());
		}
	}

	private static SampleArrays allocate(final NiftiSource source, final int maxLength) throws IOException {
		final NiftiHeader header = source.header();
		final NiftiType memory = memoryType(header);
		final double bytes = (double) header.size() * memory.bytes();
		final long heap = Runtime.getRuntime().maxMemory();
		if (bytes > heap) {
			throw new TooLargeException(source.path() + ": too large: " + NiftiHeader.shape(header.dims()) +
				" voxels of " + memory + " want " + (long) (bytes / (1 << 20)) + " MB of memory, Java has " +
				(heap >> 20) + " MB");
		}
		if (!SampleArrays.canHold(header.dims(), maxLength)) {
			throw new TooLargeException(source.path() + ": too large: the axes are " +
				NiftiHeader.shape(header.dims()) + ", wanted at most " + maxLength + " voxels in one plane");
		}
		return SampleArrays.allocate(memory, header.dims(), maxLength);
	}

	/** The type of a file's values in memory. */
	static NiftiType memoryType(final NiftiHeader header) {
		return header.isScaled() ? header.type().scaledInMemory() : header.type().inMemory();
	}

	/** Turns the samples' bytes into values, chunk by chunk. */
	static final class Decoder {

		private final NiftiSource source;
		private final NiftiHeader header;
		private final NiftiType type;
		private final byte[] bytes;
		private final ByteBuffer buffer;
		private final int chunk;
		/** Samples as stored and as double, before they are scaled; null if they are not. */
		private final Object stored;
		private final double[] values;

		Decoder(final NiftiSource source) {
			this.source = source;
			header = source.header();
			type = header.type();
			chunk = (int) Math.min(CHUNK / type.bytes(), header.size());
			bytes = new byte[chunk * type.bytes()];
			buffer = ByteBuffer.wrap(bytes).order(header.order());
			stored = header.isScaled() ? Samples.newArray(type, chunk) : null;
			values = header.isScaled() ? new double[chunk] : null;
		}

		void fill(final Object array) throws IOException {
			final int length = Samples.length(array);
			int n;
			for (int at = 0; at < length; at += n) {
				n = Math.min(chunk, length - at);
				source.read(bytes, n * type.bytes());
				buffer.clear();
				if (stored == null) Samples.get(buffer, type, array, at, n);
				else {
					Samples.get(buffer, type, stored, 0, n);
					Samples.toDoubles(type, stored, 0, values, n);
					Samples.scale(values, n, header.slope(), header.inter(), array, at);
				}
			}
		}
	}
}
