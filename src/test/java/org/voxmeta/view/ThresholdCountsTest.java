package org.voxmeta.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.voxmeta.grid.cluster.ClusterSearch.Sign;

class ThresholdCountsTest {

	@Test
	void countsAreThoseOfALoop() {
		final SplittableRandom random = new SplittableRandom(2);
		final double[] values = random.doubles(500, -3, 4).map(value -> Math.rint(10 * value) / 10).toArray();
		final ThresholdCounts counts = ThresholdCounts.of(values);

		for (double t = 0; t < 5; t += 0.1) {
			final double threshold = Math.rint(10 * t) / 10;
			assertEquals(Arrays.stream(values).filter(value -> Math.abs(value) >= threshold).count(), counts.reaching(
				threshold,
				Sign.BOTH));
			assertEquals(Arrays.stream(values).filter(value -> value >= threshold && value >= 0).count(),
				counts.reaching(
				threshold, Sign.POSITIVE));
			assertEquals(Arrays.stream(values).filter(value -> -value >= threshold && value < 0).count(),
				counts.reaching(
				threshold, Sign.NEGATIVE));
		}
	}

	@Test
	void theHistogramHoldsAllValues() {
		final ThresholdCounts counts = ThresholdCounts.of(new double[] { -4, -1, 0, 0.5, 1, 2, 3.9 });

		assertEquals("[2, 2, 1, 2]", Arrays.toString(counts.histogram(Sign.BOTH, 4)));
		assertEquals("[2, 1, 1, 1]", Arrays.toString(counts.histogram(Sign.POSITIVE, 4)));
		assertEquals(4, counts.largest());
		assertEquals(7, counts.all());
		assertEquals(0, ThresholdCounts.of(new double[0]).largest());
	}
}
