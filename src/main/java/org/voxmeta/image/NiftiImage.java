package org.voxmeta.image;

import java.util.Arrays;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;

/**
 * A NIfTI image: its header and its values.
 * <p>
 * The values are what the file means, with the header's scaling already applied; the header says how they are
 * stored on disk. So a file of scaled int16 is a header with type int16 and a slope, and an img of float.
 * </p>
 *
 * @param header the header
 * @param img the values, one ImgLib2 dimension per axis of the header, starting at 0; not copied
 */
public record NiftiImage(NiftiHeader header, RandomAccessibleInterval<? extends RealType<?>> img) {

	/**
	 * Puts header and values together.
	 *
	 * @throws IllegalArgumentException if header and img differ in their axis lengths, or img does not start
	 *           at 0
	 */
	public NiftiImage {
		if (!Arrays.equals(header.dims(), img.dimensionsAsLongArray())) {
			throw new IllegalArgumentException("NIfTI image: got values of " + NiftiHeader.shape(img
				.dimensionsAsLongArray()) + ", wanted " + NiftiHeader.shape(header.dims()) +
				" as in the header");
		}
		if (Arrays.stream(img.minAsLongArray()).anyMatch(m -> m != 0)) {
			throw new IllegalArgumentException("NIfTI image: got values starting at " + Arrays.toString(img
				.minAsLongArray()) + ", wanted zeros; use Views.zeroMin");
		}
	}

	/**
	 * Returns an image around an array, which is not copied.
	 *
	 * @param header the header
	 * @param values the values, first axis fastest, as many as the header has voxels
	 * @return the image
	 * @throws IllegalArgumentException if the number of values differs
	 */
	public static NiftiImage of(final NiftiHeader header, final float[] values) {
		requireLength(header, values.length);
		return new NiftiImage(header, ArrayImgs.floats(values, header.dims()));
	}

	/**
	 * Returns an image around an array, which is not copied.
	 *
	 * @param header the header
	 * @param values the values, first axis fastest, as many as the header has voxels
	 * @return the image
	 * @throws IllegalArgumentException if the number of values differs
	 */
	public static NiftiImage of(final NiftiHeader header, final double[] values) {
		requireLength(header, values.length);
		return new NiftiImage(header, ArrayImgs.doubles(values, header.dims()));
	}

	private static void requireLength(final NiftiHeader header, final int got) {
		if (got != header.size()) {
			throw new IllegalArgumentException("NIfTI image: got " + got + " values, wanted " +
				header.size() + " for " + NiftiHeader.shape(header.dims()));
		}
	}
}
