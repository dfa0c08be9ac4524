package org.voxmeta.view;

import org.voxmeta.grid.cluster.ClusterSearch.Sign;

/**
 * How a map is shown over a template.
 *
 * @param threshold the least absolute value shown, 0 or more
 * @param signs which values are shown
 * @param opacity 0 (the template alone) to 1 (the map hides it)
 */
public record OverlayStyle(double threshold, Sign signs, double opacity) {

	/** @throws IllegalArgumentException if a number is out of its range */
	public OverlayStyle {
		if (!(threshold >= 0 && threshold < Double.POSITIVE_INFINITY)) throw new IllegalArgumentException(
			"Threshold: got " + threshold + ", wanted a number of 0 or more");
		if (!(opacity >= 0 && opacity <= 1)) throw new IllegalArgumentException("Opacity: got " + opacity
			+ ", wanted 0 to 1");
	}

	/** With another threshold. */
	public OverlayStyle withThreshold(final double least) {
		return new OverlayStyle(least, signs, opacity);
	}

	/** With other signs. */
	public OverlayStyle with(final Sign which) {
		return new OverlayStyle(threshold, which, opacity);
	}

	/** With another opacity. */
	public OverlayStyle withOpacity(final double share) {
		return new OverlayStyle(threshold, signs, share);
	}
}
