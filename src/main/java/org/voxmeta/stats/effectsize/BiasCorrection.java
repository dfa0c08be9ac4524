package org.voxmeta.stats.effectsize;

import org.voxmeta.stats.kernel.LogGamma;

/**
 * The factor J(m), m the degrees of freedom, that turns Cohen's d, which is too large in small samples, into
 * Hedges' g = J d.
 *
 * @see <a href="https://doi.org/10.3102/10769986006002107">Hedges LV (1981). Distribution theory for Glass's
 *      estimator of effect size and related estimators. Journal of Educational Statistics 6, 107-128</a>
 */
public enum BiasCorrection {

	/** &Gamma;(m/2) / (&radic;(m/2) &Gamma;((m-1)/2)), with which g is unbiased; metafor's. */
	EXACT {

		@Override
		public double factor(final double dof) {
			if (!(dof > 1)) return Double.NaN;
			if (dof == Double.POSITIVE_INFINITY) return 1; // the quotient below would be NaN
			return Math.sqrt((dof - 1) / dof) * Math.exp(LogGamma.halfStep(0.5 * (dof - 1)));
		}
	},

	/**
	 * 1 - 3/(4m - 1), Hedges' approximation; PyMARE's and NiMARE's. It is 0.007 too large at m = 2, 2e-5 at
	 * 40.
	 */
	APPROXIMATE {

		@Override
		public double factor(final double dof) {
			return dof >= 1 ? 1 - 3 / (4 * dof - 1) : Double.NaN;
		}
	};

	/**
	 * J(m).
	 *
	 * @param dof degrees of freedom, real
	 * @return J, below 1; NaN for 1 degree of freedom or fewer, but the approximation is 0 for 1
	 */
	public abstract double factor(double dof);
}
