package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiIntent;
import org.voxmeta.image.NiftiReader;
import org.voxmeta.image.NiftiType;
import org.voxmeta.image.NiftiWriter;
import org.voxmeta.stats.correction.Correction;
import org.voxmeta.stats.effectsize.Conversions;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;

class MapThresholdsTest {

	private static final long[] DIMS = { 9, 8, 7 };
	private static final int VOXELS = 504;

	@TempDir
	Path folder;

	@Test
	void correctedThresholdsShowWhatTheCorrectionHasSurvive() throws IOException {
		for (int seed = 0; seed < 40; seed++) {
			final InputImage z = image("z", NiftiIntent.ZSCORE, noise(seed, 0.4 + 0.1 * seed));
			final MapThresholds thresholds = MapPreparation.withDefaults().run(z, Progress.NONE).thresholds();

			for (final Correction correction : List.of(Correction.FDR_BH, Correction.BONFERRONI)) {
				final double[] p = MapCorrection.of(correction).run(z, null, null).values(MapKind.P);
				final ThresholdMark mark = thresholds.marks().get(correction == Correction.FDR_BH ? 1 : 2);
				int survivors = 0;
				for (int j = 0; j < VOXELS; j++) {
					final double size = Math.abs(z(z, j));
					assertEquals(p[j] <= 0.05, mark.isReached() && size >= mark.value(), mark + ", " + size + ", " + p[j]);
					if (p[j] <= 0.05) survivors++;
				}
				assertEquals(survivors, mark.voxels());
			}
		}
	}

	@Test
	void uncorrectedIsThatOfTheNormalDistribution() throws IOException {
		final PreparedMap z = MapPreparation.withDefaults().run(image("z", NiftiIntent.ZSCORE, noise(1, 2)),
			Progress.NONE);

		assertEquals(3.290526731491926, z.thresholds().parse(""), 1e-12);
		assertEquals(3.290526731491926, z.thresholds().parse("p<0.001"), 1e-12);
		assertEquals(1.959963984540054, z.thresholds().parse("p 0.05"), 1e-12);
		assertEquals(0.05, z.thresholds().p(1.959963984540054).orElseThrow(), 1e-12);
		assertEquals("z", z.thresholds().unit());
	}

	@Test
	void mapsOfPAreShownAsLogs() throws IOException {
		final double[] p = IntStream.range(0, VOXELS).mapToDouble(j -> Conversions.pOfZ(noise(5, 3)[j])).toArray();

		final PreparedMap prepared = MapPreparation.withDefaults().run(image("p", NiftiIntent.PVAL, p),
			Progress.NONE);

		assertEquals(3, prepared.thresholds().parse("uncorrected"), 1e-12);
		assertEquals(-Math.log10((float) p[7]), prepared.image().img().getAt(7, 0, 0).getRealDouble(), 1e-5);
		assertEquals(1, prepared.remarks().size());
		assertEquals("\u2212log\u2081\u2080 p", prepared.thresholds().unit());
	}

	@Test
	void valuesWithoutPHaveNoMarks() throws IOException {
		final MapThresholds thresholds = MapPreparation.withDefaults().run(image("effects", NiftiIntent.ESTIMATE,
			noise(2, 1)),
			Progress.NONE).thresholds();

		assertEquals(List.of(), thresholds.marks());
		assertEquals(0, thresholds.parse(""));
		assertEquals(0.25, thresholds.parse(" 0.25 "));
		assertEquals("Threshold: got 'fdr', wanted a number of 0 or more, as it is not known that the map is one of"
			+ " p, -log10 p or z", assertThrows(IllegalArgumentException.class, () -> thresholds.parse("fdr"))
				.getMessage());
	}

	@Test
	void whatIsNoThresholdIsExplained() throws IOException {
		final MapThresholds thresholds = MapPreparation.withDefaults().run(image("z", NiftiIntent.ZSCORE, noise(3,
			1)),
			Progress.NONE).thresholds();

		for (final String text : List.of("-1", "NaN", "holm", "p<2", "3,1", "Infinity", "p<x1"))
			assertEquals("Threshold: got '" + text
				+ "', wanted a number of 0 or more, p<0.01 or the like, or uncorrected, fdr,"
				+ " bonferroni", assertThrows(IllegalArgumentException.class, () -> thresholds.parse(text)).getMessage());
	}

	@Test
	void aThresholdThatNoVoxelReachesShowsNone() throws IOException {
		final double[] weak = noise(4, 0.2);
		final MapThresholds thresholds = MapPreparation.withDefaults().run(image("z", NiftiIntent.ZSCORE, weak),
			Progress.NONE).thresholds();

		final double largest = Arrays.stream(weak).map(value -> Math.abs((float) value)).max().orElseThrow();
		assertFalse(thresholds.marks().get(1).isReached());
		assertTrue(thresholds.parse("fdr") > largest);
		assertTrue(thresholds.parse("fdr") < largest * 1.0001);
	}

	@Test
	void onlyVoxelsOfAMaskAreTests() throws IOException {
		final double[] z = noise(6, 2);
		final double[] mask = new double[VOXELS];
		Arrays.fill(mask, 0, 60, 1);
		final InputImage inside = image("mask", NiftiIntent.NONE, mask);

		final PreparedMap prepared = MapPreparation.withDefaults().withMask(inside).run(image("z",
			NiftiIntent.ZSCORE, z),
			Progress.NONE);

		assertEquals(60, prepared.thresholds().values().length);
		final CorrectedMaps corrected = MapCorrection.of(Correction.BONFERRONI).run(image("z", NiftiIntent.ZSCORE,
			z), null,
			inside);
		assertEquals(corrected.surviving(), prepared.thresholds().marks().get(2).voxels());
		assertTrue(Double.isNaN(prepared.image().img().getAt(8, 7, 6).getRealDouble()));
	}

	/** p falls with |z|, as those of the largest statistic do. */
	@Test
	void thePermutationTestBesideTheFitIsMarked() throws IOException {
		final double[] z = noise(7, 2);
		write("z", NiftiIntent.ZSCORE, z);
		record();
		write("p_fwe", NiftiIntent.PVAL, Arrays.stream(z).map(value -> Math.exp(-Math.abs(value))).toArray());

		final MapThresholds thresholds = prepared();

		assertEquals(List.of("uncorrected", "fdr", "bonferroni", "fwe"), thresholds.marks().stream().map(
			ThresholdMark::key)
			.toList());
		assertEquals(Arrays.stream(z).filter(value -> (float) Math.exp(-Math.abs(value)) <= 0.05).count(),
			thresholds.marks().get(
			3).voxels());
		assertEquals(-Math.log(0.05), thresholds.parse("fwe"), 0.1);
		assertArrayEquals(thresholds.values(), MapPreparation.withDefaults().run(Fit.read(folder), "", Progress.NONE)
			.thresholds().values());
	}

	@Test
	void pThatDoNotFollowTheValuesAreNotMarked() throws IOException {
		write("z", NiftiIntent.ZSCORE, noise(7, 2));
		record();
		write("p_fwe", NiftiIntent.PVAL, Arrays.stream(noise(8, 2)).map(value -> Math.exp(-Math.abs(
			value))).toArray());

		assertEquals(3, prepared().marks().size());
	}

	@Test
	void oneSidedFitsHaveOneSidedThresholds() throws IOException {
		write("z", NiftiIntent.ZSCORE, noise(7, 2));
		Files.writeString(folder.resolve("result.json"),
			"{\"estimator\": \"Stouffer\", \"parameters\": {\"mode\": \"directed\"},"
				+ " \"maps\": {\"z\": \"z.nii.gz\"}}");

		assertEquals(3.090232306167813, prepared().parse("uncorrected"), 1e-12);
	}

	private MapThresholds prepared() throws IOException {
		return MapPreparation.withDefaults().run(InputImage.read(folder.resolve("z.nii.gz")),
			Progress.NONE).thresholds();
	}

	private void record() throws IOException {
		Files.writeString(folder.resolve("result.json"),
			"{\"estimator\": \"Hedges\", \"parameters\": {}, \"maps\": {\"z\": \"z.nii.gz\"}}");
	}

	private void write(final String name, final NiftiIntent intent, final double[] values) throws IOException {
		NiftiWriter.write(nifti(name, intent, values), folder.resolve(name + ".nii.gz"));
	}

	private InputImage image(final String name, final NiftiIntent intent,
		final double[] values) throws IOException {
		final Path file = folder.resolve("image.nii");
		NiftiWriter.write(nifti(name, intent, values), file);
		final NiftiImage read = NiftiReader.read(file);
		return new InputImage(name, read.header(), true, read.img());
	}

	private static NiftiImage nifti(final String name, final NiftiIntent intent, final double[] values) {
		final float[] floats = new float[values.length];
		for (int i = 0; i < floats.length; i++)
			floats[i] = (float) values[i];
		return NiftiImage.of(NiftiHeader.of(DIMS, NiftiType.FLOAT32).withIntent(intent.code(), name), floats);
	}

	private static double z(final InputImage image, final int j) {
		return image.values().getAt(j % 9, j / 9 % 8, j / 72).getRealDouble();
	}

	/** Noise whose first fifth is stronger. */
	private static double[] noise(final long seed, final double strength) {
		final SplittableRandom random = new SplittableRandom(seed);
		final double[] values = new double[VOXELS];
		for (int j = 0; j < VOXELS; j++)
			values[j] = (float) (random.nextGaussian() * Math.min(1, strength) + (j < 100 ? strength * (j % 2 == 0 ? 1
				: -1) : 0));
		return values;
	}
}
