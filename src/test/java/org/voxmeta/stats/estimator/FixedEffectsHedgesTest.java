package org.voxmeta.stats.estimator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertClose;

import com.google.gson.JsonObject;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxmeta.MapKinds;
import org.voxmeta.PeerData;
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.stats.data.Dataset;
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.result.MapKind;

class FixedEffectsHedgesTest {

	private static final FixedEffectsHedges ESTIMATOR = FixedEffectsHedges.withDefaults();

	@Test
	void voxelsOfRealStudiesEqualNimares() throws IOException {
		final JsonObject data = PeerData.resource("/stats/hedges_g.json").getAsJsonObject();
		final JsonObject expected = data.getAsJsonObject("expected");

		final FittedMaps maps = PeerData.fit(ESTIMATOR, data, Design.intercept(data.getAsJsonArray("n").size()));

		assertEquals(15, maps.voxels());
		for (final String key : expected.keySet()) {
			final double[] wanted = PeerData.numbers(expected.get(key));
			final double[] got = maps.get(MapKinds.of(key));
			for (int j = 0; j < wanted.length; j++)
				assertClose(wanted[j], got[j], 1e-10, key + " of voxel " + j);
		}
	}

	@Test
	void tOfFiveIn25SubjectsIsAnEffectOfAboutOne() {
		final FittedMaps maps = OneVoxel.fitT(ESTIMATOR, new double[] { 5, 5 }, new double[] { 25, 25 });

		// J = 1 - 3/95, g = J, v = J² 24/22 (1/25 + 1) - 1; half of v for two studies
		final double j = 92.0 / 95;
		assertClose(j, maps.get(MapKind.EST)[0], 1e-15, "g");
		assertClose(Math.sqrt((j * j * 24 / 22 * 1.04 - 1) / 2), maps.get(MapKind.SE)[0], 1e-14, "se");
		assertEquals(0, maps.get(MapKind.TAU2)[0]);
	}

	@Test
	void theEstimateIsTheWeightedMeanOfTheEffects() {
		final Dataset t = Dataset.of(new double[] { 2, -0.5, 4 }).withSampleSizes(new double[] { 12, 30, 21 }).withNames(List.of(
			"a", "b", "c"));

		final Dataset g = ESTIMATOR.effects(t);

		final TermSummary wanted = ESTIMATOR.fit(t).summary().get(0);
		final TermSummary got = WeightedLeastSquares.withDefaults().fit(g).summary().get(0);
		assertClose(wanted.estimate(), got.estimate(), 1e-14, "estimate");
		assertClose(wanted.se(), got.se(), 1e-14, "se");
		assertEquals(t.names(), g.names());
	}

	@Test
	void manySubjectsMakeItTheTextbookVarianceOfD() {
		final double n = 1e6;
		final double t = 500;

		final FittedMaps maps = OneVoxel.fitT(ESTIMATOR, new double[] { t, t }, new double[] { n, n });

		assertClose(t / Math.sqrt(n), maps.get(MapKind.EST)[0], 1e-6, "d");
		assertClose(Math.sqrt((1 / n + t * t / n / (2 * n)) / 2), maps.get(MapKind.SE)[0], 1e-5, "se");
	}

	@ParameterizedTest
	@ValueSource(doubles = { 3.5, 4, 5, 12, 1000, 1e7 })
	void varianceIsAboveZeroForAnyT(final double n) {
		for (final double t : new double[] { 0, 1e-3, 5, 1e4 }) {
			final double[] twice = { t, t };
			final double se = OneVoxel.fitT(ESTIMATOR, twice, new double[] { n, n }).get(MapKind.SE)[0];

			assertTrue(se > 0 && se < Double.MAX_VALUE, "n " + n + ", t " + t + ": " + se);
		}
	}

	@Test
	void threeSubjectsAreTooFew() {
		assertEquals("Sample sizes: study 2 has 3.0, wanted more than 3, as Hedges' g has no variance otherwise",
			assertThrows(IllegalArgumentException.class, () -> ESTIMATOR.check(Studies.independent(2).withSampleSizes(
				new double[] { 4, 3 }))).getMessage());
		assertEquals("Sample sizes: got none, wanted one for each study", assertThrows(
			IllegalArgumentException.class, () -> ESTIMATOR.check(Studies.independent(2))).getMessage());
	}
}
