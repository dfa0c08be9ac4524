package org.voxmeta.stats.estimator;

/** Which likelihood variances maximise. */
public enum LikelihoodMethod {

	/**
	 * That of the effects; it takes the estimated coefficients for the true ones, so that variances tend to
	 * be low.
	 */
	ML,
	/** That of what the coefficients leave of the effects (restricted), which allows for their estimation. */
	REML;

	/** The name in dialogs and macros. */
	public String label() {
		return name();
	}

	/**
	 * The method of that name, in any case.
	 *
	 * @throws IllegalArgumentException if there is none
	 */
	public static LikelihoodMethod parse(final String label) {
		for (final LikelihoodMethod method : values())
			if (method.label().equalsIgnoreCase(label.trim())) return method;
		throw new IllegalArgumentException("Method: got '" + label + "', wanted ML or REML");
	}
}
