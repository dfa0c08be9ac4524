package org.voxmeta.plot;

/**
 * A study in a plot of two numbers.
 *
 * @param name the study's name
 * @param x in units of the horizontal axis; NaN for a study without data
 * @param y in units of the vertical axis; NaN for a study without data
 * @param weight in percent of all; NaN if unknown
 */
public record Point(String name, double x, double y, double weight) {

	/** Whether there is something to plot. */
	public boolean isKnown() {
		return Double.isFinite(x) && Double.isFinite(y);
	}
}
