package org.voxmeta.masker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertSameBits;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import net.imglib2.Cursor;
import net.imglib2.RandomAccess;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.task.Progress;

class VoxelSamplerTest {

	private static final long[][] GRIDS = { { 7, 5 }, { 5, 4, 6 }, { 1, 1, 9 }, { 4, 1, 3, 5 },
		{ 3, 4, 2, 3, 2 } };
	private static final String STAGE = "reading";

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

		assertSameBits(new double[] { 2147483647.0, -2147483648.0, 16777217 }, values(VoxelSampler.of(VoxelMask.all(3, 1))
			.transform(ArrayImgs.ints(values, 3, 1))), "values");
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
				final double[] plain = plain(image);
				for (int j = 0; j < mask.size(); j++)
					wanted[mask.index(j)] = plain[mask.index(j)];
				assertSameBits(wanted, plain(back), Arrays.toString(dims));
			}
	}

	@Test
	void anotherValueOutsideMayBeChosen() {
		final VoxelSampler masker = VoxelSampler.of(VoxelMask.of(ArrayImgs.bytes(new byte[] { 0, 1, 0 }, 3, 1)));

		final double[] values = { 2 };
		assertSameBits(new double[] { -7, 2, -7 }, plain(masker.withOutside(-7).inverseTransform(values)), "-7");
		assertSameBits(new double[] { Double.NaN, 2, Double.NaN }, plain(masker.inverseTransform(values)),
			"the masker itself is unchanged");
	}

	@Test
	void studiesLackZerosNanAndInfinities() throws IOException {
		final double[] odd = { 1, 0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -2,
			1e300, 1e-300 };
		final float[] floats = new float[odd.length];
		for (int i = 0; i < odd.length; i++)
			floats[i] = (float) odd[i];
		final byte[] bytes = { 1, 0, 5, 0, 5, 5, -2, 5, 5 };
		final double n = Double.NaN;

		final Signals signals = VoxelSampler.of(VoxelMask.all(9, 1)).transformStudies(List.of(() -> ArrayImgs.doubles(odd,
			9, 1), () -> ArrayImgs.floats(floats, 9, 1), () -> ArrayImgs.bytes(bytes, 9, 1)), STAGE, 2, Progress.NONE);

		assertSameBits(new double[] { 1, n, n, n, n, n, -2, 1e300, 1e-300 }, values(signals.row(0)), "doubles");
		// 1e300 and 1e-300 are infinite and 0 as floats
		assertSameBits(new double[] { 1, n, n, n, n, n, -2, n, n }, values(signals.row(1)), "floats");
		assertSameBits(new double[] { 1, n, 5, n, 5, 5, -2, 5, 5 }, values(signals.row(2)), "bytes");
	}

	@Test
	void readingChangesNoImage() throws IOException {
		final float[] values = { 1, 0, Float.POSITIVE_INFINITY, 4 };

		final Signals signals = transform(VoxelMask.all(4, 1), List.of(() -> ArrayImgs.floats(values, 4, 1)), 1);
		((Signals.FloatRow) signals.row(0)).values()[3] = 9;

		assertArrayEquals(new float[] { 1, 0, Float.POSITIVE_INFINITY, 4 }, values);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 5 })
	void rowsHaveTheOrderOfTheStudiesWhateverTheThreads(final int threads) throws IOException {
		final int studies = 40;
		final CountDownLatch others = new CountDownLatch(threads == 1 ? 0 : studies / 2);
		final List<ImageSource> sources = new ArrayList<>();
		for (int k = 0; k < studies; k++) {
			final float value = k + 1;
			final boolean first = k == 0;
			sources.add(() -> {
				// the first study is ready only after many of the others
				if (first) await(others);
				else others.countDown();
				return ArrayImgs.floats(new float[] { value, -value }, 2, 1);
			});
		}

		final Signals signals = transform(VoxelMask.all(2, 1), sources, threads);

		for (int k = 0; k < studies; k++)
			assertArrayEquals(new double[] { k + 1, -k - 1 }, values(signals.row(k)), "study " + k);
	}

	@Test
	void eachSourceIsOpenedOnce() throws IOException {
		final AtomicInteger opened = new AtomicInteger();
		final ImageSource source = () -> {
			opened.incrementAndGet();
			return ArrayImgs.floats(new float[] { 1, 2 }, 2, 1);
		};

		transform(VoxelMask.all(2, 1), Collections.nCopies(10, source), 2);

		assertEquals(10, opened.get());
	}

	@Test
	void anImageOfAnotherSizeIsRefused() {
		final VoxelSampler masker = VoxelSampler.of(VoxelMask.all(3, 4, 5));

		assertEquals("Image: got size [3, 4, 6], wanted [3, 4, 5] as the mask",
			assertThrows(IllegalArgumentException.class, () -> masker.transform(ArrayImgs.floats(3, 4, 6)))
				.getMessage());
		assertThrows(IllegalArgumentException.class, () -> masker.transform(ArrayImgs.floats(3, 4)));
		assertThrows(IllegalArgumentException.class, () -> masker.transform(ArrayImgs.floats(3, 4, 5, 1)));
		assertThrows(IllegalArgumentException.class, () -> transform(masker.mask(),
			List.of(() -> ArrayImgs.floats(4, 3, 5)), 1));
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

	@Test
	void theExceptionOfASourceComesThroughAsItIs() {
		final FileNotFoundException thrown = new FileNotFoundException("b.nii: no such file");
		final List<ImageSource> sources = List.of(() -> ArrayImgs.floats(new float[] { 1 }, 1, 1), () -> {
			throw thrown;
		});

		for (final int threads : new int[] { 1, 2 })
			assertSame(thrown, assertThrows(IOException.class,
				() -> transform(VoxelMask.all(1, 1), sources, threads)));
	}

	@Test
	void progressCanCancelBetweenTwoStudies() {
		final AtomicInteger opened = new AtomicInteger();
		final ImageSource source = () -> {
			opened.incrementAndGet();
			return ArrayImgs.floats(new float[] { 1 }, 1, 1);
		};

		final String message = assertThrows(CancellationException.class, () -> VoxelSampler.of(VoxelMask.all(1, 1))
			.transformStudies(Collections.nCopies(10, source), STAGE, 1, (stage, done, total) -> done < 3))
			.getMessage();

		assertEquals("Cancelled while reading (3 of 10)", message);
		assertEquals(3, opened.get());
	}

	@Test
	void progressCountsTheStudiesRead() throws IOException {
		final List<Long> reports = new ArrayList<>();

		VoxelSampler.of(VoxelMask.all(1, 1)).transformStudies(Collections.nCopies(4, () -> ArrayImgs.floats(1, 1)),
			STAGE, 1, (stage, done, total) -> {
				assertEquals(STAGE, stage);
				assertEquals(4, total);
				return reports.add(done);
			});

		assertEquals(List.of(0L, 1L, 2L, 3L), reports);
	}

	private static void assertPlain(final RandomAccessibleInterval<? extends RealType<?>> image,
		final VoxelMask mask)
	{
		final double[] all = plain(image);
		final double[] wanted = IntStream.range(0, mask.size()).mapToDouble(j -> all[mask.index(j)]).toArray();

		assertSameBits(wanted, values(VoxelSampler.of(mask).transform(image)), mask.size() + " voxels");
	}

	/** The image's values by a loop over positions, the first axis fastest. */
	private static double[] plain(final RandomAccessibleInterval<? extends RealType<?>> image) {
		final double[] values = new double[(int) Intervals.numElements(image)];
		final RandomAccess<? extends RealType<?>> access = image.randomAccess();
		for (int i = 0; i < values.length; i++) {
			long rest = i;
			for (int d = 0; d < image.numDimensions(); d++) {
				access.setPosition(image.min(d) + rest % image.dimension(d), d);
				rest /= image.dimension(d);
			}
			values[i] = access.get().getRealDouble();
		}
		return values;
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

	private static Signals transform(final VoxelMask mask, final List<? extends ImageSource> sources,
		final int threads) throws IOException
	{
		return VoxelSampler.of(mask).transformStudies(sources, STAGE, threads, Progress.NONE);
	}

	private static double[] values(final Signals.Row row) {
		final double[] values = new double[row.length()];
		row.read(0, values.length, values);
		return values;
	}

	private static void await(final CountDownLatch latch) throws IOException {
		try {
			latch.await();
		}
		catch (final InterruptedException e) {
			throw new IOException(e);
		}
	}
}
