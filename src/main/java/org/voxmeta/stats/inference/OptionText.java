package org.voxmeta.stats.inference;

import java.util.Collection;

/** Options as text, as macros and files have them. */
public final class OptionText {

	private OptionText() {
	}

	/**
	 * The number that is an option's value.
	 *
	 * @throws IllegalArgumentException if the text is not a number
	 */
	public static double number(final String option, final String value) {
		try {
			return Double.parseDouble(value);
		}
		catch (final NumberFormatException e) {
			throw new IllegalArgumentException("Option " + option + ": got '" + value + "', wanted a number",
				e);
		}
	}

	/**
	 * Whether an option is on.
	 *
	 * @throws IllegalArgumentException if the text is neither true nor false
	 */
	public static boolean isTrue(final String option, final String value) {
		if (value.trim().equalsIgnoreCase("true")) return true;
		if (value.trim().equalsIgnoreCase("false")) return false;
		throw new IllegalArgumentException("Option " + option + ": got '" + value
			+ "', wanted true or false");
	}

	/** Says that there is no such option, and which there are. */
	public static IllegalArgumentException unknown(final String option, final Collection<String> options) {
		return new IllegalArgumentException("Option: got '" + option + "', wanted " + (options.isEmpty()
			? "none" : "any of " + String.join(", ", options)));
	}
}
