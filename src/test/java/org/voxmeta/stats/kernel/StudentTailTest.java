package org.voxmeta.stats.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.stats.kernel.ReferenceTable.assertClose;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.api.Test;

class StudentTailTest {

	private static final double[] DOFS = { 0.1, 0.5, 1, 2, 2.7, 3, 7, 15.9, 16, 20, 33.3, 50, 500, 1e6 };

	@Test
	void logTailsAndDeviatesMatchTheReference() {
		Map<Double, StudentTail> prepared = new HashMap<>();
		for (double[] row : ReferenceTable.numbers("student_tail.csv")) {
			double dof = row[0];
			double t = row[1];
			StudentTail tail = prepared.computeIfAbsent(dof, StudentTail::of);
			String where = " at t = " + t + ", dof = " + dof;

			assertClose(row[2], tail.logTwoSided(t), "table ln p" + where);
			assertClose(row[2], StudentTail.logTwoSided(-t, dof), "series ln p" + where);
			assertClose(row[3], tail.zOf(t), "table z" + where);
			assertClose(-row[3], StudentTail.zOf(-t, dof), "series z" + where);
			assertClose(row[2] - Math.log(2), tail.logUpper(t), "upper tail" + where);
		}
	}

	@Test
	void quantilesMatchTheReference() {
		for (String[] row : ReferenceTable.rows("quantiles.csv")) {
			if (!row[0].equals("t")) continue;
			double dof = Double.parseDouble(row[1]);
			double alpha = Double.parseDouble(row[2]);
			double want = Double.parseDouble(row[3]);

			double got = StudentTail.quantileTwoSided(alpha, dof);
			assertClose(want, got, "p " + alpha + ", dof " + dof);
			assertEquals(got, StudentTail.of(dof).quantileTwoSided(alpha));
		}
	}

	@Test
	void tOfADeviateMatchesTheReference() {
		Map<Double, StudentTail> prepared = new HashMap<>();
		for (double[] row : ReferenceTable.numbers("student_inverse.csv")) {
			double dof = row[0];
			double z = row[1];
			StudentTail tail = prepared.computeIfAbsent(dof, StudentTail::of);
			String where = " at z = " + z + ", dof = " + dof;

			assertClose(row[2], tail.tOf(z), "table" + where);
			assertClose(row[2], StudentTail.tOf(z, dof), "series" + where);
			assertEquals(-tail.tOf(z), tail.tOf(-z), "odd" + where);
			assertEquals(-StudentTail.tOf(z, dof), StudentTail.tOf(-z, dof), "odd" + where);
			double logp = NormalTail.logTwoSided(z);
			assertClose(row[2], tail.tOfLogTwoSided(logp), "table, log p" + where);
			assertClose(row[2], StudentTail.tOfLogTwoSided(logp, dof), "series, log p" + where);
		}
	}

	@Test
	void oneAndTwoDegreesOfFreedomHaveTheirClosedForms() {
		var random = new Random(3);
		for (int i = 0; i < 2000; i++) {
			double t = Math.exp(4 * random.nextGaussian());
			double cauchy = 2 / Math.PI * Math.atan(1 / t);
			double root = Math.sqrt(2 + t * t);
			double two = 2 / (root * (root + t));

			assertClose(cauchy, Math.exp(StudentTail.logTwoSided(t, 1)), "1 dof at " + t);
			assertClose(two, Math.exp(StudentTail.logTwoSided(t, 2)), "2 dof at " + t);
		}
	}

	@Test
	void deviateHasTheSameTailAsT() {
		var random = new Random(5);
		for (double dof : DOFS) {
			StudentTail tail = StudentTail.of(dof);
			for (int i = 0; i < 500; i++) {
				double t = Math.exp(3 * random.nextGaussian());

				double logpOfZ = NormalTail.logTwoSided(tail.zOf(t));
				assertClose(tail.logTwoSided(t), logpOfZ, "dof " + dof + " at " + t);
			}
		}
	}

	@Test
	void tOfTheDeviateIsT() {
		var random = new Random(7);
		for (double dof : DOFS) {
			StudentTail tail = StudentTail.of(dof);
			double end = new StudentTable(dof, new StudentSeries(dof)).end();
			for (int i = 0; i < 500; i++) {
				double t = i < 400 ? 1.2 * end * random.nextDouble() : Math.exp(-20 * random.nextDouble());

				assertClose(t, tail.tOf(tail.zOf(t)), "dof " + dof + " at " + t);
				assertClose(-t, StudentTail.tOf(tail.zOf(-t), dof), "series, dof " + dof + " at " + t);
			}
			double z = tail.zOf(end);
			assertClose(tail.tOf(z), tail.tOf(Math.nextDown(z)), 1e-13, "table end, dof " + dof);
		}
	}

	@Test
	void tRisesWithTheDeviate() {
		var random = new Random(8);
		for (double dof : DOFS) {
			StudentTail tail = StudentTail.of(dof);
			double[] z = random.doubles(3000).map(u -> u < 0.9 ? 7 * u : Math.exp(60 * (u - 1))).sorted()
				.toArray();
			for (int i = 1; i < z.length; i++) {
				if (z[i] - z[i - 1] < 1e-11 * z[i] || tail.tOf(z[i]) == Double.POSITIVE_INFINITY) continue;

				assertTrue(tail.tOf(z[i]) > tail.tOf(z[i - 1]), "dof " + dof + " at " + z[i]);
			}
		}
	}

	@Test
	void quantileOfTheTailIsT() {
		var random = new Random(6);
		for (double dof : DOFS) {
			StudentTail tail = StudentTail.of(dof);
			for (int i = 0; i < 200; i++) {
				double t = 0.5 + Math.abs(5 * random.nextGaussian());

				double back = tail.quantileTwoSided(Math.exp(tail.logTwoSided(t)));
				assertClose(t, back, "dof " + dof + " at " + t);
			}
		}
	}

	@Test
	void tailsFallAndDeviatesRise() {
		var random = new Random(9);
		for (double dof : DOFS) {
			StudentTail tail = StudentTail.of(dof);
			double[] t = random.doubles(3000).map(u -> u < 0.9 ? 20 * u : Math.exp(100 * (u - 0.87))).sorted()
				.toArray();
			for (int i = 1; i < t.length; i++) {
				if (t[i] - t[i - 1] < 1e-11 * t[i]) continue;

				String where = "dof " + dof + " at " + t[i];
				assertTrue(tail.logTwoSided(t[i]) < tail.logTwoSided(t[i - 1]), where);
				assertTrue(tail.zOf(t[i]) > tail.zOf(t[i - 1]), where);
			}
		}
	}

	@Test
	void theMoreDegreesOfFreedomTheLighterTheTail() {
		for (double t : new double[] { 0.01, 1, 3, 10, 100 }) {
			double heavier = 0;
			for (double dof : DOFS) {
				double logp = StudentTail.logTwoSided(t, dof);
				assertTrue(logp < heavier, "dof " + dof + " at " + t);
				heavier = logp;
			}
		}
	}

	@Test
	void seriesMeetWhereTheyTakeOver() {
		for (double dof : DOFS) {
			for (double edge : new double[] { 0.7, Math.sqrt(0.5 * dof), Math.sqrt(dof * Math.expm1(1)) }) {
				double below = StudentTail.logTwoSided(edge * (1 - 1e-15), dof);

				assertClose(below, StudentTail.logTwoSided(edge * (1 + 1e-15), dof), 1e-12, "dof " + dof);
			}
			double end = new StudentTable(dof, new StudentSeries(dof)).end();
			StudentTail tail = StudentTail.of(dof);
			assertClose(tail.zOf(end), tail.zOf(Math.nextDown(end)), 1e-14, "table end, dof " + dof);
		}
	}

	@Test
	void oppositeTShareTheirTwoSidedTailAndMirrorZ() {
		var random = new Random(13);
		StudentTail tail = StudentTail.of(4.5);
		for (int i = 0; i < 2000; i++) {
			double t = 8 * random.nextGaussian();

			assertEquals(tail.logTwoSided(t), tail.logTwoSided(-t));
			assertEquals(tail.zOf(t), -tail.zOf(-t));
			assertEquals(1, Math.exp(tail.logUpper(t)) + Math.exp(tail.logUpper(-t)), 1e-15);
			assertEquals(Math.signum(t), Math.signum(tail.zOf(t)));
		}
	}

	@Test
	void agreesWithCommonsMathInTheMildRange() {
		var random = new Random(15);
		for (double dof : new double[] { 1, 2.7, 10, 50 }) {
			var student = new TDistribution(dof);
			for (int i = 0; i < 300; i++) {
				double t = 2 * random.nextGaussian();

				double want = student.cumulativeProbability(-t);
				assertClose(want, Math.exp(StudentTail.logUpper(t, dof)), 1e-9, "dof " + dof + " at " + t);
			}
		}
	}

	@Test
	void infiniteDegreesOfFreedomAreNormal() {
		StudentTail tail = StudentTail.of(Double.POSITIVE_INFINITY);
		for (double t : new double[] { -40, -2.5, 1e-8, 3, 20 }) {
			assertEquals(NormalTail.logTwoSided(t), tail.logTwoSided(t));
			assertEquals(NormalTail.logUpper(t), tail.logUpper(t));
			assertEquals(t, tail.zOf(t));
			assertEquals(t, StudentTail.zOf(t, Double.POSITIVE_INFINITY));
			assertEquals(t, tail.tOf(t));
			assertEquals(t, StudentTail.tOf(t, Double.POSITIVE_INFINITY));
			assertClose(NormalTail.logTwoSided(t), StudentTail.logTwoSided(t, 1e16), "1e16 dof at " + t);
			assertClose(NormalTail.logTwoSided(t), StudentTail.of(1e300).logTwoSided(t), "1e300 dof at " + t);
		}
		assertClose(1.9599639845400542355, tail.quantileTwoSided(0.05), "quantile");
	}

	@Test
	void bulkGivesTheSameBitsAsSingleCalls() {
		double[] t = new Random(17).doubles(5000).map(u -> 40 * u - 20).toArray();
		t[5] = Double.NaN;
		t[7] = Double.NEGATIVE_INFINITY;
		t[9] = -0.0;
		for (double dof : new double[] { 2.7, 20, Double.POSITIVE_INFINITY }) {
			StudentTail tail = StudentTail.of(dof);
			double[] wantLog = Arrays.stream(t).map(tail::logTwoSided).toArray();
			double[] wantZ = Arrays.stream(t).map(tail::zOf).toArray();
			double[] z = new double[t.length];
			double[] logp = new double[t.length];

			tail.logTwoSided(t, logp, t.length);
			tail.zOf(t, z, t.length);
			assertArrayEquals(wantLog, logp);
			assertArrayEquals(wantZ, z);

			double[] inPlace = t.clone();
			tail.zAndLogTwoSided(inPlace, inPlace, logp, t.length);
			assertArrayEquals(wantLog, logp);
			assertArrayEquals(wantZ, inPlace);
		}
	}

	@Test
	void bulkWithDegreesOfFreedomOfEachGivesTheSameBitsAsSingleCalls() {
		var random = new Random(19);
		double[] t = random.doubles(5000).map(u -> 40 * u - 20).toArray();
		double[] dof = random.doubles(5000).map(u -> Math.exp(6 * u - 1)).toArray();
		t[5] = Double.NaN;
		t[7] = Double.NEGATIVE_INFINITY;
		t[9] = -0.0;
		dof[11] = Double.NaN;
		dof[13] = Double.POSITIVE_INFINITY;
		double[] wantLog = new double[5000];
		double[] wantZ = new double[5000];
		for (int j = 0; j < 4999; j++) {
			wantLog[j] = StudentTail.logTwoSided(t[j], dof[j]);
			wantZ[j] = StudentTail.zOf(t[j], dof[j]);
		}
		wantLog[4999] = dof[4999];
		wantZ[4999] = t[4999];

		StudentTail.zAndLogTwoSided(t, dof, t, dof, 4999);

		assertArrayEquals(wantLog, dof);
		assertArrayEquals(wantZ, t);
	}

	@Test
	void bulkInverseGivesTheSameBitsAsSingleCallsInPlaceToo() {
		double[] z = new Random(23).doubles(3000).map(u -> 40 * u - 20).toArray();
		z[5] = Double.NaN;
		z[9] = -0.0;
		for (double dof : new double[] { 2.7, 20, Double.POSITIVE_INFINITY }) {
			StudentTail tail = StudentTail.of(dof);
			double[] want = Arrays.stream(z).map(tail::tOf).toArray();
			double[] inPlace = z.clone();

			tail.tOf(inPlace, inPlace, z.length);

			assertArrayEquals(want, inPlace);
		}
	}

	@Test
	void zerosOfEitherSignArePlainZero() {
		for (double dof : new double[] { 0.5, 3, 100, Double.POSITIVE_INFINITY }) {
			StudentTail tail = StudentTail.of(dof);
			for (double zero : new double[] { 0.0, -0.0 }) {
				assertEquals(0.0, tail.logTwoSided(zero));
				assertEquals(0.0, tail.zOf(zero));
				assertEquals(Math.log(0.5), tail.logUpper(zero));
				assertEquals(0.0, StudentTail.logTwoSided(zero, dof));
				assertEquals(0.0, StudentTail.zOf(zero, dof));
				assertEquals(0.0, tail.tOf(zero));
				assertEquals(0.0, StudentTail.tOf(zero, dof));
				assertEquals(0.0, tail.tOfLogTwoSided(zero));
			}
			assertEquals(0.0, tail.quantileTwoSided(1));
		}
	}

	@Test
	void infinitiesAndNaNPassThrough() {
		double inf = Double.POSITIVE_INFINITY;
		for (double dof : new double[] { 0.5, 3, 100, inf }) {
			StudentTail tail = StudentTail.of(dof);
			assertEquals(-inf, tail.logTwoSided(-inf));
			assertEquals(-inf, StudentTail.logTwoSided(inf, dof));
			assertEquals(-inf, tail.zOf(-inf));
			assertEquals(inf, StudentTail.zOf(inf, dof));
			assertEquals(inf, tail.quantileTwoSided(0));
			assertEquals(Double.NaN, tail.logTwoSided(Double.NaN));
			assertEquals(Double.NaN, tail.logUpper(Double.NaN));
			assertEquals(Double.NaN, tail.zOf(Double.NaN));
			assertEquals(Double.NaN, StudentTail.zOf(Double.NaN, dof));
			assertEquals(Double.NaN, tail.quantileTwoSided(Double.NaN));
			assertEquals(-inf, tail.tOf(-inf));
			assertEquals(inf, StudentTail.tOf(inf, dof));
			assertEquals(inf, tail.tOfLogTwoSided(-inf));
			assertEquals(Double.NaN, tail.tOf(Double.NaN));
			assertEquals(Double.NaN, StudentTail.tOf(Double.NaN, dof));
			assertEquals(Double.NaN, tail.tOfLogTwoSided(1e-3));
			assertEquals(Double.NaN, StudentTail.tOfLogTwoSided(Double.NaN, dof));
		}
		assertEquals(Double.NaN, StudentTail.tOf(1, Double.NaN));
		assertEquals(Double.NaN, StudentTail.tOfLogTwoSided(-1, Double.NaN));
		assertEquals(Double.NaN, StudentTail.logTwoSided(1, Double.NaN));
		assertEquals(Double.NaN, StudentTail.zOf(1, Double.NaN));
		assertEquals(Double.NaN, StudentTail.quantileTwoSided(0.05, Double.NaN));
	}

	@Test
	void theLargestAndSmallestTStayFinite() {
		// ln p = ln(2/pi) - ln t for 1 dof, -0.5 ln t + const for 0.5
		assertClose(Math.log(2 / Math.PI) - Math.log(1e300), StudentTail.logTwoSided(1e300, 1), "1 dof");
		assertClose(-2 / Math.PI * 1e-300, StudentTail.logTwoSided(1e-300, 1), "tiny t");
		double step = StudentTail.logTwoSided(1e200, 0.5) - StudentTail.logTwoSided(1e300, 0.5);
		assertClose(50 * Math.log(10), step, "0.5 dof");
		assertEquals(Double.POSITIVE_INFINITY, StudentTail.quantileTwoSided(1e-300, 0.5));
		assertClose(2 / Math.PI * 1e300, StudentTail.quantileTwoSided(1e-300, 1), "quantile");
	}

	@Test
	void badArgumentsAreNamed() {
		for (double dof : new double[] { 0, -1, Double.NaN })
			assertMessage("Degrees of freedom of t: got " + dof, () -> StudentTail.of(dof));
		assertMessage("Degrees of freedom of t: got -2.0", () -> StudentTail.logTwoSided(1, -2));
		assertMessage("Degrees of freedom of t: got 0.0", () -> StudentTail.zOf(1, 0));
		assertMessage("Degrees of freedom of t: got 0.0", () -> StudentTail.tOf(1, 0));
		assertMessage("Degrees of freedom of t: got -1.0", () -> StudentTail.tOfLogTwoSided(-1, -1));
		double[] one = { 1 };
		assertMessage("Degrees of freedom of t: got 0.0",
			() -> StudentTail.zAndLogTwoSided(one, new double[1], one, one, 1));
		assertMessage("Two-sided p value: got 1.5", () -> StudentTail.quantileTwoSided(1.5, 3));
		assertMessage("Two-sided p value: got -0.1", () -> StudentTail.of(3).quantileTwoSided(-0.1));
	}

	private static void assertMessage(String start, Runnable call) {
		var e = assertThrows(IllegalArgumentException.class, call::run);
		assertTrue(e.getMessage().startsWith(start), e.getMessage());
	}
}
