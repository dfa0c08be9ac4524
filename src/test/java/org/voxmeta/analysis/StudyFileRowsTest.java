package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;

import org.voxmeta.SmallStudies;
import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.grid.VoxelSink;
import org.voxmeta.image.ImageFiles;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiType;
import org.voxmeta.image.NiftiWriter;
import org.voxmeta.image.StudyAxis;
import org.voxmeta.masker.FittedMasker;
import org.voxmeta.masker.ImageSource;
import org.voxmeta.masker.LabelsMasker;
import org.voxmeta.masker.GridImage;
import org.voxmeta.masker.VoxelMask;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Signals.DoubleRow;
import org.voxmeta.stats.data.Signals.FloatRow;
import org.voxmeta.study.Study;
import org.voxmeta.study.StudyMap;
import org.voxmeta.study.StudySelector;
import org.voxmeta.study.StudyTable;
import org.voxmeta.study.StudyTableWriter;

/** Rows that are picked out of files as these are read, against those of whole images. */
class StudyFileRowsTest {

	/** Of any type, several chunks that begin and end within lines of voxels. */
	private static final long[] DIMS = { 37, 31, 23 };
	private static final double[][] SCALINGS = { { 0, 0 }, { 0.1, -3 }, { -1e-30, 1e30 } };

	@TempDir
	Path folder;
	private final AtomicInteger asked = new AtomicInteger();

	@Test
	void aFilesRowIsThatOfTheWholeImage() throws IOException {
		final Random random = new Random(1);
		final List<NiftiType> types = Stream.of(NiftiType.values()).filter(NiftiType::isSupported).toList();
		for (final NiftiType type : types)
			for (final ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN))
				for (int version = 1; version <= 2; version++)
					for (final double[] scaling : SCALINGS) {
						final NiftiHeader header = NiftiHeader.of(DIMS, type).withOrder(order).withVersion(version)
							.withScaling(scaling[0], scaling[1]);
						final Path file = Files.write(folder.resolve("a.nii.gz"), gzip(anyBits(header, random), random));
						final FittedMasker masker = masker(random);

						final Signals.Row row = masker.studyRow(source(file));

						assertSame(masker.studyRow(whole(file)), row, type + " " + order + " " + version + " " + scaling[0]);
					}
	}

	@Test
	void plainFilesAndPairsToo() throws IOException {
		final Random random = new Random(2);
		final NiftiHeader header = NiftiHeader.of(new long[] { 37, 31, 23, 1, 1 }, NiftiType.FLOAT32);
		final byte[] bytes = anyBits(header, random);
		final Path plain = Files.write(folder.resolve("a.nii"), bytes);
		final byte[] head = Arrays.copyOf(bytes, 352);
		head[345] = 'i';
		final Path pair = Files.write(folder.resolve("b.hdr"), head);
		Files.write(folder.resolve("b.img"), bytes);
		final FittedMasker masker = masker(random);

		assertSame(masker.studyRow(whole(plain)), masker.studyRow(source(plain)), "plain");
		assertSame(masker.studyRow(whole(plain)), masker.studyRow(source(pair)), "pair, samples from byte 352 on");
	}

	@Test
	void regionsAreMadeOfTheSameVoxels() throws IOException {
		final Random random = new Random(3);
		final double[] labels = random.ints(37 * 31 * 23, 0, 9).asDoubleStream().toArray();
		final GridImage image = new GridImage(ArrayImgs.doubles(labels, DIMS), VoxelGrid.of(DIMS, null));
		final FittedMasker masker = LabelsMasker.of(image).fit();
		final float[] values = new float[labels.length];
		for (int i = 0; i < values.length; i++)
			values[i] = random.nextInt(5) - 1;
		final Path file = folder.resolve("a.nii.gz");
		NiftiWriter.write(NiftiImage.of(NiftiHeader.of(DIMS, NiftiType.FLOAT32), values), file);

		assertSame(masker.studyRow(whole(file)), masker.studyRow(source(file)), "regions");
	}

	@Test
	void mapsOfATableAreReadSo() throws IOException {
		final Path table = SmallStudies.of(3, 4, 3, 2).write(folder);
		final StudyInputs inputs = StudyInputs.ofTable(table, EnumSet.of(Need.EFFECT, Need.VARIANCE), true);
		final VoxelSink unwilling = new VoxelSink() {

			@Override
			public boolean begin(final long[] dims) {
				asked.incrementAndGet();
				return false;
			}

			@Override
			public void take(final FloatBuffer values) {
				throw new AssertionError("not wanted");
			}

			@Override
			public void take(final DoubleBuffer values) {
				throw new AssertionError("not wanted");
			}
		};

		for (final StudyImage image : inputs.images())
			assertFalse(image.source().read(unwilling));

		assertEquals(6, asked.get());
	}

	@Test
	void whatIsMadeOfOneFileIsMadeWhileItIsRead() throws IOException {
		final Random random = new Random(6);
		for (final NiftiType type : List.of(NiftiType.FLOAT32, NiftiType.FLOAT64, NiftiType.INT16)) {
			final byte[] bytes = anyBits(NiftiHeader.of(DIMS, type), random);
			Files.write(folder.resolve("a.nii.gz"), gzip(bytes, random));
			for (final StudyMap kind : List.of(StudyMap.SE, StudyMap.Z, StudyMap.T)) {
				final Need need = kind == StudyMap.SE ? Need.VARIANCE : kind == StudyMap.Z ? Need.T : Need.Z;
				final Path table = folder.resolve("studies.tsv");
				StudyTableWriter.write(table, List.of(new Study("a", Map.of(kind, folder.resolve("a.nii.gz")), 20, "", Map
					.of(), 0)));
				final ImageSource made = StudyMaps.ofTable(StudySelector.of(EnumSet.of(need)).select(StudyTable.read(
					table)), need, StudyFiles.OPENED).sources().get(0);
				final FittedMasker masker = masker(random);
				final AtomicBoolean handedOver = new AtomicBoolean();

				final Signals.Row row = masker.studyRow(new ImageSource() {

					@Override
					public RandomAccessibleInterval<? extends RealType<?>> open() throws IOException {
						return made.open();
					}

					@Override
					public boolean read(final VoxelSink to) throws IOException {
						handedOver.set(made.read(to));
						return handedOver.get();
					}
				});

				assertTrue(handedOver.get(), kind.toString());
				assertSame(masker.studyRow(made.open()), row, kind + " of " + type);
			}
		}
	}

	@Test
	void theImageIsNeverWholeInMemory() throws IOException {
		final Path file = folder.resolve("a.nii.gz");
		NiftiWriter.write(NiftiImage.of(NiftiHeader.of(DIMS, NiftiType.FLOAT32), new float[37 * 31 * 23]), file);
		final AtomicInteger most = new AtomicInteger();

		final boolean wanted = source(file).read(new VoxelSink() {

			@Override
			public boolean begin(final long[] dims) {
				assertArrayEquals(DIMS, dims);
				return true;
			}

			@Override
			public void take(final FloatBuffer values) {
				most.accumulateAndGet(values.capacity(), Math::max);
			}

			@Override
			public void take(final DoubleBuffer values) {
				throw new AssertionError("float32 comes in single precision");
			}
		});

		assertTrue(wanted);
		assertEquals(1 << 13, most.get());
	}

	@Test
	void anotherSizeIsRefusedAsBefore() throws IOException {
		final Path file = folder.resolve("a.nii.gz");
		final NiftiHeader header = NiftiHeader.of(new long[] { 4, 3, 2 }, NiftiType.FLOAT32);
		NiftiWriter.write(NiftiImage.of(header, new float[24]), file);

		final IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> masker(new Random(4))
			.studyRow(source(file)));

		assertEquals("Image: got size [4, 3, 2], wanted [37, 31, 23] as the mask", e.getMessage());
	}

	@Test
	void damageIsToldInTheSameWords() throws IOException {
		final Random random = new Random(5);
		final NiftiHeader header = NiftiHeader.of(DIMS, NiftiType.INT16);
		final FittedMasker masker = masker(random);
		for (int i = 0; i < 60; i++) {
			final byte[] gzip = gzip(anyBits(header, random), random);
			byte[] damaged = gzip.clone();
			if (i % 2 == 0) damaged = Arrays.copyOf(gzip, 1 + random.nextInt(gzip.length - 1));
			else damaged[10 + random.nextInt(gzip.length - 10)] ^= 1 << random.nextInt(8);
			final Path file = Files.write(folder.resolve("a.nii.gz"), damaged);

			assertEquals(outcome(masker, whole(file)), outcome(masker, source(file)));
		}
	}

	/** The message of a failure, or the values: some bits of a gzip file do not count. */
	private static String outcome(final FittedMasker masker, final ImageSource source) {
		try {
			return Arrays.toString(bits(masker.studyRow(source)));
		}
		catch (final IOException e) {
			return e.getMessage();
		}
	}

	/** A file's values read as a study's map. */
	private static ImageSource source(final Path file) throws IOException {
		return StudyImage.ofFile("study", file, VoxelGrid.of(DIMS, null), StudyFiles.OPENED).source();
	}

	/** The same by the whole image. */
	private static ImageSource whole(final Path file) {
		return new ImageSource() {

			@Override
			public RandomAccessibleInterval<? extends RealType<?>> open() throws IOException {
				return StudyAxis.withoutTrailingOnes(ImageFiles.read(file).img());
			}
		};
	}

	/** Any voxels, in runs. */
	private static FittedMasker masker(final Random random) {
		final boolean[] inside = new boolean[37 * 31 * 23];
		for (int i = 0, to = 0; i < inside.length; i = to) {
			to = Math.min(inside.length, i + 1 + random.nextInt(200));
			Arrays.fill(inside, i, to, random.nextBoolean());
		}
		return FittedMasker.of(VoxelMask.of(inside, DIMS), VoxelGrid.of(DIMS, null));
	}

	/** A file whose samples are random bits, and often zeros. */
	private static byte[] anyBits(final NiftiHeader header, final Random random) throws IOException {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		final NiftiImage zeros = new NiftiImage(header.withScaling(0, 0), ArrayImgs.bytes(header.dims()));
		NiftiWriter.write(zeros, out, false);
		final byte[] bytes = out.toByteArray();
		final ByteBuffer head = ByteBuffer.wrap(bytes).order(header.order());
		// not by the writer, which refuses what does not fit the type
		if (header.version() == 1) head.putFloat(112, (float) header.slope()).putFloat(116, (float) header.inter());
		else head.putDouble(176, header.slope()).putDouble(184, header.inter());
		final int samples = (int) (header.size() * header.type().bytes());
		final byte[] noise = new byte[samples];
		random.nextBytes(noise);
		for (int i = 0; i < samples; i++)
			if (i / 64 % 4 != 0) bytes[bytes.length - samples + i] = noise[i];
		return bytes;
	}

	/** As one member, or several that end anywhere. */
	private static byte[] gzip(final byte[] bytes, final Random random) throws IOException {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		for (int at = 0, to; at < bytes.length; at = to) {
			to = random.nextBoolean() ? bytes.length : at + random.nextInt(bytes.length - at) + 1;
			final GZIPOutputStream member = new GZIPOutputStream(out);
			member.write(bytes, at, to - at);
			member.finish();
		}
		return out.toByteArray();
	}

	private static void assertSame(final Signals.Row wanted, final Signals.Row got, final String what) {
		assertInstanceOf(wanted.getClass(), got, what);
		assertArrayEquals(bits(wanted), bits(got), what);
	}

	private static long[] bits(final Signals.Row row) {
		if (row instanceof FloatRow floats) {
			final long[] bits = new long[row.length()];
			for (int i = 0; i < bits.length; i++)
				bits[i] = Float.floatToIntBits(floats.values()[i]);
			return bits;
		}
		return Arrays.stream(((DoubleRow) row).values()).mapToLong(Double::doubleToLongBits).toArray();
	}
}
