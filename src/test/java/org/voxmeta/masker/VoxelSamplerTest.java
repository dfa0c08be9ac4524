package org.voxmeta.masker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertSameBits;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.img.Img;
import net.imglib2.img.ImgFactory;
import net.imglib2.img.array.ArrayImgFactory;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.cell.CellImgFactory;
import net.imglib2.img.planar.PlanarImgFactory;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ByteType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.integer.LongType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedIntType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.voxmeta.stats.data.Signals;

class VoxelSamplerTest {

	private static final long[][] GRIDS = { { 7, 5 }, { 5, 4, 6 }, { 1, 1, 9 }, { 4, 1, 3, 5 },
		{ 3, 4, 2, 3, 2 } };

	@TestFactory
	Stream<DynamicTest> everyKindOfImageAndMaskEqualsAPlainLoop() {
		final List<DynamicTest> tests = new ArrayList<>();
		for (final long[] dims : GRIDS)
			images(dims).forEach((name, image) -> tests.add(DynamicTest.dynamicTest(Arrays.toString(dims) + " " + name,
				() -> {
					assertArrayEquals(dims, image.dimensionsAsLongArray());
					for (final VoxelMask mask : masks(dims))
						assertPlain(image, mask);
				})));
		return tests.stream();
	}

	@Test
	void valuesThatFitAFloatAreKeptInFloats() {
		final long[] dims = { 3, 2 };
		final VoxelSampler masker = VoxelSampler.of(VoxelMask.all(dims));

		for (final RealType<?> type : List.of(new FloatType(), new UnsignedByteType(), new ByteType(),
			new UnsignedShortType(), new ShortType()))
			assertInstanceOf(Signals.FloatRow.class, masker.transform(zeros(type, dims)), type.toString());
		for (final RealType<?> type : List.of(new DoubleType(), new IntType(), new UnsignedIntType(),
			new LongType()))
			assertInstanceOf(Signals.DoubleRow.class, masker.transform(zeros(type, dims)), type.toString());
	}

	@Test
	void largeWholeNumbersAreExact() {
		final int[] values = { Integer.MAX_VALUE, Integer.MIN_VALUE, 16777217 };

		assertSameBits(new double[] { 2147483647.0, -2147483648.0, 16777217 }, values(VoxelSampler.of(VoxelMask.all(
			3, 1)).transform(ArrayImgs.ints(values, 3, 1))), "values");
	}

	@Test
	void inverseTransformGivesBackWhatWasTakenAndNanOutside() {
		for (final long[] dims : GRIDS)
			for (final VoxelMask mask : masks(dims)) {
				final Img<FloatType> image = random(new FloatType(), dims, new ArrayImgFactory<>(new FloatType()));
				final VoxelSampler masker = VoxelSampler.of(mask);

				final Img<FloatType> back = masker.inverseTransform(values(masker.transform(image)));

				assertArrayEquals(dims, back.dimensionsAsLongArray());
				final double[] wanted = new double[mask.gridSize()];
				Arrays.fill(wanted, Double.NaN);
				final double[] plain = Images.values(image);
				for (int j = 0; j < mask.size(); j++)
					wanted[mask.index(j)] = plain[mask.index(j)];
				assertSameBits(wanted, Images.values(back), Arrays.toString(dims));
			}
	}

	@Test
	void anotherValueOutsideMayBeChosen() {
		final VoxelSampler masker = VoxelSampler.of(VoxelMask.of(ArrayImgs.bytes(new byte[] { 0, 1, 0 }, 3, 1)));

		final double[] values = { 2 };
		assertSameBits(new double[] { -7, 2, -7 }, Images.values(masker.withOutside(-7).inverseTransform(values)),
			"-7");
		assertSameBits(new double[] { Double.NaN, 2, Double.NaN }, Images.values(masker.inverseTransform(values)),
			"the masker itself is unchanged");
	}

	@Test
	void anImageOfAnotherSizeIsRefused() {
		final VoxelSampler masker = VoxelSampler.of(VoxelMask.all(3, 4, 5));

		assertEquals("Image: got size [3, 4, 6], wanted [3, 4, 5] as the mask",
			assertThrows(IllegalArgumentException.class, () -> masker.transform(ArrayImgs.floats(3, 4, 6)))
				.getMessage());
		assertThrows(IllegalArgumentException.class, () -> masker.transform(ArrayImgs.floats(3, 4)));
		assertThrows(IllegalArgumentException.class, () -> masker.transform(ArrayImgs.floats(3, 4, 5, 1)));
		assertThrows(IllegalArgumentException.class, () -> masker.transform(ArrayImgs.floats(4, 3, 5)));
	}

	@Test
	void anEmptyMaskIsRefused() {
		assertEquals("Mask: got 0 of 6 voxels, wanted at least 1 non-zero voxel",
			assertThrows(IllegalArgumentException.class, () -> VoxelSampler.of(VoxelMask.of(ArrayImgs.floats(3, 2))))
				.getMessage());
	}

	@Test
	void anotherNumberOfValuesCannotBePutBack() {
		assertEquals("Signals: got 5 values, wanted 6 as the mask has voxels", assertThrows(
			IllegalArgumentException.class, () -> VoxelSampler.of(VoxelMask.all(3, 2)).inverseTransform(new double[5]))
			.getMessage());
	}

	private static void assertPlain(final RandomAccessibleInterval<? extends RealType<?>> image,
		final VoxelMask mask)
	{
		final double[] all = Images.values(image);
		final double[] wanted = IntStream.range(0, mask.size()).mapToDouble(j -> all[mask.index(j)]).toArray();

		assertSameBits(wanted, values(VoxelSampler.of(mask).transform(image)), mask.size() + " voxels");
		final Parts parts = new Parts();
		VoxelSampler.of(mask).transform(image, parts);
		assertSameBits(wanted, parts.values.stream().mapToDouble(value -> value).toArray(), "parts of " + mask.size());
		final long[] dims = mask.dimensions();
		assertTrue(parts.longest <= dims[0] * (dims.length > 1 ? dims[1] : 1), "more than a plane at once");
	}

	/** The parts of a row. */
	static final class Parts implements ValueSink {

		final List<Double> values = new ArrayList<>();
		private int longest;

		@Override
		public void add(final float[] part, final int n) {
			for (int j = 0; j < n; j++)
				values.add((double) part[j]);
			longest = Math.max(longest, n);
		}

		@Override
		public void add(final double[] part, final int n) {
			for (int j = 0; j < n; j++)
				values.add(part[j]);
			longest = Math.max(longest, n);
		}
	}

	/** All voxels, one, the last, random ones few and many, a plane with nothing before and after it. */
	private static List<VoxelMask> masks(final long[] dims) {
		final int n = (int) Intervals.numElements(dims);
		final VoxelMask all = VoxelMask.all(dims);
		final Random random = new Random(n);
		final List<VoxelMask> masks = new ArrayList<>(List.of(all, all.at(new int[] { 0 }),
			all.at(new int[] { n - 1 }), all.at(IntStream.range(n / 3, n / 2).toArray())));
		for (final double share : new double[] { 0.1, 0.5, 0.9 })
			masks.add(all.at(IntStream.range(0, n).filter(i -> random.nextDouble() < share || i == n / 2).toArray()));
		return masks;
	}

	private static Map<String, RandomAccessibleInterval<? extends RealType<?>>> images(final long[] dims) {
		final Map<String, RandomAccessibleInterval<? extends RealType<?>>> images = new TreeMap<>();
		add(images, "float", new FloatType(), dims);
		add(images, "double", new DoubleType(), dims);
		add(images, "uint8", new UnsignedByteType(), dims);
		add(images, "int8", new ByteType(), dims);
		add(images, "uint16", new UnsignedShortType(), dims);
		add(images, "int16", new ShortType(), dims);
		add(images, "int32", new IntType(), dims);
		add(images, "uint32", new UnsignedIntType(), dims);
		return images;
	}

	private static <T extends RealType<T> & NativeType<T>> void add(
		final Map<String, RandomAccessibleInterval<? extends RealType<?>>> images, final String name, final T type,
		final long[] dims)
	{
		final int n = dims.length;
		final ArrayImgFactory<T> arrays = new ArrayImgFactory<>(type);
		images.put(name + " array", random(type, dims, arrays));
		images.put(name + " planar", random(type, dims, new PlanarImgFactory<>(type)));
		images.put(name + " cell", random(type, dims, new CellImgFactory<>(type, 2)));
		images.put(name + " converted", Converters.convert2(random(type, dims, arrays),
			(in, out) -> out.setReal(0.1 + in.getRealDouble() / 3), DoubleType::new));
		images.put(name + " shifted", Views.translate(random(type, dims, arrays),
			IntStream.range(0, n).mapToLong(d -> d % 2 == 0 ? 5 + d : -3).toArray()));
		final long[] larger = Arrays.copyOf(dims, n + 1);
		larger[n] = 3;
		images.put(name + " last of a stack", Views.hyperSlice(random(type, larger, arrays), n, 2));
		images.put(name + " middle of a planar stack", Views.hyperSlice(random(type, larger, new PlanarImgFactory<>(
			type)), n, 1));
		final long[] interleaved = new long[n + 1];
		interleaved[0] = 2;
		System.arraycopy(dims, 0, interleaved, 1, n);
		images.put(name + " interleaved", Views.hyperSlice(random(type, interleaved, arrays), 0, 1));
		final long[] turned = dims.clone();
		turned[0] = dims[1];
		turned[1] = dims[0];
		images.put(name + " turned", Views.permute(random(type, turned, arrays), 0, 1));
	}

	private static <T extends RealType<T>> Img<T> random(final T type, final long[] dims,
		final ImgFactory<T> factory)
	{
		final Img<T> image = factory.create(dims);
		final Random random = new Random(dims.length);
		final Cursor<T> cursor = image.cursor();
		final boolean real = type instanceof FloatType || type instanceof DoubleType;
		while (cursor.hasNext())
			cursor.next().setReal(real ? random.nextGaussian() : Math.floor(type.getMinValue() + (type.getMaxValue()
				- type.getMinValue()) * random.nextDouble()));
		return image;
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static RandomAccessibleInterval<? extends RealType<?>> zeros(final RealType<?> type,
		final long[] dims)
	{
		return new ArrayImgFactory((NativeType) type).create(dims);
	}

	private static double[] values(final Signals.Row row) {
		final double[] values = new double[row.length()];
		row.read(0, values.length, values);
		return values;
	}
}
