package org.voxmeta.stats.correction;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Adjusts the p values of n tests for their number. All is done in natural logs, so that no p underflows;
 * equal p values get equal adjusted ones, and none rises above 1.
 */
public enum Correction {

	/**
	 * Bonferroni: n p. Controls the family-wise error rate under any dependence.
	 */
	BONFERRONI("Bonferroni") {

		@Override
		void adjustSorted(final double[] logP) {
			final double tests = Math.log(logP.length);
			for (int i = 0; i < logP.length; i++)
				logP[i] = Math.min(0, logP[i] + tests);
		}
	},

	/**
	 * Holm's step-down Bonferroni: the largest of (n - i) p over the i-th smallest p and those below. Controls
	 * the family-wise error rate under any dependence, and is never stricter than Bonferroni (Holm 1979, Scand
	 * J Stat 6:65-70).
	 */
	HOLM("Holm") {

		@Override
		void adjustSorted(final double[] logP) {
			double largest = Double.NEGATIVE_INFINITY;
			for (int i = 0; i < logP.length; i++) {
				largest = Math.max(largest, logP[i] + Math.log(logP.length - i));
				logP[i] = Math.min(0, largest);
			}
		}
	},

	/**
	 * Benjamini-Hochberg: the smallest of n p / i over the i-th smallest p and those above. Controls the false
	 * discovery rate of independent or positively dependent tests (Benjamini and Hochberg 1995,
	 * doi:10.1111/j.2517-6161.1995.tb02031.x).
	 */
	FDR_BH("FDR (Benjamini-Hochberg)") {

		@Override
		void adjustSorted(final double[] logP) {
			stepUp(logP, 0);
		}
	},

	/**
	 * Benjamini-Yekutieli: Benjamini-Hochberg's times 1 + 1/2 + ... + 1/n. Controls the false discovery rate
	 * under any dependence (Benjamini and Yekutieli 2001, doi:10.1214/aos/1013699998).
	 */
	FDR_BY("FDR (Benjamini-Yekutieli)") {

		@Override
		void adjustSorted(final double[] logP) {
			double harmonic = 0;
			// small terms first, which keeps their digits
			for (int i = logP.length; i > 0; i--)
				harmonic += 1.0 / i;
			stepUp(logP, Math.log(harmonic));
		}
	};

	private final String label;

	Correction(final String label) {
		this.label = label;
	}

	/** The name that users see. */
	public String label() {
		return label;
	}

	/** The short name, as in keys of macros: bonferroni, holm, fdr_bh, fdr_by. */
	public String key() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * The correction of a short name or label, in any case.
	 *
	 * @throws IllegalArgumentException if there is none
	 */
	public static Correction parse(final String name) {
		for (final Correction correction : values())
			if (correction.key().equalsIgnoreCase(name.strip()) || correction.label.equalsIgnoreCase(name.strip()))
				return correction;
		throw new IllegalArgumentException("Correction: got '" + name + "', wanted one of "
			+ Arrays.stream(values()).map(Correction::key).collect(Collectors.joining(", ")));
	}

	/**
	 * The adjusted p values.
	 *
	 * @param logP natural logs of p values, 0 or below; NaN is no test, and stays NaN
	 * @return natural logs of adjusted p values, in the same order; a new array
	 * @throws IllegalArgumentException if a log is above 0
	 */
	public double[] adjust(final double[] logP) {
		final double[] sorted = Arrays.stream(logP).filter(p -> !Double.isNaN(p)).sorted().toArray();
		if (sorted.length > 0 && sorted[sorted.length - 1] > 0) throw new IllegalArgumentException(
			"p values: got a log p of " + sorted[sorted.length - 1] + ", wanted 0 or below");
		final double[] adjusted = sorted.clone();
		adjustSorted(adjusted);
		final double[] result = new double[logP.length];
		// tests of equal p have equal adjusted ones, so any place of the value will do
		for (int j = 0; j < result.length; j++)
			result[j] = Double.isNaN(logP[j]) ? Double.NaN : adjusted[Arrays.binarySearch(sorted, logP[j])];
		return result;
	}

	/** Replaces the ascending logs of all p values by those of the adjusted ones. */
	abstract void adjustSorted(double[] logP);

	/** n p / i times a factor, made to ascend from the largest p down. */
	private static void stepUp(final double[] logP, final double logFactor) {
		double smallest = 0;
		for (int i = logP.length - 1; i >= 0; i--) {
			smallest = Math.min(smallest, logP[i] + Math.log((double) logP.length / (i + 1)) + logFactor);
			logP[i] = smallest;
		}
	}
}
