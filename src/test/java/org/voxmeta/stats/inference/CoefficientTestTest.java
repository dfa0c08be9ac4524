package org.voxmeta.stats.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertClose;
import static org.voxmeta.Numbers.assertSameBits;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxmeta.stats.kernel.StudentTails;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

class CoefficientTestTest {

	private static final double TOLERANCE = 1e-12;
	/** What Commons Math's own values are good for. */
	private static final double COMMONS_MATH = 1e-8;
	private static final double NAN = Double.NaN;
	private static final double INF = Double.POSITIVE_INFINITY;
	private static final Set<MapKind> TESTS = EnumSet.of(MapKind.Z, MapKind.P, MapKind.LOGP);

	@Test
	void normalTestsAgreeWithCommonsMath() {
		final NormalDistribution normal = new NormalDistribution();
		final Random random = new Random(1);
		for (int i = 0; i < 500; i++) {
			final double est = 5 * random.nextGaussian();
			final double se = 0.5 + 2 * random.nextDouble();

			final MapBlock maps = normal(est, se);

			final double p = 2 * normal.cumulativeProbability(-Math.abs(est / se));
			assertEquals(est / se, maps.get(MapKind.Z)[0]);
			assertClose(p, maps.get(MapKind.P)[0], COMMONS_MATH, "p of z " + est / se);
			assertClose(-Math.log10(p), maps.get(MapKind.LOGP)[0], COMMONS_MATH, "-log10 p of z " + est / se);
		}
	}

	@Test
	void studentTestsAgreeWithCommonsMath() {
		final NormalDistribution normal = new NormalDistribution();
		final Random random = new Random(2);
		for (int i = 0; i < 500; i++) {
			final double est = 3 * random.nextGaussian();
			final double se = 0.5 + 2 * random.nextDouble();
			final double dof = i % 2 == 0 ? 1 + random.nextInt(40) : 1 + 40 * random.nextDouble();

			final MapBlock maps = student(est, se, dof);

			final double p = 2 * new TDistribution(null, dof).cumulativeProbability(-Math.abs(est / se));
			final String at = " of t " + est / se + ", dof " + dof;
			final double z = Math.copySign(normal.inverseCumulativeProbability(p / 2), est);
			assertClose(p, maps.get(MapKind.P)[0], COMMONS_MATH, "p" + at);
			assertClose(-Math.log10(p), maps.get(MapKind.LOGP)[0], COMMONS_MATH, "-log10 p" + at);
			assertClose(z, maps.get(MapKind.Z)[0], 1e-7, "z" + at);
		}
	}

	@Test
	void brokenDegreesOfFreedomTestAsWholeOnesNearby() {
		// whole ones are looked up in a table, others summed: the two must meet
		final Random random = new Random(3);
		for (int i = 0; i < 200; i++) {
			final double est = 4 * random.nextGaussian();
			final int dof = 1 + random.nextInt(30);

			final MapBlock whole = student(est, 1, dof);
			final MapBlock broken = student(est, 1, Math.nextUp((double) dof));

			for (final MapKind kind : TESTS)
				assertClose(whole.get(kind)[0], broken.get(kind)[0], 1e-11, kind.key() + " of t " + est + ", dof " + dof);
		}
	}

	@Test
	void zeroEstimateHasNoSign() {
		for (final double dof : new double[] { 3, 3.5 })
			assertSameBits(new double[] { 0 }, student(-0.0, 1, dof).get(MapKind.Z), "z with dof " + dof);
	}

	/** Wanted values by mpmath at 60 digits. */
	@ParameterizedTest
	@CsvSource({ //
		"1e-3, 0.99920211557217787483, 0.00034665511795786366027", //
		"40, 0, 349.13597646368186089", //
		"1e5, 0, 2171472414.6143190768" })
	void farNormalTailsAgreeWithMpmath(final double z, final double p, final double logp) {
		for (final double sign : new double[] { -1, 1 }) {
			final MapBlock maps = normal(3 * sign * z, 3);

			assertClose(sign * z, maps.get(MapKind.Z)[0], 1e-15, "z");
			assertClose(p, maps.get(MapKind.P)[0], TOLERANCE, "p");
			assertClose(logp, maps.get(MapKind.LOGP)[0], TOLERANCE, "-log10 p");
		}
	}

	/** Wanted values by mpmath at 60 digits: the incomplete beta function, and Newton's method on erfc. */
	@ParameterizedTest
	@CsvSource({ //
		"200, 3, 5.1393846481459978327, 2.7563963990409166124e-7, 6.5596583261197351814", //
		"40, 19, 9.1090877377709915767, 8.3077571993384300136e-20, 19.0805162045452669", //
		"3e8, 2, 8.5618080173271532552, 1.1111111111111110926e-17, 16.954242509439324882", //
		"1e200, 1, 30.243427079379607649, 6.3661977236758136234e-201, 200.19611987703015265" })
	void farStudentTailsAgreeWithMpmath(final double t, final double dof, final double z, final double p,
		final double logp)
	{
		for (final double sign : new double[] { -1, 1 }) {
			final MapBlock maps = student(sign * t / 4, 0.25, dof);

			assertClose(sign * z, maps.get(MapKind.Z)[0], TOLERANCE, "z");
			// exp turns the log's relative error into 460 times that
			assertClose(p, maps.get(MapKind.P)[0], 500 * TOLERANCE, "p");
			assertClose(logp, maps.get(MapKind.LOGP)[0], TOLERANCE, "-log10 p");
		}
	}

	@Test
	void noEffectIsCertainToBeChance() {
		for (final double zero : new double[] { 0.0, -0.0 })
			for (final MapBlock maps : new MapBlock[] { normal(zero, 2), student(zero, 2, 3) }) {
				assertEquals(0, maps.get(MapKind.Z)[0], 0);
				assertEquals(1, maps.get(MapKind.P)[0]);
				assertSameBits(new double[] { 0.0 }, maps.get(MapKind.LOGP), "-log10 p, without a sign");
			}
	}

	@Test
	void anInfiniteRatioIsCertain() {
		for (final MapBlock maps : new MapBlock[] { normal(-1e300, 1e-300), student(-1e300, 1e-300, 3) }) {
			assertEquals(-INF, maps.get(MapKind.Z)[0]);
			assertEquals(0, maps.get(MapKind.P)[0]);
			assertEquals(INF, maps.get(MapKind.LOGP)[0]);
		}
	}

	@Test
	void withoutAStandardErrorThereIsNoTest() {
		for (final double se : new double[] { 0, -0.0, -1, NAN, INF }) {
			assertNoTest(normal(1, se), "standard error " + se);
			assertNoTest(student(1, se, 3), "standard error " + se);
		}
		assertNoTest(normal(NAN, 1), "no estimate");
		assertNoTest(student(NAN, 1, 3), "no estimate");
	}

	@Test
	void withoutDegreesOfFreedomThereIsNoTest() {
		for (final double dof : new double[] { 0, -1, NAN, -INF })
			assertNoTest(student(1, 1, dof), "degrees of freedom " + dof);
	}

	@Test
	void voxelsDoNotDependOnTheirNeighbours() {
		final double[] est = { 1, -2, NAN, 3, 0.5, 2, 1, 4 };
		final double[] se = { 1, 1, 1, 0, 2, 1, 1, 1 };
		final double[] dof = { 3, 3, 3, 3, 0, 4, 3, 3.5 };
		final MapBlock block = new MapBlock(TESTS, 1, 8, new StudentTails());

		CoefficientTest.student(est, se, dof, 0, block);

		for (final MapKind kind : TESTS) {
			final double[] alone = new double[8];
			for (int j = 0; j < 8; j++)
				alone[j] = student(est[j], se[j], dof[j]).get(kind)[0];
			assertSameBits(alone, block.get(kind), kind.key());
		}
	}

	@Test
	void onlyWantedMapsAreWritten() {
		for (final MapKind kind : TESTS) {
			final MapBlock normal = new MapBlock(EnumSet.of(kind), 1, 1, new StudentTails());
			final MapBlock student = new MapBlock(EnumSet.of(kind, MapKind.EST), 1, 1, new StudentTails());

			CoefficientTest.normal(new double[] { 2 }, new double[] { 1 }, 0, normal);
			CoefficientTest.student(new double[] { 2 }, new double[] { 1 }, new double[] { 5 }, 0, student);

			assertSameBits(normal(2, 1).get(kind), normal.get(kind), kind.key());
			assertSameBits(student(2, 1, 5).get(kind), student.get(kind), kind.key());
			assertTrue(Double.isNaN(student.get(MapKind.EST)[0]), "the estimate is not the test's");
		}
	}

	@Test
	void valuesBeyondTheBlockAreNotRead() {
		final double[] longer = new double[5];
		Arrays.fill(longer, 1);
		final MapBlock maps = new MapBlock(TESTS, 1, 2, new StudentTails());

		CoefficientTest.student(longer, longer, longer, 0, maps);

		assertEquals(2, maps.get(MapKind.Z).length);
		assertClose(0.5, maps.get(MapKind.P)[1], 1e-14, "p of Cauchy's quartile");
	}

	private static void assertNoTest(final MapBlock maps, final String what) {
		for (final MapKind kind : TESTS)
			assertTrue(Double.isNaN(maps.get(kind)[0]), () -> what + ": " + kind.key() + " is " + maps.get(kind)[0]);
	}

	private static MapBlock normal(final double est, final double se) {
		final MapBlock maps = new MapBlock(TESTS, 1, 1, new StudentTails());
		CoefficientTest.normal(new double[] { est }, new double[] { se }, 0, maps);
		return maps;
	}

	private static MapBlock student(final double est, final double se, final double dof) {
		final MapBlock maps = new MapBlock(TESTS, 1, 1, new StudentTails());
		CoefficientTest.student(new double[] { est }, new double[] { se }, new double[] { dof }, 0, maps);
		return maps;
	}
}
