package org.voxmeta.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Round numbers along an axis: multiples of 1, 2 or 5 times a power of ten.
 *
 * @param values the numbers, ascending
 * @param labels their texts, all with as many decimals
 * @param power the labels times 10 to this power are the values; 0 but for very large and very small numbers
 */
public record Ticks(List<Double> values, List<String> labels, int power) {

	/** Numbers from ten to this power on, and below ten to minus this power, are given as a multiple of it. */
	private static final int PLAIN = 5;
	private static final int[] STEPS = { 1, 2, 5, 10 };

	/**
	 * The round numbers of a range.
	 *
	 * @param from lower end, finite
	 * @param to upper end, finite and above it
	 * @param most how many there may be, 2 or more
	 * @throws IllegalArgumentException if it is no range
	 */
	public static Ticks of(final double from, final double to, final int most) {
		if (!(to > from) || !Double.isFinite(to - from)) throw new IllegalArgumentException("Axis: got " + from
			+ " to " + to + ", wanted a range of finite numbers");
		final BigDecimal step = step(from, to, Math.max(2, most));
		final List<BigDecimal> multiples = multiples(from, to, step);
		final double largest = Math.max(Math.abs(from), Math.abs(to));
		final int power = power(largest);
		final int decimals = Math.max(0, step.stripTrailingZeros().scale() + power);
		final List<String> labels = multiples.stream().map(value -> Digits.text(value.scaleByPowerOfTen(-power)
			.setScale(decimals, RoundingMode.HALF_EVEN))).toList();
		return new Ticks(multiples.stream().map(BigDecimal::doubleValue).toList(), labels, power);
	}

	/** The power of ten to be taken out of numbers up to this one. */
	static int power(final double largest) {
		final int magnitude = (int) Math.floor(Math.log10(largest));
		return magnitude >= PLAIN || magnitude < -PLAIN + 2 ? Math.floorDiv(magnitude, 3) * 3 : 0;
	}

	/** A name with the power of ten of its numbers. */
	String titled(final String name) {
		return power == 0 ? name : name + " (× 10" + Digits.superscript(power) + ")";
	}

	private static BigDecimal step(final double from, final double to, final int most) {
		final BigDecimal rough = BigDecimal.valueOf((to - from) / most);
		final BigDecimal decade = BigDecimal.ONE.scaleByPowerOfTen(rough.precision() - rough.scale() - 1);
		for (final int factor : STEPS) {
			final BigDecimal step = decade.multiply(BigDecimal.valueOf(factor));
			if (multiples(from, to, step).size() <= most) return step;
		}
		return decade.multiply(BigDecimal.valueOf(20));
	}

	private static List<BigDecimal> multiples(final double from, final double to, final BigDecimal step) {
		// ends that miss a multiple by rounding alone have it
		final double slack = (to - from) * 1e-9;
		final BigDecimal first = new BigDecimal(from - slack, MathContext.DECIMAL64).divide(step, 0,
			RoundingMode.CEILING);
		final BigDecimal last = new BigDecimal(to + slack, MathContext.DECIMAL64).divide(step, 0,
			RoundingMode.FLOOR);
		final List<BigDecimal> multiples = new ArrayList<>();
		for (BigDecimal i = first; i.compareTo(last) <= 0; i = i.add(BigDecimal.ONE))
			multiples.add(i.multiply(step));
		return multiples;
	}
}
