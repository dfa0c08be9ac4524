package org.voxmeta.masker.signal;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How frequencies are taken out of signals. */
public enum Filter {

	/** A Butterworth filter of order 5, run forward and backward; low, high or band pass. */
	BUTTERWORTH,
	/** Slow cosines, regressed out together with the confounds; high pass only. */
	COSINE,
	/** None, whatever the cut-offs. */
	NONE;

	/** The name as nilearn has it, such as "butterworth". */
	public String key() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * The filter of such a name, in any case.
	 *
	 * @param key a {@link #key}; "false" means NONE, as in nilearn
	 * @throws IllegalArgumentException if there is none
	 */
	public static Filter of(final String key) {
		final String text = key.strip().toLowerCase(Locale.ROOT);
		if (text.equals("false")) return NONE;
		return Arrays.stream(values()).filter(value -> value.key().equals(text)).findFirst().orElseThrow(
			() -> new IllegalArgumentException("filter: got '" + key + "', wanted any of " + keys()));
	}

	private static String keys() {
		return Arrays.stream(values()).map(Filter::key).collect(Collectors.joining(", "));
	}
}
