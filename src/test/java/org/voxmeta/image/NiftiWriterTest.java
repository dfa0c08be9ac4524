package org.voxmeta.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.cell.CellImgFactory;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.LongType;
import net.imglib2.type.numeric.integer.UnsignedLongType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

class NiftiWriterTest {

	private static final long[] DIMS = { 3, 2 };

	@TempDir
	Path folder;

	@Test
	void everyTypeComesBackInBothOrdersVersionsAndPackings() throws IOException {
		for (final NiftiType type : NiftiSamples.TYPES) {
			for (final ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
				for (int version = 1; version <= 2; version++) {
					for (final String name : new String[] { "b.nii", "b.nii.gz" }) {
						final NiftiBytes bytes = new NiftiBytes().dims(DIMS);
						bytes.order = order;
						bytes.version = version;
						final NiftiImage image = NiftiReader.read(bytes.with(type,
							NiftiSamples.literals(type)).write(folder.resolve("a.nii")));

						NiftiWriter.write(image, folder.resolve(name));

						final String what = type + " " + order + " " + version + " " + name;
						final NiftiImage back = NiftiReader.read(folder.resolve(name));
						assertArrayEquals(NiftiSamples.texts(image.img()), NiftiSamples.texts(back.img()),
							what);
						assertEquals(image.header(), back.header(), what);
						final byte[] file = Files.readAllBytes(folder.resolve(name));
						final byte[] plain = name.endsWith(".gz") ? gunzip(file) : file;
						assertArrayEquals(bytes.samples, Arrays.copyOfRange(plain,
							plain.length - bytes.samples.length, plain.length), what);
					}
				}
			}
		}
	}

	@Test
	void everyFieldComesBack() throws IOException {
		for (int version = 1; version <= 2; version++) {
			final NiftiHeader header = NiftiHeader.of(new long[] { 2, 3, 1, 1, 1 }, NiftiType.FLOAT32)
				.withVersion(version).withOrder(ByteOrder.BIG_ENDIAN).withPixdim(-1, 2, 3, 4, 0.5, 6, 7, 8)
				.withScaling(2, 0.5).withCalRange(-1, 9).withQform(1, 0.5, 0.25, 0.125, 1, 2, 3)
				.withSform(4, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12).withIntent(4, "F", 2, 17, 0.5)
				.withUnits("um", "msec").withSlices(new SliceTiming(57, 3, 1, 20, 0.25)).withToffset(12.5)
				.withDescrip("VoxMeta \u00b5").withAuxFile("aux.txt").withExtensions(List.of(
					new NiftiExtension(6, new byte[] { 1, 2, 3 }), new NiftiExtension(4, new byte[24])));

			NiftiWriter.write(NiftiImage.of(header, new float[6]), folder.resolve("a.nii"));

			final NiftiHeader back = NiftiReader.readHeader(folder.resolve("a.nii"));
			assertEquals(header, back);
			assertEquals(version, back.version());
			assertEquals(ByteOrder.BIG_ENDIAN, back.order());
			assertArrayEquals(header.pixdim(), back.pixdim());
			assertEquals(2, back.slope());
			assertEquals(0.5, back.inter());
			assertEquals(-1, back.calMin());
			assertEquals(9, back.calMax());
			assertArrayEquals(header.qform(), back.qform());
			assertArrayEquals(header.sform(), back.sform());
			assertArrayEquals(new double[] { 2, 17, 0.5 }, back.intentParams());
			assertEquals("F", back.intentName());
			assertEquals(57, back.slices().dimInfo());
			assertEquals(3, back.slices().code());
			assertEquals(1, back.slices().start());
			assertEquals(20, back.slices().end());
			assertEquals(0.25, back.slices().duration());
			assertEquals(12.5, back.toffset());
			assertEquals("VoxMeta \u00b5", back.descrip());
			assertEquals("aux.txt", back.auxFile());
			assertEquals(2, back.extensions().size());
			assertArrayEquals(new byte[] { 1, 2, 3, 0, 0, 0, 0, 0 }, back.extensions().get(0).content());
			assertEquals(0, back.voxOffset() % 16);
		}
	}

	@Test
	void fieldsLieWhereTheStandardHasThem() throws IOException {
		for (int version = 1; version <= 2; version++) {
			final NiftiBytes bytes = new NiftiBytes().dims(DIMS);
			bytes.version = version;
			bytes.slope = 1;
			bytes.pixdim = new double[] { -1, 2, 3, 4, 1, 1, 1, 1 };
			bytes.qformCode = 2;
			bytes.sformCode = 4;
			bytes.quaternAndOffset = new double[] { 0.5, 0.25, 0.125, 1, 2, 3 };
			bytes.srow = new double[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 };
			bytes.intentCode = 5;
			bytes.intentName = "z";
			bytes.xyztUnits = 10;
			bytes.descrip = "text";
			final NiftiImage image = NiftiReader.read(bytes.with(NiftiType.FLOAT32, "1", "2", "3", "4", "5",
				"6").write(folder.resolve("a.nii")));

			final ByteArrayOutputStream out = new ByteArrayOutputStream();
			NiftiWriter.write(image, out, false);

			final byte[] wanted = bytes.file();
			// the 'r' of ANALYZE 7.5's "regular" field, which the standard does not use
			if (version == 1) wanted[38] = 'r';
			assertArrayEquals(wanted, out.toByteArray());
		}
	}

	@Test
	void aLongAxisIsWrittenAsNifti2() throws IOException {
		final NiftiHeader header = NiftiHeader.of(new long[] { 40000, 1, 1 }, NiftiType.FLOAT32)
			.withVersion(1);
		final float[] values = new float[40000];
		values[39999] = 7;

		NiftiWriter.write(NiftiImage.of(header, values), folder.resolve("a.nii.gz"));

		final NiftiImage back = NiftiReader.read(folder.resolve("a.nii.gz"));
		assertEquals(2, back.header().version());
		assertEquals(7, NiftiSamples.doubles(back.img())[39999]);
	}

	@Test
	void valuesAreConvertedToTheHeadersType() throws IOException {
		final double[] values = { 0, 1, 2, 100, 127, 5 };
		for (final NiftiType type : NiftiSamples.TYPES) {
			for (final double slope : new double[] { 1, 0.5 }) {
				final NiftiHeader header = NiftiHeader.of(DIMS, type).withScaling(slope, slope == 1 ? 0 : -3);
				final double[] scaled = Arrays.stream(values).map(v -> v * slope + header.inter()).toArray();

				assertArrayEquals(scaled, NiftiSamples.doubles(writeAndRead(NiftiImage.of(header, scaled))
					.img()), type.toString());
			}
		}
	}

	@Test
	void scaledValuesAreRoundedToTheNearestStep() throws IOException {
		final NiftiHeader header = NiftiHeader.of(DIMS, NiftiType.INT16).withScaling(0.1, 0);

		final double[] back = NiftiSamples.doubles(writeAndRead(NiftiImage.of(header,
			new double[] { 0.04, 0.06, -0.14, 3, -3, 99.99 })).img());

		assertArrayEquals(new double[] { 0, 0.1, -0.1, 3, -3, 100 }, back, 1e-5);
	}

	@Test
	void integersGoFromTypeToTypeWithoutLosingDigits() throws IOException {
		final RandomAccessibleInterval<LongType> longs = ArrayImgs.longs(new long[] { 0, 9007199254740993L,
			Long.MAX_VALUE, 1, 2, 3 }, DIMS);
		final RandomAccessibleInterval<UnsignedLongType> unsigned = ArrayImgs.unsignedLongs(new long[] { 0,
			9007199254740993L, 5, 1, 2, 3 }, DIMS);

		assertArrayEquals(NiftiSamples.texts(longs),
			NiftiSamples.texts(writeAndRead(new NiftiImage(NiftiHeader.of(DIMS, NiftiType.UINT64), longs))
			.img()));
		assertArrayEquals(NiftiSamples.texts(unsigned),
			NiftiSamples.texts(writeAndRead(new NiftiImage(NiftiHeader.of(DIMS, NiftiType.INT64), unsigned))
			.img()));
		assertArrayEquals(NiftiSamples.texts(longs),
			NiftiSamples.texts(writeAndRead(new NiftiImage(NiftiHeader.of(DIMS, NiftiType.INT64),
			Views.zeroMin(Views.interval(longs, longs)))).img()));
	}

	@Test
	void anyImageWithAnyTypeIsWrittenInFileOrder() throws IOException {
		final int n = 80 * 70 * 13;
		final float[] values = new float[n];
		final Random random = new Random(4);
		for (int i = 0; i < n; i++) values[i] = random.nextFloat();
		final long[] dims = { 80, 70, 13 };
		final RandomAccessibleInterval<FloatType> array = ArrayImgs.floats(values, dims);
		final RandomAccessibleInterval<FloatType> cells = new CellImgFactory<>(new FloatType(), 7)
			.create(dims);
		copy(array, cells);
		final RandomAccessibleInterval<FloatType> planes = copy(array,
			SampleArrays.allocate(NiftiType.FLOAT32, dims, 80 * 70).img());
		final RandomAccessibleInterval<DoubleType> doubles = Converters.convertRAI(array,
			(a, b) -> b.setReal(a.getRealDouble()), new DoubleType());
		final RandomAccessibleInterval<FloatType> permuted = Views.permute(Views.permute(array, 0, 2), 0, 2);

		for (final RandomAccessibleInterval<? extends RealType<?>> img : List.of(array, cells, planes,
			doubles, permuted)) {
			final NiftiImage back = writeAndRead(new NiftiImage(NiftiHeader.of(dims, NiftiType.FLOAT32),
				img));
			final double[] got = NiftiSamples.doubles(back.img());
			for (int i = 0; i < n; i++) assertEquals(values[i], got[i]);
		}
	}

	@Test
	void valuesThatDoNotFitAreRefusedAndNamed() {
		refuses(NiftiType.UINT8, 256, "uint8", "256", "(1, 1)", "0 to 255");
		refuses(NiftiType.UINT8, -1, "-1");
		refuses(NiftiType.INT8, 128, "-128 to 127");
		refuses(NiftiType.INT16, 32768, "32767");
		refuses(NiftiType.UINT16, 0.5, "0.5", "whole number");
		refuses(NiftiType.INT32, Double.NaN, "NaN");
		refuses(NiftiType.UINT32, Double.POSITIVE_INFINITY, "Infinity");
		refuses(NiftiType.INT64, 0x1p63, "9223372036854775807");
		refuses(NiftiType.UINT64, 0x1p64, "18446744073709551615");
		refuses(NiftiType.FLOAT32, 1e39, "1.0E39", "float32");
	}

	@Test
	void integersThatDoNotFitAreRefused() {
		final RandomAccessibleInterval<LongType> longs = ArrayImgs.longs(new long[] { 0, 0, 0, 0, -1, 0 },
			DIMS);
		final RandomAccessibleInterval<UnsignedLongType> huge = ArrayImgs.unsignedLongs(new long[] { 0, 0, 0,
			0, -1, 0 }, DIMS);

		for (final NiftiType type : new NiftiType[] { NiftiType.UINT8, NiftiType.UINT16, NiftiType.UINT32,
			NiftiType.UINT64 })
		{
			final NiftiImage image = new NiftiImage(NiftiHeader.of(DIMS, type), longs);
			assertThrows(IllegalArgumentException.class, () -> writeAndRead(image), type.toString());
		}
		final NiftiImage image = new NiftiImage(NiftiHeader.of(DIMS, NiftiType.INT64), huge);
		final String message = assertThrows(IllegalArgumentException.class, () -> writeAndRead(image))
			.getMessage();
		assertTrue(message.contains("18446744073709551615"), message);
	}

	@Test
	void realTypesKeepNaNAndInfinity() throws IOException {
		final double[] values = { Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 1,
			2 };

		for (final NiftiType type : new NiftiType[] { NiftiType.FLOAT32, NiftiType.FLOAT64,
			NiftiType.FLOAT128 }) {
			assertArrayEquals(values,
				NiftiSamples.doubles(writeAndRead(NiftiImage.of(NiftiHeader.of(DIMS, type), values)).img()));
		}
	}

	@Test
	void nothingIsLeftBehindAfterAFailure() throws IOException {
		final Path path = folder.resolve("a.nii.gz");
		final NiftiHeader header = NiftiHeader.of(DIMS, NiftiType.UINT8);
		NiftiWriter.write(NiftiImage.of(header, new float[] { 1, 2, 3, 4, 5, 6 }), path);

		assertThrows(IllegalArgumentException.class,
			() -> NiftiWriter.write(NiftiImage.of(header, new float[] { 1, 2, 3, 4, 5, 1000 }), path));

		assertEquals(List.of(path), files());
		assertArrayEquals(new double[] { 1, 2, 3, 4, 5, 6 },
			NiftiSamples.doubles(NiftiReader.read(path).img()));
	}

	@Test
	void anInterruptionStopsWritingAndLeavesNothingBehind() throws IOException {
		final NiftiImage image = NiftiImage.of(NiftiHeader.of(DIMS, NiftiType.FLOAT32), new float[6]);
		Thread.currentThread().interrupt();

		final IOException e = assertThrows(IOException.class,
			() -> NiftiWriter.write(image, folder.resolve("a.nii")));

		assertTrue(Thread.interrupted());
		assertTrue(e.getMessage().contains("a.nii"), e.getMessage());
		assertEquals(List.of(), files());
	}

	@Test
	void anExistingFileIsReplaced() throws IOException {
		final Path path = Files.write(folder.resolve("a.nii"), new byte[10_000]);

		NiftiWriter.write(NiftiImage.of(NiftiHeader.of(DIMS, NiftiType.FLOAT32), new float[6]), path);

		assertEquals(352 + 24, Files.size(path));
		assertEquals(List.of(path), files());
	}

	@Test
	void badTargetsAreRefused() throws IOException {
		final NiftiImage image = NiftiImage.of(NiftiHeader.of(DIMS, NiftiType.FLOAT32), new float[6]);
		Files.createDirectory(folder.resolve("sub.nii"));

		assertThrows(IllegalArgumentException.class, () -> NiftiWriter.write(image, folder.resolve("a.img")));
		assertThrows(IllegalArgumentException.class, () -> NiftiWriter.write(image, folder.resolve("a.gz")));
		final String missing = assertThrows(IOException.class,
			() -> NiftiWriter.write(image, folder.resolve("no").resolve("a.nii"))).getMessage();
		final String taken = assertThrows(IOException.class, () -> NiftiWriter.write(image,
			folder.resolve("sub.nii"))).getMessage();
		assertTrue(missing.contains("folder does not exist"), missing);
		assertTrue(taken.contains("is a folder"), taken);
	}

	@Test
	void aStreamStaysOpen() throws IOException {
		final NiftiImage image = NiftiImage.of(NiftiHeader.of(DIMS, NiftiType.FLOAT32),
			new float[] { 1, 2, 3, 4, 5, 6 });
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		final OutputStream guarded = new OutputStream() {

			@Override
			public void write(final int b) {
				out.write(b);
			}

			@Override
			public void close() throws IOException {
				throw new IOException("closed");
			}
		};

		NiftiWriter.write(image, guarded, true);

		final byte[] plain = gunzip(out.toByteArray());
		assertEquals(352 + 24, plain.length);
		assertEquals(1, NiftiSamples.doubles(NiftiReader.read(Files.write(folder.resolve("a.nii"), plain))
			.img())[0]);
	}

	@Test
	void headerAndValuesMustHaveTheSameSize() {
		final NiftiHeader header = NiftiHeader.of(DIMS, NiftiType.FLOAT32);

		assertThrows(IllegalArgumentException.class, () -> NiftiImage.of(header, new float[5]));
		assertThrows(IllegalArgumentException.class, () -> NiftiImage.of(header, new double[7]));
		assertThrows(IllegalArgumentException.class, () -> new NiftiImage(header, ArrayImgs.floats(2, 3)));
		assertThrows(IllegalArgumentException.class, () -> new NiftiImage(header,
			Views.translate(ArrayImgs.floats(3, 2), 1, 0)));
	}

	private NiftiImage writeAndRead(final NiftiImage image) throws IOException {
		final Path path = folder.resolve("written.nii");
		NiftiWriter.write(image, path);
		return NiftiReader.read(path);
	}

	private void refuses(final NiftiType type, final double value, final String... wanted) {
		final NiftiImage image = NiftiImage.of(NiftiHeader.of(DIMS, type), new double[] { 0, 0, 0, 0, value,
			0 });
		final String message = assertThrows(IllegalArgumentException.class, () -> NiftiWriter.write(image,
			folder.resolve("a.nii"))).getMessage();
		for (final String part : wanted) assertTrue(message.contains(part), message);
	}

	private List<Path> files() throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.toList();
		}
	}

	private static byte[] gunzip(final byte[] bytes) throws IOException {
		try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
			return in.readAllBytes();
		}
	}

	@SuppressWarnings("unchecked")
	private static RandomAccessibleInterval<FloatType> copy(final RandomAccessibleInterval<FloatType> from,
		final RandomAccessibleInterval<?> to)
	{
		final RandomAccessibleInterval<FloatType> target = (RandomAccessibleInterval<FloatType>) to;
		for (int z = 0; z < 13; z++) {
			for (int y = 0; y < 70; y++) {
				for (int x = 0; x < 80; x++) target.getAt(x, y, z).set(from.getAt(x, y, z));
			}
		}
		return target;
	}
}
