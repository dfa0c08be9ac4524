package org.voxmeta.stats.result;

import java.util.EnumSet;
import java.util.Set;

/**
 * The kinds of map a fit can give. {@link #key()} names each in macros, file names and window titles. Some
 * have a map for each term of the model (coefficients, contrasts, predictions), the others one for the whole
 * fit.
 */
public enum MapKind {

	/** Normal deviate with the same two-sided p as the test, signed like the estimate. */
	Z("z", "z", Scale.SIGNED, true),
	/** Two-sided p value. */
	P("p", "p value", Scale.PROBABILITY, true),
	/** Estimated effect, units of the effect maps. */
	EST("est", "estimate", Scale.SIGNED, true),
	/** Standard error of the estimate, units of the effect maps. */
	SE("se", "standard error", Scale.POSITIVE, true),
	/** Between-study variance, squared units of the effect maps. */
	TAU2("tau2", "between-study variance", Scale.POSITIVE, false),
	/** Degrees of freedom: independent studies less coefficients, or Satterthwaite's. */
	DOF("dof", "degrees of freedom", Scale.POSITIVE, true),
	/** -log10 of the two-sided p value, also where p itself underflows. */
	LOGP("logp", "-log10 p", Scale.POSITIVE, true),
	/** Test statistic of an ordinary t test. */
	T("t", "t", Scale.SIGNED, true),
	/** Lower bound of the estimate's confidence interval. */
	CI_LOWER("ci_l", "confidence interval, lower bound", Scale.SIGNED, true),
	/** Upper bound of the estimate's confidence interval. */
	CI_UPPER("ci_u", "confidence interval, upper bound", Scale.SIGNED, true),
	/** Lower bound of the interval for the true effect of a new study. */
	PI_LOWER("pi_l", "prediction interval, lower bound", Scale.SIGNED, true),
	/** Upper bound of the interval for the true effect of a new study. */
	PI_UPPER("pi_u", "prediction interval, upper bound", Scale.SIGNED, true),
	/** Variance of one subject, squared units of the effect maps (sample-size-based model). */
	SIGMA2("sigma2", "variance of one subject", Scale.POSITIVE, false),
	/**
	 * Standard error of tau2. NaN for studies that share tau2 in groups ({@code weightscheme=rescale}) if a
	 * moderator differs within a group; so are the bounds of tau2, I2 and H2.
	 */
	TAU2_SE("tau2_se", "standard error of tau2", Scale.POSITIVE, false),
	/** Lower bound of tau2's Q-profile interval. */
	TAU2_LOWER("tau2_l", "tau2, lower bound", Scale.POSITIVE, false),
	/** Upper bound of tau2's Q-profile interval. */
	TAU2_UPPER("tau2_u", "tau2, upper bound", Scale.POSITIVE, false),
	/** Cochran's Q, at tau2 = 0. */
	Q("q", "Q", Scale.POSITIVE, false),
	/** p value of Q. */
	Q_P("q_p", "p value of Q", Scale.PROBABILITY, false),
	/** Share of the variation that is between studies, in percent, from Q. */
	I2("i2", "I2 from Q (%)", Scale.POSITIVE, false),
	/** sqrt(Q / dof), at least 1. */
	H("h", "H from Q", Scale.POSITIVE, false),
	/** Share of the variation that is between studies, in percent, from tau2. */
	I2_TAU2("i2_tau2", "I2 from tau2 (%)", Scale.POSITIVE, false),
	/** Total by sampling variance, from tau2. */
	H2_TAU2("h2_tau2", "H2 from tau2", Scale.POSITIVE, false),
	/** Lower bound of I2 from tau2. */
	I2_LOWER("i2_l", "I2, lower bound (%)", Scale.POSITIVE, false),
	/** Upper bound of I2 from tau2. */
	I2_UPPER("i2_u", "I2, upper bound (%)", Scale.POSITIVE, false),
	/** Lower bound of H2 from tau2. */
	H2_LOWER("h2_l", "H2, lower bound", Scale.POSITIVE, false),
	/** Upper bound of H2 from tau2. */
	H2_UPPER("h2_u", "H2, upper bound", Scale.POSITIVE, false),
	/** Test statistic of all moderators together. */
	QM("qm", "QM of all moderators", Scale.POSITIVE, false),
	/** p value of all moderators together. */
	QM_P("qm_p", "p value of all moderators", Scale.PROBABILITY, false),
	/** Share of tau2 that the moderators explain, in percent. */
	R2("r2", "R2 (%)", Scale.POSITIVE, false),
	/** Number of studies used. */
	K("k", "number of studies", Scale.POSITIVE, false),
	/** Why a voxel has no result: the code of a {@link Reason}, 0 where it has one. */
	REASON("reason", "reason", Scale.CODE, false);

	/** What the values of a map are like, which decides its colours. */
	public enum Scale {
		/** Values of both signs mean opposite things. */
		SIGNED,
		/** Zero and more. */
		POSITIVE,
		/** 0 to 1, where small means much. */
		PROBABILITY,
		/** Numbers that stand for words. */
		CODE
	}

	private final String key;
	private final String title;
	private final Scale scale;
	private final boolean perTerm;

	MapKind(final String key, final String title, final Scale scale, final boolean perTerm) {
		this.key = key;
		this.title = title;
		this.scale = scale;
		this.perTerm = perTerm;
	}

	/** Short lower-case name. */
	public String key() {
		return key;
	}

	/** What the map shows, in words. */
	public String title() {
		return title;
	}

	/** What its values are like. */
	public Scale scale() {
		return scale;
	}

	/** Whether each term has a map of its own. */
	public boolean isPerTerm() {
		return perTerm;
	}

	/** The six maps that are shown unless others are asked for. */
	public static Set<MapKind> defaults() {
		return EnumSet.range(Z, DOF);
	}

	/**
	 * The maps that are written whether or not they are asked for. Intervals and heterogeneity are not among
	 * them, as they take longer than the fit and are many.
	 */
	public static Set<MapKind> always() {
		final Set<MapKind> always = EnumSet.range(Z, T);
		always.addAll(EnumSet.of(SIGMA2, K, REASON));
		return always;
	}
}
