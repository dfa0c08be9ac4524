package org.voxmeta.stats.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.stats.kernel.ReferenceTable.assertClose;

import java.util.Arrays;
import java.util.Random;

import org.apache.commons.math3.distribution.FDistribution;
import org.junit.jupiter.api.Test;

class FTailTest {

	private static final double[] DOFS = { 0.1, 0.5, 1, 2, 2.7, 3, 10, 20.5, 101, 500, 1e5 };

	@Test
	void logTailMatchesTheReference() {
		for (double[] row : ReferenceTable.numbers("f_tail.csv")) {
			String where = "d1 = " + row[0] + ", d2 = " + row[1] + ", f = " + row[2];

			double got = FTail.logUpper(row[2], row[0], row[1]);
			assertClose(row[3], got, where);
			assertEquals(got, FTail.of(row[0], row[1]).logUpper(row[2]), where);
		}
	}

	@Test
	void twoDegreesOfFreedomHaveTheirClosedForms() {
		var random = new Random(3);
		for (double dof : DOFS) {
			for (int i = 0; i < 300; i++) {
				double f = Math.exp(3 * random.nextGaussian());
				String where = "dof " + dof + " at " + f;

				double numerator = -0.5 * dof * Math.log1p(2 * f / dof);
				assertClose(numerator, FTail.logUpper(f, 2, dof), "2 and " + where);
				double lower = -0.5 * dof * Math.log1p(2 / (dof * f));
				double denominator = lower < -1 ? Math.log1p(-Math.exp(lower)) : Math.log(-Math.expm1(lower));
				assertClose(denominator, FTail.logUpper(f, dof, 2), "2 below " + where);
			}
		}
	}

	@Test
	void oneDegreeOfFreedomAboveIsStudentsTSquared() {
		var random = new Random(5);
		for (double dof : DOFS) {
			for (int i = 0; i < 300; i++) {
				double t = Math.exp(2 * random.nextGaussian());

				double want = StudentTail.logTwoSided(t, dof);
				assertClose(want, FTail.logUpper(t * t, 1, dof), "dof " + dof + " at t = " + t);
			}
		}
	}

	@Test
	void theReciprocalHasTheOtherTail() {
		var random = new Random(7);
		for (double d1 : DOFS) {
			for (double d2 : DOFS) {
				FTail tail = FTail.of(d1, d2);
				FTail reciprocal = FTail.of(d2, d1);
				for (int i = 0; i < 30; i++) {
					double f = typical(random, d1, d2);

					double sum = Math.exp(tail.logUpper(f)) + Math.exp(reciprocal.logUpper(1 / f));
					assertEquals(1, sum, 1e-12, "d1 = " + d1 + ", d2 = " + d2 + ", f = " + f);
				}
			}
		}
	}

	@Test
	void tailsFall() {
		var random = new Random(9);
		for (double d1 : DOFS) {
			for (double d2 : DOFS) {
				FTail tail = FTail.of(d1, d2);
				double[] f = random.doubles(200).map(u -> typical(random, d1, d2)).sorted().toArray();
				for (int i = 1; i < f.length; i++) {
					if (f[i] - f[i - 1] < 1e-9 * f[i]) continue;

					boolean fallen = tail.logUpper(f[i]) < tail.logUpper(f[i - 1]);
					assertTrue(fallen, "d1 = " + d1 + ", d2 = " + d2 + ", f = " + f[i]);
				}
			}
		}
	}

	@Test
	void infiniteDenominatorDegreesOfFreedomAreChiSquare() {
		double inf = Double.POSITIVE_INFINITY;
		for (double d1 : DOFS) {
			for (double f : new double[] { 1e-3, 0.4, 1, 1.3, 5, 70 }) {
				double want = ChiSquareTail.logUpper(d1 * f, d1);

				assertEquals(want, FTail.logUpper(f, d1, inf));
				if (want < -1e-300) assertClose(want, FTail.logUpper(f, d1, 1e40), "dof " + d1 + " at " + f);
			}
			assertEquals(0.0, FTail.logUpper(0, d1, inf));
			assertEquals(-inf, FTail.logUpper(inf, d1, inf));
			assertEquals(Double.NaN, FTail.logUpper(Double.NaN, d1, inf));
		}
	}

	@Test
	void agreesWithCommonsMathInTheMildRange() {
		var random = new Random(11);
		for (double[] dofs : new double[][] { { 1, 2.7 }, { 3, 17 }, { 10, 8.4 }, { 2.5, 60 } }) {
			var commons = new FDistribution(dofs[0], dofs[1]);
			for (int i = 0; i < 300; i++) {
				double f = typical(random, dofs[0], dofs[1]);

				double want = 1 - commons.cumulativeProbability(f);
				assertEquals(want, Math.exp(FTail.logUpper(f, dofs[0], dofs[1])), 1e-11, "at " + f);
			}
		}
	}

	@Test
	void bulkGivesTheSameBitsAsSingleCallsInPlaceToo() {
		var random = new Random(13);
		double[] f = random.doubles(2000).map(u -> typical(random, 3, 17)).toArray();
		f[3] = Double.NaN;
		f[5] = 0;
		FTail tail = FTail.of(3, 17);
		double[] want = Arrays.stream(f).map(tail::logUpper).toArray();
		want[1999] = f[1999];

		tail.logUpper(f, f, 1999);

		assertArrayEquals(want, f);
	}

	@Test
	void edgesOfTheSupport() {
		double inf = Double.POSITIVE_INFINITY;
		for (double d1 : DOFS) {
			for (double d2 : DOFS) {
				FTail tail = FTail.of(d1, d2);
				for (double f : new double[] { 0.0, -0.0, -3, -inf })
					assertEquals(0.0, tail.logUpper(f));
				assertEquals(-inf, tail.logUpper(inf));
				assertEquals(Double.NaN, tail.logUpper(Double.NaN));
			}
		}
		assertEquals(Double.NaN, FTail.logUpper(1, Double.NaN, 3));
		assertEquals(Double.NaN, FTail.logUpper(1, 3, Double.NaN));
		assertEquals(0.0, FTail.logUpper(1e-30, 500, 10)); // 1 - p is 1e-7000
	}

	@Test
	void theLargestAndSmallestFFollowThePowersOfTheTails() {
		for (double d1 : DOFS) {
			for (double d2 : DOFS) {
				String where = "d1 = " + d1 + ", d2 = " + d2;

				double fall = FTail.logUpper(Double.MAX_VALUE, d1, d2) - FTail.logUpper(1e280, d1, d2);
				double slope = fall / (Math.log(1e280) - Math.log(Double.MAX_VALUE));
				assertClose(0.5 * d2, slope, 1e-11, where);
			}
			double rise = FTail.logUpper(1e-280, 0.5, d1) / FTail.logUpper(1e-300, 0.5, d1);
			assertClose(1e5, rise, 1e-11, "d2 = " + d1);
		}
	}

	@Test
	void badArgumentsAreNamed() {
		double inf = Double.POSITIVE_INFINITY;
		for (double dof : new double[] { 0, -1, Double.NaN, inf })
			assertMessage("Numerator degrees of freedom of F: got " + dof, () -> FTail.of(dof, 3));
		for (double dof : new double[] { 0, -1, Double.NaN })
			assertMessage("Denominator degrees of freedom of F: got " + dof, () -> FTail.of(3, dof));
		assertMessage("Numerator degrees of freedom of F: got 0.0", () -> FTail.logUpper(1, 0, 3));
		assertMessage("Denominator degrees of freedom of F: got -2.0", () -> FTail.logUpper(1, 3, -2));
	}

	/** Within a few standard deviations of ln F, which are about those of a normal deviate for large dof. */
	private static double typical(Random random, double d1, double d2) {
		return Math.exp(Math.sqrt(2 / d1 + 2 / d2) * random.nextGaussian());
	}

	private static void assertMessage(String start, Runnable call) {
		var e = assertThrows(IllegalArgumentException.class, call::run);
		assertTrue(e.getMessage().startsWith(start), e.getMessage());
	}
}
