package org.voxmeta.stats.effectsize;

/**
 * How the sampling variance of a standardised mean is estimated. With d the uncorrected and g = J d the
 * corrected estimate, m the degrees of freedom, n the subjects of all groups, and c what the variance would
 * be for an effect of 0 and a known standard deviation (1/n for one group, 1/n1 + 1/n2 for the difference of
 * two).
 * <p>
 * The variance of d is that of g divided by J², but for {@link #LARGE_SAMPLE}, which takes d in the place of
 * g.
 */
public enum VarianceFormula {

	/**
	 * c + g²/(2n): escalc's default, {@code vtype="LS"}.
	 *
	 * @see <a href="https://doi.org/10.1037/0033-2909.92.2.490">Hedges LV (1982). Estimation of effect size
	 *      from a series of independent experiments. Psychological Bulletin 92, 490-499</a>
	 */
	LARGE_SAMPLE,

	/**
	 * J² (c + d²/(2n)): escalc's {@code vtype="LS2"}.
	 *
	 * @see <a href="https://doi.org/10.1002/9780470743386">Borenstein M, Hedges LV, Higgins JPT, Rothstein HR
	 *      (2009). Introduction to meta-analysis. Wiley, chapter 4</a>
	 */
	LARGE_SAMPLE_CORRECTED,

	/**
	 * c + (1 - (m - 2)/(m J²)) g²: escalc's {@code vtype="UB"}, unbiased. With {@code correct=FALSE} escalc
	 * has J = 1 here, which is no unbiased variance of d.
	 *
	 * @see <a href="https://doi.org/10.1037/0033-2909.93.2.388">Hedges LV (1983). A random effects model for
	 *      effect sizes. Psychological Bulletin 93, 388-395</a>
	 */
	UNBIASED,

	/**
	 * J² m/(m - 2) (c + d²) - d²: the variance of the noncentral t distribution with d for the true effect;
	 * NaN unless m is above 2. NiMARE's and PyMARE's for one group (PyMARE's variance of d has lost a pair of
	 * brackets).
	 *
	 * @see <a href="https://doi.org/10.3102/10769986006002107">Hedges LV (1981). Distribution theory for
	 *      Glass's estimator of effect size and related estimators. Journal of Educational Statistics 6,
	 *      107-128</a>
	 */
	NONCENTRAL_T,

	/**
	 * J² (c + d²/(2m)), with degrees of freedom in the place of subjects: PyMARE's for two groups, where its
	 * formula has lost a pair of brackets.
	 */
	DEGREES_OF_FREEDOM
}
