package org.voxmeta.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.voxmeta.grid.cluster.ClusterSearch.Sign;
import org.voxmeta.image.Luts;

class MapColoursTest {

	@Test
	void zeroHasTheMiddleColourAndLimitsTheOuterOnes() {
		final MapColours colours = MapColours.of(4, 0, Sign.BOTH, true, false);

		assertEquals(Luts.divergingDark().getRGB(128) & 0xffffff, colours.rgb(0));
		assertEquals(Luts.divergingDark().getRGB(0) & 0xffffff, colours.rgb(-4));
		assertEquals(Luts.divergingDark().getRGB(255) & 0xffffff, colours.rgb(1e9));
	}

	@Test
	void mapsWithoutNegativeValuesStartAtZero() {
		assertEquals(Luts.fromZero().getRGB(0) & 0xffffff, MapColours.of(4, 0, Sign.BOTH, false, false).rgb(0));
		assertEquals(Luts.fromZeroLight().getRGB(255) & 0xffffff, MapColours.of(4, 0, Sign.BOTH, false, true).rgb(
			4));
		assertEquals(0, MapColours.of(4, 0, Sign.BOTH, false, false).low());
		assertTrue(MapColours.of(4, 0, Sign.BOTH, false, false).shows(0));
	}

	@Test
	void signsAndThresholdSayWhatIsShown() {
		for (final double value : new double[] { -3, -2, -1.9, 0, 1.9, 2, 3, Double.NaN }) {
			assertEquals(Math.abs(value) >= 2, MapColours.of(4, 2, Sign.BOTH, true, false).shows(value), "both "
				+ value);
			assertEquals(value >= 2, MapColours.of(4, 2, Sign.POSITIVE, true, false).shows(value), "positive "
				+ value);
			assertEquals(value <= -2, MapColours.of(4, 2, Sign.NEGATIVE, true, false).shows(value), "negative "
				+ value);
		}
		assertFalse(MapColours.of(4, 2, Sign.NEGATIVE, false, false).shows(3));
	}

	@Test
	void theBarShowsTheSignsShown() {
		final MapColours positive = MapColours.of(4, 2, Sign.POSITIVE, true, false);
		final MapColours negative = MapColours.of(4, 2, Sign.NEGATIVE, true, false);

		assertEquals(List.of(0.0, 4.0, -4.0, 0.0), List.of(positive.low(), positive.high(), negative.low(),
			negative.high()));
	}

	@Test
	void aThresholdBeyondTheLimitMovesTheLimit() {
		assertEquals(11, MapColours.of(4, 10, Sign.BOTH, true, false).limit(), 1e-12);
	}

	@Test
	void ticksAreRoundAndWithinTheBar() {
		final SplittableRandom random = new SplittableRandom(4);
		for (int i = 0; i < 2000; i++) {
			final MapColours colours = MapColours.of(Math.pow(10, random.nextDouble(-12, 12)), 0, Sign.values()[i % 3],
				i % 2 == 0, false);
			final List<BigDecimal> ticks = colours.ticks();

			assertTrue(ticks.size() >= 3 && ticks.size() <= 9, ticks.toString());
			assertTrue(ticks.stream().anyMatch(tick -> tick.signum() == 0), ticks.toString());
			for (final BigDecimal tick : ticks) {
				assertTrue(tick.doubleValue() >= colours.low() * (1 + 1e-8) && tick.doubleValue() <= colours.high() * (1
					+ 1e-8));
				assertTrue(tick.signum() == 0 || tick.stripTrailingZeros().precision() <= 2, tick.toString());
			}
		}
	}
}
