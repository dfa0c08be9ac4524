package org.voxmeta.masker.mask;

/**
 * A value, or a percentile of an image's values.
 *
 * @param number the value, or the percentage from 0 to 100
 * @param percent whether it is a percentage
 */
public record Level(double number, boolean percent) {

	/**
	 * Checks the number.
	 *
	 * @throws IllegalArgumentException if it is NaN, or a percentage outside 0 to 100
	 */
	public Level {
		if (Double.isNaN(number) || percent && !(number >= 0 && number <= 100)) throw new IllegalArgumentException(
			"Threshold: got " + number + (percent ? "%, wanted 0% to 100%" : ", wanted a number"));
	}

	/** A value. */
	public static Level of(final double value) {
		return new Level(value, false);
	}

	/** A percentile, 0 to 100. */
	public static Level percentile(final double percentage) {
		return new Level(percentage, true);
	}

	/**
	 * The level in a text such as "2.3", or "25%" for the 25th percentile.
	 *
	 * @throws IllegalArgumentException if it is none
	 */
	public static Level parse(final String text) {
		final String number = text.strip();
		try {
			return number.endsWith("%") ? percentile(Double.parseDouble(number.substring(0, number.length() - 1)))
				: of(Double.parseDouble(number));
		}
		catch (final NumberFormatException e) {
			throw new IllegalArgumentException("Threshold: got '" + text
				+ "', wanted a number (with a decimal point), or a percentile such as 25%", e);
		}
	}

	/**
	 * The value that is meant, between neighbouring values by linear interpolation, as numpy's percentiles.
	 *
	 * @param sorted finite values in ascending order; at least one for a percentile
	 */
	double in(final double[] sorted) {
		if (!percent) return number;
		final double place = number / 100 * (sorted.length - 1);
		final int below = (int) place;
		if (below == sorted.length - 1) return sorted[below];
		final double a = sorted[below];
		final double b = sorted[below + 1];
		// from the nearer neighbour, so that no rounding leads beyond it
		return place - below < 0.5 ? a + (place - below) * (b - a) : b - (below + 1 - place) * (b - a);
	}

	/** As {@link #parse} reads it. */
	@Override
	public String toString() {
		return percent ? number + "%" : String.valueOf(number);
	}
}
