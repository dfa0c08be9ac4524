package org.voxmeta.stats.effectsize;

import static org.voxmeta.stats.effectsize.Conversion.Sample.DOF;
import static org.voxmeta.stats.effectsize.Conversion.Sample.NOTHING;
import static org.voxmeta.stats.effectsize.Conversion.Sample.SUBJECTS;
import static org.voxmeta.stats.effectsize.Conversion.Sample.SUBJECTS_AND_DOF;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

import org.voxmeta.stats.kernel.StudentTail;

/**
 * Conversions of maps, voxel by voxel: of one map, or of two such as t and beta.
 * <p>
 * d and g are those of one group, with NiMARE's bias correction and variance
 * ({@link BiasCorrection#APPROXIMATE}, {@link VarianceFormula#NONCENTRAL_T}). p and -log10 p are two-sided
 * unless called one-sided, and know no sign: z is then 0 or more, or has the sign of a second map.
 */
public enum Conversion {

	/** Normal deviates with the tails of t statistics. */
	T_TO_Z("t to z", DOF, Quantity.Z, design -> StudentTail.of(design.dof())::zOf),
	/** t statistics with the tails of normal deviates. */
	Z_TO_T("z to t", DOF, Quantity.T, design -> StudentTail.of(design.dof())::tOf),
	/** Cohen's d, t/&radic;n. */
	T_TO_D("t to d", SUBJECTS, Quantity.D, design -> design::dOfT),
	/** Hedges' g, J d. */
	D_TO_G("d to g", DOF, Quantity.G, design -> nimare(design)::gOfD),
	/** The sampling variance of g of a map of d. */
	D_TO_VARIANCE_OF_G("d to variance of g", SUBJECTS_AND_DOF, Quantity.VARIANCE_OF_G,
		design -> varianceOfG(nimare(design))),
	/** (beta / t)². */
	T_AND_BETA_TO_VARCOPE("t and beta to varcope", "beta", true, Quantity.VARCOPE, Conversions::varcope),
	/** t &radic;varcope. */
	T_AND_VARCOPE_TO_BETA("t and varcope to beta", "varcope", true, Quantity.BETA, Conversions::beta),
	/** se². */
	SE_TO_VARCOPE("se to varcope", NOTHING, Quantity.VARCOPE, design -> Conversions::varcopeOfSe),
	/** sd²/n. */
	SD_TO_VARCOPE("sd to varcope", SUBJECTS, Quantity.VARCOPE,
		design -> sd -> Conversions.varcopeOfSd(sd, design.subjects())),
	/** The variance among subjects over n. */
	VARIANCE_TO_VARCOPE("variance to varcope", SUBJECTS, Quantity.VARCOPE,
		design -> variance -> Conversions.varcopeOfVariance(variance, design.subjects())),
	/** Normal deviates of two-sided p values. */
	P_TO_Z("p to z", "signs", false, Quantity.Z, (p, sign) -> signed(Conversions.zOfP(p), sign)),
	/** Normal deviates, of either sign, of one-sided p values. */
	UPPER_P_TO_Z("one-sided p to z", NOTHING, Quantity.Z, design -> Conversions::zOfUpperP),
	/** Two-sided p values of normal deviates. */
	Z_TO_P("z to p", NOTHING, Quantity.P, design -> Conversions::pOfZ),
	/** One-sided p values P(Z &gt;= z). */
	Z_TO_UPPER_P("z to one-sided p", NOTHING, Quantity.P, design -> Conversions::upperPOfZ),
	/** -log10 of the two-sided p values of normal deviates. */
	Z_TO_LOGP("z to logp", NOTHING, Quantity.LOGP, design -> Conversions::logpOfZ),
	/** Normal deviates of -log10 of two-sided p values. */
	LOGP_TO_Z("logp to z", "signs", false, Quantity.Z, (logp, sign) -> signed(Conversions.zOfLogp(logp),
		sign));

	/** What a conversion must know of the study. */
	public enum Sample {
		/** Nothing. */
		NOTHING,
		/** Degrees of freedom, which follow from the number of subjects if they are not given. */
		DOF,
		/** The number of subjects. */
		SUBJECTS,
		/** The number of subjects, and degrees of freedom, which follow from it if they are not given. */
		SUBJECTS_AND_DOF;

		/** Whether the number of subjects is needed. */
		public boolean needsSubjects() {
			return this == SUBJECTS || this == SUBJECTS_AND_DOF;
		}

		/** Whether degrees of freedom are used. */
		public boolean usesDof() {
			return this == DOF || this == SUBJECTS_AND_DOF;
		}
	}

	private final String label;
	private final Sample sample;
	private final String second;
	private final boolean secondRequired;
	private final Quantity result;
	private final Function<StudyDesign, DoubleBinaryOperator> formula;

	/** A conversion of one map. */
	Conversion(final String label, final Sample sample, final Quantity result,
		final Function<StudyDesign, DoubleUnaryOperator> formula)
	{
		this.label = label;
		this.sample = sample;
		second = "";
		secondRequired = false;
		this.result = result;
		this.formula = design -> {
			final DoubleUnaryOperator of = formula.apply(design);
			return (first, none) -> of.applyAsDouble(first);
		};
	}

	/** A conversion of two maps, of one study as of another. */
	Conversion(final String label, final String second, final boolean secondRequired, final Quantity result,
		final DoubleBinaryOperator formula)
	{
		this.label = label;
		sample = NOTHING;
		this.second = second;
		this.secondRequired = secondRequired;
		this.result = result;
		this.formula = design -> formula;
	}

	/**
	 * The conversion of that label, in any case.
	 *
	 * @throws IllegalArgumentException if there is none
	 */
	public static Conversion parse(final String label) {
		final String wanted = label.trim().toLowerCase(Locale.ROOT);
		for (final Conversion conversion : values())
			if (conversion.label.equals(wanted)) return conversion;
		throw new IllegalArgumentException("Conversion: got '" + label + "', wanted "
			+ String.join(", ", labels()));
	}

	/** The labels of all, in their order. */
	public static List<String> labels() {
		return Arrays.stream(values()).map(Conversion::label).toList();
	}

	/** What it is called, such as "t to z". */
	public String label() {
		return label;
	}

	/** What it must know of a study. */
	public Sample sample() {
		return sample;
	}

	/** What the second map holds; empty if there is none. */
	public String second() {
		return second;
	}

	/** Whether it cannot do without the second map. */
	public boolean isSecondRequired() {
		return secondRequired;
	}

	/** What comes out. */
	public Quantity result() {
		return result;
	}

	/**
	 * The conversion of a study's voxels.
	 *
	 * @param design the study's sample size; null if {@link #sample} is {@link Sample#NOTHING}
	 * @return a function of the values of the first and the second map; of the first alone, where the second
	 *         is optional and missing, with 1 for the second. Thread-safe; NaN gives NaN
	 */
	public DoubleBinaryOperator of(final StudyDesign design) {
		return formula.apply(design);
	}

	private static StudyDesign nimare(final StudyDesign design) {
		return design.with(BiasCorrection.APPROXIMATE).with(VarianceFormula.NONCENTRAL_T);
	}

	private static DoubleUnaryOperator varianceOfG(final StudyDesign design) {
		return d -> design.hedgesG(d).variance();
	}

	/** z with a sign; NaN where there is none, as a sign of 0 is one of z = 0 only. */
	private static double signed(final double z, final double sign) {
		if (z == 0 || sign > 0) return Double.isNaN(sign) ? Double.NaN : z;
		return sign < 0 ? -z : Double.NaN;
	}
}
