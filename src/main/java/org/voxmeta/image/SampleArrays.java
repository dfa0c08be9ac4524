package org.voxmeta.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.NativeImg;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgFactory;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgFactory;
import net.imglib2.type.NativeType;
import net.imglib2.type.NativeTypeFactory;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ByteType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.integer.LongType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedIntType;
import net.imglib2.type.numeric.integer.UnsignedLongType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Fraction;
import net.imglib2.view.Views;

/**
 * The primitive arrays behind an ImgLib2 image, in file order (first axis fastest).
 *
 * @param img the image
 * @param arrays its arrays, one after the other: the whole image in one, or one per plane
 */
record SampleArrays(RandomAccessibleInterval<? extends RealType<?>> img, List<Object> arrays) {

	/** The longest array that common Java machines allow. */
	static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

	/** Samples that are copied at a time from an image without arrays. */
	private static final int RUN = 1 << 15;

	/** Takes consecutive samples. */
	@FunctionalInterface
	interface Run<E extends Exception> {

		/**
		 * Takes n samples of the type, from index at of the array on; later the array may be filled anew.
		 */
		void accept(NiftiType type, Object array, int at, int n) throws E;
	}

	/**
	 * Returns a new image of zeros: an {@link ArrayImg} if one array can hold it, else a {@link PlanarImg};
	 * see {@link #canHold}.
	 *
	 * @param type an integer type, float32 or float64
	 * @param dims axis lengths
	 * @param maxLength the longest array wanted, usually {@link #MAX_LENGTH}
	 */
	static SampleArrays allocate(final NiftiType type, final long[] dims, final int maxLength) {
		switch (type) {
			case INT8:
				return allocate(new ByteType(), dims, maxLength);
			case UINT8:
				return allocate(new UnsignedByteType(), dims, maxLength);
			case INT16:
				return allocate(new ShortType(), dims, maxLength);
			case UINT16:
				return allocate(new UnsignedShortType(), dims, maxLength);
			case INT32:
				return allocate(new IntType(), dims, maxLength);
			case UINT32:
				return allocate(new UnsignedIntType(), dims, maxLength);
			case INT64:
				return allocate(new LongType(), dims, maxLength);
			case UINT64:
				return allocate(new UnsignedLongType(), dims, maxLength);
			case FLOAT32:
				return allocate(new FloatType(), dims, maxLength);
			case FLOAT64:
				return allocate(new DoubleType(), dims, maxLength);
			default:
				throw new IllegalArgumentException("No image of type " + type);
		}
	}

	/**
	 * Returns an image around arrays, one per x-y plane; nothing is copied.
	 *
	 * @param type uint8, int16, uint16 or float32
	 */
	static RandomAccessibleInterval<? extends RealType<?>> planar(final NiftiType type,
		final List<Object> planes, final long[] dims)
	{
		switch (type) {
			case UINT8:
				return planar(planes, p -> new ByteArray((byte[]) p), dims, new UnsignedByteType());
			case INT16:
				return planar(planes, p -> new ShortArray((short[]) p), dims, new ShortType());
			case UINT16:
				return planar(planes, p -> new ShortArray((short[]) p), dims, new UnsignedShortType());
			case FLOAT32:
				return planar(planes, p -> new FloatArray((float[]) p), dims, new FloatType());
			default:
				throw new IllegalArgumentException("No planes of type " + type);
		}
	}

	/** Returns whether an image of this size, or at least each of its x-y planes, fits such an array. */
	static boolean canHold(final long[] dims, final int maxLength) {
		// as double: the product may not fit a long
		return (double) dims[0] * (dims.length > 1 ? dims[1] : 1) <= maxLength;
	}

	/** Returns the type that the image's samples have in memory, or null if it is none of NIfTI's. */
	static NiftiType typeOf(final RealType<?> type) {
		if (type instanceof FloatType) return NiftiType.FLOAT32;
		if (type instanceof DoubleType) return NiftiType.FLOAT64;
		if (type instanceof UnsignedByteType) return NiftiType.UINT8;
		if (type instanceof UnsignedShortType) return NiftiType.UINT16;
		if (type instanceof UnsignedIntType) return NiftiType.UINT32;
		if (type instanceof UnsignedLongType) return NiftiType.UINT64;
		if (type instanceof ByteType) return NiftiType.INT8;
		if (type instanceof ShortType) return NiftiType.INT16;
		if (type instanceof IntType) return NiftiType.INT32;
		return type instanceof LongType ? NiftiType.INT64 : null;
	}

	/**
	 * Hands over all samples in file order: the image's own arrays where it has them, else copies of some ten
	 * thousand samples. Types that NIfTI does not have come as double.
	 */
	static <E extends Exception> void forEachRun(final RandomAccessibleInterval<? extends RealType<?>> img,
		final Run<E> run) throws E
	{
		final NiftiType type = typeOf(img.getType());
		final List<Object> arrays = type == null ? null : arraysOf(img, type);
		if (arrays == null) copyRuns(img, type, run);
		else for (final Object array : arrays) run.accept(type, array, 0, Samples.length(array));
	}

	private static <T extends NativeType<T> & RealType<T>> SampleArrays allocate(final T type,
		final long[] dims, final int maxLength)
	{
		if (Arrays.stream(dims).reduce(1, Math::multiplyExact) <= maxLength) {
			final ArrayImg<T, ?> img = new ArrayImgFactory<>(type).create(dims);
			return new SampleArrays(img, List.of(storage(img.update(null))));
		}
		final PlanarImg<T, ?> img = new PlanarImgFactory<>(type).create(dims);
		return new SampleArrays(img, planes(img));
	}

	@SuppressWarnings("unchecked")
	private static <T extends NativeType<T> & RealType<T>, A extends ArrayDataAccess<A>>
		PlanarImg<T, A> planar(final List<Object> planes, final Function<Object, A> access, final long[] dims,
			final T type)
	{
		final List<A> accesses = planes.stream().map(access).collect(Collectors.toList());
		final PlanarImg<T, A> img = new PlanarImg<>(accesses, dims, new Fraction());
		img.setLinkedType(((NativeTypeFactory<T, A>) type.getNativeTypeFactory()).createLinkedType(img));
		return img;
	}

	/** Returns the arrays of an image, or null if it has none that are the samples one after the other. */
	private static List<Object> arraysOf(final RandomAccessibleInterval<?> img, final NiftiType type) {
		if (!(img instanceof NativeImg)) return null;
		final List<Object> arrays;
		if (img instanceof ArrayImg) {
			final Object access = ((ArrayImg<?, ?>) img).update(null);
			arrays = access instanceof ArrayDataAccess ? List.of(storage(access)) : List.of();
		}
		else {
			arrays = img instanceof PlanarImg ? planes((PlanarImg<?, ?>) img) : List.of();
		}
		final Class<?> wanted = Samples.newArray(type, 0).getClass();
		long length = 0;
		for (final Object array : arrays) {
			if (array.getClass() != wanted) return null;
			length += Samples.length(array);
		}
		return length == img.size() ? arrays : null;
	}

	private static List<Object> planes(final PlanarImg<?, ?> img) {
		final List<Object> planes = new ArrayList<>(img.numSlices());
		for (int i = 0; i < img.numSlices(); i++) planes.add(storage(img.getPlane(i)));
		return planes;
	}

	private static Object storage(final Object access) {
		return ((ArrayDataAccess<?>) access).getCurrentStorageArray();
	}

	private static <E extends Exception> void copyRuns(
		final RandomAccessibleInterval<? extends RealType<?>> img, final NiftiType type, final Run<E> run)
		throws E
	{
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(img).cursor();
		final NiftiType runType = type == null ? NiftiType.FLOAT64 : type;
		final int length = (int) Math.min(RUN, img.size());
		final SampleArrays buffer = allocate(runType, new long[] { length }, MAX_LENGTH);
		for (long left = img.size(); left > 0; left -= length) {
			final int n = (int) Math.min(length, left);
			copy(cursor, buffer.img, runType.isInteger(), n);
			run.accept(runType, buffer.arrays.get(0), 0, n);
		}
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static void copy(final Cursor<? extends RealType<?>> from, final RandomAccessibleInterval<?> to,
		final boolean sameType, final int n)
	{
		final Cursor<? extends RealType> out = (Cursor<? extends RealType>) to.cursor();
		for (int i = 0; i < n; i++) {
			// integers are copied as they are: as double, 64-bit ones could lose digits
			if (sameType) out.next().set(from.next());
			else out.next().setReal(from.next().getRealDouble());
		}
	}
}
