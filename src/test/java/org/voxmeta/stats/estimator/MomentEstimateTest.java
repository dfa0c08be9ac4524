package org.voxmeta.stats.estimator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertClose;
import static org.voxmeta.stats.estimator.OneVoxel.fit;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.Reason;

/** What is known of the moment estimators of tau2, each and in comparison. */
class MomentEstimateTest {

	private static final DerSimonianLaird DL = DerSimonianLaird.withDefaults();
	private static final Hedges HE = Hedges.withDefaults();
	private static final HunterSchmidt HS = HunterSchmidt.withDefaults();
	private static final HunterSchmidt HSK = HS.withSmallSample(true);
	private static final SidikJonkman SJ = SidikJonkman.withDefaults();

	static Stream<Estimator> estimators() {
		return Stream.of(DL, HE, HE.with(Hedges.Form.MEAN), HS, HSK, SJ);
	}

	@ParameterizedTest
	@MethodSource("estimators")
	void identicalEffectsHaveNoHeterogeneity(final Estimator estimator) {
		final FittedMaps maps = fit(estimator, new double[] { 0.3, 0.3, 0.3 }, new double[] { 0.1, 0.2, 0.4 });

		assertEquals(0, maps.get(MapKind.TAU2)[0], 1e-30);
		assertEquals(0.3, maps.get(MapKind.EST)[0], 1e-15);
	}

	@ParameterizedTest
	@MethodSource("estimators")
	void asManyCoefficientsAsStudiesLeaveNothingToEstimateFrom(final Estimator estimator) {
		final FittedMaps maps = fit(estimator, new double[] { 0.3, 1.1 }, new double[] { 0.1, 0.2 },
			OneVoxel.line(1, 2));

		for (final MapKind kind : new MapKind[] { MapKind.TAU2, MapKind.EST, MapKind.SE, MapKind.Z, MapKind.P })
			assertTrue(Double.isNaN(maps.get(kind)[0]), kind.key());
		assertEquals(Reason.DEGENERATE.code(), maps.get(MapKind.REASON)[0]);
	}

	@Test
	void equalVariancesMakeDerSimonianLairdHedgesAndCorrectedHunterSchmidtTheSame() {
		final double[] y = { 0.4, -0.2, 1.1, 0.9, 2.5 };
		final double[] v = { 0.1, 0.1, 0.1, 0.1, 0.1 };

		final double variance = 1.013; // of y
		for (final Estimator estimator : new Estimator[] { DL, HE, HSK })
			assertClose(variance - 0.1, tau2(estimator, y, v), 1e-14, estimator.name());
	}

	@Test
	void sidikJonkmanFindsHeterogeneityInAllButIdenticalEffects() {
		final double[] y = { 0.30, 0.31, 0.29 };
		final double[] v = { 1, 2, 3 };

		for (final Estimator estimator : new Estimator[] { DL, HE, HS, HSK })
			assertEquals(0, tau2(estimator, y, v), estimator.name());
		assertTrue(tau2(SJ, y, v) > 0);
	}

	@Test
	void uncorrectedHunterSchmidtIsTheLowest() {
		final Random random = new Random(5);
		int above = 0;
		for (int trial = 0; trial < 200; trial++) {
			final double[] y = random.doubles(6, -1, 2).toArray();
			final double[] v = random.doubles(6, 0.01, 1).toArray();
			final double lowest = tau2(HS, y, v);

			assertTrue(lowest <= tau2(DL, y, v) && lowest <= tau2(HSK, y, v));
			if (lowest > 0) above++;
		}
		assertTrue(above > 100, "with heterogeneity: " + above);
	}

	@Test
	void formsOfHedgesAreTheSameForAMeanOnly() {
		final double[] y = { 0.4, -0.2, 1.1, 2.9 };
		final double[] v = { 0.1, 0.05, 0.2, 0.15 };
		final Design line = OneVoxel.line(1, 2, 3, 5);

		assertEquals(tau2(HE, y, v), tau2(HE.with(Hedges.Form.MEAN), y, v));
		assertFalse(fit(HE, y, v, line).get(MapKind.TAU2)[0] == fit(HE.with(Hedges.Form.MEAN), y, v, line).get(
			MapKind.TAU2)[0]);
	}

	@Test
	void traceFormSubtractsWhatSamplingErrorAloneWouldLeave() {
		// a line through x = -1, 0, 1 leaves one residual, along (1, -2, 1)/sqrt(6)
		final double[] y = { 1, -2, 1 };
		final double[] v = { 0.6, 0.3, 1.2 };

		final Design line = OneVoxel.line(-1, 0, 1);

		assertClose(6 - (0.6 + 4 * 0.3 + 1.2) / 6, fit(HE, y, v, line).get(MapKind.TAU2)[0], 1e-14, "trace");
		assertClose(6 - 0.7, fit(HE.with(Hedges.Form.MEAN), y, v, line).get(MapKind.TAU2)[0], 1e-14, "mean");
	}

	@Test
	void formsAreReadInAnyCase() {
		assertEquals(Hedges.Form.MEAN, Hedges.Form.parse(" Mean "));
		assertEquals("Form: got 'median', wanted trace, mean", assertThrows(IllegalArgumentException.class,
			() -> Hedges.Form.parse("median")).getMessage());
		assertEquals(2, Arrays.stream(Hedges.Form.values()).map(form -> Hedges.Form.parse(form.label())).distinct()
			.count());
	}

	private static double tau2(final Estimator estimator, final double[] y, final double[] v) {
		return fit(estimator, y, v).get(MapKind.TAU2)[0];
	}
}
