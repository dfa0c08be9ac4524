package org.voxmeta.stats.effectsize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertClose;

import org.junit.jupiter.api.Test;

class BiasCorrectionTest {

	@Test
	void exactFactorMatchesMpmath() {
		for (final String[] row : EffectSizeFixtures.rows("bias_correction.csv", ",")) {
			final double dof = Double.parseDouble(row[0]);
			assertClose(Double.parseDouble(row[1]), BiasCorrection.EXACT.factor(dof), 1e-13, "J of " + dof);
		}
	}

	@Test
	void exactFactorsOfFewDegreesOfFreedomAreKnown() {
		assertClose(1 / Math.sqrt(Math.PI), BiasCorrection.EXACT.factor(2), 1e-15, "J(2)");
		assertClose(Math.sqrt(Math.PI / 6), BiasCorrection.EXACT.factor(3), 1e-15, "J(3)");
	}

	@Test
	void approximationNears() {
		for (double dof = 2; dof < 1000; dof++) {
			final double exact = BiasCorrection.EXACT.factor(dof);
			final double near = BiasCorrection.APPROXIMATE.factor(dof);
			assertTrue(near > exact && near - exact < 0.035 / (dof * dof), "J of " + dof);
		}
	}

	@Test
	void withoutDegreesOfFreedomThereIsNoFactor() {
		for (final BiasCorrection correction : BiasCorrection.values())
			for (final double dof : new double[] { 0.9, 0, -3, Double.NaN })
				assertTrue(Double.isNaN(correction.factor(dof)), correction + " of " + dof);
		assertTrue(Double.isNaN(BiasCorrection.EXACT.factor(1)));
		assertEquals(0, BiasCorrection.APPROXIMATE.factor(1));
		assertEquals(1, BiasCorrection.EXACT.factor(Double.POSITIVE_INFINITY));
	}
}
