package org.voxmeta.masker;

import java.io.IOException;
import java.nio.DoubleBuffer;
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
		mask.forEach((j, i) -> image[i] = (float) values[j]);
		return ArrayImgs.floats(image, mask.dimensions());
	}

	/**
	 * Hands over the values of the image that {@link #inverseTransform(double[])} makes.
	 *
	 * @throws IOException if they are to be written and cannot be
	 * @throws IllegalArgumentException if there are not V values, or images of this size are not wanted
	 */
	void inverseTransform(final Signals.Row values, final VoxelSink to) throws IOException {
		requireValues(values.length());
		if (!to.begin(mask.dimensions())) throw new IllegalArgumentException("Image: got size "
			+ Arrays.toString(mask.dimensions()) + ", wanted another one");
		final float[] part = new float[Math.min(PART, mask.gridSize())];
		final double[] inMask = new double[part.length];
		int n;
		for (int from = 0; from < mask.gridSize(); from += n) {
			n = Math.min(part.length, mask.gridSize() - from);
			fill(part, from, n, values, inMask);
			to.take(FloatBuffer.wrap(part, 0, n));
		}
	}

	/** The values of n voxels of the grid. */
	private void fill(final float[] part, final int from, final int n,
		final Signals.Row values, final double[] inMask)
	{
		final int at = mask.firstFrom(from);
		values.read(at, mask.firstFrom((long) from + n) - at, inMask);
		Arrays.fill(part, outside);
		final int[] next = { 0 };
		mask.forEachRun(from, from + n, (index, length) -> {
			for (int i = index - from; i < index - from + length; i++)
				part[i] = (float) inMask[next[0]++];
		});
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
		eachPlaneOfFloats(image,
			(plane, start, from, to, at) -> mask.gather(FloatBuffer.wrap(plane), start, from, to, row, at));
		return new Signals.FloatRow(row);
	}

	private Signals.Row doubleRow(final RandomAccessibleInterval<? extends RealType<?>> image) {
		final double[] row = new double[mask.size()];
		eachPlaneOfDoubles(image,
			(plane, start, from, to, at) -> mask.gather(DoubleBuffer.wrap(plane), start, from, to, row, at));
		return new Signals.DoubleRow(row);
	}

	/** As {@link #transform(RandomAccessibleInterval)}, a plane at a time: no more of the row is in memory. */
	void transform(final RandomAccessibleInterval<? extends RealType<?>> image, final ValueSink sink) {
		requireSize(image);
		if (fitsFloat(image.getType())) {
			final float[] part = new float[planeSize()];
			eachPlaneOfFloats(image, (plane, start, from, to, at) ->
				sink.add(part, mask.gather(FloatBuffer.wrap(plane), start, from, to, part, 0)));
		}
		else {
			final double[] part = new double[planeSize()];
			eachPlaneOfDoubles(image, (plane, start, from, to, at) ->
				sink.add(part, mask.gather(DoubleBuffer.wrap(plane), start, from, to, part, 0)));
		}
	}

	private void eachPlaneOfFloats(final RandomAccessibleInterval<? extends RealType<?>> image,
		final Plane<float[]> plane)
	{
		if (arrayOf(image) instanceof float[] values)
			eachPlane((from, to, at) -> plane.read(values, 0, from, to, at));
		else eachPlane(as(image, new FloatType()), new float[planeSize()], plane);
	}

	private void eachPlaneOfDoubles(final RandomAccessibleInterval<? extends RealType<?>> image,
		final Plane<double[]> plane)
	{
		if (arrayOf(image) instanceof double[] values)
			eachPlane((from, to, at) -> plane.read(values, 0, from, to, at));
		else eachPlane(as(image, new DoubleType()), new double[planeSize()], plane);
	}

	/**
	 * The one array that holds an image's values, in the mask's order, as images read from files have; else
	 * null.
	 */
	private static Object arrayOf(final RandomAccessibleInterval<?> image) {
		return image instanceof ArrayImg<?, ?> img && img.update(null) instanceof ArrayDataAccess<?> access
			? access.getCurrentStorageArray() : null;
	}

	private static <T extends RealType<T> & NativeType<T>> RandomAccessibleInterval<T> as(
		final RandomAccessibleInterval<? extends RealType<?>> image, final T type)
	{
		// a converter from a type to itself would stand between the image and its arrays
		if (image.getType().getClass() == type.getClass()) return Cast.unchecked(image);
		return RealTypeConverters.convert(image, type);
	}

	/** Copies each plane that the mask meets into a buffer. */
	private <T extends NativeType<T>, A> void eachPlane(final RandomAccessibleInterval<T> image, final A buffer,
		final Plane<A> plane)
	{
		final PrimitiveBlocks<T> blocks = PrimitiveBlocks.of(image, OnFallback.ACCEPT);
		final int[] size = Arrays.stream(image.dimensionsAsLongArray()).mapToInt(Math::toIntExact).toArray();
		final long[] position = image.minAsLongArray();
		Arrays.fill(size, Math.min(2, size.length), size.length, 1);
		eachPlane((from, to, at) -> {
			moveTo(from / planeSize(), position, image);
			blocks.copy(position, buffer, size);
			plane.read(buffer, from, from, to, at);
		});
	}

	/** Names the planes that the mask meets. */
	private void eachPlane(final Place place) {
		final int planeSize = planeSize();
		for (int from = 0; from < mask.gridSize(); from += planeSize) {
			final int at = mask.firstFrom(from);
			if (mask.firstFrom((long) from + planeSize) > at) place.read(from, from + planeSize, at);
			// beyond the largest int there is no plane
			if (from > Integer.MAX_VALUE - planeSize) return;
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

	/** Reads the mask's voxels of a plane, which are those from {@code at} on in the mask. */
	@FunctionalInterface
	private interface Plane<A> {

		/**
		 * The values are those of the grid from {@code start} on; the plane is from {@code from} to {@code to - 1}.
		 */
		void read(A values, int start, int from, int to, int at);
	}

	/** A plane of the grid, from {@code from} to {@code to - 1}, and where its voxels begin in the mask. */
	@FunctionalInterface
	private interface Place {

		void read(int from, int to, int at);
	}
}
