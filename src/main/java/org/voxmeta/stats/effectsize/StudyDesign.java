package org.voxmeta.stats.effectsize;

import org.voxmeta.stats.kernel.StudentTail;

/**
 * The sample sizes of a study, by which its t, d, g, r, z and p follow from each other.
 * <p>
 * With n subjects in G groups, m = n - G degrees of freedom and c = 1/n for one group or 1/n1 + 1/n2 for two:
 *
 * <pre>
 * d = mean / sd, or difference of means / pooled sd
 * t = d / &radic;c          g = J(m) d          r = t / &radic;(t² + m)
 * z has t's tail beyond it, p = P(|T| &gt;= |t|)
 * </pre>
 *
 * r of two groups is the point-biserial correlation; of one group it says how large t is on a scale to 1.
 * The bias correction J and the variances of d and g are metafor's by default ({@link BiasCorrection#EXACT},
 * {@link VarianceFormula#LARGE_SAMPLE}).
 * <p>
 * NaN gives NaN, and sample sizes may be NaN. Zero of any statistic is zero of all. Immutable and
 * thread-safe.
 */
public final class StudyDesign {

	private final double n;
	private final double dof;
	private final double unitVariance;
	private final BiasCorrection correction;
	private final VarianceFormula formula;

	private StudyDesign(final double n, final double dof, final double unitVariance,
		final BiasCorrection correction, final VarianceFormula formula)
	{
		this.n = n;
		this.dof = dof;
		this.unitVariance = unitVariance;
		this.correction = correction;
		this.formula = formula;
	}

	/**
	 * One group, whose mean is compared with 0; also one group measured twice, whose changes are.
	 *
	 * @param n subjects, 1 or more
	 * @throws IllegalArgumentException if n is below 1
	 */
	public static StudyDesign oneSample(final double n) {
		return ofGroups(n);
	}

	/**
	 * Two independent groups, whose means are compared.
	 *
	 * @param n1 subjects of the first group, 1 or more
	 * @param n2 subjects of the second group, 1 or more
	 * @throws IllegalArgumentException if one is below 1
	 */
	public static StudyDesign twoSamples(final double n1, final double n2) {
		return ofGroups(n1, n2);
	}

	/**
	 * Any number of groups. With three or more there are degrees of freedom, but neither d nor g: they are
	 * NaN.
	 *
	 * @param n subjects of each group, 1 or more
	 * @throws IllegalArgumentException if one is below 1
	 */
	public static StudyDesign ofGroups(final double... n) {
		double total = 0;
		double unitVariance = 0;
		for (final double group : n) {
			total += SummaryData.requireSampleSize(group);
			unitVariance += 1 / group;
		}
		return new StudyDesign(total, total - n.length, n.length <= 2 ? unitVariance : Double.NaN,
			BiasCorrection.EXACT, VarianceFormula.LARGE_SAMPLE);
	}

	/** This design with another bias correction of g. */
	public StudyDesign with(final BiasCorrection other) {
		return new StudyDesign(n, dof, unitVariance, other, formula);
	}

	/** This design with another variance of d and g. */
	public StudyDesign with(final VarianceFormula other) {
		return new StudyDesign(n, dof, unitVariance, correction, other);
	}

	/**
	 * This design with other degrees of freedom, as after regressing out covariates.
	 *
	 * @throws IllegalArgumentException if they are not above 0
	 */
	public StudyDesign withDof(final double other) {
		if (other <= 0) throw new IllegalArgumentException("Degrees of freedom: got " + other
			+ ", wanted a number above 0");
		return new StudyDesign(n, other, unitVariance, correction, formula);
	}

	/** This design with another c; see {@link EffectSizes#standardizedMeanChangeRaw}. */
	StudyDesign withUnitVariance(final double c) {
		return new StudyDesign(n, dof, c, correction, formula);
	}

	/** Subjects of all groups. */
	public double subjects() {
		return n;
	}

	/** m, degrees of freedom. */
	public double dof() {
		return dof;
	}

	/** J(m). */
	public double correctionFactor() {
		return correction.factor(dof);
	}

	/** Cohen's d of a t statistic. */
	public double dOfT(final double t) {
		return t * Math.sqrt(unitVariance);
	}

	/** The t statistic of Cohen's d. */
	public double tOfD(final double d) {
		return d / Math.sqrt(unitVariance);
	}

	/** Hedges' g of Cohen's d. */
	public double gOfD(final double d) {
		return d * correctionFactor();
	}

	/** Cohen's d of Hedges' g. */
	public double dOfG(final double g) {
		return g / correctionFactor();
	}

	/** The correlation that a t statistic with these degrees of freedom tests. */
	public double rOfT(final double t) {
		return Conversions.rOfT(t, dof);
	}

	/** The t statistic of a correlation; infinite for a correlation of 1, NaN beyond. */
	public double tOfR(final double r) {
		return Conversions.tOfR(r, dof);
	}

	/** The correlation of Cohen's d. */
	public double rOfD(final double d) {
		return rOfT(tOfD(d));
	}

	/** Cohen's d of a correlation. */
	public double dOfR(final double r) {
		return dOfT(tOfR(r));
	}

	/** The normal deviate with the tail of a t statistic, also where p is too small for a number. */
	public double zOfT(final double t) {
		return dof > 0 ? StudentTail.zOf(t, dof) : Double.NaN;
	}

	/** The t statistic with the tail of a normal deviate; infinite where it exceeds the largest double. */
	public double tOfZ(final double z) {
		return dof > 0 ? StudentTail.tOf(z, dof) : Double.NaN;
	}

	/** The two-sided p value of a t statistic; 0 where it is too small for a number. */
	public double pOfT(final double t) {
		return dof > 0 ? Math.exp(StudentTail.logTwoSided(t, dof)) : Double.NaN;
	}

	/** The t statistic &gt;= 0 of a two-sided p value; of a p as {@link Conversions#zOfP} takes it. */
	public double tOfP(final double p) {
		return tOfZ(Conversions.zOfP(p));
	}

	/** Cohen's d with its variance. */
	public EffectSize cohensD(final double d) {
		return new EffectSize(d, varianceOfD(d));
	}

	/** Hedges' g with its variance, of Cohen's d. */
	public EffectSize hedgesG(final double d) {
		return new EffectSize(gOfD(d), varianceOfG(d));
	}

	private double varianceOfD(final double d) {
		final double j = correctionFactor();
		return formula == VarianceFormula.LARGE_SAMPLE ? unitVariance + d * d / (2 * n)
			: varianceOfG(d) / (j * j);
	}

	private double varianceOfG(final double d) {
		final double j = correctionFactor();
		final double g = j * d;
		final double c = unitVariance;
		return switch (formula) {
			case LARGE_SAMPLE -> c + g * g / (2 * n);
			case LARGE_SAMPLE_CORRECTED -> j * j * (c + d * d / (2 * n));
			case UNBIASED -> c + (1 - (dof - 2) / (dof * j * j)) * g * g;
			case NONCENTRAL_T -> dof > 2 ? j * j * dof / (dof - 2) * (c + d * d) - d * d : Double.NaN;
			case DEGREES_OF_FREEDOM -> j * j * (c + d * d / (2 * dof));
		};
	}
}
