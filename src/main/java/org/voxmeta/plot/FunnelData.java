package org.voxmeta.plot;

import java.util.List;

/**
 * What a funnel plot shows.
 *
 * @param points effect (or residual) as x and standard error as y
 * @param centre the summary; 0 for residuals; NaN if there is none
 * @param effect name of the effects and their unit
 * @param level share of studies expected in the funnel if there is no heterogeneity, such as 0.95
 */
public record FunnelData(List<Point> points, double centre, String effect, double level) {

	/** Copies the list. */
	public FunnelData {
		points = List.copyOf(points);
	}
}
