package org.voxmeta.masker.mask;

import java.util.Arrays;
import java.util.function.DoublePredicate;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.voxmeta.masker.VoxelMask;

/**
 * An image's values in an array.
 *
 * @param values one for each voxel, the first axis fastest
 * @param dims the size along each axis
 */
record Values(double[] values, long[] dims) {

	/** Common Java machines allow a little less than the largest int. */
	private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

	/** A copy of an image's values. */
	static Values of(final RandomAccessibleInterval<? extends RealType<?>> image) {
		final long[] dims = image.dimensionsAsLongArray();
		final double[] values = new double[size(dims)];
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(image).cursor();
		for (int i = 0; i < values.length; i++)
			values[i] = cursor.next().getRealDouble();
		return new Values(values, dims);
	}

	/**
	 * The number of voxels of a grid.
	 *
	 * @throws IllegalArgumentException if an array cannot hold them
	 */
	static int size(final long[] dims) {
		// in double, as the product of large sizes does not fit a long
		final double size = Arrays.stream(dims).asDoubleStream().reduce(1, (a, b) -> a * b);
		if (size > LONGEST_ARRAY) throw new IllegalArgumentException("Grid: got " + Arrays.toString(dims)
			+ " voxels, wanted at most " + LONGEST_ARRAY);
		return (int) size;
	}

	/** The mask of the voxels whose values pass, after cleaning. */
	VoxelMask mask(final DoublePredicate passes, final MaskCleaning cleaning) {
		final boolean[] mask = new boolean[values.length];
		for (int i = 0; i < mask.length; i++)
			mask[i] = passes.test(values[i]);
		return VoxelMask.of(cleaning.apply(mask, dims), dims);
	}

	/** The values in ascending order, NaN last; a new array. */
	double[] sorted() {
		final double[] sorted = values.clone();
		Arrays.sort(sorted);
		return sorted;
	}
}
