package org.voxmeta.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.voxmeta.stats.estimator.TermSummary;

/** Numbers of a fit in a line of text. */
final class Captions {

	private Captions() {
	}

	/** Such as "Heterogeneity: τ² = 0.309, I² = 92.1%, Q = 152 (df = 12, p < 0.001)". */
	static String of(final Heterogeneity differences) {
		final List<String> parts = new ArrayList<>();
		if (Double.isFinite(differences.tau2())) parts.add("τ² = " + Digits.alone(differences.tau2()));
		if (Double.isFinite(differences.i2())) parts.add(String.format(Locale.ROOT, "I² = %.1f%%", differences.i2()));
		if (Double.isFinite(differences.q())) parts.add("Q = " + Digits.alone(differences.q()) + test(differences));
		return "Heterogeneity: " + String.join(", ", parts);
	}

	private static String test(final Heterogeneity differences) {
		if (!Double.isFinite(differences.p())) return "";
		return " (df = " + Digits.alone(differences.dof()).replaceAll("\\.0+$", "") + ", p " + Digits.p(differences
			.p()) + ")";
	}

	/** Such as "z = −3.99, p < 0.001". */
	static String test(final TermSummary term) {
		final String value = Digits.alone(term.statistic());
		if (term.isNormal()) return "z = " + value + ", p " + Digits.p(term.p());
		return "t(" + Digits.alone(term.dof()).replaceAll("\\.0+$", "") + ") = " + value + ", p " + Digits.p(term.p());
	}
}
