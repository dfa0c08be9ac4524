package org.voxmeta.stats.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.voxmeta.Numbers.assertClose;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class BothTailsTest {

	/** Both sides of 0 up to where the tables end, between and on their centres, and far beyond. */
	private static final double[] DEVIATES = DoubleStream.concat(IntStream.rangeClosed(-90_000, 90_000)
		.mapToDouble(i -> i / 10_007.0), DoubleStream.of(0, -0.0, 1 / 128.0, 0.5, 7.9921875, Math.nextDown(8), 8,
			Math.nextUp(8), -8, 15.9, 16.1, 38, -40, 1e10, Double.MIN_VALUE, Double.POSITIVE_INFINITY,
			Double.NEGATIVE_INFINITY)).toArray();

	@Test
	void smallerTailIsNormalTails() {
		final double[] p = new double[DEVIATES.length];

		BothTails.smaller(DEVIATES, p, p.length);

		for (int j = 0; j < p.length; j++)
			assertClose(0.5 * NormalTail.twoSided(DEVIATES[j]), p[j], 1e-11, "tail of " + DEVIATES[j]);
	}

	@Test
	void logsAreNormalTails() {
		final double[] smaller = new double[DEVIATES.length];
		final double[] larger = new double[DEVIATES.length];

		BothTails.logs(DEVIATES, smaller, larger, smaller.length);

		for (int j = 0; j < smaller.length; j++) {
			final double a = Math.abs(DEVIATES[j]);
			assertClose(NormalTail.logUpper(a), smaller[j], 1e-14, "log of the smaller tail of " + a);
			assertClose(NormalTail.logUpper(-a), larger[j], 1e-11, "log of the larger tail of " + a);
		}
	}

	@Test
	void nanGivesNan() {
		final double[] nan = { Double.NaN };
		final double[] p = { 0 };
		final double[] log = { 0 };

		BothTails.smaller(nan, p, 1);
		assertEquals(Double.NaN, p[0]);
		BothTails.logs(nan, p, log, 1);
		assertEquals(Double.NaN, p[0]);
		assertEquals(Double.NaN, log[0]);
	}

	@Test
	void outputMayBeTheInput() {
		final double[] wanted = new double[DEVIATES.length];
		BothTails.smaller(DEVIATES, wanted, wanted.length);
		final double[] inPlace = DEVIATES.clone();

		BothTails.smaller(inPlace, inPlace, inPlace.length);

		assertEquals(Arrays.toString(wanted), Arrays.toString(inPlace));
	}

	@Test
	void onlyTheFirstValuesAreWritten() {
		final double[] p = { 7, 7 };

		BothTails.smaller(new double[] { 1, 1 }, p, 1);

		assertEquals(7, p[1]);
	}
}
