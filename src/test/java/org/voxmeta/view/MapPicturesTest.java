package org.voxmeta.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxmeta.grid.cluster.ClusterSearch.Sign;

/** Pictures of slices and projections: what is where, and in which colour. */
class MapPicturesTest {

	private static final int[] SIZE = { 21, 25, 19 };
	/** Right is +x; the first voxel is at the left, or at the right. */
	private static final double[][] RAS = { { 2, 0, 0, -20 }, { 0, 2, 0, -24 }, { 0, 0, 2, -18 }, { 0, 0, 0,
		1 } };
	private static final double[][] LAS = { { -2, 0, 0, 20 }, { 0, 2, 0, -24 }, { 0, 0, 2, -18 }, { 0, 0, 0,
		1 } };
	private static final SlicePicture SLICES = SlicePicture.withDefaults().withWidth(300);
	private static final GlassBrain GLASS = GlassBrain.withDefaults().withWidth(300);

	/**
	 * A blob right of the middle is drawn right of the middle, left with radiological sides, however voxels
	 * are stored.
	 */
	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void rightIsOnItsSideWhateverTheOrderOfVoxels(final boolean radiological) {
		for (final double[][] affine : new double[][][] { RAS, LAS })
			for (final Plane plane : new Plane[] { Plane.AXIAL, Plane.CORONAL }) {
				final BufferedImage picture = SLICES.withPlanes(List.of(plane)).withSlices(1).withRadiological(
					radiological)
					.render(blob(affine, 12, 0, 0, 5).withThreshold(3, Sign.BOTH));

				final int[] ends = columns(picture, 0);
				final double[] centre = centre(sub(picture, ends), true);
				final double share = share(centre, ends);
				assertEquals(radiological ? 5.5 / 23 : 17.5 / 23, share, 0.04, plane + " " + centre[0]);
			}
	}

	/** From the left, the three views: front on the right, then left on the left twice. */
	@Test
	void theGlassBrainShowsABlobInAllThreeViewsAtItsPlace() {
		for (final double[][] affine : new double[][][] { RAS, LAS }) {
			final BufferedImage picture = GLASS.render(blob(affine, 12, 14, 10, 5).withThreshold(3, Sign.BOTH));

			final double[][] blobs = new double[3][];
			final int[][] spans = new int[3][];
			int from = 0;
			for (int view = 0; view < 3; view++) {
				final int[] ends = columns(picture, from);
				spans[view] = ends;
				blobs[view] = centre(sub(picture, ends), true);
				from = ends[1] + 2;
			}
			// voxel 19 of 25 from the back, 16 of 21 from the left
			assertEquals(19.5 / 25, share(blobs[0], spans[0]), 0.04);
			assertEquals(16.5 / 21, share(blobs[1], spans[1]), 0.04);
			assertEquals(16.5 / 21, share(blobs[2], spans[2]), 0.04);
			assertTrue(blobs[0][1] < picture.getHeight() / 2.0 && blobs[2][1] < picture.getHeight() / 2.0);
		}
	}

	@Test
	void theStrongerSignHidesTheOtherUnlessOnlyThatIsWanted() {
		final MapScene both = blob(RAS, 0, 0, -10, 5, 0, 0, 10, -7).withThreshold(3, Sign.BOTH);

		final BufferedImage strong = GLASS.render(both);
		final BufferedImage positive = GLASS.render(both.withThreshold(3, Sign.POSITIVE));

		// from above, both are in one line
		final int[] axial = axialColumns(strong);
		assertEquals(0, count(strong, axial, true));
		assertTrue(count(strong, axial, false) > 50);
		assertTrue(count(positive, axialColumns(positive), true) > 50);
		assertEquals(0, count(positive, axialColumns(positive), false));
	}

	@Test
	void slicesStandAtThePlacesAskedFor() {
		final MapScene scene = blob(RAS, 0, 0, 10, 5).withThreshold(3, Sign.BOTH);

		assertTrue(coloured(SLICES.withPositions(10).render(scene)) > 50);
		assertEquals(0, coloured(SLICES.withPositions(-10).render(scene)));
		assertTrue(coloured(SLICES.withPlanes(List.of(Plane.SAGITTAL)).withPositions(0).render(scene)) > 50);
	}

	@Test
	void slicesAreWhereThereIsSomethingToSee() {
		final MapScene scene = blob(RAS, 0, 0, 10, 5).withThreshold(3, Sign.BOTH);

		final BufferedImage picture = SLICES.withSlices(3).render(scene);

		int from = 0;
		for (int slice = 0; slice < 3; slice++) {
			final int[] ends = columns(picture, from);
			assertTrue(count(picture, ends, true) > 10, "slice " + slice);
			from = ends[1] + 2;
		}
	}

	@Test
	void missingVoxelsShowThePageOrTheTemplate() {
		final float[] map = new float[900];
		Arrays.fill(map, 2);
		for (int y = 10; y < 20; y++)
			Arrays.fill(map, y * 30 + 10, y * 30 + 20, Float.NaN);
		final float[] template = new float[900];
		for (int i = 0; i < 900; i++)
			template[i] = 1 + i % 30;
		final MapScene scene = MapScene.of(map, 30, 30, 1);

		final BufferedImage alone = SLICES.render(scene);
		final BufferedImage over = SLICES.render(scene.withTemplate(template));

		final int[] ends = columns(alone, 0);
		final int middle = (ends[0] + ends[1]) / 2;
		assertEquals(0x0d1117, alone.getRGB(middle, alone.getHeight() / 2) & 0xffffff);
		assertTrue(isGrey(over.getRGB((columns(over, 0)[0] + columns(over, 0)[1]) / 2, over.getHeight() / 2)));
		assertNotEquals(0x0d1117, over.getRGB((columns(over, 0)[0] + columns(over, 0)[1]) / 2, over
			.getHeight() / 2) & 0xffffff);
	}

	@Test
	void zerosAreBackgroundWhereThereIsNoNaN() {
		final float[] map = new float[100];
		map[55] = 3;

		assertEquals(99, countNaN(MapScene.of(map, 10, 10, 1)));
		map[0] = Float.NaN;
		assertEquals(1, countNaN(MapScene.of(map, 10, 10, 1)));
	}

	@Test
	void opacityMixesTheMapIntoTheTemplate() {
		final float[] map = new float[400];
		Arrays.fill(map, 5);
		final float[] template = new float[400];
		Arrays.fill(template, 100);
		final MapScene scene = MapScene.of(map, 20, 20, 1).withTemplate(template).withLimit(10);

		final int half = middle(SLICES.render(scene.withOpacity(0.5)));
		final int none = middle(SLICES.render(scene.withOpacity(0)));
		final int all = middle(SLICES.render(scene));

		assertTrue(isGrey(none));
		for (int shift = 0; shift <= 16; shift += 8)
			assertEquals(((none >> shift & 0xff) + (all >> shift & 0xff)) / 2.0, half >> shift & 0xff, 1);
	}

	@Test
	void plainImagesAreProjectedFromOneSide() {
		final float[] map = new float[400];
		Arrays.fill(map, 5);
		final BufferedImage picture = GLASS.render(MapScene.of(map, 20, 20, 1));

		final int[] first = columns(picture, 0);
		assertTrue(first[1] - first[0] > 0.5 * picture.getWidth());
	}

	@Test
	void samePictureEveryTime() {
		final MapScene scene = blob(RAS, 4, 2, 0, 5);

		for (final Page page : Page.values()) {
			assertEquals(hash(SLICES.on(page).render(scene)), hash(SLICES.on(page).render(scene)));
			assertEquals(hash(GLASS.on(page).render(scene)), hash(GLASS.on(page).render(scene)));
			assertEquals(page.paper(), GLASS.on(page).render(scene).getRGB(0, 0) & 0xffffff);
		}
	}

	@Test
	void widthIsTheOneAskedForUnlessPicturesWouldBeTooTall() {
		assertEquals(300, SLICES.withSlices(7).render(blob(RAS, 0, 0, 0, 5).withThreshold(0, Sign.BOTH))
			.getWidth(), 8);
		assertTrue(SLICES.withSlices(1).render(blob(RAS, 0, 0, 0, 5)).getWidth() < 300);
	}

	@Test
	void mistakesAreExplained() {
		final MapScene scene = blob(RAS, 0, 0, 0, 5);

		assertMessage("Positions: got 99.0, wanted places from z = \u221218 mm to z = 18 mm", (
			) -> SLICES.withPositions(99)
			.render(scene));
		assertMessage("Slices: plane: got coronal, wanted axial, as the image is 2-D", () -> SLICES.withPlanes(
			List.of(
			Plane.CORONAL)).render(MapScene.of(new float[] { 1, 2, 3, 4 }, 2, 2, 1)));
		assertMessage("Slices: image: got no voxel to see, wanted at least 1 that is neither 0 nor NaN", (
			) -> SLICES.render(
			MapScene.of(new float[8], 2, 2, 2)));
		assertMessage("Glass brain: got no voxel to see, wanted at least 1 that is neither 0 nor NaN", (
			) -> GLASS.render(MapScene
			.of(new float[8], 2, 2, 2)));
		assertMessage("Picture: got 3 values, wanted those of [2, 2, 1] voxels", () -> MapScene.of(new float[3], 2,
			2, 1));
		assertMessage("Template: got 3 voxels, wanted 4", () -> MapScene.of(new float[4], 2, 2, 1).withTemplate(
			new float[3]));
		assertMessage("Plane: got 'top', wanted axial, coronal, sagittal", () -> Plane.parse("top"));
		assertMessage("Page: got 'red', wanted dark or light", () -> Page.parse("red"));
		assertMessage("Limit: got 0.0, wanted a number above 0", () -> scene.withLimit(0));
		assertMessage("Slices: width: got 10, wanted 200 to 10000 pixels", () -> SLICES.withWidth(10));
		assertMessage("Opacity: got 2.0, wanted 0 to 1", () -> scene.withOpacity(2));
	}

	private static void assertMessage(final String wanted,
		final org.junit.jupiter.api.function.Executable call) {
		assertEquals(wanted, assertThrows(IllegalArgumentException.class, call).getMessage());
	}

	/** An ellipsoid of values of 1 with balls of given values at places in mm, NaN outside. */
	private static MapScene blob(final double[][] affine, final double... placesAndValues) {
		final float[] map = new float[SIZE[0] * SIZE[1] * SIZE[2]];
		for (int i = 0; i < map.length; i++) {
			final double x = affine[0][0] * (i % SIZE[0]) + affine[0][3];
			final double y = affine[1][1] * (i / SIZE[0] % SIZE[1]) + affine[1][3];
			final double z = affine[2][2] * (i / SIZE[0] / SIZE[1]) + affine[2][3];
			map[i] = 0.5f;
			for (int b = 0; b < placesAndValues.length; b += 4)
				if (Math.hypot(Math.hypot(x - placesAndValues[b], y - placesAndValues[b + 1]), z - placesAndValues[b
					+ 2]) < 4.5)
					map[i] = (float) placesAndValues[b + 3];
		}
		// some voxel below 0, so that colours are those of signed maps
		map[0] = -0.5f;
		return MapScene.of(map, SIZE).withAffine(affine).withLimit(12);
	}

	/**
	 * First and last column of the next picture: columns from which on there is a run of ink as wide as a
	 * picture.
	 */
	private static int[] columns(final BufferedImage picture, final int from) {
		final int row = picture.getHeight() / 2;
		int left = from;
		while (true) {
			while (!ink(picture, left, row))
				left++;
			int right = left;
			while (right + 1 < picture.getWidth() && ink(picture, right + 1, row))
				right++;
			if (right - left > 12) return new int[] { left, right };
			left = right + 1;
		}
	}

	private static boolean ink(final BufferedImage picture, final int x, final int row) {
		// not the letters above and the places below
		for (int y = row - picture.getHeight() / 4; y < row + picture.getHeight() / 4; y++)
			if (picture.getRGB(x, y) != picture.getRGB(0, 0)) return true;
		return false;
	}

	private static int[] axialColumns(final BufferedImage picture) {
		return columns(picture, columns(picture, columns(picture, 0)[1] + 2)[1] + 2);
	}

	private static BufferedImage sub(final BufferedImage picture, final int[] columns) {
		return picture.getSubimage(columns[0], 0, columns[1] - columns[0] + 1, picture.getHeight());
	}

	private static double share(final double[] blob, final int[] span) {
		return (blob[0] + 0.5) / (span[1] - span[0] + 1);
	}

	/** Centre of the pixels that are red, or blue. */
	private static double[] centre(final BufferedImage picture, final boolean red) {
		double n = 0;
		final double[] sum = new double[2];
		for (int y = 0; y < picture.getHeight(); y++)
			for (int x = 0; x < picture.getWidth(); x++)
				if (isColoured(picture.getRGB(x, y), red)) {
					n++;
					sum[0] += x;
					sum[1] += y;
				}
		assertTrue(n > 10, "coloured pixels: " + n);
		return new double[] { sum[0] / n, sum[1] / n };
	}

	private static int coloured(final BufferedImage picture) {
		return count(picture, columns(picture, 0), true);
	}

	private static int count(final BufferedImage picture, final int[] columns, final boolean red) {
		int n = 0;
		for (int y = 0; y < picture.getHeight(); y++)
			for (int x = columns[0]; x <= columns[1]; x++)
				if (isColoured(picture.getRGB(x, y), red)) n++;
		return n;
	}

	private static boolean isColoured(final int rgb, final boolean red) {
		final int difference = (rgb >> 16 & 0xff) - (rgb & 0xff);
		return red ? difference > 60 : -difference > 60;
	}

	private static boolean isGrey(final int rgb) {
		return (rgb >> 16 & 0xff) == (rgb & 0xff) && (rgb >> 8 & 0xff) == (rgb & 0xff);
	}

	private static int middle(final BufferedImage picture) {
		final int[] ends = columns(picture, 0);
		return picture.getRGB((ends[0] + ends[1]) / 2, picture.getHeight() / 2) & 0xffffff;
	}

	private static int countNaN(final MapScene scene) {
		return 100 - SliceView.ofGrid().slice(scene.map(), 0).count();
	}

	private static int hash(final BufferedImage picture) {
		return Arrays.hashCode(picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0,
			picture.getWidth()));
	}
}
