package org.voxmeta.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.voxmeta.stats.estimator.Results.Omnibus;
import org.voxmeta.stats.estimator.TermSummary;

/** Numbers of a fit in a line of text. */
final class Captions {

	private Captions() {
	}

	/** Such as "Heterogeneity: τ² = 0.309, I² = 92.1%, Q = 152 (df = 12, p < 0.001)". */
	static String of(final Heterogeneity differences) {
		final List<String> parts = new ArrayList<>();
		if (Double.isFinite(differences.tau2())) parts.add("τ² = " + Digits.alone(differences.tau2()));
		if (Double.isFinite(differences.i2())) parts.add(String.format(Locale.ROOT, "I² = %.1f%%",
			differences.i2()));
		if (Double.isFinite(differences.q())) parts.add("Q = " + Digits.alone(differences.q()) + test(differences));
		return "Heterogeneity: " + String.join(", ", parts);
	}

	private static String test(final Heterogeneity differences) {
		if (!Double.isFinite(differences.p())) return "";
		return " (df = " + Digits.brief(differences.dof()) + ", p " + Digits.p(differences
			.p()) + ")";
	}

	/** Such as "z = −3.99, p < 0.001". */
	static String test(final TermSummary term) {
		final String value = Digits.alone(term.statistic());
		if (term.isNormal()) return "z = " + value + ", p " + Digits.p(term.p());
		return "t(" + Digits.brief(term.dof()) + ") = " + value + ", p " + Digits.p(term.p());
	}

	/** Such as "QM = 18.8, p < 0.001". */
	static String test(final Omnibus omnibus) {
		return "QM = " + Digits.alone(omnibus.qm()) + ", p " + Digits.p(omnibus.p());
	}

	/** Such as "latitude: −0.0292 [−0.0425, −0.0160], z = −4.34, p < 0.001". */
	static String of(final TermSummary term) {
		return term.name() + ": " + Digits.alone(term.estimate()) + " [" + Digits.alone(term.ciLower()) + ", "
			+ Digits.alone(term.ciUpper()) + "], " + test(term);
	}
}
