package org.voxmeta.plot;

/**
 * How much studies differ; NaN where unknown.
 *
 * @param tau2 variance between studies, squared units of the effects
 * @param i2 share of the variation that is between studies, in percent
 * @param q weighted squares of the residuals at tau2 = 0
 * @param dof its degrees of freedom
 * @param p its p value
 */
public record Heterogeneity(double tau2, double i2, double q, double dof, double p) {

	/** Nothing is known. */
	public static final Heterogeneity NONE = new Heterogeneity(Double.NaN, Double.NaN, Double.NaN, Double.NaN,
		Double.NaN);
}
