package org.voxmeta.masker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertSameBits;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.voxmeta.grid.Smoothing;
import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.masker.signal.Cleaning;
import org.voxmeta.masker.signal.Confounds;
import org.voxmeta.masker.signal.HighVarianceConfounds;
import org.voxmeta.masker.signal.SampleMask;
import org.voxmeta.stats.data.Signals;

/** A fitted masker transforms images of all kinds, whole series and studies' maps. */
class FittedMaskerTest {

	private static final double[][] AFFINE = { { 2, 0, 0, 0 }, { 0, 2, 0, 0 }, { 0, 0, 2, 0 }, { 0, 0, 0, 1 } };
	private static final VoxelGrid GRID = VoxelGrid.of(new long[] { 4, 3, 2 }, AFFINE);
	private static final int VOXELS = 24;

	@Test
	void valuesThatAreNotFiniteAreZeroInSignalsAndMissingInStudies() {
		final float[] values = new float[VOXELS];
		Arrays.fill(values, 2);
		values[1] = Float.NaN;
		values[2] = Float.NEGATIVE_INFINITY;
		values[3] = 0;
		final GridImage image = GridImage.of(ArrayImgs.floats(values, 4, 3, 2), AFFINE);
		final FittedMasker voxels = ImageMasker.of(ones()).fit();
		final FittedMasker region = LabelsMasker.of(ones()).fit();

		assertArrayEquals(new double[] { 2, 0, 0, 0, 2 }, Arrays.copyOf(voxels.transform(image).toArrays()[0], 5));
		assertSameBits(new double[] { 2, Double.NaN, Double.NaN, Double.NaN, 2 }, Arrays.copyOf(values(
			voxels.studyRow(image.values())), 5), "study");
		assertEquals(2 * 21 / 24.0, region.transform(image).toArrays()[0][0], 1e-12);
		assertEquals(2, values(region.studyRow(image.values()))[0], 1e-12);
	}

	@Test
	void aRegionWithoutAVoxelOfAStudyIsMissing() {
		final FittedMasker halves = LabelsMasker.of(labels(1, 12, 2, 12)).fit();
		final double[] values = new double[VOXELS];
		Arrays.fill(values, 12, 24, 5);

		assertSameBits(new double[] { Double.NaN, 5 }, values(halves.studyRow(ArrayImgs.doubles(values, 4, 3, 2))),
			"halves");
	}

	@Test
	void aRegionsMeanOfZeroIsAValue() {
		final double[] values = new double[VOXELS];
		for (int i = 0; i < VOXELS; i++)
			values[i] = i % 2 == 0 ? 1 : -1;

		assertEquals(0, values(LabelsMasker.of(ones()).fit().studyRow(ArrayImgs.doubles(values, 4, 3, 2)))[0]);
	}

	@Test
	void rowsStayInSinglePrecisionUnlessSomethingIsComputed() {
		final GridImage image = new RandomImages(1).image(GRID, 3, new FloatType());
		final Masker masker = ImageMasker.of(ones());

		assertInstanceOf(Signals.FloatRow.class, masker.fit().transform(image).row(2));
		assertInstanceOf(Signals.FloatRow.class, masker.fit().transform(image, Confounds.none(),
			SampleMask.ofIndices(0, 2)).row(1));
		assertInstanceOf(Signals.FloatRow.class, masker.fit().studyRow(image.sample(0)));
		assertInstanceOf(Signals.DoubleRow.class, masker.with("smoothing_fwhm", 3).fit().transform(image).row(2));
		assertInstanceOf(Signals.DoubleRow.class, masker.with("detrend", true).fit().transform(image).row(2));
	}

	@Test
	void smoothingAStudyLeavesItsHoles() {
		final double[] values = Images.values(new RandomImages(5).image(GRID, 1, new FloatType()).sample(0));
		values[3] = Double.NaN;
		values[7] = 0;

		final double[] row = values(ImageMasker.of(ones()).with("smoothing_fwhm", 3).fit().studyRow(
			ArrayImgs.doubles(values, 4, 3, 2)));

		final double[] smooth = Smoothing.ofFwhm(3).apply(values, GRID, "map");
		smooth[3] = Double.NaN;
		smooth[7] = Double.NaN;
		assertSameBits(smooth, row, "smooth");
	}

	@Test
	void cleaningIsThatOfTheWholeTable() {
		final GridImage series = new RandomImages(2).image(VoxelGrid.of(new long[] { 60, 50 }, AFFINE), 30,
			new FloatType());
		final Masker masker = ImageMasker.of(GridImage.of(ArrayImgs.bytes(ones(3000), 60, 50), AFFINE));
		final Confounds confounds = Confounds.of(new RandomImages(3).signals(30, 2));
		final SampleMask kept = SampleMask.ofIndices(0, 1, 2, 5, 6, 7, 8, 9, 11, 12, 15, 16, 20, 21, 22, 29);
		final double[][] plain = masker.fit().transform(series).toArrays();

		for (final String standardize : List.of("psc", "zscore", "zscore_sample")) {
			final Cleaning cleaning = Cleaning.withDefaults().withDetrend(true).with("standardize", standardize);
			assertRows(cleaning.clean(plain, confounds, kept), masker.with(masker.settings().with(cleaning)).fit()
				.transform(series, confounds, kept));
		}
		assertRows(Cleaning.withDefaults().clean(plain, confounds, kept), masker.fit().transform(series, confounds,
			kept));
	}

	@Test
	void fittingAndTransformingMayBeOneStep() {
		final GridImage series = new RandomImages(2).image(GRID, 6);
		final Masker masker = ImageMasker.of(ones()).with("detrend", true);
		final SampleMask kept = SampleMask.ofIndices(1, 2, 4);
		final Confounds confounds = Confounds.of(new RandomImages(3).signals(6, 1));

		assertRows(masker.fit().transform(series).toArrays(), masker.fitTransform(series));
		assertRows(masker.fit().transform(series, confounds, kept).toArrays(), masker.fitTransform(series, confounds,
			kept));
	}

	@Test
	void confoundsOfHighVarianceAreThoseOfAllVoxelsOfTheImage() {
		final GridImage series = new RandomImages(2).image(VoxelGrid.of(new long[] { 20, 15, 10 }, AFFINE), 30,
			new FloatType());
		final double[][] all = ImageMasker.of(GridImage.of(ArrayImgs.bytes(ones(3000), 20, 15, 10), AFFINE)).fit()
			.transform(series).toArrays();

		final double[][] wanted = HighVarianceConfounds.withDefaults().of(all).values();
		// three planes at a time, and the last one
		final double[][] got = VariableVoxels.confounds(series, HighVarianceConfounds.withDefaults(), 30 * 1000)
			.values();

		for (int t = 0; t < wanted.length; t++)
			assertSameBits(wanted[t], got[t], "sample " + t);
	}

	@Test
	void severalImagesAreTransformedEachByItself() {
		final FittedMasker masker = ImageMasker.of(ones()).with("detrend", true).fit();
		final List<GridImage> images = List.of(new RandomImages(1).image(GRID, 4), new RandomImages(2).image(GRID,
			6));
		final List<Confounds> confounds = List.of(Confounds.none(), Confounds.of(new RandomImages(3).signals(6,
			1)));
		final List<SampleMask> masks = List.of(SampleMask.ofIndices(0, 2, 3), SampleMask.all());

		final List<Signals> signals = masker.transformSingleImages(images, confounds, masks);

		assertEquals(List.of(3, 6), signals.stream().map(Signals::studies).toList());
		for (int i = 0; i < 2; i++)
			assertRows(masker.transform(images.get(i), confounds.get(i), masks.get(i)).toArrays(), signals.get(i));
		assertRows(masker.transform(images.get(1)).toArrays(), masker.transformSingleImages(images).get(1));
		assertEquals("Images: got 1 confounds, wanted 2, one for each image", message(() ->
			masker.transformSingleImages(images, confounds.subList(0, 1), masks)));
		assertEquals("Images: got 1 sample masks, wanted 2, one for each image", message(() -> masker
			.transformSingleImages(images, confounds, masks.subList(0, 1))));
	}

	@Test
	void whatDoesNotFitTheSeriesIsRefusedBeforeItIsRead() {
		final FittedMasker masker = ImageMasker.of(ones()).fit();
		final GridImage series = new RandomImages(1).image(GRID, 4);

		assertEquals("Confounds: got 3 rows, wanted 4, one for each sample", message(() -> masker.transform(series,
			Confounds.of(new double[][] { { 1 }, { 2 }, { 3 } }), SampleMask.all())));
		assertEquals("Sample mask: got sample 4, wanted at most 3 as there are 4 samples", message(() ->
			masker.transform(series, Confounds.none(), SampleMask.ofIndices(0, 4))));
		assertEquals("Sample mask: got 5 values, wanted 4, one for each sample", message(() -> masker.transform(
			series, Confounds.none(), SampleMask.ofBooleans(true, true, true, true, false))));
		assertEquals("Runs: got 2 labels, wanted 4, one for each sample", message(() -> ImageMasker.of(ones()).with(
			"runs", new int[] { 1, 2 }).fit().transform(series)));
	}

	@Test
	void imagesOfOtherSizesNeedAnAffine() {
		final FittedMasker masker = ImageMasker.of(ones()).fit();

		assertEquals(
			"Resampling: the image of 5x3x2 voxels has no affine, wanted one that says where its voxels are", message(
			() -> masker.transform(GridImage.of(ArrayImgs.floats(5, 3, 2), null))));
		assertEquals(
			"Resampling: got an image of 2x2x2x2 voxels for the grid 4x3x2, wanted at most three axes of space in"
			+ " both", message(() -> masker.transform(GridImage.of(ArrayImgs.floats(2, 2, 2, 2), AFFINE))));
		assertEquals("Image: got size [5, 3, 2], wanted [4, 3, 2] as the mask", message(() -> masker.studyRow(
			ArrayImgs.floats(5, 3, 2))));
	}

	@Test
	void smoothingNeedsVoxelSizesWhereverTheyAreKnown() {
		final GridImage image = GridImage.of(ArrayImgs.floats(4, 3, 2), null);
		final GridImage mask = GridImage.of(ArrayImgs.bytes(ones(VOXELS), 4, 3, 2), null);
		final Masker masker = ImageMasker.of(mask).with("smoothing_fwhm", 4);

		assertEquals("FWHM: got 4 mm, but 'image' does not say how large its voxels are", message(() -> masker.fit()
			.transform(image)));
		assertEquals(1, masker.fit().transform(new RandomImages(1).image(GRID, 1)).studies());
		assertEquals(1, masker.fit(GRID).transform(image).studies());
		assertEquals(1, masker.with("mask_img", ones()).fit().transform(image).studies());
		assertEquals(1, masker.with("smoothing_fwhm", "fast").fit().transform(image).studies());
	}

	@Test
	void progressCanCancel() {
		final FittedMasker masker = ImageMasker.of(ones()).fit();

		assertThrows(CancellationException.class, () -> masker.transform(new RandomImages(1).image(GRID, 9),
			Confounds.none(), SampleMask.all(), 1, (stage, done, total) -> done < 3));
	}

	@Test
	void anotherNumberOfSignalsCannotBePutBack() {
		final FittedMasker masker = LabelsMasker.of(labels(1, 12, 2, 12)).fit();

		for (final Executable wrong : List.<Executable>of(() -> masker.inverseTransform(new double[3]), () -> masker
			.inverseTransform(new double[4][3]), () -> masker.map(new double[3], 0), () -> masker.voxelValues(
				new double[3])))
			assertEquals("Signals: got 3 of an image, wanted 2 as the masker has", message(wrong));
	}

	@Test
	void mapsAreInSinglePrecisionWithAValueOutside() {
		final Img<FloatType> map = LabelsMasker.of(labels(0, 12, 2, 12)).fit().map(new double[] { 0.1 }, -1);

		final double[] wanted = new double[VOXELS];
		Arrays.fill(wanted, 0, 12, -1);
		Arrays.fill(wanted, 12, 24, 0.1f);
		assertSameBits(wanted, Images.values(map), "map");
	}

	@Test
	void notesTellOfResamplingAndOfTheCleaning() {
		final FittedMasker masker = ImageMasker.of(ones()).with("low_pass", 0.4).with("t_r", 2).fit();
		final GridImage series = new RandomImages(1).image(VoxelGrid.of(new long[] { 2, 2, 2 }, AFFINE), 50);

		final List<String> notes = masker.notes(series, Confounds.none(), SampleMask.all());

		assertEquals(2, notes.size(), notes::toString);
		assertTrue(notes.get(0).startsWith("Images of 2x2x2 voxels ([2.000 0.000 0.000 0.000]"), notes.get(0));
		assertTrue(notes.get(0).endsWith(
			"are brought to the masker's grid of 4x3x2 ([2.000 0.000 0.000 0.000] [0.000 2.000"
			+ " 0.000 0.000] [0.000 0.000 2.000 0.000]), continuous"), notes.get(0));
		assertEquals(List.of(), ImageMasker.of(ones()).fit().notes(new RandomImages(1).image(GRID, 3),
			Confounds.none(), SampleMask.all()));
	}

	@Test
	void theKeyIsAnotherOneWhereSignalsAre() {
		final GridImage labels = labels(1, 12, 2, 12);
		final GridImage shifted = GridImage.of(labels.values(), new double[][] { { 2, 0, 0, 1e-9 }, { 0, 2, 0, 0 },
			{ 0, 0, 2, 0 }, { 0, 0, 0, 1 } });
		final Masker maps = MapsMasker.of(GridImage.stack(List.of(labels, labels(3, 4, 0, 20))));
		final List<Masker> different = new ArrayList<>(List.of(ImageMasker.of(labels), ImageMasker.of(labels(0, 1,
			1, 23)), ImageMasker.of(shifted), ImageMasker.of(GridImage.of(labels.values(), null)), LabelsMasker.of(
			labels), LabelsMasker.of(labels(1, 11, 2, 13)), LabelsMasker.of(labels).with(RegionStatistic.SUM),
				LabelsMasker.of(labels).withBackground(2), LabelsMasker.of(labels).with("mask_img", labels(0, 1, 1, 23)),
					maps, MapsMasker.of(GridImage.stack(List.of(labels, labels(3, 4, 1, 20)))), SpheresMasker.of(
						new double[3]).with("mask_img", ones()), SpheresMasker.of(new double[] { 2, 2, 2 }).with("mask_img",
							ones()), SpheresMasker.of(new double[3]).withRadius(3).with("mask_img", ones())));
		for (final Object fwhm : new Object[] { 4, 4.000001, new double[] { 4, 4, 5 }, "fast" })
			different.add(ImageMasker.of(labels).with("smoothing_fwhm", fwhm));

		final Set<String> keys = new HashSet<>();
		for (final Masker masker : different)
			assertTrue(keys.add(masker.fit().key()), () -> masker.name() + " " + masker.parameters());

		for (final Masker masker : different)
			assertFalse(keys.add(masker.fit().key()));
		assertFalse(keys.add(LabelsMasker.of(labels).withNames(List.of("a", "b")).with("outside", 0).fit().key()));
	}

	private static GridImage ones() {
		return GridImage.of(ArrayImgs.bytes(ones(VOXELS), 4, 3, 2), AFFINE);
	}

	private static byte[] ones(final int voxels) {
		final byte[] ones = new byte[voxels];
		Arrays.fill(ones, (byte) 1);
		return ones;
	}

	/** An image of some voxels of one label, then some of another. */
	private static GridImage labels(final int first, final int voxels, final int second, final int more) {
		final byte[] labels = new byte[voxels + more];
		Arrays.fill(labels, 0, voxels, (byte) first);
		Arrays.fill(labels, voxels, labels.length, (byte) second);
		return GridImage.of(ArrayImgs.bytes(labels, 4, 3, 2), AFFINE);
	}

	private static void assertRows(final double[][] wanted, final Signals got) {
		assertEquals(wanted.length, got.studies());
		for (int t = 0; t < wanted.length; t++)
			assertSameBits(wanted[t], got.toArrays()[t], "sample " + t);
	}

	private static double[] values(final Signals.Row row) {
		final double[] values = new double[row.length()];
		row.read(0, values.length, values);
		return values;
	}

	private static String message(final Executable action) {
		return assertThrows(IllegalArgumentException.class, action).getMessage();
	}
}
