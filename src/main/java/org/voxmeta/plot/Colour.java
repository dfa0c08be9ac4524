package org.voxmeta.plot;

import java.util.Locale;

/**
 * A colour.
 *
 * @param rgb red, green and blue as 0xRRGGBB
 * @param opacity 0 for invisible to 1
 */
public record Colour(int rgb, double opacity) {

	/**
	 * Checks the values.
	 *
	 * @throws IllegalArgumentException if they are outside their ranges
	 */
	public Colour {
		if (rgb < 0 || rgb > 0xffffff) throw new IllegalArgumentException("Colour: got " + rgb
			+ ", wanted 0 to 0xffffff");
		if (!(opacity >= 0 && opacity <= 1)) throw new IllegalArgumentException("Opacity: got " + opacity
			+ ", wanted 0 to 1");
	}

	/** An opaque colour. */
	public static Colour of(final int rgb) {
		return new Colour(rgb, 1);
	}

	/** This colour with another opacity. */
	public Colour withOpacity(final double changed) {
		return new Colour(rgb, changed);
	}

	/** The opaque colour on the straight line to another one, 0 for this to 1 for the other. */
	public Colour mixed(final Colour other, final double share) {
		int mixed = 0;
		for (int shift = 16; shift >= 0; shift -= 8) {
			final int from = rgb >> shift & 0xff;
			final int to = other.rgb >> shift & 0xff;
			mixed |= (int) Math.round(from + share * (to - from)) << shift;
		}
		return of(mixed);
	}

	/** This colour changed, as far as there is room, as one colour is changed into another. */
	public Colour shifted(final Colour from, final Colour to) {
		int shifted = 0;
		for (int shift = 16; shift >= 0; shift -= 8) {
			final int change = (to.rgb >> shift & 0xff) - (from.rgb >> shift & 0xff);
			shifted |= Math.max(0, Math.min(255, (rgb >> shift & 0xff) + change)) << shift;
		}
		return of(shifted);
	}

	/** Ratio of luminances as WCAG 2 defines it, 1 to 21. */
	public double contrast(final Colour other) {
		final double more = Math.max(luminance(), other.luminance());
		final double less = Math.min(luminance(), other.luminance());
		return (more + 0.05) / (less + 0.05);
	}

	/** Relative luminance as WCAG defines it, 0 for black to 1 for white. */
	public double luminance() {
		return 0.2126 * linear(rgb >> 16 & 0xff) + 0.7152 * linear(rgb >> 8 & 0xff) + 0.0722 * linear(rgb & 0xff);
	}

	private static double linear(final int value) {
		final double share = value / 255.0;
		return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
	}

	/** As in HTML, such as #0072b2. */
	public String hex() {
		return String.format(Locale.ROOT, "#%06x", rgb);
	}
}
