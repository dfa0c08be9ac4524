package org.voxmeta.stats.inference;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How a random-effects standard error and its reference distribution allow for the variances being estimated.
 * <p>
 * With s = sum w (y - est)² / (k - 1), the weights w = 1/(v + tau2) and the Wald variance 1/sum w, Knapp and
 * Hartung's variance is s / sum w, tested against t with k - 1 degrees of freedom. The conservative form
 * never lets s be less than 1.
 *
 * @see <a href="https://doi.org/10.1002/sim.1482">Knapp G, Hartung J (2003). Improved tests for a random
 *      effects meta-regression with a single covariate. Statistics in Medicine 22, 2693-2710</a>
 */
public enum Adjustment {

	/** The variance 1/sum w, tested against the normal distribution. */
	WALD("Wald"),
	/** The variance s / sum w, tested against t with k - 1 degrees of freedom. */
	KNAPP_HARTUNG("Knapp-Hartung"),
	/** The variance max(1, s) / sum w, tested against t with k - 1 degrees of freedom. */
	KNAPP_HARTUNG_CONSERVATIVE("Knapp-Hartung-conservative");

	private final String label;

	Adjustment(final String label) {
		this.label = label;
	}

	/** The name in dialogs and macros. */
	public String label() {
		return label;
	}

	/**
	 * The adjustment of that name, in any case.
	 *
	 * @throws IllegalArgumentException if there is none
	 */
	public static Adjustment parse(final String label) {
		final String wanted = label.trim().toLowerCase(Locale.ROOT);
		for (final Adjustment adjustment : values())
			if (adjustment.label.toLowerCase(Locale.ROOT).equals(wanted)) return adjustment;
		throw new IllegalArgumentException("Adjustment: got '" + label + "', wanted "
			+ Arrays.stream(values()).map(Adjustment::label).collect(Collectors.joining(", ")));
	}
}
