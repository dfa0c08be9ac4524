package org.voxmeta.stats.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedSumsTest {

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 6, 7, 8, 14, 15, 21, 22, 28, 50, 200 })
	void equalsAPlainSum(final int terms) {
		final Random random = new Random(terms);
		for (final int n : new int[] { 1, 100, SignedSums.PLACES }) {
			final double[][] x = new double[terms][n];
			for (final double[] row : x)
				Arrays.setAll(row, j -> random.nextGaussian());
			final SignedSums sums = new SignedSums(terms);
			sums.load(new double[terms][SignedSums.PLACES], SignedSums.PLACES);
			sums.load(x, n);
			for (int i = 0; i < 20; i++) {
				final boolean[] negated = new boolean[terms];
				for (int g = 0; g < terms; g++)
					negated[g] = random.nextBoolean();

				final int[] rows = rows(negated, sums);

				final double[] wanted = plain(x, negated, n);
				final double[] got = sums.sums(rows).clone();
				double largest = 0;
				for (int j = 0; j < n; j++) {
					assertEquals(wanted[j], got[j], 1e-13 * terms);
					largest = Math.max(largest, Math.abs(got[j]));
				}
				for (int j = n; j < SignedSums.PLACES; j++)
					assertEquals(0, got[j], "a place without values");
				assertEquals(largest, sums.largest(rows), 1e-14 * terms);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 21, 50, 200, 1000 })
	void tablesStayInTheCache(final int terms) {
		final SignedSums sums = new SignedSums(terms);

		assertTrue(sums.width() * sums.tables() >= terms);
		assertTrue((sums.tables() << sums.width()) * SignedSums.PLACES * 8L <= 8L << 20, "tables of " + (sums
			.tables() << sums.width()) + " rows");
	}

	/** Sums of every size, near the value and away from it, and no sums. */
	@ParameterizedTest
	@ValueSource(ints = { 1, 5, 8, 15, 21, 22, 50 })
	void aLargestSumIsThatOrTheValueToBeExceeded(final int terms) {
		final Random random = new Random(terms);
		final SignedSums sums = new SignedSums(terms);
		for (final double scale : new double[] { 1, 1e-3, 1e25, 1e-25, 1e35, 1e-35, 1e300, 1e-300, 0 }) {
			final double[][] x = new double[terms][100];
			for (final double[] row : x)
				Arrays.setAll(row, j -> scale * random.nextGaussian());
			sums.load(x, 100);
			for (int i = 0; i < 50; i++) {
				final boolean[] negated = new boolean[terms];
				for (int g = 0; g < terms; g++)
					negated[g] = random.nextBoolean();
				final int[] rows = rows(negated, sums);
				final double largest = sums.largest(rows);
				for (final double least : new double[] { Double.NEGATIVE_INFINITY, 0, 0.5 * largest, Math.nextDown(largest),
					largest, Math.nextUp(largest), largest * (1 + 1e-7), largest * (1 - 1e-7), 2 * largest })
					assertEquals(Math.max(least, largest), sums.largest(rows, least));
			}
		}
	}

	private static int[] rows(final boolean[] negated, final SignedSums sums) {
		final int[] rows = new int[sums.tables()];
		for (int g = 0; g < negated.length; g++)
			if (negated[g]) rows[g / sums.width()] |= 1 << g % sums.width();
		return rows;
	}

	private static double[] plain(final double[][] x, final boolean[] negated, final int n) {
		final double[] sum = new double[n];
		for (int g = 0; g < x.length; g++)
			for (int j = 0; j < n; j++)
				sum[j] += negated[g] ? -x[g][j] : x[g][j];
		return sum;
	}
}
