package org.voxmeta.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.voxmeta.grid.cluster.ClusterSearch.Sign;

class BarNumbersTest {

	private static double[] numbers(final double limit, final double threshold, final Sign signs,
		final double apart)
	{
		return BarNumbers.of(MapColours.of(limit, threshold, signs, true, false), apart).stream().mapToDouble(
			BigDecimal::doubleValue).sorted().toArray();
	}

	private static void assertNumbers(final double[] found, final double... wanted) {
		assertEquals(java.util.Arrays.toString(wanted), java.util.Arrays.toString(found));
	}

	@Test
	void withoutThresholdTheNumbersAreRound() {
		assertNumbers(numbers(6, 0, Sign.BOTH, 1), -6, -4, -2, 0, 2, 4, 6);
	}

	@Test
	void numbersThatRunIntoTheThresholdAreLeftOut() {
		assertNumbers(numbers(7, 3.29, Sign.BOTH, 0.5), -6, -4, -3.29, 0, 3.29, 4, 6);
		assertNumbers(numbers(7, 3.29, Sign.BOTH, 1), -6, -3.29, 0, 3.29, 6);
	}

	/** Else nothing would tell what the brightest colour means. */
	@Test
	void theEndIsToldWhereNoRoundNumberIs() {
		assertNumbers(numbers(4.938, 3.29, Sign.BOTH, 1), -4.94, -3.29, 0, 3.29, 4.94);
		assertNumbers(numbers(4.938, 3.29, Sign.POSITIVE, 0.8), 0, 3.29, 4.94);
	}

	@Test
	void anEndThatRunsIntoTheThresholdIsNotTold() {
		assertNumbers(numbers(3.9, 3.29, Sign.BOTH, 1), -3.29, 0, 3.29);
	}

	@Test
	void allNumbersOfAnyHeightAreKnownBefore() {
		final MapColours colours = MapColours.of(4.938, 3.29, Sign.BOTH, true, false);
		final List<BigDecimal> all = BarNumbers.all(colours);

		for (double apart = 0; apart < 10; apart += 0.1)
			assertTrue(all.containsAll(BarNumbers.of(colours, apart)), apart + ": " + all);
	}
}
