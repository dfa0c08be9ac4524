package org.voxmeta.masker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.voxmeta.Numbers.assertSameBits;

import java.util.Arrays;
import java.util.List;

import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.Test;
import org.voxmeta.grid.BoundingGrid;
import org.voxmeta.grid.Gaps;
import org.voxmeta.grid.Interpolation;
import org.voxmeta.grid.Resampling;
import org.voxmeta.grid.Smoothing;
import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.masker.mask.BackgroundMask;
import org.voxmeta.masker.mask.EpiMask;
import org.voxmeta.masker.mask.MaskCleaning;
import org.voxmeta.masker.mask.MaskStrategy;

/** Voxels of a mask that is given, made of images, or on another grid than they are. */
class ImageMaskerTest {

	private static final double[][] AFFINE = { { 2, 0, 0, -4 }, { 0, 3, 0, 1 }, { 0, 0, 2.5, 7 }, { 0, 0, 0,
		1 } };
	private static final VoxelGrid GRID = VoxelGrid.of(new long[] { 6, 5, 4 }, AFFINE);

	@Test
	void withoutAMaskItIsMadeOfTheMeanOfAllSamples() {
		final GridImage first = new RandomImages(1).image(GRID, 3, new FloatType());
		final GridImage second = new RandomImages(2).image(GRID, 1, new DoubleType());
		final double[] mean = new double[120];
		for (final GridImage image : List.of(first, second))
			for (int t = 0; t < image.samples(); t++) {
				final double[] values = Images.values(image.sample(t));
				for (int i = 0; i < mean.length; i++)
					mean[i] += values[i] / 4;
			}

		for (final MaskStrategy strategy : List.of(EpiMask.withDefaults().withCleaning(MaskCleaning.NONE),
			BackgroundMask.withDefaults().withBorderSize(1))) {
			final VoxelMask wanted = strategy.maskOf(ArrayImgs.doubles(mean, 6, 5, 4));
			assertArrayEquals(wanted.indices(), ImageMasker.withDefaults().with(strategy).fit(List.of(first, second))
				.mask().indices(), strategy.name());
		}
	}

	@Test
	void theStrategyIsTheBackgroundUnlessSetAndUnusedWithAMask() {
		final float[] values = new float[64];
		Arrays.fill(values, 20, 30, 5);
		final GridImage image = GridImage.of(ArrayImgs.floats(values, 8, 8), null);

		assertEquals(10, ImageMasker.withDefaults().fit(List.of(image)).size());
		assertEquals(64, ImageMasker.of(GridImage.of(ArrayImgs.bytes(ones(64), 8, 8), null)).fit(List.of(image))
			.size());
		assertEquals("20 30", "" + ImageMasker.withDefaults().fit(List.of(image)).mask().index(0) + " "
			+ (ImageMasker.withDefaults().fit(List.of(image)).mask().index(9) + 1));
	}

	@Test
	void imagesOnAnotherGridAreResampledThenSmoothed() {
		final GridImage image = new RandomImages(3).image(VoxelGrid.of(new long[] { 7, 7, 6 },
			new double[][] { { 1.9, 0.2, 0, -3 }, { -0.1, 2.6, 0, 0 }, { 0, 0.3, 2, 6 }, { 0, 0, 0, 1 } }), 2,
			new FloatType());
		final Masker masker = ImageMasker.of(mask());
		for (final Interpolation interpolation : Interpolation.values()) {
			final double[] resampled = Resampling.onto(GRID).with(interpolation).with(Gaps.NILEARN).apply(
				Images.values(image.sample(1)), image.grid());
			final double[] smooth = Smoothing.ofFwhm(4).apply(resampled, GRID, "image");

			assertTaken(resampled, masker.with("interpolation", interpolation.key()).fit(), image);
			assertTaken(smooth, masker.with("interpolation", interpolation.key()).with("smoothing_fwhm", 4).fit(),
				image);
		}
	}

	@Test
	void maskAndImagesAreBroughtToATarget() {
		final VoxelGrid target = VoxelGrid.of(new long[] { 4, 4, 3 }, new double[][] { { 3, 0, 0, -4 }, { 0, 3, 0,
			1 }, { 0, 0, 3, 7 }, { 0, 0, 0, 1 } });
		final GridImage image = new RandomImages(3).image(GRID, 2, new FloatType());

		final FittedMasker masker = ImageMasker.of(mask()).withTarget(target).fit();

		assertEquals(target.size(), masker.grid().size());
		final double[] mask = Resampling.onto(target).with(Interpolation.NEAREST).apply(Images.values(mask().sample(
			0)), GRID);
		assertArrayEquals(VoxelMask.of(ArrayImgs.doubles(mask, 4, 4, 3)).indices(), masker.mask().indices());
		assertTaken(Resampling.onto(target).with(Interpolation.CONTINUOUS).with(Gaps.NILEARN).apply(Images.values(
			image.sample(1)), GRID), masker, image);
	}

	@Test
	void targetAxesAloneAreThoseOfABoundingGrid() {
		final double[][] axes = { { 4, 0, 0 }, { 0, 4, 0 }, { 0, 0, 4 } };

		final FittedMasker masker = ImageMasker.of(mask()).with("target_affine", axes).fit();

		assertEquals(BoundingGrid.of(GRID, axes).affineText(), masker.grid().affineText());
		assertEquals(BoundingGrid.of(GRID, axes).size(), masker.grid().size());
	}

	@Test
	void aTargetNeedsAffineAndShape() {
		assertEquals("Target: got no affine and a shape, wanted 4x4 with a shape, or 3x3 without", message(
			ImageMasker.of(mask()).with("target_shape", List.of(3, 3, 3))));
		assertEquals("Target: got an affine of 4x4 and no shape, wanted 4x4 with a shape, or 3x3 without", message(
			ImageMasker.of(mask()).with("target_affine", AFFINE)));
	}

	@Test
	void noMaskAndNoImageIsAnError() {
		assertEquals("Mask: got none, and no images to make one of", message(ImageMasker.withDefaults()));
	}

	@Test
	void anEmptyMaskIsAnError() {
		assertEquals(
			"Mask: the strategy background finds no voxel in the images, wanted a mask or another strategy",
				assertThrows(IllegalArgumentException.class, () -> ImageMasker.withDefaults().fit(List.of(GridImage.of(
				ArrayImgs.floats(5, 5), null)))).getMessage());
		assertEquals("Mask: got 0 of 6 voxels, wanted at least 1 that is not 0", message(ImageMasker.of(
			GridImage.of(ArrayImgs.floats(new float[] { 0, Float.NaN, 0, 0, 0, 0 }, 3, 2), null))));
	}

	@Test
	void oneVoxelIsEnough() {
		final FittedMasker masker = ImageMasker.of(GridImage.of(ArrayImgs.bytes(new byte[] { 0, 0, 1, 0, 0, 0 }, 3,
			2), null)).fit();

		assertEquals(7, masker.transform(GridImage.of(ArrayImgs.ints(new int[] { 1, 3, 7, 4, 5, 6 }, 3, 2), null))
			.toArrays()[ 0][0]);
		assertEquals("2 0", masker.name(0));
	}

	private static void assertTaken(final double[] image, final FittedMasker masker, final GridImage series) {
		final double[] wanted = Arrays.stream(masker.mask().indices()).mapToDouble(i -> Double.isFinite(image[i])
			? image[i] : 0).toArray();
		assertSameBits(wanted, masker.transform(series).toArrays()[1], "image");
	}

	private static GridImage mask() {
		return new RandomImages(9).mask(GRID);
	}

	private static byte[] ones(final int voxels) {
		final byte[] ones = new byte[voxels];
		Arrays.fill(ones, (byte) 1);
		return ones;
	}

	private static String message(final Masker masker) {
		return assertThrows(IllegalArgumentException.class, masker::fit).getMessage();
	}
}
