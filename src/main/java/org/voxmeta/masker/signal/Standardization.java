package org.voxmeta.masker.signal;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How the values of a signal are put on a common scale. */
public enum Standardization {

	/** Not at all. */
	NONE,
	/**
	 * Mean 0 and sample standard deviation 1 (the sum of squares is divided by the number of samples less 1).
	 */
	ZSCORE_SAMPLE,
	/** Mean 0 and standard deviation 1 (the sum of squares is divided by the number of samples). */
	ZSCORE,
	/** Change from the mean in percent of the mean's absolute value. */
	PSC;

	/** The name as nilearn has it, such as "zscore_sample". */
	public String key() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * The standardisation of such a name, in any case.
	 *
	 * @param key a {@link #key}; "true" means ZSCORE_SAMPLE and "false" NONE, as in nilearn
	 * @throws IllegalArgumentException if there is none
	 */
	public static Standardization of(final String key) {
		final String text = key.strip().toLowerCase(Locale.ROOT);
		if (text.equals("true")) return ZSCORE_SAMPLE;
		if (text.equals("false")) return NONE;
		return Arrays.stream(values()).filter(value -> value.key().equals(text)).findFirst().orElseThrow(
			() -> new IllegalArgumentException("standardize: got '" + key + "', wanted any of " + keys()));
	}

	private static String keys() {
		return Arrays.stream(values()).map(Standardization::key).collect(Collectors.joining(", "));
	}
}
