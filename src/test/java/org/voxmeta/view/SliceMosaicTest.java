package org.voxmeta.view;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.process.LUT;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

import org.voxmeta.image.Luts;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class SliceMosaicTest {

	private static final int PAGE = 0x0d1117;
	private static final double[][] AFFINE = { { 2, 0, 0, 0 }, { 0, 2, 0, 0 }, { 0, 0, 2, 0 } };
	private static final SliceMosaic SMALL = SliceMosaic.withDefaults().withWidth(400);

	@Test
	void pictureIsAsWideAsAskedForAndDarkAtItsCorners() {
		final BufferedImage picture = SMALL.withTitle("A title").render(filled(12, 10, 9, 1));

		assertEquals(400, picture.getWidth());
		for (final int x : new int[] { 0, 399 })
			for (final int y : new int[] { 0, picture.getHeight() - 1 })
				assertEquals(PAGE, rgb(picture, x, y));
	}

	@Test
	void valueHasTheColourOfTheLutAndNaNThatOfThePage() {
		final float[] values = new float[30 * 30];
		Arrays.fill(values, 1.5f);
		for (int y = 12; y < 18; y++)
			Arrays.fill(values, y * 30 + 12, y * 30 + 18, Float.NaN);
		final BufferedImage picture = SMALL.render(MapRow.of("", ArrayImgs.floats(values, 30, 30)).withLimit(3));

		// one slice fills the page but for the margin and the colour bar, 2.2 and 7.5 % of the width
		final int middle = 9 + (400 - 18 - 30) / 2;
		assertEquals(PAGE, rgb(picture, middle, middle));
		assertEquals(Luts.divergingDark().getRGB(192) & 0xffffff, rgb(picture, middle / 2, middle));
		assertEquals(Luts.divergingDark().getRGB(192) & 0xffffff, rgb(picture, middle, middle / 2));
	}

	@Test
	void frontIsUpAndRightIsRightWithAnAffine() {
		final float[] values = new float[8 * 8];
		for (int i = 0; i < values.length; i++)
			values[i] = i / 8 >= 4 ? 1 : i % 8 >= 4 ? -1 : 0;
		final MapRow row = MapRow.of("", ArrayImgs.floats(values, 8, 8)).withLimit(1);

		final BufferedImage anatomical = SMALL.withAffine(AFFINE).render(row);
		final BufferedImage plain = SMALL.render(row);

		assertTrue(isRed(rgb(anatomical, 180, 80)));
		assertTrue(isBlue(rgb(anatomical, 280, 270)));
		assertFalse(isBlue(rgb(anatomical, 80, 270)));
		assertTrue(isBlue(rgb(plain, 280, 80)));
		assertTrue(isRed(rgb(plain, 180, 270)));
	}

	@Test
	void belowTheThresholdNothingIsColoured() {
		final MapRow row = MapRow.of("", filled(10, 10, 1, 2)).withLimit(5);

		assertTrue(isRed(rgb(SMALL.render(row), 180, 180)));
		assertFalse(isRed(rgb(SMALL.render(row.withThreshold(2.5)), 180, 180)));
		assertNotEquals(PAGE, rgb(SMALL.render(row.withThreshold(2.5)), 180, 180));
	}

	@Test
	void thinVoxelsMakeAFlatPicture() {
		final double[][] flat = { { 4, 0, 0, 0 }, { 0, 1, 0, 0 }, { 0, 0, 1, 0 } };
		final Img<FloatType> map = filled(40, 40, 1, 1);

		final int square = SMALL.withAffine(AFFINE).render(map).getHeight();
		final int quarter = SMALL.withAffine(flat).render(map).getHeight();

		assertEquals(0.75 * (400 - 18 - 30), square - quarter, 2);
	}

	/** The map's value is the number of its slice, so the colours tell which slices were taken. */
	@Test
	void slicesAreEvenlySpacedAndSkipNearlyEmptyOnes() {
		final float[] values = new float[20 * 20 * 40];
		Arrays.fill(values, Float.NaN);
		for (int z = 5; z < 35; z++) {
			final int rows = z < 10 || z >= 30 ? 8 : 20;
			Arrays.fill(values, z * 400, z * 400 + rows * 20, z);
		}
		final SliceMosaic mosaic = SMALL.withInterpolation(false).withSlices(4).withColumns(4).withWidth(1000);

		final BufferedImage picture =
			mosaic.render(MapRow.of("", ArrayImgs.floats(values, 20, 20, 40)).withLimit(128));

		// entry of the LUT = 128 + slice; slices 10 to 29 are full, step 6; near entries may share a colour
		final LUT lut = Luts.divergingDark();
		final Set<Integer> found = new TreeSet<>();
		for (int x = 0; x < 800; x++)
			for (int z = 0; z < 40; z++)
				if (rgb(picture, x, 100) == (lut.getRGB(128 + z) & 0xffffff))
					found.add(z);
		final Set<Integer> taken = new TreeSet<>();
		for (final int z : new int[] { 10, 16, 22, 28 })
			for (int other = 0; other < 40; other++)
				if (lut.getRGB(128 + z) == lut.getRGB(128 + other))
					taken.add(other);
		assertEquals(taken, found);
	}

	@Test
	void moreSlicesThanColumnsContinueOnTheNextLine() {
		final Img<FloatType> map = filled(10, 10, 12, 1);

		final int oneLine = SMALL.withSlices(4).withColumns(4).render(map).getHeight();
		final int twoLines = SMALL.withSlices(8).withColumns(4).render(map).getHeight();

		assertTrue(twoLines > 1.7 * oneLine);
	}

	@Test
	void thinMapsShowTheSlicesTheyHave() {
		final BufferedImage two = SMALL.withSlices(7).render(filled(10, 10, 2, 1));
		final BufferedImage asked = SMALL.withSlices(2).render(filled(10, 10, 2, 1));

		assertEquals(asked.getHeight(), two.getHeight());
	}

	@Test
	void secondMapStandsBelowTheFirst() {
		final MapRow positive = MapRow.of("truth", filled(10, 10, 1, 1)).withLimit(1);
		final MapRow negative = MapRow.of("z", filled(10, 10, 1, -9)).withLimit(9);

		final BufferedImage picture = SMALL.render(positive, negative);

		assertEquals(Luts.divergingDark().getRGB(255) & 0xffffff, rgb(picture, 180, picture.getHeight() / 4));
		assertEquals(Luts.divergingDark().getRGB(0) & 0xffffff, rgb(picture, 180, 3 * picture.getHeight() / 4));
	}

	@Test
	void maskOfAnotherMapHidesWhatIsOutside() {
		final float[] values = new float[30 * 30];
		for (int i = 0; i < values.length; i++)
			values[i] = i % 30 < 10 ? 1 : 0;
		final MapRow row = MapRow.of("", filled(30, 30, 1, 1)).within(ArrayImgs.floats(values, 30, 30, 1));

		final SlicePlane plane = row.slice(SliceView.ofGrid(), 0);

		assertEquals(300, plane.count());
	}

	@Test
	void limitIsThatOfTheShownValues() {
		final MapRow row = MapRow.of("", filled(10, 10, 1, -2.5f));

		final SlicePlane[] shown = { row.slice(SliceView.ofGrid(), 0) };

		assertEquals(2.5, row.colours(shown).limit());
		assertEquals(7, row.withLimit(7).colours(shown).limit());
	}

	@Test
	void titleAndLabelsAreDrawn() {
		final Img<FloatType> map = filled(10, 10, 1, 1);

		final BufferedImage bare = SMALL.render(map);
		final BufferedImage titled = SMALL.withTitle("Title").render(map);

		assertTrue(titled.getHeight() > bare.getHeight());
		int bright = 0;
		for (int y = 0; y < titled.getHeight() - bare.getHeight(); y++)
			for (int x = 0; x < 100; x++)
				bright += (rgb(titled, x, y) >> 8 & 0xff) > 0xc0 ? 1 : 0;
		assertTrue(bright > 10);
	}

	@Test
	void samePictureEveryTime() {
		final Img<FloatType> map = filled(9, 8, 7, 2);

		assertArrayEquals(pixels(SMALL.render(map)), pixels(SMALL.render(map)));
	}

	@Test
	void fileHoldsThePictureAndNothingElseIsLeft(@TempDir final Path folder) throws IOException {
		final Path file = folder.resolve("map.png");
		Files.writeString(file, "an older file");
		final MapRow row = MapRow.of("z", filled(9, 8, 7, 2)).withUnit("z");

		SMALL.write(file, row);

		assertArrayEquals(pixels(SMALL.render(row)), pixels(ImageIO.read(file.toFile())));
		try (Stream<Path> files = Files.list(folder)) {
			assertEquals(List.of(file), files.toList());
		}
	}

	@Test
	void missingFolderIsNamed(@TempDir final Path folder) {
		final Path file = folder.resolve("none").resolve("map.png");

		final var error =
			assertThrows(NoSuchFileException.class, () -> SMALL.write(file, MapRow.of("", filled(3, 3, 1, 1))));
		assertEquals(file + ": its folder does not exist", error.getMessage());
	}

	@Test
	void unwritableTargetLeavesNothingBehind(@TempDir final Path folder) throws IOException {
		final Path target = Files.createDirectories(folder.resolve("map.png").resolve("full")).getParent();

		assertThrows(IOException.class, () -> SMALL.write(target, MapRow.of("", filled(3, 3, 1, 1))));
		assertFalse(Files.exists(folder.resolve("map.png.part")));
	}

	@Test
	void wrongInputIsNamed() {
		final MapRow z = MapRow.of("z", filled(3, 3, 2, 1));

		assertMessage("Slice mosaic: 'four' has 4 dimensions, expected 2 or 3",
			() -> MapRow.of("four", ArrayImgs.floats(2, 2, 2, 2)));
		assertMessage("Slice mosaic: map 'other' has 3 x 4 x 2 voxels, expected 3 x 3 x 2",
			() -> SMALL.render(z, MapRow.of("other", filled(3, 4, 2, 1))));
		assertMessage("Slice mosaic: mask of 'z' has 3 x 3 x 1 voxels, expected 3 x 3 x 2",
			() -> z.within(filled(3, 3, 1, 1)));
		assertMessage("Slice mosaic: map 'empty': got no finite voxel, expected at least 1",
			() -> SMALL.render(MapRow.of("empty", filled(3, 3, 2, Float.NaN))));
		assertMessage("Slice mosaic: maps: got none, expected at least 1", () -> SMALL.render());
		assertMessage("Slice mosaic: number of slices: got 0, expected at least 1", () -> SMALL.withSlices(0));
		assertMessage("Slice mosaic: number of columns: got -1, expected at least 1",
			() -> SMALL.withColumns(-1));
		assertMessage("Slice mosaic: width in pixels: got 10, expected 200 to 10000", () -> SMALL.withWidth(10));
		assertMessage(
			"Slice mosaic: columns on a page of 400 pixels: got 60, expected slices at least 8 pixels wide",
			() -> SMALL.withSlices(60).withColumns(60).render(filled(3, 3, 90, 1)));
		assertMessage("Colour limit of 'z': got NaN, expected a finite number above 0",
			() -> z.withLimit(Double.NaN));
		assertMessage("Threshold of 'z': got -1.0, expected a finite number, at least 0",
			() -> z.withThreshold(-1));
	}

	@Test
	void affineThatIsNoneIsRefused() {
		assertThrows(IllegalArgumentException.class, () -> SMALL.withAffine(new double[2][4]));
		assertThrows(IllegalArgumentException.class, () -> SMALL.withAffine(new double[4][3]));
		assertThrows(IllegalArgumentException.class, () -> SMALL.withAffine(new double[4][4]));
		assertThrows(IllegalArgumentException.class,
			() -> SMALL.withAffine(new double[][] { { 1, 0, 0, Double.NaN }, { 0, 1, 0, 0 }, { 0, 0, 1, 0 } }));
	}

	private static void assertMessage(final String expected, final Executable call) {
		assertEquals(expected, assertThrows(IllegalArgumentException.class, call).getMessage());
	}

	private static Img<FloatType> filled(final int nx, final int ny, final int nz, final float value) {
		final float[] values = new float[nx * ny * nz];
		Arrays.fill(values, value);
		return ArrayImgs.floats(values, nx, ny, nz);
	}

	private static int rgb(final BufferedImage picture, final int x, final int y) {
		return picture.getRGB(x, y) & 0xffffff;
	}

	private static int[] pixels(final BufferedImage picture) {
		return picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
	}

	private static boolean isRed(final int rgb) {
		return (rgb >> 16 & 0xff) > (rgb & 0xff) + 40;
	}

	private static boolean isBlue(final int rgb) {
		return (rgb & 0xff) > (rgb >> 16 & 0xff) + 28;
	}
}
