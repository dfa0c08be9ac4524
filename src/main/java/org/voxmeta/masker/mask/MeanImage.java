package org.voxmeta.masker.mask;

import java.util.Arrays;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.view.Views;

/**
 * The mean of several images of one size. Images are added one by one and not kept; their order tells in the
 * last bits. A voxel that is NaN in any image is NaN. Not thread-safe.
 */
public final class MeanImage {

	private final long[] dims;
	private final double[] sums;
	private int images;

	private MeanImage(final long[] dims) {
		this.dims = dims;
		sums = new double[Values.size(dims)];
	}

	/**
	 * No image yet.
	 *
	 * @param dims the images' size along each axis
	 */
	public static MeanImage of(final long... dims) {
		return new MeanImage(dims.clone());
	}

	/**
	 * The mean along an image's last axis, such as that of time.
	 *
	 * @throws IllegalArgumentException if it has one axis only, or nothing along the last
	 */
	public static Img<DoubleType> alongLastAxis(final RandomAccessibleInterval<? extends RealType<?>> series) {
		final int last = series.numDimensions() - 1;
		if (last < 1) throw new IllegalArgumentException("Mean image: got 1 axis, wanted at least 2");
		final MeanImage mean = of(Arrays.copyOf(series.dimensionsAsLongArray(), last));
		for (long t = series.min(last); t <= series.max(last); t++)
			mean.add(Views.hyperSlice(series, last, t));
		return mean.mean();
	}

	/**
	 * Adds an image.
	 *
	 * @throws IllegalArgumentException if it has another size
	 */
	public void add(final RandomAccessibleInterval<? extends RealType<?>> image) {
		if (!Arrays.equals(image.dimensionsAsLongArray(), dims)) throw new IllegalArgumentException(
			"Mean image: got an image of size " + Arrays.toString(image.dimensionsAsLongArray()) + ", wanted "
				+ Arrays.toString(dims) + " as the others");
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(image).cursor();
		for (int i = 0; i < sums.length; i++)
			sums[i] += cursor.next().getRealDouble();
		images++;
	}

	/**
	 * The mean of the images so far; a new image.
	 *
	 * @throws IllegalArgumentException if there is none
	 */
	public Img<DoubleType> mean() {
		if (images == 0) throw new IllegalArgumentException("Mean image: got 0 images, wanted at least 1");
		return ArrayImgs.doubles(Arrays.stream(sums).map(sum -> sum / images).toArray(), dims);
	}
}
