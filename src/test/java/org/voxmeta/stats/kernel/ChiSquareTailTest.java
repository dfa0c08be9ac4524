package org.voxmeta.stats.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.stats.kernel.ReferenceTable.assertClose;

import java.util.Arrays;
import java.util.Random;

import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Test;

class ChiSquareTailTest {

	private static final double[] DOFS = { 0.1, 0.5, 1, 2, 2.7, 3, 10, 19, 20, 20.5, 100, 101, 500, 1e5 };

	@Test
	void logTailsMatchTheReference() {
		for (double[] row : ReferenceTable.numbers("chi_square_tail.csv")) {
			String where = " at x = " + row[1] + ", dof = " + row[0];

			assertClose(row[2], ChiSquareTail.logUpper(row[1], row[0]), "upper" + where);
			assertClose(row[3], ChiSquareTail.logLower(row[1], row[0]), "lower" + where);
		}
	}

	@Test
	void quantilesMatchTheReference() {
		for (String[] row : ReferenceTable.rows("quantiles.csv")) {
			if (!row[0].equals("chi_square")) continue;
			double dof = Double.parseDouble(row[1]);
			double p = Double.parseDouble(row[2]);
			double want = Double.parseDouble(row[3]);

			assertClose(want, ChiSquareTail.quantileUpper(p, dof), "p " + p + ", dof " + dof);
		}
	}

	@Test
	void oneAndTwoDegreesOfFreedomHaveTheirClosedForms() {
		var random = new Random(3);
		for (int i = 0; i < 2000; i++) {
			double z = Math.exp(2 * random.nextGaussian());

			assertClose(NormalTail.logTwoSided(z), ChiSquareTail.logUpper(z * z, 1), "1 dof at " + z);
			assertClose(-0.5 * z, ChiSquareTail.logUpper(z, 2), "2 dof at " + z);
			double lower = z < 1 ? Math.log(-Math.expm1(-0.5 * z)) : Math.log1p(-Math.exp(-0.5 * z));
			assertClose(lower, ChiSquareTail.logLower(z, 2), "2 dof at " + z);
		}
	}

	@Test
	void tailsAddUpToOne() {
		var random = new Random(5);
		for (double dof : DOFS) {
			ChiSquareTail tail = ChiSquareTail.of(dof);
			for (int i = 0; i < 200; i++) {
				double x = typical(random, dof);

				double sum = Math.exp(tail.logUpper(x)) + Math.exp(tail.logLower(x));
				assertEquals(1, sum, 1e-13, "dof " + dof + " at " + x);
			}
		}
	}

	@Test
	void upperTailsFallAndLowerTailsRise() {
		var random = new Random(7);
		for (double dof : DOFS) {
			ChiSquareTail tail = ChiSquareTail.of(dof);
			double[] x = random.doubles(1000).map(u -> typical(random, dof)).sorted().toArray();
			for (int i = 1; i < x.length; i++) {
				if (x[i] - x[i - 1] < 1e-9 * x[i]) continue;

				assertTrue(tail.logUpper(x[i]) < tail.logUpper(x[i - 1]), "dof " + dof + " at " + x[i]);
				assertTrue(tail.logLower(x[i]) > tail.logLower(x[i - 1]), "dof " + dof + " at " + x[i]);
			}
		}
	}

	@Test
	void quantileOfTheTailIsX() {
		var random = new Random(9);
		for (double dof : DOFS) {
			ChiSquareTail tail = ChiSquareTail.of(dof);
			for (int i = 0; i < 100; i++) {
				double p = random.nextDouble();

				double back = Math.exp(tail.logUpper(tail.quantileUpper(p)));
				assertEquals(p, back, 1e-12, "dof " + dof + " at " + p);
			}
		}
	}

	@Test
	void agreesWithCommonsMathInTheMildRange() {
		var random = new Random(11);
		for (double dof : new double[] { 1, 2.7, 10, 50 }) {
			var chiSquare = new ChiSquaredDistribution(dof);
			for (int i = 0; i < 300; i++) {
				double x = typical(random, dof);

				double want = chiSquare.cumulativeProbability(x);
				double got = Math.exp(ChiSquareTail.logLower(x, dof));
				assertEquals(want, got, 1e-11, "dof " + dof + " at " + x);
			}
		}
	}

	@Test
	void bulkGivesTheSameBitsAsSingleCallsInPlaceToo() {
		var random = new Random(13);
		double[] x = random.doubles(2000).map(u -> typical(random, 20)).toArray();
		x[3] = Double.NaN;
		ChiSquareTail tail = ChiSquareTail.of(20);
		double[] want = Arrays.stream(x).map(tail::logUpper).toArray();

		tail.logUpper(x, x, x.length);

		assertArrayEquals(want, x);
	}

	@Test
	void bulkWithDegreesOfFreedomOfEachGivesTheSameBitsAsSingleCallsInPlaceToo() {
		var random = new Random(15);
		double[] dof = random.doubles(2000).map(u -> Math.exp(6 * u - 1)).toArray();
		double[] x = Arrays.stream(dof).map(d -> typical(random, d)).toArray();
		x[3] = Double.NaN;
		x[5] = -1;
		dof[7] = Double.NaN;
		double[] want = new double[2000];
		for (int j = 0; j < 1999; j++)
			want[j] = ChiSquareTail.logUpper(x[j], dof[j]);
		want[1999] = dof[1999];

		ChiSquareTail.logUpper(x, dof, dof, 1999);

		assertArrayEquals(want, dof);
	}

	@Test
	void runsOfTheSameDegreesOfFreedomGiveTheSameBitsAsSingleCalls() {
		var random = new Random(17);
		double[] runs = { 42, 41.3, 41.3, 3, 99, 7.7, 151, 42 };
		double[] dof = new double[800];
		for (int j = 0; j < 800; j++)
			dof[j] = runs[j / 100];
		double[] x = Arrays.stream(dof).map(d -> typical(random, d)).toArray();
		x[3] = Double.NaN;
		x[4] = 0;
		x[305] = Double.POSITIVE_INFINITY;
		x[306] = 1e300;
		double[] logp = new double[800];

		ChiSquareTail.logUpper(x, dof, logp, 800);

		for (int j = 0; j < 800; j++)
			assertEquals(ChiSquareTail.logUpper(x[j], dof[j]), logp[j]);
	}

	@Test
	void farFromTheModeLargeTermsDoNotCancel() {
		// mpmath at 50 digits
		ChiSquareTail tail = ChiSquareTail.of(3262.331234977517);
		assertClose(-1.0625232614885954919e-99, tail.logLower(5281.57372525268), "lower");
	}

	@Test
	void edgesOfTheSupport() {
		double inf = Double.POSITIVE_INFINITY;
		for (double dof : DOFS) {
			ChiSquareTail tail = ChiSquareTail.of(dof);
			for (double x : new double[] { 0.0, -0.0, -3, -inf }) {
				assertEquals(0.0, tail.logUpper(x));
				assertEquals(-inf, tail.logLower(x));
			}
			assertEquals(-inf, tail.logUpper(inf));
			assertEquals(0.0, tail.logLower(inf));
			assertEquals(inf, tail.quantileUpper(0));
			assertEquals(0.0, tail.quantileUpper(1));
			assertEquals(Double.NaN, tail.logUpper(Double.NaN));
			assertEquals(Double.NaN, tail.logLower(Double.NaN));
			assertEquals(Double.NaN, tail.quantileUpper(Double.NaN));
		}
		assertEquals(Double.NaN, ChiSquareTail.logUpper(1, Double.NaN));
		assertEquals(Double.NaN, ChiSquareTail.logLower(1, Double.NaN));
		assertEquals(Double.NaN, ChiSquareTail.quantileUpper(0.5, Double.NaN));
	}

	@Test
	void theLargestAndSmallestXStayFinite() {
		assertClose(-5e299, ChiSquareTail.logUpper(1e300, 3), "largest");
		double leading = 0.5 * Math.log(2 / Math.PI) + 0.5 * Math.log(1e-300);
		assertClose(leading, ChiSquareTail.logLower(1e-300, 1), "smallest");
		assertEquals(0.0, ChiSquareTail.quantileUpper(Math.nextDown(1.0), 0.05));
	}

	@Test
	void badArgumentsAreNamed() {
		for (double dof : new double[] { 0, -1, Double.NaN, Double.POSITIVE_INFINITY })
			assertMessage("Degrees of freedom of chi-square: got " + dof, () -> ChiSquareTail.of(dof));
		assertMessage("Degrees of freedom of chi-square: got 0.0", () -> ChiSquareTail.logUpper(1, 0));
		double[] one = { 1 };
		assertMessage("Degrees of freedom of chi-square: got 0.0",
			() -> ChiSquareTail.logUpper(one, new double[1], one, 1));
		assertMessage("Upper-tail p value: got 2.0", () -> ChiSquareTail.quantileUpper(2, 3));
	}

	private static double typical(Random random, double dof) {
		return Math.abs(dof + Math.sqrt(2 * dof) * 2 * random.nextGaussian());
	}

	private static void assertMessage(String start, Runnable call) {
		var e = assertThrows(IllegalArgumentException.class, call::run);
		assertTrue(e.getMessage().startsWith(start), e.getMessage());
	}
}
