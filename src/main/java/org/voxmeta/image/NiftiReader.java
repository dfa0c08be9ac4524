package org.voxmeta.image;

import java.io.IOException;
import java.nio.file.Path;

import org.voxmeta.grid.VoxelSink;

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

	/**
	 * Hands over the values of a file one after the other, of which only some thousand are in memory at a
	 * time: those of {@link #read(Path)}, in single precision where they are of 8 or 16 bits or float32, else
	 * in double.
	 *
	 * @param path the file; of a pair, either one
	 * @param to takes the values, if it says so when it is told their size; what it got counts only if this
	 *          returns
	 * @return whether they were wanted, and can be handed over: unscaled uint64 cannot
	 * @throws IOException if the file is missing, damaged, truncated or of a type that is not supported, or
	 *           the thread is interrupted
	 */
	public static boolean read(final Path path, final VoxelSink to) throws IOException {
		try (NiftiSource source = NiftiSource.open(path)) {
			if (!SampleDecoder.handsOver(source.header()) || !to.begin(source.header().dims())) return false;
			source.openSamples();
			new SampleDecoder(source).handOver(to);
			source.finish();
			return true;
		}
	}

	/** Reads an image whose arrays are at most maxLength long. */
	static NiftiImage read(final Path path, final int maxLength) throws IOException {
		try (NiftiSource source = NiftiSource.open(path)) {
			source.openSamples();
			final SampleArrays samples = allocate(source, maxLength);
			final SampleDecoder decoder = new SampleDecoder(source);
			for (final Object array : samples.arrays()) decoder.fill(array);
			source.finish();
			return new NiftiImage(source.header(), samples.img());
		}
	}

	private static SampleArrays allocate(final NiftiSource source, final int maxLength) throws IOException {
		final NiftiHeader header = source.header();
		final NiftiType memory = SampleDecoder.memoryType(header);
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

}
