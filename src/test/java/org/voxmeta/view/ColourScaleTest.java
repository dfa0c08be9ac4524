package org.voxmeta.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.voxmeta.image.Luts;

import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

class ColourScaleTest {

	@Test
	void endsAndMiddleAreThoseOfTheLut() {
		final ColourScale scale = new ColourScale(4, 0);

		assertEquals(Luts.divergingDark().getRGB(0) & 0xffffff, scale.rgb(-4));
		assertEquals(Luts.divergingDark().getRGB(128) & 0xffffff, scale.rgb(0));
		assertEquals(Luts.divergingDark().getRGB(255) & 0xffffff, scale.rgb(4));
	}

	@Test
	void valuesBeyondTheLimitLookLikeTheLimit() {
		final ColourScale scale = new ColourScale(4, 0);

		assertEquals(scale.rgb(4), scale.rgb(1e30));
		assertEquals(scale.rgb(-4), scale.rgb(Double.NEGATIVE_INFINITY));
	}

	@Test
	void belowTheThresholdIsNearlyGreyAndFromItOnInColour() {
		final ColourScale plain = new ColourScale(6, 0);
		final ColourScale cut = new ColourScale(6, 3);

		for (final double sign : new double[] { -1, 1 }) {
			assertEquals(plain.rgb(3 * sign), cut.rgb(3 * sign));
			assertTrue(colourfulness(cut.rgb(2.9 * sign)) < 20);
			assertTrue(colourfulness(plain.rgb(2.9 * sign)) > 100);
		}
	}

	@Test
	void ticksAreRound() {
		assertEquals(numbers("-5", "0", "5"), stripped(new ColourScale(8.3, 0).ticks()));
		assertEquals(numbers("-0.4", "-0.2", "0", "0.2", "0.4"), stripped(new ColourScale(0.5, 0).ticks()));
		assertEquals(numbers("-2", "-1", "0", "1", "2"), stripped(new ColourScale(2.4, 0).ticks()));
		assertEquals(numbers("-0.02", "-0.01", "0", "0.01", "0.02"), stripped(new ColourScale(0.025, 0).ticks()));
		assertEquals(numbers("-200", "0", "200"), stripped(new ColourScale(390, 0).ticks()));
	}

	@Test
	void ticksAreThreeOrFiveWithinAnyLimit() {
		final SplittableRandom random = new SplittableRandom(4);
		for (int i = 0; i < 2000; i++) {
			final double limit = Math.pow(10, random.nextDouble(-12, 12));
			final List<BigDecimal> ticks = new ColourScale(limit, 0).ticks();

			assertTrue(ticks.size() == 3 || ticks.size() == 5, "limit " + limit + ": " + ticks);
			assertTrue(ticks.get(ticks.size() - 1).doubleValue() <= limit);
			assertEquals(0, ticks.get(ticks.size() / 2).signum());
		}
	}

	private static int colourfulness(final int rgb) {
		final int red = rgb >> 16 & 0xff;
		final int green = rgb >> 8 & 0xff;
		final int blue = rgb & 0xff;
		return Math.max(red, Math.max(green, blue)) - Math.min(red, Math.min(green, blue));
	}

	private static List<String> numbers(final String... numbers) {
		return List.of(numbers);
	}

	private static List<String> stripped(final List<BigDecimal> ticks) {
		return ticks.stream().map(t -> t.stripTrailingZeros().toPlainString()).toList();
	}
}
