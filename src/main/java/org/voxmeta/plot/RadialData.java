package org.voxmeta.plot;

import java.util.List;

/**
 * What a radial plot shows.
 *
 * @param points precision 1/sqrt(v + tau2) as x and effect times precision as y
 * @param summary the estimate and its interval
 * @param effect name of the effects and their unit
 * @param level share of studies expected in the band, such as 0.95
 */
public record RadialData(List<Point> points, Interval summary, String effect, double level) {

	/** Copies the list. */
	public RadialData {
		points = List.copyOf(points);
	}
}
