package org.voxmeta.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.DoubleArray;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
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

class NiftiReaderTest {

	private static final List<ByteOrder> ORDERS = List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN);

	@TempDir
	Path folder;

	@Test
	void everyTypeIsReadInBothOrdersVersionsAndPackings() throws IOException {
		for (final NiftiType type : NiftiSamples.TYPES) {
			for (final ByteOrder order : ORDERS) {
				for (int version = 1; version <= 2; version++) {
					for (final String name : new String[] { "a.nii", "a.nii.gz" }) {
						final NiftiBytes bytes = new NiftiBytes();
						bytes.order = order;
						bytes.version = version;
						bytes.with(type, NiftiSamples.literals(type)).write(folder.resolve(name));

						final NiftiImage image = NiftiReader.read(folder.resolve(name));

						final String what = type + " " + order + " " + version + " " + name;
						assertArrayEquals(NiftiSamples.texts(type, NiftiSamples.literals(type)),
							NiftiSamples.texts(image.img()), what);
						assertEquals(type, image.header().type(), what);
						assertEquals(order, image.header().order(), what);
						assertEquals(version, image.header().version(), what);
						assertArrayEquals(new long[] { 3, 2, 1 }, image.img().dimensionsAsLongArray(), what);
					}
				}
			}
		}
	}

	@Test
	void unscaledValuesHaveTheImgLib2TypeOfTheSameName() throws IOException {
		final Class<?>[] wanted = { UnsignedByteType.class, ShortType.class, IntType.class, FloatType.class,
			DoubleType.class, ByteType.class, UnsignedShortType.class, UnsignedIntType.class, LongType.class,
			UnsignedLongType.class, DoubleType.class };
		for (int i = 0; i < wanted.length; i++) {
			final NiftiType type = NiftiSamples.TYPES.get(i);
			assertEquals(wanted[i], read(new NiftiBytes().with(type, NiftiSamples.literals(type))).img()
				.getType().getClass(), type.toString());
		}
	}

	@Test
	void floatsAndDoublesAreInOneArray() throws IOException {
		final Object floats = read(new NiftiBytes().with(NiftiType.FLOAT32, "1", "2", "3", "4", "5", "6"))
			.img();
		final Object doubles = read(new NiftiBytes().with(NiftiType.FLOAT64, "1", "2", "3", "4", "5", "6"))
			.img();

		final FloatArray floatArray = assertInstanceOf(FloatArray.class, ((ArrayImg<?, ?>) floats)
			.update(null));
		final DoubleArray doubleArray = assertInstanceOf(DoubleArray.class, ((ArrayImg<?, ?>) doubles)
			.update(null));
		assertArrayEquals(new float[] { 1, 2, 3, 4, 5, 6 }, floatArray.getCurrentStorageArray());
		assertArrayEquals(new double[] { 1, 2, 3, 4, 5, 6 }, doubleArray.getCurrentStorageArray());
	}

	@Test
	void scalingIsAppliedInFloatForSmallTypesAndInDoubleForLargeOnes() throws IOException {
		final List<NiftiType> small = List.of(NiftiType.INT8, NiftiType.UINT8, NiftiType.INT16,
			NiftiType.UINT16, NiftiType.FLOAT32);
		for (final NiftiType type : NiftiSamples.TYPES) {
			final NiftiBytes bytes = new NiftiBytes().with(type, "0", "1", "2", "3", "100", "127");
			bytes.slope = 0.25;
			bytes.inter = -2;

			final NiftiImage image = read(bytes);

			final Class<?> wanted = small.contains(type) ? FloatType.class : DoubleType.class;
			assertEquals(wanted, image.img().getType().getClass(), type.toString());
			assertArrayEquals(new double[] { -2, -1.75, -1.5, -1.25, 23, 29.75 },
				NiftiSamples.doubles(image.img()), type.toString());
			assertEquals(type, image.header().type());
		}
	}

	@Test
	void uselessSlopesDoNotScale() throws IOException {
		for (final double[] scaling : new double[][] { { 0, 5 }, { Double.NaN, 5 },
			{ Double.POSITIVE_INFINITY, 0 }, { 1, 0 } })
		{
			final NiftiBytes bytes = new NiftiBytes().with(NiftiType.INT16, "0", "1", "2", "3", "100", "-7");
			bytes.slope = scaling[0];
			bytes.inter = scaling[1];

			final NiftiImage image = read(bytes);

			assertEquals(ShortType.class, image.img().getType().getClass());
			assertArrayEquals(new double[] { 0, 1, 2, 3, 100, -7 }, NiftiSamples.doubles(image.img()));
		}
	}

	@Test
	void unsigned64BitNumbersAreScaledAsUnsigned() throws IOException {
		final NiftiBytes bytes = new NiftiBytes().dims(2).with(NiftiType.UINT64, "18446744073709551615",
			"9223372036854776833");
		bytes.slope = 2;

		assertArrayEquals(new double[] { 0x1p65, 2 * 9223372036854777856.0 },
			NiftiSamples.doubles(read(bytes).img()));
	}

	@Test
	void firstAxisIsFastestAndSevenAxesAreRead() throws IOException {
		final String[] literals = new String[2 * 3 * 1 * 2 * 1 * 2 * 2];
		for (int i = 0; i < literals.length; i++) literals[i] = String.valueOf(i);

		final NiftiImage image = read(new NiftiBytes().dims(2, 3, 1, 2, 1, 2, 2).with(NiftiType.INT32,
			literals));

		assertArrayEquals(new long[] { 2, 3, 1, 2, 1, 2, 2 }, image.header().dims());
		final RealType<?> value = image.img().getAt(1, 2, 0, 1, 0, 0, 1);
		assertEquals(1 + 2 * 2 + 6 * 1 + 24, value.getRealDouble());
	}

	@Test
	void oneAxisAndTrailingOnesAreKept() throws IOException {
		assertArrayEquals(new long[] { 6 }, read(new NiftiBytes().dims(6).with(NiftiType.UINT8, "1", "2", "3",
			"4", "5", "6")).header().dims());
		assertArrayEquals(new long[] { 6, 1, 1, 1 },
			read(new NiftiBytes().dims(6, 1, 1, 1).with(NiftiType.UINT8, "1", "2", "3", "4", "5", "6")).img()
			.dimensionsAsLongArray());
	}

	@Test
	void chunksJoinWithoutASeam() throws IOException {
		final int n = 100_003;
		for (final ByteOrder order : ORDERS) {
			for (final double slope : new double[] { 0, 2 }) {
				final ByteBuffer samples = ByteBuffer.allocate(4 * n).order(order);
				for (int i = 0; i < n; i++) samples.putFloat(i);
				final NiftiBytes bytes = new NiftiBytes().dims(n, 1);
				bytes.version = 2;
				bytes.order = order;
				bytes.slope = slope;
				bytes.samples = samples.array();

				final double[] values =
					NiftiSamples.doubles(NiftiReader.read(bytes.write(folder.resolve("long.nii.gz"))).img());

				for (int i = 0; i < n; i++) assertEquals(slope == 0 ? i : 2 * i, values[i]);
			}
		}
	}

	@Test
	void imagesTooLongForOneArrayComeInPlanes() throws IOException {
		final String[] literals = new String[4 * 3 * 5];
		for (int i = 0; i < literals.length; i++) literals[i] = String.valueOf(i);
		final Path path = new NiftiBytes().dims(4, 3, 5).with(NiftiType.INT16, literals)
			.write(folder.resolve("a.nii"));

		final NiftiImage image = NiftiReader.read(path, 20);

		assertInstanceOf(PlanarImg.class, (Object) image.img());
		assertArrayEquals(literals, NiftiSamples.texts(image.img()));
	}

	@Test
	void gzipIsKnownByItsFirstBytes() throws IOException {
		final byte[] plain = new NiftiBytes().with(NiftiType.UINT8, "1", "2", "3", "4", "5", "6").file();

		final Path gzipNamedPlain = Files.write(folder.resolve("a.nii"), NiftiBytes.gzip(plain));
		final Path plainNamedGzip = Files.write(folder.resolve("b.nii.gz"), plain);

		assertArrayEquals(new double[] { 1, 2, 3, 4, 5, 6 },
			NiftiSamples.doubles(NiftiReader.read(gzipNamedPlain).img()));
		assertArrayEquals(new double[] { 1, 2, 3, 4, 5, 6 },
			NiftiSamples.doubles(NiftiReader.read(plainNamedGzip).img()));
	}

	@Test
	void gzipMembersAreOneStreamAndWhatFollowsTheSamplesIsIgnored() throws IOException {
		final byte[] plain = new NiftiBytes().with(NiftiType.INT32, "1", "2", "3", "4", "5", "6").file();
		final ByteArrayOutputStream members = new ByteArrayOutputStream();
		for (final int[] part : new int[][] { { 0, 100 }, { 100, 355 }, { 355, plain.length } }) {
			members.writeBytes(NiftiBytes.gzip(Arrays.copyOfRange(plain, part[0], part[1])));
		}
		members.writeBytes(NiftiBytes.gzip(new byte[5000]));
		final ByteArrayOutputStream longer = new ByteArrayOutputStream();
		longer.writeBytes(plain);
		longer.writeBytes(new byte[100]);

		final Path joined = Files.write(folder.resolve("a.nii.gz"), members.toByteArray());
		final Path padded = Files.write(folder.resolve("b.nii"), longer.toByteArray());

		assertArrayEquals(new double[] { 1, 2, 3, 4, 5, 6 },
			NiftiSamples.doubles(NiftiReader.read(joined).img()));
		assertArrayEquals(new double[] { 1, 2, 3, 4, 5, 6 },
			NiftiSamples.doubles(NiftiReader.read(padded).img()));
	}

	@Test
	void aPairIsFoundByEitherName() throws IOException {
		final NiftiBytes bytes = new NiftiBytes().with(NiftiType.INT16, "1", "2", "3", "4", "5", "-6");
		bytes.magic = "ni";
		Files.write(folder.resolve("plain.hdr"), Arrays.copyOf(bytes.head(), 348));
		Files.write(folder.resolve("plain.img"), bytes.samples);
		Files.write(folder.resolve("mixed.HDR"), bytes.head());
		Files.write(folder.resolve("mixed.IMG.gz"), NiftiBytes.gzip(bytes.samples));
		Files.write(folder.resolve("packed.hdr.gz"), NiftiBytes.gzip(bytes.head()));
		Files.write(folder.resolve("packed.img.gz"), NiftiBytes.gzip(bytes.samples));

		for (final String name : new String[] { "plain.hdr", "plain.img", "mixed.HDR", "mixed.IMG.gz",
			"packed.hdr.gz", "packed.img.gz" })
		{
			assertArrayEquals(new double[] { 1, 2, 3, 4, 5, -6 },
				NiftiSamples.doubles(NiftiReader.read(folder.resolve(name)).img()), name);
		}
	}

	@Test
	void aPairsSamplesMayBeginLater() throws IOException {
		final NiftiBytes bytes = new NiftiBytes().with(NiftiType.UINT8, "9", "9", "1", "2", "3", "4", "5",
			"6");
		bytes.magic = "ni";
		bytes.version = 2;
		bytes.voxOffset = 2;
		bytes.extensions = extension(ByteOrder.LITTLE_ENDIAN, 6, "hello");
		Files.write(folder.resolve("a.hdr"), bytes.head());
		Files.write(folder.resolve("a.img"), bytes.samples);

		final NiftiImage image = NiftiReader.read(folder.resolve("a.img"));

		assertArrayEquals(new double[] { 1, 2, 3, 4, 5, 6 }, NiftiSamples.doubles(image.img()));
		assertEquals(6, image.header().extensions().get(0).code());
	}

	@Test
	void aHeaderIsReadWithoutItsVoxelFile() throws IOException {
		final NiftiBytes bytes = new NiftiBytes().dims(64, 64, 30);
		bytes.magic = "ni";
		Files.write(folder.resolve("a.hdr"), bytes.head());

		assertArrayEquals(new long[] { 64, 64, 30 }, NiftiReader.readHeader(folder.resolve("a.hdr")).dims());
	}

	@Test
	void fieldsAndExtensionsAreRead() throws IOException {
		for (final ByteOrder order : ORDERS) {
			for (int version = 1; version <= 2; version++) {
				final NiftiBytes bytes = new NiftiBytes();
				bytes.order = order;
				bytes.version = version;
				bytes.with(NiftiType.UINT8, "1", "2", "3", "4", "5", "6");
				bytes.pixdim = new double[] { -1, 2, 2.5, 3, 0.5, 1, 1, 1 };
				bytes.qformCode = 1;
				bytes.sformCode = 4;
				bytes.quaternAndOffset = new double[] { 0, 1, 0, 90, -126, -72 };
				bytes.srow = new double[] { -2, 0, 0, 90, 0, 2.5, 0, -126, 0, 0, 3, -72 };
				bytes.intentCode = 5;
				bytes.intentName = "z of 16 letters!";
				bytes.descrip = "made by hand";
				bytes.xyztUnits = 10;
				bytes.extensions = extension(order, 4, "<AFNI/>");

				final NiftiImage image = read(bytes);

				final NiftiHeader header = image.header();
				assertArrayEquals(bytes.pixdim, header.pixdim());
				assertArrayEquals(bytes.srow, header.sform());
				assertArrayEquals(bytes.quaternAndOffset, header.qform());
				assertEquals(5, header.intentCode());
				assertEquals("z of 16 letters!", header.intentName());
				assertEquals("made by hand", header.descrip());
				assertEquals("mm", header.spaceUnit());
				assertEquals("sec", header.timeUnit());
				assertEquals(1, header.extensions().size());
				assertEquals(4, header.extensions().get(0).code());
				assertEquals("<AFNI/>", new String(header.extensions().get(0).content()).trim());
				assertArrayEquals(new double[] { 1, 2, 3, 4, 5, 6 }, NiftiSamples.doubles(image.img()));
				// half a turn about y: x and z flipped, and z flipped again by qfac
				final double[][] affine = header.withSform(0, new double[12]).affine();
				assertArrayEquals(new double[] { -2, 0, 0, 90 }, affine[0], 1e-12);
				assertArrayEquals(new double[] { 0, 2.5, 0, -126 }, affine[1], 1e-12);
				assertArrayEquals(new double[] { 0, 0, 3, -72 }, affine[2], 1e-12);
			}
		}
	}

	@Test
	void aDamagedExtensionEndsTheListAndNotTheReading() throws IOException {
		final NiftiBytes bytes = new NiftiBytes().with(NiftiType.UINT8, "1", "2", "3", "4", "5", "6");
		bytes.extensions = Arrays.copyOf(extension(ByteOrder.LITTLE_ENDIAN, 6, "first"), 64);
		Arrays.fill(bytes.extensions, 32, 64, (byte) 0x7f);

		final NiftiImage image = read(bytes);

		assertEquals(1, image.header().extensions().size());
		assertArrayEquals(new double[] { 1, 2, 3, 4, 5, 6 }, NiftiSamples.doubles(image.img()));
	}

	private NiftiImage read(final NiftiBytes bytes) throws IOException {
		return NiftiReader.read(bytes.write(folder.resolve("a.nii")));
	}

	private static byte[] extension(final ByteOrder order, final int code, final String text) {
		final ByteBuffer b = ByteBuffer.allocate(32).order(order);
		b.putInt(32).putInt(code).put(text.getBytes());
		return b.array();
	}
}
