package org.voxmeta.stats.effectsize;

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
			double ratio = 1;
			double m = dof;
			// J(m) = J(m + 2) (m - 1)/m √((m + 2)/m)
			for (; m < SERIES_START; m += 2)
				ratio *= (m - 1) / m * Math.sqrt((m + 2) / m);
			final double a = 0.5 * (m - 1);
			return ratio * Math.sqrt(1 - 1 / m) * Math.exp(halfStepSeries(a));
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

	/** From here on seven terms of the series are exact to 1e-16. */
	private static final double SERIES_START = 21;

	/**
	 * J(m).
	 *
	 * @param dof degrees of freedom, real
	 * @return J, below 1; NaN for 1 degree of freedom or fewer, but the approximation is 0 for 1
	 */
	public abstract double factor(double dof);

	/** ln(&Gamma;(a + 1/2) / (&Gamma;(a) &radic;a)), from DLMF 5.11.8 at h = 1/2 and h = 0. */
	private static double halfStepSeries(final double a) {
		final double s = 1 / (a * a);
		return -(1.0 / 8 - s * (1.0 / 192 - s * (1.0 / 640 - s * (17.0 / 14336 - s * (31.0 / 18432
			- s * (691.0 / 180224 - s * (5461.0 / 425984))))))) / a;
	}
}
