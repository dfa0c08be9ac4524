package org.voxmeta.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedStudiesTest {

	private static final SimulatedStudies SMALL =
		SimulatedStudies.withDefaults().withGrid(26, 30, 24, 7).withSmoothness(14);

	@Test
	void defaultMaskHasAsManyVoxelsAsTheUsualBrainMask() {
		final SimulatedStudies studies = SimulatedStudies.withDefaults();

		assertEquals(228_483, studies.maskCount());
		assertEquals(228_483, count(studies.mask()));
		assertArrayEquals(new int[] { 91, 109, 91 }, studies.dims());
		assertEquals(21, studies.studies());
	}

	@Test
	void defaultAffineIsThatOfTheTwoMillimetreTemplate() {
		final double[][] affine = SimulatedStudies.withDefaults().affine();

		assertArrayEquals(new double[] { 2, 0, 0, -90 }, affine[0]);
		assertArrayEquals(new double[] { 0, 2, 0, -126 }, affine[1]);
		assertArrayEquals(new double[] { 0, 0, 2, -72 }, affine[2]);
		assertArrayEquals(new double[] { 0, 0, 0, 1 }, affine[3]);
	}

	@Test
	void signalIsInFiveToEightPercentOfTheMaskAndOfBothSigns() {
		final SimulatedStudies studies = SimulatedStudies.withDefaults();
		final boolean[] mask = studies.mask();
		final float[] truth = studies.truth();

		int signal = 0;
		float highest = 0;
		float lowest = 0;
		for (int i = 0; i < truth.length; i++) {
			assertTrue(mask[i] || truth[i] == 0);
			if (truth[i] != 0)
				signal++;
			highest = Math.max(highest, truth[i]);
			lowest = Math.min(lowest, truth[i]);
		}
		assertTrue(signal > 0.05 * studies.maskCount() && signal < 0.08 * studies.maskCount());
		assertEquals(0.5, highest, 0.001);
		assertTrue(lowest < -0.4);
	}

	@Test
	void truthHasNoEdges() {
		final SimulatedStudies studies = SimulatedStudies.withDefaults();
		final float[] truth = studies.truth();
		final boolean[] mask = studies.mask();

		for (int i = 1; i < truth.length; i++)
			if (mask[i] && mask[i - 1])
				assertEquals(truth[i - 1], truth[i], 0.2);
	}

	@Test
	void tau2HasTheMeanAskedForAndVariesByHalf() {
		final SimulatedStudies studies = SMALL.withMeanTau2(0.3);
		final boolean[] mask = studies.mask();
		final float[] tau2 = studies.tau2();

		double sum = 0;
		for (int i = 0; i < tau2.length; i++) {
			sum += tau2[i];
			assertTrue(mask[i] ? tau2[i] >= 0.15f && tau2[i] <= 0.45f : tau2[i] == 0);
		}
		assertEquals(0.3, sum / studies.maskCount(), 1e-4);
	}

	@Test
	void meanOfManyStudiesIsTheTruth() {
		final SimulatedStudies studies = SMALL.withFieldOfViewCuts(false).withStudies(300);
		final float[] truth = studies.truth();
		final boolean[] mask = studies.mask();
		final double[] sum = new double[truth.length];
		final double[] squares = new double[truth.length];
		for (int k = 0; k < studies.studies(); k++) {
			final float[] effect = studies.study(k).effect();
			for (int i = 0; i < sum.length; i++) {
				sum[i] += effect[i];
				squares[i] += effect[i] * effect[i];
			}
		}

		double meanSquare = 0;
		for (int i = 0; i < sum.length; i++) {
			final double mean = sum[i] / 300;
			final double error = Math.sqrt((squares[i] / 300 - mean * mean) / 299);
			if (mask[i]) {
				assertEquals(truth[i], mean, 6 * error);
				meanSquare += Math.pow((mean - truth[i]) / error, 2) / studies.maskCount();
			}
			else
				assertEquals(0, sum[i]);
		}
		assertEquals(1, meanSquare, 0.2);
	}

	/** Left and right apart, because tau2 differs between them: the wave of tau2 must be that of the noise. */
	@Test
	void variancesOfEffectsAreTau2PlusTheReportedOnes() {
		for (final double meanTau2 : new double[] { 0, 0.02, 0.5 }) {
			final SimulatedStudies studies =
				SMALL.withFieldOfViewCuts(false).withStudies(300).withMeanTau2(meanTau2);
			final float[] truth = studies.truth();
			final float[] tau2 = studies.tau2();
			final boolean[] mask = studies.mask();
			final double[] ratio = new double[2];
			final int[] count = new int[2];
			for (int k = 0; k < studies.studies(); k++) {
				final SimulatedStudy study = studies.study(k);
				for (int i = 0; i < truth.length; i++)
					if (mask[i]) {
						final int side = i % 26 < 13 ? 0 : 1;
						final double deviation = study.effect()[i] - truth[i];
						ratio[side] += deviation * deviation / (tau2[i] + study.variance()[i]);
						count[side]++;
					}
			}

			assertEquals(1, ratio[0] / count[0], 0.05);
			assertEquals(1, ratio[1] / count[1], 0.05);
		}
	}

	@Test
	void variancesFallWithSampleSizeAndAreSmooth() {
		final boolean[] mask = SMALL.mask();
		for (int k = 0; k < 21; k++) {
			final SimulatedStudy study = SMALL.withFieldOfViewCuts(false).study(k);
			assertTrue(study.sampleSize() >= 12 && study.sampleSize() <= 60);
			for (int i = 0; i < mask.length; i++) {
				final double scaled = study.variance()[i] * study.sampleSize();
				assertTrue(mask[i] ? scaled > 0.55 && scaled < 1.6 : scaled == 0);
				if (i > 0 && mask[i] && mask[i - 1])
					assertEquals(study.variance()[i - 1], study.variance()[i], 0.1 * study.variance()[i]);
			}
		}
	}

	@Test
	void someStudiesLackSlicesAndSayWhich() {
		final boolean[] mask = SMALL.mask();
		int cutBottoms = 0;
		int cutTops = 0;
		for (int k = 0; k < SMALL.studies(); k++) {
			final SimulatedStudy study = SMALL.study(k);
			for (int i = 0; i < mask.length; i++) {
				final int z = i / (26 * 30);
				final boolean seen = mask[i] && z >= study.bottomCut() && z < 24 - study.topCut();
				assertEquals(seen, study.variance()[i] > 0);
				assertEquals(seen, study.effect()[i] != 0);
			}
			cutBottoms += study.bottomCut() > 0 ? 1 : 0;
			cutTops += study.topCut() > 0 ? 1 : 0;
		}

		assertEquals(4, cutBottoms);
		assertEquals(2, cutTops);
		assertEquals(0, SMALL.withFieldOfViewCuts(false).study(3).bottomCut());
	}

	@Test
	void everyCutTakesVoxelsOfTheMask() {
		final boolean[] mask = SMALL.mask();
		for (int k = 0; k < SMALL.studies(); k++) {
			final SimulatedStudy study = SMALL.study(k);
			int missing = 0;
			for (int i = 0; i < mask.length; i++)
				if (mask[i] && study.variance()[i] == 0)
					missing++;
			assertEquals(study.bottomCut() + study.topCut() > 0, missing > 0);
			assertTrue(missing < 0.15 * SMALL.maskCount());
		}
	}

	@Test
	void studyIsTheSameInAnyOrderAndOnAnyThread() {
		final List<SimulatedStudy> forwards = IntStream.range(0, 8).mapToObj(SMALL::study).toList();
		final List<SimulatedStudy> together = IntStream.range(0, 8).parallel().mapToObj(SMALL::study).toList();

		for (int k = 7; k >= 0; k--) {
			assertSame(forwards.get(k), together.get(k));
			assertSame(forwards.get(k), SMALL.study(k));
			assertSame(forwards.get(k), SMALL.withStudies(99).study(k));
		}
	}

	@Test
	void studiesAndSeedsAreIndependent() {
		final SimulatedStudies noise = SMALL.withPeakEffect(0).withFieldOfViewCuts(false);
		final float[] first = noise.study(0).effect();

		assertEquals(0, correlation(first, noise.study(1).effect()), 0.15);
		assertEquals(0, correlation(first, noise.withSeed(1).study(0).effect()), 0.15);
		assertEquals(0, correlation(first, noise.withSeed(20260102L).study(1).effect()), 0.15);
	}

	@Test
	void noEffectMeansNoSignalAnywhere() {
		for (final float value : SMALL.withPeakEffect(0).truth())
			assertTrue(value == 0);
	}

	@Test
	void arraysAreTheCallersOwn() {
		Arrays.fill(SMALL.truth(), 7);
		Arrays.fill(SMALL.mask(), false);
		Arrays.fill(SMALL.dims(), 1);

		assertTrue(SMALL.truth()[0] == 0);
		assertEquals(SMALL.maskCount(), count(SMALL.mask()));
		assertEquals(30, SMALL.dims()[1]);
	}

	@Test
	void namesSortInTheOrderOfTheStudies() {
		assertEquals("study-01", SMALL.study(0).name());
		assertEquals("study-12", SMALL.study(11).name());
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 21 })
	void studyThatIsNotThereIsRefused(final int k) {
		final var error = assertThrows(IllegalArgumentException.class, () -> SMALL.study(k));

		assertEquals("Simulated study: got " + k + ", expected 0 to 20", error.getMessage());
	}

	@Test
	void impossibleOptionsAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> SMALL.withStudies(0));
		assertThrows(IllegalArgumentException.class, () -> SMALL.withGrid(0, 5, 5, 2));
		assertThrows(IllegalArgumentException.class, () -> SMALL.withGrid(5000, 5000, 5000, 2));
		assertThrows(IllegalArgumentException.class, () -> SMALL.withGrid(5, 5, 5, Double.NaN));
		assertThrows(IllegalArgumentException.class, () -> SMALL.withPeakEffect(-1));
		assertThrows(IllegalArgumentException.class, () -> SMALL.withMeanTau2(Double.NaN));
		assertThrows(IllegalArgumentException.class, () -> SMALL.withSmoothness(0));
	}

	@Test
	void noiseRougherThanTheGridIsRefused() {
		final SimulatedStudies rough = SMALL.withSmoothness(5);

		final var error = assertThrows(IllegalArgumentException.class, () -> rough.study(0));
		assertTrue(error.getMessage().contains("got 5.0") && error.getMessage().contains("7.0"));
	}

	private static void assertSame(final SimulatedStudy expected, final SimulatedStudy got) {
		assertEquals(expected.sampleSize(), got.sampleSize());
		assertArrayEquals(expected.effect(), got.effect());
		assertArrayEquals(expected.variance(), got.variance());
		assertFalse(expected.effect() == got.effect());
	}

	private static int count(final boolean[] mask) {
		int count = 0;
		for (final boolean inside : mask)
			count += inside ? 1 : 0;
		return count;
	}

	private static double correlation(final float[] a, final float[] b) {
		double ab = 0;
		double aa = 0;
		double bb = 0;
		for (int i = 0; i < a.length; i++) {
			ab += a[i] * b[i];
			aa += a[i] * a[i];
			bb += b[i] * b[i];
		}
		return ab / Math.sqrt(aa * bb);
	}
}
