package org.voxmeta.image;

/** What the values of a NIfTI image mean: the standard's intent codes. */
public enum NiftiIntent {
	/** Nothing said. */
	NONE(0),
	/** Correlation; parameter: degrees of freedom. */
	CORREL(2),
	/** Student's t; parameter: degrees of freedom. */
	TTEST(3),
	/** F; parameters: numerator and denominator degrees of freedom. */
	FTEST(4),
	/** Standard normal deviate. */
	ZSCORE(5),
	/** Chi-square; parameter: degrees of freedom. */
	CHISQ(6),
	/** Beta; parameters: a, b. */
	BETA(7),
	/** Binomial; parameters: trials, probability. */
	BINOM(8),
	/** Gamma; parameters: shape, scale. */
	GAMMA(9),
	/** Poisson; parameter: mean. */
	POISSON(10),
	/** Normal; parameters: mean, standard deviation. */
	NORMAL(11),
	/** Noncentral F. */
	FTEST_NONC(12),
	/** Noncentral chi-square. */
	CHISQ_NONC(13),
	/** Logistic. */
	LOGISTIC(14),
	/** Laplace. */
	LAPLACE(15),
	/** Uniform. */
	UNIFORM(16),
	/** Noncentral t. */
	TTEST_NONC(17),
	/** Weibull. */
	WEIBULL(18),
	/** Chi; parameter: degrees of freedom. */
	CHI(19),
	/** Inverse Gaussian. */
	INVGAUSS(20),
	/** Extreme value, type I. */
	EXTVAL(21),
	/** A p-value. */
	PVAL(22),
	/** Natural logarithm of a p-value (the standard allows either sign). */
	LOGPVAL(23),
	/** Decimal logarithm of a p-value (the standard allows either sign). */
	LOG10PVAL(24),
	/** An estimate of some parameter; its name goes into the intent name. */
	ESTIMATE(1001),
	/** An index into a set of labels. */
	LABEL(1002),
	/** An index into the NeuroNames labels. */
	NEURONAME(1003),
	/** A matrix per voxel. */
	GENMATRIX(1004),
	/** A symmetric matrix per voxel. */
	SYMMATRIX(1005),
	/** A displacement per voxel. */
	DISPVECT(1006),
	/** A vector per voxel. */
	VECTOR(1007),
	/** A spatial coordinate per voxel. */
	POINTSET(1008),
	/** A triangle per voxel. */
	TRIANGLE(1009),
	/** A quaternion per voxel. */
	QUATERNION(1010),
	/** A number without dimension; its name goes into the intent name. */
	DIMLESS(1011),
	/** A time series per voxel (GIFTI). */
	TIME_SERIES(2001),
	/** A node index per voxel (GIFTI). */
	NODE_INDEX(2002),
	/** A red, green, blue triple per voxel (GIFTI). */
	RGB_VECTOR(2003),
	/** A red, green, blue, alpha quadruple per voxel (GIFTI). */
	RGBA_VECTOR(2004),
	/** A shape measure per voxel (GIFTI). */
	SHAPE(2005);

	private final int code;

	NiftiIntent(final int code) {
		this.code = code;
	}

	/** Returns the header's {@code intent_code} number. */
	public int code() {
		return code;
	}
}
