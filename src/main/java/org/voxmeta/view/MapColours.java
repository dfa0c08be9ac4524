package org.voxmeta.view;

import ij.process.LUT;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import org.voxmeta.grid.cluster.ClusterSearch.Sign;
import org.voxmeta.image.Luts;

/**
 * Which values of a map are shown, and in which colours; NaN never is. Immutable.
 */
final class MapColours {

	/** About as many steps between numbers of a colour bar. */
	private static final int STEPS = 7;

	private final LUT lut;
	/** The value of the LUT's first entry. */
	private final double first;
	private final double limit;
	private final double threshold;
	private final Sign signs;

	/** Sign POSITIVE shows values above 0; of a map that starts at 0, which has BOTH, also 0 itself. */
	private MapColours(final LUT lut, final double first, final double limit, final double threshold,
		final Sign signs)
	{
		this.lut = lut;
		this.first = first;
		this.limit = limit;
		this.threshold = threshold;
		this.signs = signs;
	}

	/**
	 * @param limit the absolute value from which on all look alike, above 0
	 * @param threshold the least absolute value shown, 0 or more
	 * @param signs which values are shown
	 * @param isSigned whether the map has values below 0; those of others get the colours of maps from 0 up
	 * @param onWhite whether they are drawn on white, where strong must be dark; else on black or grey, where
	 *            it is bright
	 */
	static MapColours of(final double limit, final double threshold, final Sign signs, final boolean isSigned,
		final boolean onWhite)
	{
		// a threshold near or above the limit would leave no colours to tell values apart
		final double end = Math.max(limit, 1.1 * threshold);
		if (isSigned) return new MapColours(onWhite ? Luts.diverging() : Luts.divergingDark(), -end, end,
			threshold, signs);
		return new MapColours(onWhite ? Luts.fromZeroLight() : Luts.fromZero(), 0, end, threshold,
			signs == Sign.NEGATIVE ? signs : Sign.BOTH);
	}

	double limit() {
		return limit;
	}

	double threshold() {
		return threshold;
	}

	/** The lowest value of the colour bar. */
	double low() {
		return signs == Sign.POSITIVE ? 0 : first;
	}

	/** The highest value of the colour bar. */
	double high() {
		return signs == Sign.NEGATIVE && first < 0 ? 0 : limit;
	}

	/** Whether values of this sign, above 0 or not, can be shown. */
	boolean showsSign(final boolean above) {
		return signs == Sign.BOTH || above == (signs == Sign.POSITIVE);
	}

	/** Whether a value is shown. */
	boolean shows(final double value) {
		return Math.abs(value) >= threshold && (signs == Sign.BOTH || value * (signs == Sign.POSITIVE ? 1
			: -1) > 0);
	}

	/** The colour of a number, 0xRRGGBB, shown or not. */
	int rgb(final double value) {
		final double share = (Math.max(first, Math.min(limit, value)) - first) / (limit - first);
		return lut.getRGB((int) Math.min(255, 256 * share)) & 0xffffff;
	}

	/** Round numbers from {@link #low()} to {@link #high()}, ascending, 0 among them. */
	List<BigDecimal> ticks() {
		final BigDecimal step = roundStep((high() - low()) / STEPS);
		final List<BigDecimal> ticks = new ArrayList<>();
		for (int i = (int) Math.ceil(low() / step.doubleValue() - 1e-9); i <= high() / step.doubleValue()
			+ 1e-9; i++)
			ticks.add(step.multiply(BigDecimal.valueOf(i)));
		return ticks;
	}

	/** The number of 1, 2, 5 times a power of ten that is the smallest not below the given one. */
	static BigDecimal roundStep(final double atLeast) {
		final BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen((int) Math.floor(Math.log10(atLeast)));
		for (final int factor : new int[] { 1, 2, 5 })
			if (power.doubleValue() * factor >= atLeast * (1 - 1e-9)) return power.multiply(BigDecimal.valueOf(
				factor));
		return power.scaleByPowerOfTen(1);
	}

	/** The grey of the same luminance as a colour, 0xRRGGBB, weighted as in ITU-R BT.709. */
	static int grey(final int rgb) {
		final int level = (int) Math.round(0.2126 * (rgb >> 16 & 0xff) + 0.7152 * (rgb >> 8 & 0xff) + 0.0722 * (rgb
			& 0xff));
		return level << 16 | level << 8 | level;
	}

	/** A mixture of two colours, each 0xRRGGBB; share 0 is the first. */
	static int mix(final int from, final int to, final double share) {
		int rgb = 0;
		for (int shift = 0; shift <= 16; shift += 8) {
			final int a = from >> shift & 0xff;
			final int b = to >> shift & 0xff;
			rgb |= (int) Math.round(a + share * (b - a)) << shift;
		}
		return rgb;
	}
}
