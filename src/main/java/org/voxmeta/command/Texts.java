package org.voxmeta.command;

/** Numbers that commands take as texts: SciJava would turn what is no number, such as "0,8", into 0. */
final class Texts {

	private Texts() {
	}

	/**
	 * The number in a text.
	 *
	 * @param what the option's name, for the message
	 * @throws IllegalArgumentException if it is none
	 */
	static double number(final String what, final String text) {
		try {
			return Double.parseDouble(text.trim());
		}
		catch (final NumberFormatException e) {
			throw new IllegalArgumentException(what + ": got '" + text + "', wanted a number (with a decimal point)",
				e);
		}
	}

	/**
	 * The whole number in a text.
	 *
	 * @param what the option's name, for the message
	 * @throws IllegalArgumentException if it is none, or has more than nine digits
	 */
	static int integer(final String what, final String text) {
		if (!text.trim().matches("-?\\d{1,9}")) throw new IllegalArgumentException(what + ": got '" + text
			+ "', wanted a whole number");
		return Integer.parseInt(text.trim());
	}
}
