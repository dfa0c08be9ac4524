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
		return Math.abs(value) >= threshold ? colour : MapColours.mix(shade(0), MapColours.grey(colour), FAINT);
	}

	/** Returns about five round numbers within the limits, zero among them, in rising order. */
	List<BigDecimal> ticks() {
		final BigDecimal step = MapColours.roundStep(limit / 2.5);
		final int count = BigDecimal.valueOf(limit).divideToIntegralValue(step).intValueExact();
		final List<BigDecimal> ticks = new ArrayList<>();
		for (int i = -count; i <= count; i++)
			ticks.add(step.multiply(BigDecimal.valueOf(i)));
		return ticks;
	}

	private int shade(final double value) {
		final double share = (Math.max(-1, Math.min(1, value / limit)) + 1) / 2;
		return lut.getRGB((int) Math.min(255, 256 * share)) & 0xffffff;
	}
}
