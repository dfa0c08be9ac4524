package org.voxmeta.view;

import ij.process.LUT;

import org.voxmeta.image.Luts;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * The colours of signed values on a dark page: zero is dark grey, values below the threshold are faint.
 * Immutable.
 */
final class ColourScale {

	/** How much of its colour a value below the threshold keeps. */
	private static final double FAINT = 0.16;

	private final double limit;
	private final double threshold;
	private final LUT lut = Luts.divergingDark();

	/**
	 * @param limit value at the ends, above 0
	 * @param threshold smallest absolute value in full colour
	 */
	ColourScale(final double limit, final double threshold) {
		this.limit = limit;
		this.threshold = threshold;
	}

	double limit() {
		return limit;
	}

	/** Returns 0xRRGGBB of a finite value; values beyond the limit look like the limit. */
	int rgb(final double value) {
		final int colour = shade(value);
		return Math.abs(value) >= threshold ? colour : mix(shade(0), grey(colour), FAINT);
	}

	/** Returns about five round numbers within the limits, zero among them, in rising order. */
	List<BigDecimal> ticks() {
		final BigDecimal step = roundStep(limit / 2.5);
		final int count = BigDecimal.valueOf(limit).divideToIntegralValue(step).intValueExact();
		final List<BigDecimal> ticks = new ArrayList<>();
		for (int i = -count; i <= count; i++)
			ticks.add(step.multiply(BigDecimal.valueOf(i)));
		return ticks;
	}

	/** Returns the smallest of 1, 2, 5 times a power of ten that is not below the given step. */
	private static BigDecimal roundStep(final double atLeast) {
		BigDecimal step = BigDecimal.ONE.scaleByPowerOfTen((int) Math.floor(Math.log10(atLeast)));
		final int[] factors = { 1, 2, 5, 10 };
		for (final int factor : factors) {
			final BigDecimal candidate = step.multiply(BigDecimal.valueOf(factor));
			if (candidate.doubleValue() >= atLeast * (1 - 1e-9))
				return candidate;
		}
		return step.scaleByPowerOfTen(1);
	}

	private int shade(final double value) {
		final double share = (Math.max(-1, Math.min(1, value / limit)) + 1) / 2;
		return lut.getRGB((int) Math.min(255, 256 * share)) & 0xffffff;
	}

	private static int grey(final int rgb) {
		final int level = (int) Math.round(0.2126 * (rgb >> 16 & 0xff) + 0.7152 * (rgb >> 8 & 0xff)
			+ 0.0722 * (rgb & 0xff));
		return level << 16 | level << 8 | level;
	}

	private static int mix(final int from, final int to, final double share) {
		int rgb = 0;
		for (int shift = 0; shift <= 16; shift += 8) {
			final int a = from >> shift & 0xff;
			final int b = to >> shift & 0xff;
			rgb |= (int) Math.round(a + share * (b - a)) << shift;
		}
		return rgb;
	}
}
