package org.voxmeta.stats.inference;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How studies of one group, which are not independent of each other, are weighted and tested. Without groups
 * it does not matter.
 *
 * @param robust form of the cluster-robust covariance
 * @param scheme how the weight of a group's studies is shared
 * @param rho correlation assumed among the effects of one group, 0 to 1
 */
public record Dependence(Robust robust, Scheme scheme, double rho) implements Serializable {

	/** clubSandwich's CR2, rescaled weights, correlation 0.8. */
	public static final Dependence DEFAULT = new Dependence(Robust.CLUBSANDWICH, Scheme.RESCALE, 0.8);

	/**
	 * Checks the correlation.
	 *
	 * @throws IllegalArgumentException if rho is not between 0 and 1
	 */
	public Dependence {
		if (!(rho >= 0 && rho <= 1)) throw new IllegalArgumentException("Rho: got " + rho
			+ ", wanted 0 to 1");
	}

	/** Which square root the small-sample adjustment CR2 takes. */
	public enum Robust {
		/** That of R's clubSandwich. */
		CLUBSANDWICH,
		/** That of PyMARE, and so of NiMARE. */
		PYMARE;

		/** The name in dialogs and macros. */
		public String label() {
			return name().toLowerCase(Locale.ROOT);
		}

		/**
		 * The form of that name, in any case.
		 *
		 * @throws IllegalArgumentException if there is none
		 */
		public static Robust parse(final String label) {
			return Dependence.parse("Robust", label, values());
		}
	}

	/** How the weight of a group's studies is shared. */
	public enum Scheme {
		/** Each study as if it were independent. */
		INDIVIDUAL,
		/** Each group weighs like one study, shared equally among its studies. */
		RESCALE,
		/** Each group is averaged to one study. */
		COLLAPSE;

		/** The name in dialogs and macros. */
		public String label() {
			return name().toLowerCase(Locale.ROOT);
		}

		/**
		 * The scheme of that name, in any case.
		 *
		 * @throws IllegalArgumentException if there is none
		 */
		public static Scheme parse(final String label) {
			return Dependence.parse("Weight scheme", label, values());
		}
	}

	private static <T extends Enum<T>> T parse(final String what, final String label, final T[] values) {
		for (final T value : values)
			if (value.name().equalsIgnoreCase(label.trim())) return value;
		throw new IllegalArgumentException(what + ": got '" + label + "', wanted " + Arrays.stream(values)
			.map(value -> value.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", ")));
	}
}
