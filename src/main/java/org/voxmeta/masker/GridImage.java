package org.voxmeta.masker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.util.Cast;
import net.imglib2.view.Views;

import org.voxmeta.grid.VoxelGrid;

/**
 * An image and where its voxels are: one image, or a series of T images of one grid, such as a time series.
 * Immutable as long as nobody writes to the values, which are not copied.
 *
 * @param values the grid's axes first; of the axes after these at most one may have more than one position,
 *          the samples
 * @param grid where the voxels are
 */
public record GridImage(RandomAccessibleInterval<? extends RealType<?>> values, VoxelGrid grid) {

	/**
	 * Puts values and grid together.
	 *
	 * @throws IllegalArgumentException if the values have not the grid's size, or several axes after it
	 */
	public GridImage {
		final long[] wanted = grid.dimensions();
		final long[] got = values.dimensionsAsLongArray();
		if (got.length < wanted.length || !Arrays.equals(wanted, Arrays.copyOf(got, wanted.length)))
			throw new IllegalArgumentException("Image: got values of size " + Arrays.toString(got) + ", wanted "
				+ Arrays.toString(wanted) + " as the grid, and perhaps one more axis, the samples");
		if (Arrays.stream(got, wanted.length, got.length).filter(size -> size != 1).count() > 1)
			throw new IllegalArgumentException("Image: got values of size " + Arrays.toString(got)
				+ ", wanted at most one axis after the grid's " + Arrays.toString(wanted));
	}

	/**
	 * One image.
	 *
	 * @param affine 4×4 voxel to millimetre matrix, or null if unknown
	 */
	public static GridImage of(final RandomAccessibleInterval<? extends RealType<?>> values,
		final double[][] affine)
	{
		return new GridImage(values, VoxelGrid.of(values.dimensionsAsLongArray(), affine));
	}

	/**
	 * A series of images.
	 *
	 * @param sampleAxis the axis of the values along which the images follow each other, from 0
	 * @param affine 4×4 voxel to millimetre matrix, or null if unknown
	 */
	public static GridImage series(final RandomAccessibleInterval<? extends RealType<?>> values,
		final int sampleAxis, final double[][] affine)
	{
		final int last = values.numDimensions() - 1;
		final RandomAccessibleInterval<? extends RealType<?>> moved = sampleAxis == last ? values
			: Views.moveAxis(values, sampleAxis, last);
		return new GridImage(moved, VoxelGrid.of(Arrays.copyOf(moved.dimensionsAsLongArray(), last), affine));
	}

	/**
	 * The series of some images, in their order; nothing is copied.
	 *
	 * @throws IllegalArgumentException if there is none, they differ in grid or type, or one is a series itself
	 */
	public static GridImage stack(final List<GridImage> images) {
		if (images.isEmpty()) throw new IllegalArgumentException("Images: got none, wanted at least 1");
		VoxelGrid.requireSame(numbered(images.size()), images.stream().map(GridImage::grid).toList());
		final RealType<?> type = images.get(0).values.getType();
		final List<RandomAccessibleInterval<? extends RealType<?>>> samples = new ArrayList<>();
		for (int i = 0; i < images.size(); i++) {
			final GridImage image = images.get(i);
			if (image.samples() != 1) throw new IllegalArgumentException("Images: image " + (i + 1)
				+ " is a series of " + image.samples() + ", wanted single images");
			if (image.values.getType().getClass() != type.getClass()) throw new IllegalArgumentException(
				"Images: image " + (i + 1) + " is of " + image.values.getType().getClass().getSimpleName()
					+ ", wanted " + type.getClass().getSimpleName() + " as image 1");
			samples.add(Views.zeroMin(image.sample(0)));
		}
		return new GridImage(Cast.unchecked(Views.stack(Cast.<List<RandomAccessibleInterval<Object>>>unchecked(
			samples))), images.get(0).grid);
	}

	/** T, the number of images in the series; 1 for one image. */
	public int samples() {
		long samples = 1;
		for (int d = axes(); d < values.numDimensions(); d++)
			samples *= values.dimension(d);
		return Math.toIntExact(samples);
	}

	/** A view of one image of the series, on the grid's axes. */
	public RandomAccessibleInterval<? extends RealType<?>> sample(final int index) {
		RandomAccessibleInterval<? extends RealType<?>> slice = values;
		for (int d = values.numDimensions() - 1; d >= axes(); d--)
			slice = Views.hyperSlice(slice, d, slice.min(d) + (values.dimension(d) > 1 ? index : 0));
		return slice;
	}

	/** The size of the grid, and of the series if it is one. */
	@Override
	public String toString() {
		return (samples() == 1 ? "image of " : samples() + " images of ") + grid.size() + " voxels";
	}

	private int axes() {
		return grid.dimensions().length;
	}

	private static List<String> numbered(final int count) {
		final List<String> names = new ArrayList<>();
		for (int i = 1; i <= count; i++)
			names.add("image " + i);
		return names;
	}
}
