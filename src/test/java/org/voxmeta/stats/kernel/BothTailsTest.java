package org.voxmeta.stats.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class BothTailsTest {

	/** Both sides of 0 up to where the table ends, between and on its centres, and far beyond. */
	private static final double[] DEVIATES = DoubleStream.concat(IntStream.rangeClosed(-90_000, 90_000)
		.mapToDouble(i -> i / 10_007.0), DoubleStream.of(0, -0.0, 1 / 128.0, 0.5, 7.9921875, Math.nextDown(8),
		8, Math.nextUp(8), -8, 15.9, 16.1, 38, -40, 1e10, Double.MIN_VALUE)).toArray();

	@Test
	void sumAndDifferenceAreTheLogsOfNormalTails() {
		final double[] common = new double[DEVIATES.length];
		final double[] difference = new double[DEVIATES.length];

		BothTails.addLogs(DEVIATES, filled(1), common, difference, DEVIATES.length);

		for (int j = 0; j < DEVIATES.length; j++) {
			final double upper = -NormalTail.logUpper(DEVIATES[j]);
			final double lower = -NormalTail.logUpper(-DEVIATES[j]);
			final double error = 1e-14 + 1e-15 * Math.max(upper, lower);
			assertEquals(upper, common[j] + difference[j], error, "upper tail of " + DEVIATES[j]);
			assertEquals(lower, common[j] - difference[j], error, "lower tail of " + DEVIATES[j]);
		}
	}

	@Test
	void weightedDeviatesAreAdded() {
		final double[] common = { 5 };
		final double[] difference = { 7 };

		BothTails.addLogs(new double[] { -2 }, new double[] { 3 }, common, difference, 1);
		BothTails.addLogs(new double[] { 9 }, new double[] { 0.5 }, common, difference, 1);

		final double upper = -3 * NormalTail.logUpper(-2) - 0.5 * NormalTail.logUpper(9);
		final double lower = -3 * NormalTail.logUpper(2) - 0.5 * NormalTail.logUpper(-9);
		assertEquals(5 + 0.5 * (upper + lower), common[0], 1e-12);
		assertEquals(7 + 0.5 * (upper - lower), difference[0], 1e-12);
	}

	@Test
	void oppositeDeviatesHaveOppositeDifferences() {
		final double[][] sums = new double[4][DEVIATES.length];
		final double[] opposite = Arrays.stream(DEVIATES).map(z -> -z).toArray();

		BothTails.addLogs(DEVIATES, filled(1), sums[0], sums[1], DEVIATES.length);
		BothTails.addLogs(opposite, filled(1), sums[2], sums[3], DEVIATES.length);

		assertArrayEquals(sums[0], sums[2]);
		assertArrayEquals(Arrays.stream(sums[1]).map(d -> 0 - d).toArray(), Arrays.stream(sums[3])
			.map(d -> 0 + d).toArray());
	}

	@Test
	void nanGivesNan() {
		final double[] common = { 0 };
		final double[] difference = { 0 };

		BothTails.addLogs(new double[] { Double.NaN }, new double[] { 1 }, common, difference, 1);

		assertEquals(Double.NaN, common[0]);
		assertEquals(Double.NaN, difference[0]);
	}

	@Test
	void onlyTheFirstValuesAreAdded() {
		final double[] common = { 0, 7 };
		final double[] difference = { 0, 7 };

		BothTails.addLogs(new double[] { 1, 1 }, new double[] { 1, 1 }, common, difference, 1);

		assertEquals(7, common[1]);
		assertEquals(7, difference[1]);
	}

	private static double[] filled(final double value) {
		final double[] values = new double[DEVIATES.length];
		Arrays.fill(values, value);
		return values;
	}
}
