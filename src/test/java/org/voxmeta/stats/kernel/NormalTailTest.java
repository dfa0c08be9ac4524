package org.voxmeta.stats.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.stats.kernel.ReferenceTable.assertClose;

import java.util.Arrays;
import java.util.Random;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.Test;

class NormalTailTest {

	private static final int N = 20_000;

	@Test
	void logTailsMatchTheReference() {
		for (double[] row : ReferenceTable.numbers("normal_tail.csv")) {
			double z = row[0];

			assertClose(row[1], NormalTail.logTwoSided(z), "two-sided at " + z);
			assertClose(row[1], NormalTail.logTwoSided(-z), "two-sided at " + -z);
			assertClose(row[2], NormalTail.logUpper(z), "upper at " + z);
			assertClose(row[3], NormalTail.logUpper(-z), "upper at " + -z);
		}
	}

	@Test
	void pIsExactDownToTheSmallestSubnormal() {
		// erfc(z/sqrt 2) by mpmath at 50 digits
		assertClose(0.045500263896358414401, NormalTail.twoSided(2), "2");
		assertClose(5.7330314375838782335e-7, NormalTail.twoSided(5), "5");
		assertClose(7.3419323986255017716e-51, NormalTail.twoSided(15), "15");
		assertClose(5.5072482372124673902e-89, NormalTail.twoSided(20), "20");
		assertClose(1.1451142445049153645e-299, NormalTail.twoSided(37), "37");
		assertEquals(Double.MIN_VALUE, NormalTail.twoSided(38.49));
		assertEquals(0.0, NormalTail.twoSided(38.6));
	}

	@Test
	void deviatesOfLogPMatchTheReference() {
		for (double[] row : ReferenceTable.numbers("normal_inverse.csv")) {
			assertClose(row[1], NormalTail.zOfLogTwoSided(row[0]), "two-sided at " + row[0]);
			assertClose(row[2], NormalTail.zOfLogUpper(row[0]), "upper at " + row[0]);
		}
	}

	@Test
	void quantilesOfConfidenceIntervalsAreTheFamiliarOnes() {
		// -sqrt(2) erfinv(p - 1) by mpmath at 50 digits
		assertClose(1.9599639845400542118, NormalTail.quantileTwoSided(0.05), "0.05");
		assertClose(2.5758293035489007538, NormalTail.quantileTwoSided(0.01), "0.01");
		assertClose(6.4669510872405161663, NormalTail.quantileTwoSided(1e-10), "1e-10");
		assertClose(1.2533141373426080731e-5, NormalTail.quantileTwoSided(0.99999), "0.99999");
		assertEquals(0.0, NormalTail.quantileTwoSided(1));
		assertEquals(Double.POSITIVE_INFINITY, NormalTail.quantileTwoSided(0));
		assertEquals(Double.NaN, NormalTail.quantileTwoSided(Double.NaN));
	}

	@Test
	void quantilesOfWhatIsNoPAreRefused() {
		for (double alpha : new double[] { -0.1, 1.5 }) {
			var e = assertThrows(IllegalArgumentException.class, () -> NormalTail.quantileTwoSided(alpha));
			assertEquals("Two-sided p value: got " + alpha + ", wanted 0 to 1", e.getMessage());
		}
	}

	@Test
	void deviateOfTheLogTailIsTheDeviate() {
		double[] magnitudes = { 1e-300, 1e-20, 1e-8, 0.01, 0.5, 1, 3, 8, 15.999, 16.001, 17, 40, 700, 1e150 };
		for (double z : magnitudes) {
			assertClose(z, NormalTail.zOfLogTwoSided(NormalTail.logTwoSided(z)), "two-sided");
			if (z > 1e-3) assertClose(z, NormalTail.zOfLogUpper(NormalTail.logUpper(z)), "upper");
		}
		// a lower tail leaves ln P(Z >= z) fewer digits the nearer it is to 0
		assertClose(-8, NormalTail.zOfLogUpper(NormalTail.logUpper(-8)), "upper");
		assertClose(-37, NormalTail.zOfLogUpper(NormalTail.logUpper(-37)), "upper");
	}

	@Test
	void agreesWithCommonsMathInTheMildRange() {
		var random = new Random(7);
		var normal = new NormalDistribution();
		for (int i = 0; i < 2000; i++) {
			double z = 3 * random.nextGaussian();

			assertClose(Erf.erfc(Math.abs(z) / Math.sqrt(2)), NormalTail.twoSided(z), 1e-11, "p at " + z);
			double upper = Math.exp(NormalTail.logUpper(z));
			assertClose(normal.cumulativeProbability(-z), upper, 1e-11, "upper at " + z);
		}
	}

	@Test
	void tailsFallAndDeviatesRise() {
		double[] z = sortedMagnitudes(new Random(11));
		for (int i = 1; i < N; i++) {
			if (z[i] - z[i - 1] < 1e-13 * z[i]) continue;

			double before = NormalTail.logTwoSided(z[i - 1]);
			double after = NormalTail.logTwoSided(z[i]);
			assertTrue(after < before, "at " + z[i]);
			assertTrue(NormalTail.zOfLogTwoSided(after) > NormalTail.zOfLogTwoSided(before), "at " + z[i]);
		}
	}

	@Test
	void tableEdgesLeaveNoStep() {
		for (int s = 0; s < 260; s++) {
			double edge = (s + 0.5) / 8;
			double below = NormalTail.logTwoSided(Math.nextDown(edge));

			assertClose(below, NormalTail.logTwoSided(edge), 1e-14, "ln p at " + edge);
			double logp = -edge * (0.5 * edge + Math.sqrt(2 * Math.log(2)));
			assertClose(NormalTail.zOfLogTwoSided(logp * (1 + 1e-15)), NormalTail.zOfLogTwoSided(logp), 1e-14,
				"z of " + logp);
		}
	}

	@Test
	void oppositeDeviatesShareTheirTwoSidedTailAndSplitTheUpperOne() {
		var random = new Random(13);
		for (int i = 0; i < N; i++) {
			double z = 4 * random.nextGaussian();

			assertEquals(NormalTail.logTwoSided(z), NormalTail.logTwoSided(-z));
			assertEquals(1, Math.exp(NormalTail.logUpper(z)) + Math.exp(NormalTail.logUpper(-z)), 1e-15);
		}
	}

	@Test
	void bulkGivesTheSameBitsAsSingleCalls() {
		double[] z = sortedMagnitudes(new Random(17));
		z[3] = -z[3];
		z[5] = Double.NaN;
		z[7] = Double.POSITIVE_INFINITY;
		z[9] = -0.0;
		double[] p = new double[N];
		double[] logp = new double[N];
		double[] both = new double[N];
		double[] bothLog = new double[N];
		double[] back = new double[N];

		NormalTail.twoSided(z, p, N);
		NormalTail.logTwoSided(z, logp, N);
		NormalTail.twoSided(z, both, bothLog, N);
		NormalTail.zOfLogTwoSided(logp, back, N);

		assertArrayEquals(Arrays.stream(z).map(NormalTail::twoSided).toArray(), p);
		assertArrayEquals(Arrays.stream(z).map(NormalTail::logTwoSided).toArray(), logp);
		assertArrayEquals(p, both);
		assertArrayEquals(logp, bothLog);
		assertArrayEquals(Arrays.stream(logp).map(NormalTail::zOfLogTwoSided).toArray(), back);
	}

	@Test
	void bulkWorksInPlaceAndStopsAtN() {
		double[] z = { 1, 2, 3 };

		NormalTail.logTwoSided(z, z, 2);

		assertArrayEquals(new double[] { NormalTail.logTwoSided(1), NormalTail.logTwoSided(2), 3 }, z);
	}

	@Test
	void zerosOfEitherSignArePlainZero() {
		for (double zero : new double[] { 0.0, -0.0 }) {
			assertEquals(0.0, NormalTail.logTwoSided(zero));
			assertEquals(1.0, NormalTail.twoSided(zero));
			assertEquals(Math.log(0.5), NormalTail.logUpper(zero));
			assertEquals(0.0, NormalTail.zOfLogTwoSided(zero));
		}
		assertEquals(0.0, NormalTail.zOfLogUpper(Math.log(0.5)));
	}

	@Test
	void infinitiesAndNaNPassThrough() {
		double inf = Double.POSITIVE_INFINITY;
		assertEquals(-inf, NormalTail.logTwoSided(inf));
		assertEquals(-inf, NormalTail.logTwoSided(-inf));
		assertEquals(-inf, NormalTail.logTwoSided(1e160));
		assertEquals(0.0, NormalTail.twoSided(-inf));
		assertEquals(-inf, NormalTail.logUpper(inf));
		assertEquals(0, NormalTail.logUpper(-inf), 0);
		assertEquals(inf, NormalTail.zOfLogTwoSided(-inf));
		assertEquals(inf, NormalTail.zOfLogUpper(-inf));
		assertEquals(-inf, NormalTail.zOfLogUpper(0));
		double largest = NormalTail.zOfLogTwoSided(-Double.MAX_VALUE);
		assertClose(Math.sqrt(2) * Math.sqrt(Double.MAX_VALUE), largest, "largest");
		assertEquals(Double.NaN, NormalTail.logTwoSided(Double.NaN));
		assertEquals(Double.NaN, NormalTail.logUpper(Double.NaN));
		assertEquals(Double.NaN, NormalTail.twoSided(Double.NaN));
		assertEquals(Double.NaN, NormalTail.zOfLogTwoSided(Double.NaN));
		assertEquals(Double.NaN, NormalTail.zOfLogUpper(Double.NaN));
	}

	@Test
	void aPositiveLogPHasNoDeviate() {
		assertEquals(Double.NaN, NormalTail.zOfLogTwoSided(1e-300));
		assertEquals(Double.NaN, NormalTail.zOfLogUpper(0.1));
	}

	/** Ascending, most of them moderate, some in the far tail. */
	private static double[] sortedMagnitudes(Random random) {
		return random.doubles(N).map(u -> u < 0.9 ? 20 * u : Math.exp(100 * (u - 0.87))).sorted().toArray();
	}
}
