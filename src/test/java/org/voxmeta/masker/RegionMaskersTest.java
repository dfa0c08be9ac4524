package org.voxmeta.masker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertSameBits;

import java.util.List;
import java.util.stream.IntStream;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;
import org.voxmeta.grid.VoxelGrid;

/** Labels, maps and spheres that are absent, overlap, lie on other grids or are no such things. */
class RegionMaskersTest {

	private static final double[][] AFFINE = { { 2, 0, 0, -4 }, { 0, 2, 0, 0 }, { 0, 0, 2, 0 }, { 0, 0, 0, 1 } };

	@Test
	void labelsOutsideTheMaskAreLeftOutAndNoted() {
		final Masker masker = LabelsMasker.of(image(3, 1, 1, 0, 7, 7)).with("mask_img", image(0, 1, 0, 1, 0, 1));

		final FittedMasker fitted = masker.fit();

		assertEquals(List.of("1", "7"), names(fitted));
		assertEquals(List.of("Labels: 1 of 3 have no voxel in the mask on the images' grid: 3"), fitted.notes());
		assertArrayEquals(new double[] { 20, 60 }, signals(fitted, image(10, 20, 30, 40, 50, 60)));
		assertSameBits(new double[] { Double.NaN, 1, Double.NaN, Double.NaN, Double.NaN, 2 }, Images.values(fitted
			.inverseTransform(new double[] { 1, 2 }).values()), "image");
	}

	@Test
	void labelsOutsideTheMaskMayBeKeptAsZeros() {
		final FittedMasker fitted = LabelsMasker.of(image(3, 1, 1, 0, 7, 7)).with("mask_img", image(0, 1, 0, 1, 0,
			1)).with("keep_masked_labels", true).with(MaskerSettings.NONE.withMask(image(0, 1, 0, 1, 0, 1))).fit();

		assertEquals(List.of("1", "3", "7"), names(fitted));
		assertEquals(List.of("Labels: 1 of 3 have no voxel in the mask on the images' grid and the signal 0: 3"),
			fitted.notes());
		assertArrayEquals(new double[] { 20, 0, 60 }, signals(fitted, image(10, 20, 30, 40, 50, 60)));
		final double[] study = new double[3];
		fitted.studyRow(image(10, 20, 30, 40, 50, 60).values()).read(0, 3, study);
		assertSameBits(new double[] { 20, Double.NaN, 60 }, study, "study");
	}

	@Test
	void labelsMayHaveAnyTypeAndSign() {
		final long[] dims = { 3, 2 };
		final double[] wanted = { 60, 15, 40 };
		final GridImage image = image(10, 20, 30, 40, 50, 60);
		for (final GridImage labels : List.of(image(1, 1, 0, 2, 0, -5), GridImage.of(ArrayImgs.floats(
			new float[] { 1, 1, Float.NaN, 2, 0, -5 }, dims), AFFINE), GridImage.of(ArrayImgs.shorts(new short[] { 1,
				1, 0, 2, 0, -5 }, dims), AFFINE), GridImage.of(ArrayImgs.longs(new long[] { 1, 1, 0, 2, 0, -5 }, dims),
			AFFINE))) assertArrayEquals(wanted, signals(LabelsMasker.of(labels).fit(), image));
	}

	@Test
	void labelsThatAreNoWholeNumbersAreRefused() {
		assertEquals("Labels: got 1.5 at voxel (1 1), wanted whole numbers", message(LabelsMasker.of(image(0, 1, 2,
			3, 1.5, 2))));
		assertEquals("Labels: got Infinity at voxel (0 0), wanted whole numbers", message(LabelsMasker.of(image(
			Double.POSITIVE_INFINITY, 1, 2, 3, 1, 2))));
	}

	@Test
	void noLabelIsAnError() {
		assertEquals("Labels: got no label besides the background's, 4", message(LabelsMasker.of(image(4, 4, 4, 4,
			4, 4)).withBackground(4)));
		assertEquals("Labels: none of 2 labels has a voxel in the mask", message(LabelsMasker.of(image(1, 2, 0, 0,
			0, 0)).with("mask_img", image(0, 0, 1, 1, 1, 1))));
	}

	@Test
	void labelsMayHaveNamesWithOrWithoutTheBackgrounds() {
		final LabelsMasker masker = LabelsMasker.of(image(3, 1, 1, 0, 7, 7));

		assertEquals(List.of("a", "b", "c"), names(masker.withNames(List.of("a", "b", "c")).fit()));
		assertEquals(List.of("a", "b", "c"), names(masker.withNames(List.of("Background", "a", "b", "c")).fit()));
		assertEquals(List.of("b", "c"), names(masker.withNames(List.of("a", "b", "c")).with("mask_img", image(1, 0,
			0, 0, 1, 0)).fit()));
		assertEquals("Label names: got 2, wanted 3 for the labels [1, 3, 7]", message(masker.withNames(List.of("a",
			"b"))));
	}

	@Test
	void labelsMeetImagesOnTheGridThatIsWanted() {
		// each voxel of the labels is two of the image
		final GridImage labels = GridImage.of(ArrayImgs.bytes(new byte[] { 1, 2, 2, 3 }, 2, 2),
			new double[][] { { 4, 0, 0, 1 }, { 0, 4, 0, 1 }, { 0, 0, 4, 1 }, { 0, 0, 0, 1 } });
		final double[] values = IntStream.range(0, 32).mapToDouble(i -> i).toArray();
		final GridImage image = GridImage.of(ArrayImgs.doubles(values, 4, 4, 2), new double[][] { { 2, 0, 0, 0 },
			{ 0, 2, 0, 0 }, { 0, 0, 2, 0 }, { 0, 0, 0, 1 } });

		final FittedMasker onImages = LabelsMasker.of(labels).fit(List.of(image));
		final FittedMasker onLabels = LabelsMasker.of(labels).with(ResamplingTarget.LABELS).with("interpolation",
			"linear").fit(List.of(image));

		assertEquals("4x4x2", onImages.grid().size());
		assertEquals(1, onImages.notes().size());
		assertTrue(onImages.notes().get(0).startsWith("Labels of 2x2 voxels ("), onImages.notes()::toString);
		assertArrayEquals(new double[] { 10.5, 15.5, 20.5 }, signals(onImages, image), 1e-9);
		assertEquals("2x2", onLabels.grid().size());
		assertEquals(List.of(), onLabels.notes());
		assertArrayEquals(new double[] { 10.5, 15.5, 20.5 }, signals(onLabels, image), 1e-9);
		assertEquals("2x2", LabelsMasker.of(labels).fit().grid().size());
		final String message = assertThrows(IllegalArgumentException.class, () -> LabelsMasker.of(labels).with(
			ResamplingTarget.NONE).fit(List.of(image))).getMessage();
		assertTrue(message.startsWith("Images: 1 of 2 are on another grid than 'labels' (2x2, "), message);
	}

	@Test
	void whatLiesOutsideTheLabelsImageIsBackground() {
		final GridImage labels = GridImage.of(ArrayImgs.bytes(new byte[] { 0, 1, 1, 0 }, 2, 2), AFFINE);
		final GridImage image = GridImage.of(ArrayImgs.doubles(new double[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
			12 }, 4, 3), AFFINE);

		assertArrayEquals(new double[] { 3.5 }, signals(LabelsMasker.of(labels).fit(List.of(image)), image));
		assertArrayEquals(new double[] { 3.5 }, signals(LabelsMasker.of(labels).withBackground(1).fit(List.of(
			image)), image), "1 and 6");
	}

	@Test
	void mapsThatAreZeroInTheMaskAreLeftOutAndNoted() {
		final GridImage maps = GridImage.stack(List.of(image(1, 2, 0, 0, 0, 0), image(0, 0, 0, 0, 0, 3), image(0, 1,
			4, Double.NaN, 0, 0)));
		final Masker masker = MapsMasker.of(maps).with("mask_img", image(1, 1, 1, 1, 0, 0));
		final GridImage image = image(1, 12, 40, 9, 9, 9);

		final FittedMasker left = masker.fit();
		final FittedMasker kept = masker.with("keep_masked_maps", true).fit();

		assertEquals(List.of("1", "3"), names(left));
		assertEquals(List.of("Maps: 1 of 3 have no voxel in the mask on the images' grid: 2"), left.notes());
		assertArrayEquals(new double[] { 1, 10 }, signals(left, image), 1e-12);
		assertEquals(List.of("1", "2", "3"), names(kept));
		assertArrayEquals(new double[] { 1, 0, 10 }, signals(kept, image), 1e-12);
	}

	@Test
	void mapsThatCannotBeToldApartAreRefused() {
		final GridImage first = image(1, 2, 0, 4, 0, 0);
		final GridImage second = image(0, 1, 1, 0, 0, 0);
		final GridImage sum = image(1, 3, 1, 4, 0, 0);

		assertEquals("Maps: map 3 is a combination of those before it, wanted maps that can be told apart", message(
			MapsMasker.of(GridImage.stack(List.of(first, second, sum)))));
		assertEquals("Maps: none of 1 maps has a value other than 0 in the mask", message(MapsMasker.of(first).with(
			"mask_img", image(0, 0, 1, 0, 1, 1))));
	}

	@Test
	void mapsThatCannotBeToldApartInAStudyAreMissingThere() {
		final FittedMasker masker = MapsMasker.of(GridImage.stack(List.of(image(1, 2, 0, 0, 0, 0), image(0, 1, 1, 0,
			0, 0)))).fit();
		final double[] both = new double[2];
		final double[] second = new double[2];

		masker.studyRow(image(Double.NaN, 5, 0, 0, 0, 0).values()).read(0, 2, both);
		masker.studyRow(image(0, 0, 5, 0, 0, 0).values()).read(0, 2, second);

		assertSameBits(new double[] { Double.NaN, Double.NaN }, both, "one voxel for two maps");
		assertSameBits(new double[] { Double.NaN, 5 }, second, "no voxel of the first");
	}

	@Test
	void overlappingMapsMayBeRefused() {
		final Masker masker = MapsMasker.of(GridImage.stack(List.of(image(1, 2, 0, 0, 0, 0), image(0, 1, 3, 0, 0,
			0))));

		assertEquals(2, masker.fit().size());
		assertEquals("Maps: map 2 shares 1 voxels with maps before it, wanted no overlap, or allow_overlap",
			message(masker.with("allow_overlap", false)));
	}

	@Test
	void overlappingSpheresAreRefusedUnlessAllowed() {
		final SpheresMasker masker = SpheresMasker.of(new double[] { -4, 0, 0 }, new double[] { 0, 0, 0 })
			.withRadius(2);
		final GridImage image = image(10, 20, 30, 40, 50, 60);

		assertEquals(
			"Seeds: the spheres of seed 1 [-4.0, 0.0, 0.0] and seed 2 [0.0, 0.0, 0.0] share voxels, wanted none to,"
				+ " or allow_overlap", assertThrows(IllegalArgumentException.class, () -> masker.fit(List.of(image)))
				.getMessage());
		final FittedMasker fitted = masker.withAllowOverlap(true).fit(List.of(image));
		assertArrayEquals(new double[] { 70 / 3.0, 110 / 3.0 }, signals(fitted, image), 1e-12);
		// the shared voxel has the mean of both
		assertSameBits(new double[] { 1, 2, 3, 1, Double.NaN, 3 }, Images.values(fitted.inverseTransform(
			new double[] { 1, 3 }).values()), "image");
		assertEquals("seed 2 [0.0, 0.0, 0.0]", fitted.name(1));
	}

	@Test
	void spheresOfOneVoxelAverageNothing() {
		final GridImage image = image(10, 20, 30, 40, 50, 60);

		assertFalse(SpheresMasker.of(new double[] { -4, 0, 0 }).fit(List.of(image)).averages());
		assertTrue(SpheresMasker.of(new double[] { -4, 0, 0 }).withRadius(2).fit(List.of(image)).averages());
		assertFalse(ImageMasker.of(image).fit().averages());
		assertTrue(LabelsMasker.of(image(1, 1, 0, 0, 0, 0)).fit().averages());
		assertTrue(MapsMasker.of(image(1, 0, 0, 0, 0, 0)).fit().averages());
	}

	@Test
	void seedsOutsideTheImageAndSpheresOutsideTheMaskAreNamed() {
		final GridImage image = image(10, 20, 30, 40, 50, 60);

		assertEquals("Seeds: seed 2 [3.0, 0.0, 0.0] mm is at voxel [3.5, 0.0, 0.0], outside the image of 3x2",
			assertThrows(IllegalArgumentException.class, () -> SpheresMasker.of(new double[3], new double[] { 3, 0,
				0 }).fit(List.of(image))).getMessage());
		assertThrows(IllegalArgumentException.class, () -> SpheresMasker.of(new double[] { 0, 0, 4 }).fit(List.of(
			image)));
		assertEquals("Seeds: seed 1 [0.0, 0.0, 0.0] mm is outside the mask, which no voxel of its sphere meets",
			message(SpheresMasker.of(new double[3]).withRadius(1).with("mask_img", image(1, 1, 0, 1, 1, 1))));
		// the seed is outside the mask, but not all of its sphere
		assertEquals(40, signals(SpheresMasker.of(new double[3]).withRadius(2).with("mask_img", image(1, 1, 0, 1, 1,
			1)).fit(), image)[0]);
	}

	@Test
	void seedsNeedAPlace() {
		assertEquals("Seeds: got no image and no mask, wanted one to find their voxels in", message(
			SpheresMasker.of(new double[3])));
		assertEquals("Seeds: they are in millimetres, but the image has no affine that tells where its voxels are",
			assertThrows(IllegalArgumentException.class, () -> SpheresMasker.of(new double[3]).fit(List.of(
				GridImage.of(ArrayImgs.floats(3, 2), null)))).getMessage());
		assertEquals("Seeds: got an image of 2x2x2x2, wanted at most three axes of space", assertThrows(
			IllegalArgumentException.class, () -> SpheresMasker.of(new double[3]).fit(VoxelGrid.of(new long[] { 2, 2,
				2, 2 }, AFFINE))).getMessage());
		assertThrows(IllegalArgumentException.class, () -> SpheresMasker.of(new double[3]).fit(VoxelGrid.of(
			new long[] { 2, 2, 2 }, new double[4][4])));
	}

	@Test
	void theMaskMustBeThereWhereItIsTheTarget() {
		assertEquals("resampling_target: got mask, but there is no mask", message(MapsMasker.of(image(1, 0, 0, 0, 0,
			0)).with("resampling_target", "mask")));
	}

	private static GridImage image(final double... values) {
		return GridImage.of(ArrayImgs.doubles(values, 3, 2), AFFINE);
	}

	private static double[] signals(final FittedMasker masker, final GridImage image) {
		return masker.transform(image).toArrays()[0];
	}

	private static List<String> names(final FittedMasker masker) {
		return IntStream.range(0, masker.size()).mapToObj(masker::name).toList();
	}

	private static String message(final Masker masker) {
		return assertThrows(IllegalArgumentException.class, masker::fit).getMessage();
	}
}
