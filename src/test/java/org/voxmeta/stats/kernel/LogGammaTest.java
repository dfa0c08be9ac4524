package org.voxmeta.stats.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.voxmeta.stats.kernel.ReferenceTable.assertClose;

import java.util.Random;

import org.apache.commons.math3.special.Gamma;
import org.junit.jupiter.api.Test;

class LogGammaTest {

	@Test
	void logGammaOfWholeNumbersIsTheLogOfFactorials() {
		double factorial = 1;
		for (int n = 1; n < 25; n++) {
			assertEquals(Math.log(factorial), LogGamma.logGamma(n), 2e-14, "n = " + n);
			factorial *= n;
		}
	}

	@Test
	void halfStepOfWholeNumbersFollowsFromWallisProduct() {
		double ratio = Math.sqrt(Math.PI) / 2; // Gamma(3/2) / Gamma(1)
		for (int n = 1; n < 200; n++) {
			assertEquals(Math.log(ratio / Math.sqrt(n)), LogGamma.halfStep(n), 2e-14, "n = " + n);
			ratio *= (n + 0.5) / n;
		}
	}

	@Test
	void halfStepKeepsItsDigitsForLargeArguments() {
		// -1/(8a) + 1/(192a³), the next term is below a digit
		double a = 5e5;
		assertClose(-1 / (8 * a) + 1 / (192 * a * a * a), LogGamma.halfStep(a), 1e-15, "5e5");
	}

	@Test
	void stirlingRemainderMeetsItsSeries() {
		for (double a : new double[] { 0.05, 0.5, 1, 3.3, 9.99, 10, 10.01, 50 }) {
			double leading = (a - 0.5) * Math.log(a) - a + 0.5 * Math.log(2 * Math.PI);

			assertEquals(LogGamma.logGamma(a) - leading, LogGamma.stirlingRemainder(a), 1e-13, "a = " + a);
		}
		assertClose(1 / 12e6, LogGamma.stirlingRemainder(1e6), 1e-12, "1e6");
	}

	@Test
	void agreesWithCommonsMath() {
		var random = new Random(3);
		for (int i = 0; i < 1000; i++) {
			double a = Math.exp(2 * random.nextGaussian());

			assertEquals(Gamma.logGamma(a), LogGamma.logGamma(a), 1e-13 * Math.max(1, a), "a = " + a);
		}
	}
}
