package org.voxmeta.view;

import ij.process.LUT;

import org.voxmeta.image.Luts;

/**
 * The colours of the values of {@link SliceTiles}, for a dark ground: of maps of both signs, in which what is
 * below a
 * threshold is faint grey; of maps that start at 0; and of codes. Immutable.
 */
public final class TileColours {

	/** Entry 0 is see-through. */
	static final int ENTRIES = 256;

	/** How much of its lightness a value below the threshold keeps. */
	private static final double FAINT = 0.3;
	private static final int STRONG = 127;

	private final int[] rgb;
	private final double low;
	private final double high;
	/** Below it values are faint; 0 if none are. */
	private final double threshold;
	private final boolean positiveOnly;
	private final boolean codes;

	private TileColours(final int[] rgb, final double low, final double high, final double threshold,
		final boolean positiveOnly, final boolean codes)
	{
		this.rgb = rgb;
		this.low = low;
		this.high = high;
		this.threshold = threshold;
		this.positiveOnly = positiveOnly;
		this.codes = codes;
	}

	/**
	 * The colours of values of both signs.
	 *
	 * @param limit from which absolute value on all look alike, above 0
	 * @param threshold the least absolute value in full colour, 0 for all
	 * @param positiveOnly whether values below 0 are faint anyway
	 */
	public static TileColours signed(final double limit, final double threshold, final boolean positiveOnly) {
		final LUT lut = Luts.divergingDark();
		final int[] rgb = new int[ENTRIES];
		final int zero = lut.getRGB(ENTRIES / 2) & 0xffffff;
		for (int i = 0; i < STRONG; i++) {
			final int colour = lut.getRGB((int) Math.round(i * 255.0 / (STRONG - 1))) & 0xffffff;
			rgb[1 + i] = colour;
			rgb[1 + STRONG + i] = MapColours.mix(zero, MapColours.grey(colour), FAINT);
		}
		return new TileColours(rgb, -limit, limit, threshold, positiveOnly, false);
	}

	/** The colours of values from a lowest one, such as 0, to a highest one. */
	public static TileColours sequential(final double low, final double high) {
		final LUT lut = Luts.fromZero();
		final int[] rgb = new int[ENTRIES];
		for (int i = 0; i < STRONG; i++)
			rgb[1 + i] = lut.getRGB((int) Math.round(i * 255.0 / (STRONG - 1))) & 0xffffff;
		return new TileColours(rgb, low, high, 0, false, false);
	}

	/** The colours of codes 0, 1, 2 and so on, each 0xRRGGBB; further ones are see-through. */
	public static TileColours codes(final int... colours) {
		final int[] rgb = new int[ENTRIES];
		System.arraycopy(colours, 0, rgb, 1, colours.length);
		return new TileColours(rgb, 0, colours.length - 1, 0, false, true);
	}

	/** The value of the first colour. */
	public double low() {
		return low;
	}

	/** The value of the last colour. */
	public double high() {
		return high;
	}

	/** The colour of a value, 0xRRGGBB. */
	public int rgb(final double value) {
		return rgb[entry(value)];
	}

	/** All colours, entry 0 for nothing. */
	int[] palette() {
		return rgb.clone();
	}

	/** The number of a value's colour; 0 for what is not finite. */
	int entry(final double value) {
		if (!Double.isFinite(value)) return 0;
		if (codes) return value >= low && value <= high ? 1 + (int) value : 0;
		final double share = (Math.max(low, Math.min(high, value)) - low) / (high - low);
		final int level = 1 + (int) Math.round(share * (STRONG - 1));
		final boolean isFaint = Math.abs(value) < threshold || positiveOnly && value < 0;
		return isFaint ? level + STRONG : level;
	}
}
