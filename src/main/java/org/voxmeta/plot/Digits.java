package org.voxmeta.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * How the numbers of a column are written, so that they stand below each other digit by digit.
 *
 * @param decimals behind the point
 * @param power the texts times ten to this power are the numbers
 */
record Digits(int decimals, int power) {

	/** Significant digits of the larger numbers of a column. */
	private static final int SIGNIFICANT = 3;
	/** The share of numbers that need not have so many digits. */
	private static final double LARGER = 0.75;
	/** A number with more digits before the point is written with a power of ten of its own. */
	private static final double TOO_LONG = 1e5;
	private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
	private static final double SMALLEST_P = 0.001;

	/** Enough digits for numbers; those that are not finite do not count. */
	static Digits of(final double[] numbers) {
		final double[] sizes = Arrays.stream(numbers).filter(Double::isFinite).map(Math::abs).filter(x -> x > 0)
			.sorted().toArray();
		if (sizes.length == 0) return new Digits(2, 0);
		final double usual = sizes[(int) (LARGER * (sizes.length - 1))];
		final int power = Ticks.power(usual);
		final int magnitude = (int) Math.floor(Math.log10(usual)) - power;
		return new Digits(Math.max(0, SIGNIFICANT - 1 - magnitude), power);
	}

	/** A number of the column; a dash if it is not finite. */
	String text(final double number) {
		if (!Double.isFinite(number)) return "–";
		final BigDecimal scaled = BigDecimal.valueOf(number).scaleByPowerOfTen(-power);
		if (scaled.abs().doubleValue() >= TOO_LONG) return exponential(number);
		return text(scaled.setScale(decimals, RoundingMode.HALF_EVEN));
	}

	/** A number with a real minus sign, and without one if it is 0. */
	static String text(final BigDecimal number) {
		return (number.signum() == 0 ? number.abs() : number).toPlainString().replace('-', '−');
	}

	/** A number that stands alone, with 3 significant digits. */
	static String alone(final double number) {
		if (!Double.isFinite(number)) return "–";
		if (number == 0) return "0";
		final int magnitude = (int) Math.floor(Math.log10(Math.abs(number)));
		if (magnitude >= 6 || magnitude < -4) return exponential(number);
		return text(BigDecimal.valueOf(number).setScale(Math.max(0, SIGNIFICANT - 1 - magnitude),
			RoundingMode.HALF_EVEN));
	}

	/** A number with at most one decimal, such as 95 or 97.5. */
	static String brief(final double number) {
		return text(BigDecimal.valueOf(number).setScale(1, RoundingMode.HALF_EVEN)).replaceAll("\\.0$", "");
	}

	/** A p value with its relation, such as "= 0.012" or "< 0.001". */
	static String p(final double p) {
		if (p < SMALLEST_P) return "< 0.001";
		return "= " + (p < 0.1 ? String.format(Locale.ROOT, "%.3f", p) : String.format(Locale.ROOT, "%.2f", p));
	}

	/** The widest text of numbers in the column. */
	double width(final TextStyle style, final DoubleStream numbers) {
		return numbers.mapToObj(this::text).mapToDouble(style::width).max().orElse(0);
	}

	static String superscript(final int power) {
		final StringBuilder text = new StringBuilder(power < 0 ? "⁻" : "");
		for (final char digit : Integer.toString(Math.abs(power)).toCharArray())
			text.append(SUPERSCRIPTS.charAt(digit - '0'));
		return text.toString();
	}

	private static String exponential(final double number) {
		return String.format(Locale.ROOT, "%.1e", number).replace("e+0", "e").replace("e+", "e").replace("e-0",
			"e−").replace("e-", "e−").replace('-', '−');
	}
}
