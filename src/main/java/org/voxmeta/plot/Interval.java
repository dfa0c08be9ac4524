package org.voxmeta.plot;

/** A number and the interval around it; NaN where unknown. */
public record Interval(double estimate, double lower, double upper) {

	/** No interval. */
	public static final Interval NONE = new Interval(Double.NaN, Double.NaN, Double.NaN);

	/** Whether both bounds are finite. */
	public boolean isKnown() {
		return Double.isFinite(lower) && Double.isFinite(upper);
	}
}
