package org.voxmeta.stats.effectsize;

import org.voxmeta.stats.kernel.NormalTail;

/**
 * Conversions of statistics that need no sample size, or only a number beside it; {@link StudyDesign} has the
 * others.
 * <p>
 * They are meant for voxels: what cannot be, such as a p above 1 or a negative standard error, gives NaN, as
 * NaN does. z, p and -log10 p go through the logarithm of p, so they hold where p itself is too small for a
 * number. All methods are pure and thread-safe.
 */
public final class Conversions {

	private static final double LN10 = Math.log(10);
	private static final double LOGISTIC_SD = Math.PI / Math.sqrt(3);

	private Conversions() {
	}

	/**
	 * Two-sided p value of a normal deviate; 0 where it is too small for a number. NiMARE stops at 5e-324
	 * instead.
	 */
	public static double pOfZ(final double z) {
		return NormalTail.twoSided(z);
	}

	/** One-sided p value of a normal deviate, P(Z &gt;= z). */
	public static double upperPOfZ(final double z) {
		final double half = 0.5 * NormalTail.twoSided(z);
		return z < 0 ? 1 - half : half;
	}

	/**
	 * The normal deviate &gt;= 0 of a two-sided p value. A p of 0 was too small for a number, and counts as
	 * the smallest double above 0, as in NiMARE: z is then 38.49, and the true one larger. {@link #zOfLogp}
	 * has no such end.
	 *
	 * @param p in [0, 1]; NaN for any other
	 */
	public static double zOfP(final double p) {
		return NormalTail.zOfLogTwoSided(Math.log(p == 0 ? Double.MIN_VALUE : p));
	}

	/**
	 * The normal deviate, of either sign, of a one-sided p value P(Z &gt;= z). A p of 0 counts as the
	 * smallest double above it, a p of 1 as the largest below. NiMARE gives 0 for every p above 0.5.
	 *
	 * @param p in [0, 1]; NaN for any other
	 */
	public static double zOfUpperP(final double p) {
		if (p == 1) return NormalTail.zOfLogUpper(Math.log1p(-0.5 * Math.ulp(1.0)));
		return NormalTail.zOfLogUpper(Math.log(p == 0 ? Double.MIN_VALUE : p));
	}

	/** -log10 of the two-sided p value of a normal deviate. */
	public static double logpOfZ(final double z) {
		return 0 - NormalTail.logTwoSided(z) / LN10; // 0 - keeps p = 1 at 0 instead of -0
	}

	/**
	 * The normal deviate &gt;= 0 of -log10 of a two-sided p value, however small that p is.
	 *
	 * @param logp -log10 p, 0 or more; NaN for any other
	 */
	public static double zOfLogp(final double logp) {
		return NormalTail.zOfLogTwoSided(-logp * LN10);
	}

	/** The correlation that a t statistic tests: t / &radic;(t² + dof). */
	public static double rOfT(final double t, final double dof) {
		return Double.isInfinite(t) ? Math.signum(t) : t / Math.hypot(t, Math.sqrt(dof));
	}

	/** The t statistic of a correlation: r &radic;(dof / (1 - r²)). */
	public static double tOfR(final double r, final double dof) {
		return r * Math.sqrt(dof / ((1 - r) * (1 + r)));
	}

	/**
	 * Fisher's z of a correlation, its inverse hyperbolic tangent; infinite for a correlation of 1, NaN
	 * beyond.
	 */
	public static double fisherZOfR(final double r) {
		return Math.copySign(0.5 * Math.log1p(2 * Math.abs(r) / (1 - Math.abs(r))), r);
	}

	/** The correlation of Fisher's z. */
	public static double rOfFisherZ(final double fisherZ) {
		return Math.tanh(fisherZ);
	}

	/**
	 * The log odds ratio of a standardised mean difference, d &pi;/&radic;3: exact if both groups have
	 * logistic distributions. {@link EffectSize#times} takes the variance along; that of
	 * {@link StudyDesign#cohensD} is then escalc's D2ORL.
	 *
	 * @see <a href="https://doi.org/10.1002/1097-0258(20001130)19:22%3C3127::AID-SIM784%3E3.0.CO;2-M">Chinn S
	 *      (2000). A simple method for converting an odds ratio to effect size for use in meta-analysis.
	 *      Statistics in Medicine 19, 3127-3131</a>
	 */
	public static double logOddsRatioOfD(final double d) {
		return d * LOGISTIC_SD;
	}

	/** The standardised mean difference of a log odds ratio, the inverse of {@link #logOddsRatioOfD}. */
	public static double dOfLogOddsRatio(final double logOddsRatio) {
		return logOddsRatio / LOGISTIC_SD;
	}

	/** The sampling variance of an effect beta with a t statistic, (beta / t)²; NaN where t is 0. */
	public static double varcope(final double t, final double beta) {
		return t == 0 ? Double.NaN : square(beta / t);
	}

	/** The effect of a t statistic, t &radic;varcope; NaN for a negative variance. */
	public static double beta(final double t, final double varcope) {
		return t * Math.sqrt(varcope);
	}

	/** The sampling variance of a standard error, its square; NaN for a negative one. */
	public static double varcopeOfSe(final double se) {
		return se < 0 ? Double.NaN : se * se;
	}

	/**
	 * The sampling variance of the mean of n subjects with a standard deviation, sd²/n; NaN for a negative
	 * one.
	 */
	public static double varcopeOfSd(final double sd, final double n) {
		return sd < 0 ? Double.NaN : sd * sd / n;
	}

	/** The sampling variance of the mean of n subjects with a variance among them; NaN for a negative one. */
	public static double varcopeOfVariance(final double variance, final double n) {
		return variance < 0 ? Double.NaN : variance / n;
	}

	private static double square(final double x) {
		return x * x;
	}
}
