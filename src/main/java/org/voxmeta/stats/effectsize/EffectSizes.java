package org.voxmeta.stats.effectsize;

/**
 * Effect sizes and sampling variances from what studies report, by the formulas of metafor's {@code escalc}
 * (5.1) with its defaults; {@link Measure} lists them by their codes there.
 * <p>
 * m, sd and n are a group's mean, standard deviation and number of subjects. Other bias corrections and
 * variances of the standardised ones come from a {@link StudyDesign} of the same sample sizes. A missing
 * value (NaN) gives NaN; so does an infinite effect or variance, as with a standard deviation of 0. All
 * methods are pure and thread-safe, and throw an IllegalArgumentException for a sample size below 1, a
 * negative standard deviation or count, and a correlation beyond -1 or 1.
 *
 * @see <a href="https://doi.org/10.18637/jss.v036.i03">Viechtbauer W (2010). Conducting meta-analyses in R
 *      with the metafor package. Journal of Statistical Software 36(3)</a>
 */
public final class EffectSizes {

	/** What is added to each cell of a table with a 0 in it. */
	private static final double ZERO_CELL = 0.5;
	/** With this many subjects or fewer a correlation has no variance. */
	private static final double TOO_FEW_FOR_CORRELATION = 3;

	private EffectSizes() {
	}

	/** Mean (MN): m, variance sd²/n. */
	public static EffectSize mean(final double m, final double sd, final double n) {
		return new EffectSize(m, varianceOfMean(sd, n));
	}

	/** Standardised mean, one-sample Hedges' g (SMN): g = J(n - 1) m/sd, variance 1/n + g²/(2n). */
	public static EffectSize standardizedMean(final double m, final double sd, final double n) {
		return StudyDesign.oneSample(n).hedgesG(m / SummaryData.requireSd(sd));
	}

	/**
	 * Mean change of one group measured twice (MC): m1 - m2, variance s²/n with the variance of the changes
	 * s² = sd1² + sd2² - 2 r sd1 sd2.
	 *
	 * @param r correlation of the two measurements
	 */
	public static EffectSize meanChange(final double m1, final double sd1, final double m2, final double sd2,
		final double n, final double r)
	{
		return mean(m1 - m2, sdOfChanges(sd1, sd2, r), n);
	}

	/**
	 * Standardised mean change in standard deviations of the changes (SMCC): the {@link #standardizedMean} of
	 * the changes.
	 *
	 * @param r correlation of the two measurements
	 * @see <a href="https://doi.org/10.3102/10769986018003271">Gibbons RD, Hedeker DR, Davis JM (1993).
	 *      Estimation of effect size from a series of experiments involving paired comparisons. Journal of
	 *      Educational Statistics 18, 271-279</a>
	 */
	public static EffectSize standardizedMeanChange(final double m1, final double sd1, final double m2,
		final double sd2, final double n, final double r)
	{
		return standardizedMean(m1 - m2, sdOfChanges(sd1, sd2, r), n);
	}

	/**
	 * Standardised mean change in standard deviations of the first measurement (SMCR): g = J(n - 1) (m1 -
	 * m2)/sd1, variance 2 (1 - r)/n + g²/(2n).
	 *
	 * @param r correlation of the two measurements
	 * @see <a href="https://doi.org/10.1111/j.2044-8317.1988.tb00901.x">Becker BJ (1988). Synthesizing
	 *      standardized mean-change measures. British Journal of Mathematical and Statistical Psychology 41,
	 *      257-278</a>
	 */
	public static EffectSize standardizedMeanChangeRaw(final double m1, final double sd1, final double m2,
		final double n, final double r)
	{
		return StudyDesign.oneSample(n).withUnitVariance(2 * (1 - SummaryData.requireCorrelation(r)) / n)
			.hedgesG((m1 - m2) / SummaryData.requireSd(sd1));
	}

	/** Difference of the means of two groups (MD): m1 - m2, variance sd1²/n1 + sd2²/n2. */
	public static EffectSize meanDifference(final double m1, final double sd1, final double n1,
		final double m2, final double sd2, final double n2)
	{
		return new EffectSize(m1 - m2, varianceOfMean(sd1, n1) + varianceOfMean(sd2, n2));
	}

	/**
	 * Standardised difference of the means of two groups, Hedges' g (SMD): g = J(n1 + n2 - 2) (m1 - m2) /
	 * {@link #pooledSd}, variance 1/n1 + 1/n2 + g²/(2 (n1 + n2)).
	 *
	 * @see <a href="https://doi.org/10.1037/0033-2909.92.2.490">Hedges LV (1982). Estimation of effect size
	 *      from a series of independent experiments. Psychological Bulletin 92, 490-499</a>
	 */
	public static EffectSize standardizedMeanDifference(final double m1, final double sd1, final double n1,
		final double m2, final double sd2, final double n2)
	{
		return StudyDesign.twoSamples(n1, n2).hedgesG((m1 - m2) / pooledSd(sd1, n1, sd2, n2));
	}

	/**
	 * Log odds ratio of the standardised difference of two means (D2ORL): d &pi;/&radic;3, with d not
	 * corrected for bias, variance &pi;²/3 (1/n1 + 1/n2 + d²/(2 (n1 + n2))).
	 */
	public static EffectSize logOddsRatioOfMeans(final double m1, final double sd1, final double n1,
		final double m2, final double sd2, final double n2)
	{
		return StudyDesign.twoSamples(n1, n2).cohensD((m1 - m2) / pooledSd(sd1, n1, sd2, n2))
			.times(Conversions.logOddsRatioOfD(1));
	}

	/**
	 * The standard deviation common to two groups: &radic;(((n1 - 1) sd1² + (n2 - 1) sd2²) / (n1 + n2 - 2)).
	 */
	public static double pooledSd(final double sd1, final double n1, final double sd2, final double n2) {
		final double m1 = SummaryData.requireSampleSize(n1) - 1;
		final double m2 = SummaryData.requireSampleSize(n2) - 1;
		return Math.sqrt((m1 * square(SummaryData.requireSd(sd1)) + m2 * square(SummaryData.requireSd(sd2)))
			/ (m1 + m2));
	}

	/**
	 * Log odds ratio of a table of counts (OR): ln(a d / (b c)), variance 1/a + 1/b + 1/c + 1/d. If any count
	 * is 0, 1/2 is added to all four.
	 *
	 * @param a subjects of the first group with the outcome
	 * @param b subjects of the first group without it
	 * @param c subjects of the second group with the outcome
	 * @param d subjects of the second group without it
	 * @see <a href="https://doi.org/10.1111/j.1469-1809.1955.tb01348.x">Woolf B (1955). On estimating the
	 *      relation between blood group and disease. Annals of Human Genetics 19, 251-253</a>
	 */
	public static EffectSize logOddsRatio(final double a, final double b, final double c, final double d) {
		final double add = addition(a, b, c, d);
		return new EffectSize(logRatio(a + add, b + add) - logRatio(c + add, d + add),
			1 / (a + add) + 1 / (b + add) + 1 / (c + add) + 1 / (d + add));
	}

	/**
	 * The standardised mean difference of a log odds ratio (OR2DL): {@link #logOddsRatio} times
	 * &radic;3/&pi;.
	 */
	public static EffectSize standardizedMeanDifferenceOfCounts(final double a, final double b,
		final double c, final double d)
	{
		return logOddsRatio(a, b, c, d).times(Conversions.dOfLogOddsRatio(1));
	}

	/**
	 * Log risk ratio of a table of counts (RR): ln((a/n1) / (c/n2)), n1 = a + b, n2 = c + d, variance
	 * 1/a - 1/n1 + 1/c - 1/n2. Counts as in {@link #logOddsRatio}, also with a 0 among them.
	 *
	 * @see <a href="https://doi.org/10.2307/2530610">Katz D, Baptista J, Azen SP, Pike MC (1978). Obtaining
	 *      confidence intervals for the risk ratio in cohort studies. Biometrics 34, 469-474</a>
	 */
	public static EffectSize logRiskRatio(final double a, final double b, final double c, final double d) {
		final double add = addition(a, b, c, d);
		final double n1 = a + b + 2 * add;
		final double n2 = c + d + 2 * add;
		return new EffectSize(logRatio(a + add, n1) - logRatio(c + add, n2),
			(b + add) / n1 / (a + add) + (d + add) / n2 / (c + add));
	}

	/**
	 * Risk difference of a table of counts (RD): p1 - p2, p1 = a/n1, p2 = c/n2, n1 = a + b, n2 = c + d,
	 * variance p1 (1 - p1)/n1 + p2 (1 - p2)/n2. Counts as in {@link #logOddsRatio}, also with a 0 among them.
	 */
	public static EffectSize riskDifference(final double a, final double b, final double c, final double d) {
		final double add = addition(a, b, c, d);
		final double n1 = a + b + 2 * add;
		final double n2 = c + d + 2 * add;
		final double p1 = (a + add) / n1;
		final double p2 = (c + add) / n2;
		return new EffectSize(p1 - p2, p1 * ((b + add) / n1) / n1 + p2 * ((d + add) / n2) / n2);
	}

	/** Correlation (COR): r, variance (1 - r²)²/(n - 1); NaN for 3 subjects or fewer. */
	public static EffectSize correlation(final double r, final double n) {
		final double rest = 1 - square(SummaryData.requireCorrelation(r));
		return new EffectSize(r, varianceOfCorrelation(rest * rest / (n - 1), n));
	}

	/**
	 * Correlation with the variance of its t test: r, variance (1 - r²)/(n - 2), of which r / &radic;variance
	 * is t; NaN for 3 subjects or fewer. PyMARE's; escalc's {@code vtype="H0"}. For pooling,
	 * {@link #correlation} or {@link #fisherZ} are better.
	 */
	public static EffectSize correlationAsTested(final double r, final double n) {
		return new EffectSize(r,
			varianceOfCorrelation((1 - square(SummaryData.requireCorrelation(r))) / (n - 2), n));
	}

	/**
	 * Fisher's z of a correlation (ZCOR): atanh r, variance 1/(n - 3), which is NaN for 3 subjects or fewer
	 * (Fisher RA, 1921, On the probable error of a coefficient of correlation deduced from a small sample,
	 * Metron 1, 3-32).
	 */
	public static EffectSize fisherZ(final double r, final double n) {
		return new EffectSize(Conversions.fisherZOfR(SummaryData.requireCorrelation(r)),
			varianceOfCorrelation(1 / (n - 3), n));
	}

	/**
	 * Log odds of a proportion (PLO): ln(x / (n - x)), variance 1/x + 1/(n - x). If either count is 0, 1/2 is
	 * added to both.
	 *
	 * @param x subjects with the outcome
	 * @param n subjects
	 */
	public static EffectSize logitProportion(final double x, final double n) {
		final double rest = SummaryData.requireSampleSize(n) - x;
		final double add = addition(x, rest);
		return new EffectSize(logRatio(x + add, rest + add), 1 / (x + add) + 1 / (rest + add));
	}

	private static double varianceOfMean(final double sd, final double n) {
		return Conversions.varcopeOfSd(SummaryData.requireSd(sd), SummaryData.requireSampleSize(n));
	}

	private static double sdOfChanges(final double sd1, final double sd2, final double r) {
		final double product = SummaryData.requireSd(sd1) * SummaryData.requireSd(sd2);
		return Math.sqrt(square(sd1 - sd2) + 2 * (1 - SummaryData.requireCorrelation(r)) * product);
	}

	private static double varianceOfCorrelation(final double variance, final double n) {
		return SummaryData.requireSampleSize(n) > TOO_FEW_FOR_CORRELATION ? variance : Double.NaN;
	}

	private static double addition(final double... counts) {
		double add = 0;
		for (final double count : counts)
			if (SummaryData.requireCount(count) == 0) add = ZERO_CELL;
		return add;
	}

	private static double logRatio(final double x, final double y) {
		return Math.log(x / y);
	}

	private static double square(final double x) {
		return x * x;
	}
}
