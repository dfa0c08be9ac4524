package org.voxmeta.stats.estimator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.voxmeta.stats.estimator.OneVoxel.fit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.result.MapKind;

class WeightedLeastSquaresTest {

	@Test
	void weightsAreInverseVariances() {
		final FittedMaps maps = fit(WeightedLeastSquares.withDefaults(), new double[] { 1, 4 },
			new double[] { 1, 0.5 });

		assertEquals(3, maps.get(MapKind.EST)[0], 1e-15);
		assertEquals(Math.sqrt(1.0 / 3), maps.get(MapKind.SE)[0], 1e-15);
		assertEquals(0, maps.get(MapKind.TAU2)[0]);
	}

	@Test
	void tau2IsAddedToEveryVariance() {
		final FittedMaps maps = fit(WeightedLeastSquares.withDefaults().withTau2(0.5), new double[] { 1, 4 },
			new double[] { 1.5, 0.5 });

		assertEquals(3, maps.get(MapKind.EST)[0], 1e-15);
		assertEquals(Math.sqrt(2.0 / 3), maps.get(MapKind.SE)[0], 1e-15);
		assertEquals(0.5, maps.get(MapKind.TAU2)[0]);
	}

	@Test
	void asManyCoefficientsAsStudiesAreTestedByTheirVariances() {
		final Design line = OneVoxel.line(1, 3);

		final FittedMaps maps = fit(WeightedLeastSquares.withDefaults(), new double[] { 1, 4 },
			new double[] { 1, 1 }, line);

		assertEquals(1.5, maps.get(MapKind.EST, 1)[0], 1e-15);
		assertEquals(Math.sqrt(0.5), maps.get(MapKind.SE, 1)[0], 1e-15);
		assertEquals(0, maps.get(MapKind.DOF, 1)[0]);
	}

	@ParameterizedTest
	@ValueSource(doubles = { -1e-9, Double.NaN, Double.POSITIVE_INFINITY })
	void tau2MustBeAVariance(final double tau2) {
		final String message = assertThrows(IllegalArgumentException.class,
			() -> WeightedLeastSquares.withDefaults()
			.withTau2(tau2)).getMessage();

		assertEquals("Tau2: got " + tau2 + ", wanted a number that is 0 or more", message);
	}
}
