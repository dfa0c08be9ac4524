package org.voxmeta.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers for the eye, with all their digits beside them for programs. */
final class Num {

	private static final int DIGITS = 3;
	private static final double LARGE = 1e5;
	private static final double SMALL = 1e-4;
	private static final double LEAST_P = 1e-4;
	private static final String MINUS = "\u2212";
	private static final String NONE = "\u2013";
	private static final String THIN_SPACE = "\u202f";
	private static final String SUPERSCRIPTS = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079";

	private Num() {
	}

	/** A number with three digits, as an element that has all of them in its attribute {@code value}. */
	static Html of(final double value) {
		return data(value, text(value));
	}

	/** A whole number, in groups of three digits. */
	static Html count(final long value) {
		return data(value, countText(value));
	}

	/** A p value: small ones are only said to be so. */
	static Html p(final double value) {
		return data(value, pText(value));
	}

	/** A number with so many decimal places, such as a position. */
	static Html fixed(final double value, final int places) {
		return data(value, fixedText(value, places));
	}

	/** A share, 0 to 1, in percent. */
	static Html percent(final double share) {
		return data(share, percentText(share));
	}

	/** A number with three digits. */
	static String text(final double value) {
		if (Double.isNaN(value)) return NONE;
		if (Double.isInfinite(value)) return value > 0 ? "\u221e" : MINUS + "\u221e";
		if (value == Math.rint(value) && Math.abs(value) < LARGE) return countText((long) value);
		final double size = Math.abs(value);
		final BigDecimal rounded = new BigDecimal(value).round(new MathContext(DIGITS, RoundingMode.HALF_EVEN));
		if (size >= LARGE || size < SMALL) return powered(rounded);
		final int places = Math.max(0, DIGITS - 1 - (int) Math.floor(Math.log10(rounded.abs().doubleValue())));
		return fixedText(value, places);
	}

	static String countText(final long value) {
		return String.format(Locale.ROOT, "%,d", value).replace("-", MINUS);
	}

	static String pText(final double value) {
		if (Double.isNaN(value)) return NONE;
		if (value < LEAST_P) return "<" + THIN_SPACE + "0.0001";
		return value >= 0.1 ? fixedText(value, 2) : text(value);
	}

	static String fixedText(final double value, final int places) {
		if (Double.isNaN(value)) return NONE;
		final String text = new BigDecimal(value).setScale(places, RoundingMode.HALF_EVEN).toPlainString();
		return text.matches("-0\\.?0*") ? text.substring(1) : text.replace("-", MINUS);
	}

	/** A place along an axis, to a tenth, or whole. */
	static String coordinate(final double value) {
		return fixedText(value, Math.abs(value - Math.rint(value)) < 0.05 ? 0 : 1);
	}

	static String percentText(final double share) {
		if (Double.isNaN(share)) return NONE;
		final double percent = 100 * share;
		if (percent > 0 && percent < 0.01) return "<" + THIN_SPACE + "0.01" + THIN_SPACE + "%";
		if (percent == Math.rint(percent)) return fixedText(percent, 0) + THIN_SPACE + "%";
		return fixedText(percent, percent >= 10 ? 0 : percent >= 1 ? 1 : 2) + THIN_SPACE + "%";
	}

	/** A level such as 0.05, as it was given. */
	static String level(final double value) {
		return new BigDecimal(String.valueOf(value)).stripTrailingZeros().toPlainString();
	}

	private static Html data(final double value, final String shown) {
		final boolean isWhole = value == Math.rint(value) && Math.abs(value) < 1e15;
		return Html.of("data", shown).with("value", isWhole ? String.valueOf((long) value) : String.valueOf(value));
	}

	/** Such as 1.23 x 10^-5. */
	private static String powered(final BigDecimal value) {
		final int power = value.precision() - value.scale() - 1;
		final StringBuilder text = new StringBuilder(value.scaleByPowerOfTen(-power).setScale(DIGITS - 1,
			RoundingMode.HALF_EVEN).toPlainString().replace("-", MINUS)).append(" \u00d7 10");
		for (final char c : String.valueOf(power).toCharArray())
			text.append(c == '-' ? '\u207b' : SUPERSCRIPTS.charAt(c - '0'));
		return text.toString();
	}
}
