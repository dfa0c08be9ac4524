package org.voxmeta.masker;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.blocks.PrimitiveBlocks.OnFallback;
import net.imglib2.converter.RealTypeConverters;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.GenericByteType;
import net.imglib2.type.numeric.integer.GenericShortType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Cast;

import org.voxmeta.grid.VoxelSink;
import org.voxmeta.stats.data.Signals;

/**
 * Takes the in-mask voxels out of images, and puts values back into an image.
 * <p>
 * A row of {@link #transform} holds an image's voxels in the order of the mask; {@link #inverseTransform} is
 * its inverse inside the mask, and outside it NaN or {@link #withOutside another value}. Immutable,
 * thread-safe.
 */
public final class VoxelSampler {

	/** Values that are handed over at a time. */
	private static final int PART = 1 << 13;

	private final VoxelMask mask;
	private final float outside;

	private VoxelSampler(final VoxelMask mask, final float outside) {
		this.mask = mask;
		this.outside = outside;
	}

	/**
	 * A masker for the voxels of a mask.
	 *
	 * @throws IllegalArgumentException if the mask is empty
	 */
	public static VoxelSampler of(final VoxelMask mask) {
		if (mask.size() == 0) throw new IllegalArgumentException(
			"Mask: got 0 of " + mask.gridSize() + " voxels, wanted at least 1 non-zero voxel");
		return new VoxelSampler(mask, Float.NaN);
	}

	/** This masker, with another value outside the mask than NaN. */
	VoxelSampler withOutside(final float value) {
		return new VoxelSampler(mask, value);
	}

	/** The mask. */
	VoxelMask mask() {
		return mask;
	}

	/**
	 * The in-mask voxels of one image on the mask's grid, in single precision where the image's values fit it,
	 * else in double.
	 */
	public Signals.Row transform(final RandomAccessibleInterval<? extends RealType<?>> image) {
		requireSize(image);
		return fitsFloat(image.getType()) ? floatRow(image) : doubleRow(image);
	}

	/** Throws unless an image has the size of the mask. */
	void requireSize(final RandomAccessibleInterval<?> image) {
		if (!Arrays.equals(image.dimensionsAsLongArray(), mask.dimensions())) throw new IllegalArgumentException(
			"Image: got size " + Arrays.toString(image.dimensionsAsLongArray()) + ", wanted "
				+ Arrays.toString(mask.dimensions()) + " as the mask");
	}

	/**
	 * An image of the mask's grid with the given V values in the mask, in single precision.
	 *
	 * @throws IllegalArgumentException if there are not V values
	 */
	Img<FloatType> inverseTransform(final double[] values) {
		requireValues(values.length);
		final float[] image = new float[mask.gridSize()];
		Arrays.fill(image, outside);
		for (int j = 0; j < values.length; j++)
			image[mask.index(j)] = (float) values[j];
		return ArrayImgs.floats(image, mask.dimensions());
	}

	/**
	 * Hands over the values of the image that {@link #inverseTransform(double[])} makes.
	 *
	 * @throws IOException if they are to be written and cannot be
	 * @throws IllegalArgumentException if there are not V values, or images of this size are not wanted
	 */
	void inverseTransform(final double[] values, final VoxelSink to) throws IOException {
		requireValues(values.length);
		if (!to.begin(mask.dimensions())) throw new IllegalArgumentException("Image: got size "
			+ Arrays.toString(mask.dimensions()) + ", wanted another one");
		final float[] part = new float[Math.min(PART, mask.gridSize())];
		int j = 0;
		for (long from = 0; from < mask.gridSize(); from += part.length) {
			final int n = (int) Math.min(part.length, mask.gridSize() - from);
			Arrays.fill(part, outside);
			for (final int next = mask.firstFrom(from + n); j < next; j++)
				part[(int) (mask.index(j) - from)] = (float) values[j];
			to.take(FloatBuffer.wrap(part, 0, n));
		}
	}

	private void requireValues(final int length) {
		if (length != mask.size()) throw new IllegalArgumentException("Signals: got " + length + " values, wanted "
			+ mask.size() + " as the mask has voxels");
	}

	private static boolean fitsFloat(final Object type) {
		return type instanceof FloatType || type instanceof GenericByteType || type instanceof GenericShortType;
	}

	private Signals.Row floatRow(final RandomAccessibleInterval<? extends RealType<?>> image) {
		final float[] row = new float[mask.size()];
		if (arrayOf(image) instanceof float[] values) {
			gather(values, 0, mask.indices(), 0, row.length, row);
			return new Signals.FloatRow(row);
		}
		final float[] plane = new float[planeSize()];
		eachPlane(as(image, new FloatType()), plane,
			(start, from, to) -> gather(plane, start, mask.indices(), from, to, row));
		return new Signals.FloatRow(row);
	}

	private Signals.Row doubleRow(final RandomAccessibleInterval<? extends RealType<?>> image) {
		final double[] row = new double[mask.size()];
		if (arrayOf(image) instanceof double[] values) {
			gather(values, 0, mask.indices(), 0, row.length, row);
			return new Signals.DoubleRow(row);
		}
		final double[] plane = new double[planeSize()];
		eachPlane(as(image, new DoubleType()), plane,
			(start, from, to) -> gather(plane, start, mask.indices(), from, to, row));
		return new Signals.DoubleRow(row);
	}

	/**
	 * The one array that holds an image's values, in the mask's order, as images read from files have; else
	 * null.
	 */
	static Object arrayOf(final RandomAccessibleInterval<?> image) {
		return image instanceof ArrayImg<?, ?> img && img.update(null) instanceof ArrayDataAccess<?> access
			? access.getCurrentStorageArray() : null;
	}

	private static void gather(final float[] plane, final int start, final int[] indices, final int from,
		final int to, final float[] row)
	{
		for (int j = from; j < to; j++)
			row[j] = plane[indices[j] - start];
	}

	private static void gather(final double[] plane, final int start, final int[] indices, final int from,
		final int to, final double[] row)
	{
		for (int j = from; j < to; j++)
			row[j] = plane[indices[j] - start];
	}

	private static <T extends RealType<T> & NativeType<T>> RandomAccessibleInterval<T> as(
		final RandomAccessibleInterval<? extends RealType<?>> image, final T type)
	{
		// a converter from a type to itself would stand between the image and its arrays
		if (image.getType().getClass() == type.getClass()) return Cast.unchecked(image);
		return RealTypeConverters.convert(image, type);
	}

	/** Copies each plane that the mask meets into a buffer, and names the mask's voxels in it. */
	private <T extends NativeType<T>> void eachPlane(final RandomAccessibleInterval<T> image,
		final Object buffer, final Plane plane)
	{
		final PrimitiveBlocks<T> blocks = PrimitiveBlocks.of(image, OnFallback.ACCEPT);
		final int[] size = Arrays.stream(image.dimensionsAsLongArray()).mapToInt(Math::toIntExact).toArray();
		final long[] position = image.minAsLongArray();
		final int planeSize = planeSize();
		Arrays.fill(size, Math.min(2, size.length), size.length, 1);
		for (int from = 0; from < mask.size();) {
			final int number = mask.index(from) / planeSize;
			final int to = mask.firstFrom((number + 1L) * planeSize);
			moveTo(number, position, image);
			blocks.copy(position, buffer, size);
			plane.read(number * planeSize, from, to);
			from = to;
		}
	}

	private void moveTo(final int plane, final long[] position, final RandomAccessibleInterval<?> image) {
		long rest = plane;
		for (int d = 2; d < position.length; d++) {
			position[d] = image.min(d) + rest % image.dimension(d);
			rest /= image.dimension(d);
		}
	}

	private int planeSize() {
		final long[] dims = mask.dimensions();
		return (int) (dims.length > 1 ? dims[0] * dims[1] : dims[0]);
	}

	/**
	 * Reads the mask's voxels {@code from} to {@code to - 1}, which lie in the plane starting at {@code start}.
	 */
	@FunctionalInterface
	private interface Plane {

		void read(int start, int from, int to);
	}
}
