package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxmeta.References;
import org.voxmeta.SmallStudies;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiReader;
import org.voxmeta.image.NiftiType;
import org.voxmeta.image.NiftiWriter;
import org.voxmeta.image.StudyAxis;
import org.voxmeta.masker.VoxelMask;
import org.voxmeta.masker.mask.BackgroundMask;
import org.voxmeta.masker.mask.EpiMask;
import org.voxmeta.masker.mask.Level;
import org.voxmeta.masker.mask.MaskCleaning;
import org.voxmeta.masker.mask.MaskIntersection;
import org.voxmeta.masker.mask.StudiesMask;
import org.voxmeta.masker.mask.ThresholdMask;
import org.voxmeta.task.Progress;

class MaskMakingTest {

	private static final SmallStudies STUDIES = SmallStudies.of(5, 6, 5, 4).withHoles();
	private static final MaskMaking ABOVE = MaskMaking.ofMean(ThresholdMask.withDefaults().withLower(Level.of(
		0.4)));
	private static final MaskIntersection PLAIN = MaskIntersection.withDefaults()
		.withCleaning(MaskCleaning.NONE);
	private static final MaskMaking IN_ALL = MaskMaking.of(StudiesMask.withDefaults());

	@TempDir
	Path folder;

	@ParameterizedTest
	@CsvSource({ "0,1", "0.5,3", "0.8,4", "1,5" })
	void voxelsOfAShareOfTheStudiesAreThoseOfAPlainLoop(final double share, final int least) throws IOException {
		final MaskImages images = MaskImages.ofTable(STUDIES.write(folder), "beta");

		final MadeMask made = MaskMaking.of(StudiesMask.withDefaults().withShare(share)).run(images, Progress.NONE);

		assertMask(j -> studiesWith(STUDIES.effects(), j) >= least, made);
		assertEquals(5, made.images());
		assertEquals(List.of(), images.notes());
	}

	@Test
	void theColumnOfTheTableIsChosen() throws IOException {
		final Path table = STUDIES.write(folder);

		assertMask(j -> studiesWith(STUDIES.variances(), j) == 5, IN_ALL.run(MaskImages.ofTable(table, " Varcope "),
			Progress.NONE));
		assertMask(j -> studiesWith(STUDIES.effects(), j) == 5, IN_ALL.run(MaskImages.ofTable(table, ""),
			Progress.NONE));
		assertEquals("Column: got 'con', wanted beta, t, z, varcope or se", assertThrows(
			IllegalArgumentException.class, () -> MaskImages.ofTable(table, "con")).getMessage());
		final String message = assertThrows(IOException.class, () -> MaskImages.ofTable(table, "z")).getMessage();
		assertTrue(message.startsWith(table + ": no column 'z'"), message);
	}

	@Test
	void withoutEffectsTheTableHasOtherMaps() throws IOException {
		STUDIES.write(folder);
		final Path table = table("study\tse", "1\tvarcope-1.nii.gz", "2\tvarcope-2.nii.gz");

		final MadeMask made = IN_ALL.run(MaskImages.ofTable(table, ""), Progress.NONE);

		final float[][] some = Arrays.copyOf(STUDIES.variances(), 2);
		assertMask(j -> studiesWith(some, j) == 2, made);
	}

	@Test
	void studiesWithoutAMapAreLeftOutAndTold() throws IOException {
		STUDIES.write(folder);
		final MaskImages images = MaskImages.ofTable(table("study\tbeta", "a\tbeta-1.nii.gz", "b\t",
			"c\tbeta-3.nii.gz"), "beta");

		final MadeMask made = IN_ALL.run(images, Progress.NONE);

		assertEquals(List.of("Left out b: no beta"), images.notes());
		assertMask(j -> studiesWith(new float[][] { STUDIES.effects()[0], STUDIES.effects()[2] }, j) == 2, made);
	}

	@Test
	void aStackOfStudiesIsTheSameAsTheirFiles() throws IOException {
		final InputImage stack = InputImage.read(STUDIES.writeFourD(folder.resolve("all.nii"), STUDIES.effects()));
		final Path[] files = files(STUDIES.effects());

		final MadeMask ofStack = IN_ALL.run(MaskImages.ofImage(stack, StudyAxis.AUTO, true), Progress.NONE);
		final MadeMask ofFiles = IN_ALL.run(MaskImages.ofFiles(List.of(files), StudyAxis.AUTO), Progress.NONE);
		final MadeMask ofFile = IN_ALL.run(MaskImages.ofFiles(List.of(folder.resolve("all.nii")), StudyAxis.AUTO),
			Progress.NONE);

		assertMask(j -> studiesWith(STUDIES.effects(), j) == 5, ofStack);
		assertArrayEquals(indices(ofStack.mask()), indices(ofFiles.mask()));
		assertArrayEquals(indices(ofStack.mask()), indices(ofFile.mask()));
		assertEquals(5, ofFile.images());
	}

	@Test
	void theMeanOfSeveralImagesComesFirst() throws IOException {
		final SmallStudies whole = SmallStudies.of(5, 6, 5, 4);
		final IntPredicate wanted = j -> Arrays.stream(whole.effects()).mapToDouble(map -> map[j]).sum() / 5 >= 0.4;
		final Path series = whole.writeFourD(folder.resolve("all.nii"), whole.effects());

		assertMask(wanted, ABOVE.run(MaskImages.ofImage(InputImage.read(series), StudyAxis.AUTO, false),
			Progress.NONE));
		assertMask(wanted, ABOVE.run(MaskImages.ofFiles(List.of(series), StudyAxis.AUTO), Progress.NONE));
		assertMask(wanted, ABOVE.run(MaskImages.ofFiles(List.of(files(whole.effects())), StudyAxis.AUTO),
			Progress.NONE));
		assertMask(wanted, ABOVE.run(MaskImages.ofTable(whole.write(folder), ""), Progress.NONE));
	}

	@Test
	void aVolumeIsOneImageUnlessToldOtherwise() throws IOException {
		final InputImage volume = InputImage.read(files(STUDIES.effects())[0]);
		final float[] values = STUDIES.effects()[0];

		final MadeMask one = ABOVE.run(MaskImages.ofImage(volume, StudyAxis.AUTO, false), Progress.NONE);
		final MadeMask slices = IN_ALL.run(MaskImages.ofImage(volume, StudyAxis.AUTO, true), Progress.NONE);

		assertMask(j -> values[j] >= 0.4f && Float.isFinite(values[j]), one);
		assertEquals(1, one.images());
		assertEquals(4, slices.images());
		assertArrayEquals(new long[] { 6, 5 }, slices.mask().dimensions());
		assertMask(j -> IntStream.range(0, 4).allMatch(z -> isThere(values[j + 30 * z])), slices);
	}

	@Test
	void everyImageMayHaveAMaskOfItsOwn() throws IOException {
		final SmallStudies whole = SmallStudies.of(5, 6, 5, 4);
		final MaskMaking making = MaskMaking.ofEach(ThresholdMask.withDefaults().withLower(Level.of(0.4)), PLAIN
			.withThreshold(0.5));
		final IntPredicate wanted = j -> Arrays.stream(whole.effects()).filter(map -> map[j] >= 0.4).count() > 2.5;

		assertMask(wanted, making.run(MaskImages.ofFiles(List.of(files(whole.effects())), StudyAxis.AUTO),
			Progress.NONE));
		assertMask(wanted, making.run(MaskImages.ofImage(InputImage.read(whole.writeFourD(folder.resolve("all.nii"),
			whole.effects())), StudyAxis.AUTO, false), Progress.NONE));
	}

	@Test
	void masksAreIntersectedWhereTheyAreNotZero() throws IOException {
		final Path a = STUDIES.writeMap(folder.resolve("a.nii"), mask(j -> j % 2 == 0));
		final Path b = STUDIES.writeMap(folder.resolve("b.nii"), mask(j -> j % 3 == 0));
		final MaskImages both = MaskImages.ofFiles(List.of(a, b), StudyAxis.AUTO);

		assertMask(j -> j % 6 == 0, MaskMaking.of(PLAIN.withThreshold(1)).run(both, Progress.NONE));
		assertMask(j -> j % 2 == 0 || j % 3 == 0, MaskMaking.of(PLAIN.withThreshold(0)).run(both, Progress.NONE));
	}

	@Test
	void theFileIsAMaskOnTheImagesGrid() throws IOException {
		final Path file = folder.resolve("mask.nii.gz");

		final MadeMask made = ABOVE.withOutput(file).run(MaskImages.ofFiles(List.of(files(STUDIES.effects())[0]),
			StudyAxis.AUTO), Progress.NONE);

		final NiftiImage read = NiftiReader.read(file);
		final NiftiHeader header = read.header();
		assertEquals(NiftiType.UINT8, header.type());
		assertTrue(Arrays.deepEquals(STUDIES.header().affine(), header.affine()));
		assertEquals("mm", header.spaceUnit());
		assertEquals("VoxMeta: mask, threshold", header.descrip());
		assertArrayEquals(indices(made.mask()), indices(VoxelMask.of(read.img())));
		read.img().cursor().forEachRemaining(value -> assertTrue(value.getRealDouble() == 0 || value
			.getRealDouble() == 1));
		assertTrue(made.summary().matches("mask of \\d+ of 120 voxels \\(\\d+\\.\\d %\\), threshold of 1 image"),
			made.summary());
	}

	@TestFactory
	Stream<DynamicTest> filesOfNilearnGiveItsMasks() throws IOException {
		return References.tests(() -> {
			final List<DynamicTest> tests = new ArrayList<>();
			tests.add(nilearn("epi_mask_opening2", MaskMaking.ofMean(EpiMask.withDefaults()), "epi_like"));
			tests.add(nilearn("background_mask_border", MaskMaking.ofMean(BackgroundMask.withDefaults()
				.withBorderSize(3)), "background_like"));
			tests.add(nilearn("intersect_1_connected", MaskMaking.of(MaskIntersection.withDefaults().withThreshold(
				1)), "mask", "mask2"));
			tests.add(nilearn("intersect_0.5", MaskMaking.of(MaskIntersection.withDefaults()), "mask", "mask2"));
			return tests.stream();
		});
	}

	@Test
	void imagesOnAnotherGridAreNamed() throws IOException {
		final SmallStudies small = SmallStudies.of(1, 3, 3, 3);
		final Path a = files(STUDIES.effects())[0];
		final Path b = small.writeMap(folder.resolve("small.nii"), small.effects()[0]);
		final MaskImages images = MaskImages.ofFiles(List.of(a, b), StudyAxis.AUTO);

		final String message = refused(() -> ABOVE.run(images, Progress.NONE));

		assertTrue(message.startsWith("Images: 1 of 2 are on another grid than '" + a + "' (6x5x4"), message);
		assertTrue(message.endsWith(b + "\tsize 3x3x3, wanted 6x5x4"), message);
	}

	@Test
	void aDamagedFileAmongManyIsNamed() throws IOException {
		final Path[] files = files(STUDIES.effects());
		final byte[] bytes = Files.readAllBytes(files[3]);
		Files.write(files[3], Arrays.copyOf(bytes, bytes.length - 20));
		final Path output = folder.resolve("mask.nii");

		for (final MaskMaking making : List.of(IN_ALL, ABOVE)) {
			final MaskImages images = MaskImages.ofFiles(List.of(files), StudyAxis.AUTO);
			final String message = assertThrows(IOException.class, () -> making.withOutput(output).run(images,
				Progress.NONE)).getMessage();
			assertTrue(message.contains(files[3].toString()), message);
		}
		assertFalse(Files.exists(output));
	}

	@Test
	void anEmptyMaskIsRefused() throws IOException {
		final MaskImages images = MaskImages.ofTable(STUDIES.write(folder), "");
		final MaskMaking none = MaskMaking.ofMean(ThresholdMask.withDefaults().withLower(Level.of(1e9)));

		assertEquals("Mask: got 0 of 120 voxels by the strategy 'threshold', wanted at least 1; less opening or"
			+ " other limits may help", refused(() -> none.run(images, Progress.NONE)));
	}

	@Test
	void anInputIsNeverOverwritten() throws IOException {
		final Path table = STUDIES.write(folder);
		final Path beta = folder.resolve("beta-2.nii.gz");
		final byte[] before = Files.readAllBytes(beta);
		final String message = "Output: " + beta + " is an input, wanted another file";

		assertEquals(message, refused(() -> IN_ALL.withOutput(beta).run(MaskImages.ofTable(table, ""),
			Progress.NONE)));
		assertEquals(message, refused(() -> ABOVE.withOutput(beta).run(MaskImages.ofFiles(List.of(beta),
			StudyAxis.AUTO), Progress.NONE)));
		assertEquals(message, refused(() -> ABOVE.withOutput(beta).run(MaskImages.ofImage(InputImage.read(beta),
			StudyAxis.AUTO, false), Progress.NONE)));
		assertArrayEquals(before, Files.readAllBytes(beta));
	}

	@Test
	void otherNamesThanNiftiAreRefusedBeforeAnythingIsRead() throws IOException {
		final MaskImages images = MaskImages.ofTable(STUDIES.write(folder), "");
		Files.delete(folder.resolve("beta-1.nii.gz"));

		assertTrue(assertThrows(Exception.class, () -> IN_ALL.withOutput(folder.resolve("mask.png")).run(images,
			Progress.NONE)).getMessage().contains("mask.png"));
	}

	@Test
	void aCancelledRunWritesNothing() throws IOException {
		final MaskImages images = MaskImages.ofTable(STUDIES.write(folder), "");
		final Path output = folder.resolve("mask.nii");

		for (final MaskMaking making : List.of(IN_ALL, ABOVE))
			assertThrows(CancellationException.class, () -> making.withOutput(output).run(images, (stage, done,
				total) -> false));
		assertFalse(Files.exists(output));
	}

	@Test
	void noFilesAreRefused() {
		assertEquals("Files: got none, wanted at least 1", refused(() -> MaskImages.ofFiles(List.of(),
			StudyAxis.AUTO)));
	}

	private DynamicTest nilearn(final String expected, final MaskMaking making, final String... images) {
		return DynamicTest.dynamicTest(expected, () -> {
			final List<Path> files = Stream.of(images).map(name -> References.path("masker/" + name + ".nii.gz"))
				.toList();

			final MadeMask made = making.run(MaskImages.ofFiles(files, StudyAxis.AUTO), Progress.NONE);

			final NiftiImage wanted = NiftiReader.read(References.path("masker/expected/" + expected + ".nii.gz"));
			assertArrayEquals(indices(VoxelMask.of(wanted.img())), indices(made.mask()));
			assertTrue(Arrays.deepEquals(wanted.header().affine(), made.header().affine()));
		});
	}

	private static void assertMask(final IntPredicate wanted, final MadeMask made) {
		final int[] voxels = IntStream.range(0, made.mask().gridSize()).filter(wanted).toArray();
		assertTrue(voxels.length > 0 && voxels.length < made.mask().gridSize());
		assertArrayEquals(voxels, indices(made.mask()));
	}

	private static int studiesWith(final float[][] maps, final int voxel) {
		return (int) Arrays.stream(maps).filter(map -> isThere(map[voxel])).count();
	}

	private static boolean isThere(final float value) {
		return value != 0 && Float.isFinite(value);
	}

	private static float[] mask(final IntPredicate in) {
		final float[] values = new float[120];
		for (int j = 0; j < 120; j++)
			values[j] = in.test(j) ? 1 + j : j % 5 == 0 ? Float.NaN : 0;
		return values;
	}

	private Path[] files(final float[][] maps) throws IOException {
		final Path[] files = new Path[maps.length];
		for (int k = 0; k < maps.length; k++) {
			files[k] = folder.resolve("map-" + k + ".nii.gz");
			NiftiWriter.write(NiftiImage.of(STUDIES.header(), maps[k]), files[k]);
		}
		return files;
	}

	private Path table(final String... lines) throws IOException {
		return Files.write(folder.resolve("table.tsv"), List.of(lines));
	}

	private static int[] indices(final VoxelMask mask) {
		return IntStream.range(0, mask.size()).map(mask::index).toArray();
	}

	private static String refused(final Executable mistake) {
		return assertThrows(IllegalArgumentException.class, mistake).getMessage();
	}
}
