package org.voxmeta.stats.estimator;

/** What moment estimators of the between-study variance have in common. */
final class MomentEstimate {

	private MomentEstimate() {
	}

	/**
	 * Makes differences of moments variances: 0 where they are negative, and NaN where as many coefficients
	 * as studies leave no residuals to estimate from.
	 *
	 * @param tau2 differences of moments, B values; changed in place
	 * @param dof residual degrees of freedom, B values
	 * @return {@code tau2}
	 */
	static double[] truncate(final double[] tau2, final double[] dof) {
		for (int j = 0; j < tau2.length; j++)
			tau2[j] = dof[j] > 0 ? Math.max(0, tau2[j]) : Double.NaN;
		return tau2;
	}
}
