package org.voxmeta.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxmeta.analysis.EstimatorRun;
import org.voxmeta.analysis.InputImage;
import org.voxmeta.analysis.StudyLoader;
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.result.MapChoice;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.study.ModeratorChoice;
import org.voxmeta.task.Progress;

/** What was put into a simulation comes out of it. */
class SimulationRecoveryTest {

	/** With noise as rough as it can be, so that there are many independent voxels. */
	private static final SimulatedStudies STUDIES = SimulatedStudies.withDefaults().withGrid(20, 22, 18, 3)
		.withSmoothness(3).withStudies(160).withPeakEffect(0.8).withMeanTau2(0.05).withSlope(0.02).withDifference(0.4)
		.withIncomplete(0);

	@TempDir
	static Path folder;

	private static FittedMaps maps;

	@BeforeAll
	static void fit() throws IOException {
		new SimulationFiles(STUDIES).write(folder, Progress.NONE);
		maps = fit(STUDIES, folder);
	}

	private static FittedMaps fit(final SimulatedStudies studies, final Path files) throws IOException {
		final DerSimonianLaird estimator = DerSimonianLaird.withDefaults();
		final StudyLoader loader = StudyLoader.of(estimator.needs()).withModerators(ModeratorChoice.of("age,drug(placebo)")
			.withCentre(true));
		final FittedMaps fitted = EstimatorRun.of(estimator).withMaps(MapChoice.parse("all")).run(loader.ofTable(files
			.resolve(SimulationFiles.TABLE)), InputImage.read(files.resolve("mask.nii.gz")), "test", Progress.NONE).result()
			.maps();
		assertEquals(studies.maskCount(), fitted.get(MapKind.TAU2).length);
		return fitted;
	}

	/** Centred at the mean age, the intercept is the effect with placebo. */
	@Test
	void effectIsRecoveredWithinItsStandardError() {
		final float[] wanted = STUDIES.truth();
		final float[] difference = STUDIES.difference();
		for (int i = 0; i < wanted.length; i++)
			wanted[i] -= 0.5f * difference[i];

		assertRecovered(inMask(wanted), 0);
	}

	@Test
	void slopeOverAgeIsRecoveredWithinItsStandardError() {
		assertRecovered(inMask(STUDIES.slope()), 1);
		assertEquals(0.02, max(STUDIES.slope()), 0.001);
	}

	@Test
	void differenceBetweenDrugsIsRecoveredWithinItsStandardError() {
		assertRecovered(inMask(STUDIES.difference()), 2);
		assertEquals(0.4, max(STUDIES.difference()), 0.03);
	}

	@Test
	void tau2IsRecoveredWithinItsStandardError() {
		final double[] wanted = inMask(STUDIES.tau2());
		final double[] got = maps.get(MapKind.TAU2);
		final double[] error = maps.get(MapKind.TAU2_SE);

		double sum = 0;
		double squares = 0;
		for (int j = 0; j < wanted.length; j++) {
			final double z = (got[j] - wanted[j]) / error[j];
			assertTrue(Math.abs(z) < 6, "voxel " + j + ": " + got[j] + ", wanted " + wanted[j]);
			sum += z;
			squares += z * z;
		}
		assertEquals(0, sum / wanted.length, 0.1);
		assertEquals(1, Math.sqrt(squares / wanted.length), 0.1);
	}

	private static void assertRecovered(final double[] wanted, final int term) {
		final double[] got = maps.get(MapKind.EST, term);
		final double[] error = maps.get(MapKind.SE, term);
		double squares = 0;
		for (int j = 0; j < wanted.length; j++) {
			final double z = (got[j] - wanted[j]) / error[j];
			assertTrue(Math.abs(z) < 5, "voxel " + j + ": " + got[j] + ", wanted " + wanted[j]);
			squares += z * z;
		}
		assertEquals(1, Math.sqrt(squares / wanted.length), 0.05);
	}

	/** The correlation of neighbours is that of white noise filtered with a Gaussian of this width. */
	@ParameterizedTest
	@CsvSource({ "6, 30, 32, 28", "9, 30, 32, 28", "12, 36, 36, 36", "9, 120, 140, 1" })
	void noiseIsAsSmoothAsAskedFor(final double wanted, final int nx, final int ny, final int nz) {
		final SimulatedStudies studies = SimulatedStudies.withDefaults().withGrid(nx, ny, nz, 3).withSmoothness(wanted)
			.withStudies(12).withPeakEffect(0).withMeanTau2(0).withIncomplete(0);
		final int[] strides = { 1, nx, nx * ny };

		for (int axis = 0; axis < (nz > 1 ? 3 : 2); axis++) {
			double products = 0;
			double squares = 0;
			for (int k = 0; k < studies.studies(); k++) {
				final SimulatedStudy study = studies.study(k);
				for (int i = strides[axis]; i < study.effect().length; i++) {
					final int before = i - strides[axis];
					if (!(study.variance()[i] > 0 && study.variance()[before] > 0)) continue;
					final double a = study.effect()[before] / Math.sqrt(study.variance()[before]);
					final double b = study.effect()[i] / Math.sqrt(study.variance()[i]);
					products += a * b;
					squares += (a * a + b * b) / 2;
				}
			}
			final double fwhm = 3 * Math.sqrt(-2 * Math.log(2) / Math.log(products / squares));
			assertEquals(wanted, fwhm, 0.04 * wanted, "axis " + axis);
		}
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0, 0.03, 0.5 })
	void shareOfDroppedVoxelsIsThatAskedFor(final double share) {
		final SimulatedStudies studies = STUDIES.withStudies(10).withDroppedVoxels(share);
		final boolean[] mask = studies.mask();
		int missing = 0;
		for (int k = 0; k < 10; k++) {
			final SimulatedStudy study = studies.study(k);
			for (int i = 0; i < mask.length; i++)
				if (mask[i] && study.variance()[i] == 0) {
					assertEquals(0, study.effect()[i]);
					missing++;
				}
		}

		final int all = 10 * studies.maskCount();
		assertEquals(share, (double) missing / all, 4 * Math.sqrt(share * (1 - share) / all));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3, 5, 8, 10 })
	void tenthsOfTheStudiesAreIncomplete(final int tenths) {
		final SimulatedStudies studies = STUDIES.withIncomplete(tenths / 10.0);

		final long cut = IntStream.range(0, 20).filter(k -> studies.study(k).bottomCut() + studies.study(k).topCut() > 0)
			.count();

		assertEquals(2 * tenths, cut);
	}

	@Test
	void flatStudiesLackRows() {
		final SimulatedStudies flat = STUDIES.withGrid(40, 50, 1, 3).withIncomplete(1);
		final SimulatedStudy study = flat.study(3);

		assertTrue(study.bottomCut() > 5 && study.bottomCut() < 20, study.bottomCut() + " rows");
		final float[] below = Arrays.copyOf(study.variance(), 40 * study.bottomCut());
		assertArrayEquals(new float[below.length], below);
		assertTrue(study.variance()[40 * study.bottomCut() + 20] > 0);
	}

	@Test
	void flatPhantomHasEffectsOfBothSigns() {
		final float[] truth = STUDIES.withGrid(100, 120, 1, 2).truth();

		assertEquals(0.8, max(truth), 0.01);
		assertTrue(IntStream.range(0, truth.length).anyMatch(i -> truth[i] < -0.6));
	}

	@Test
	void agesAndDrugsAreBalanced() {
		for (int k = 0; k < 160; k += 2) {
			final SimulatedStudy study = STUDIES.study(k);
			assertEquals(90, study.age() + STUDIES.study(k + 1).age());
			assertTrue(study.age() != 45 && study.age() >= 25 && study.age() <= 65);
			assertEquals(k % 4 == 0 ? "placebo" : "active", study.drug());
			assertEquals(study.drug(), STUDIES.study(k + 1).drug());
		}
	}

	@Test
	void sampleSizesAndNoiseScaleTheVariance() {
		final SimulatedStudies studies = STUDIES.withSampleSizes(7, 7);
		final float[] usual = studies.study(4).variance();
		final float[] noisy = studies.withParticipantSd(3).study(4).variance();

		assertEquals(7, studies.study(4).sampleSize());
		for (int i = 0; i < usual.length; i++)
			assertEquals(9 * usual[i], noisy[i], 1e-5 * noisy[i]);
	}

	/** The files are compressed in parallel, in any order. */
	@Test
	void sameSeedGivesTheSameBytes() throws IOException {
		final SimulatedStudies few = STUDIES.withStudies(6).withDroppedVoxels(0.1);
		final Path first = folder.resolve("first");
		final Path second = folder.resolve("second");

		new SimulationFiles(few).write(first, Progress.NONE);
		new SimulationFiles(few).write(second, Progress.NONE);

		for (final String name : first.toFile().list())
			assertArrayEquals(Files.readAllBytes(first.resolve(name)), Files.readAllBytes(second.resolve(name)), name);
		assertEquals(Set.of(first.toFile().list()), Set.of(second.toFile().list()));
	}

	private static double[] inMask(final float[] map) {
		final boolean[] mask = STUDIES.mask();
		return IntStream.range(0, map.length).filter(i -> mask[i]).mapToDouble(i -> map[i]).toArray();
	}

	private static double max(final float[] map) {
		return IntStream.range(0, map.length).mapToDouble(i -> map[i]).max().orElseThrow();
	}
}
