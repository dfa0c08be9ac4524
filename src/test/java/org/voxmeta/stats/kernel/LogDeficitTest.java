package org.voxmeta.stats.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.voxmeta.stats.kernel.ReferenceTable.assertClose;

import org.junit.jupiter.api.Test;

class LogDeficitTest {

	@Test
	void matchesTheDefinitionWhereThatKeepsItsDigits() {
		for (double m : new double[] { -0.499, -0.3, -0.1, 0.1, 0.3, 0.499 })
			assertClose(m - Math.log1p(m), LogDeficit.near(m), 2e-14, "m = " + m);
	}

	@Test
	void keepsItsDigitsNearZero() {
		for (double m : new double[] { -1e-4, -1e-9, 1e-100, 1e-6, 1e-4 }) {
			double series = m * m * (0.5 - m * (1.0 / 3 - m * (0.25 - m * (0.2 - m / 6))));

			assertClose(series, LogDeficit.near(m), 2e-15, "m = " + m);
		}
		assertEquals(0.0, LogDeficit.near(0));
	}
}
