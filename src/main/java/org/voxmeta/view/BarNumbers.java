package org.voxmeta.view;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * The numbers beside a colour bar: the threshold, the round numbers that do not run into it, and an end of
 * the bar where there is room for it but for no round number, so that its colours mean something.
 */
final class BarNumbers {

	private static final MathContext DIGITS = new MathContext(3);

	private BarNumbers() {
	}

	/**
	 * The numbers of a bar.
	 *
	 * @param apart the distance that two numbers need on the bar, in units of the map
	 */
	static List<BigDecimal> of(final MapColours colours, final double apart) {
		if (!(colours.threshold() > 0)) return colours.ticks();
		final List<BigDecimal> thresholds = new ArrayList<>();
		for (final int sign : new int[] { -1, 1 })
			if (colours.shows(sign * colours.threshold())) thresholds.add(rounded(sign * colours.threshold()));
		final List<BigDecimal> numbers = new ArrayList<>();
		for (final BigDecimal tick : colours.ticks())
			if ((tick.signum() == 0 || colours.shows(tick.doubleValue())) && isFree(tick.doubleValue(),
				thresholds, apart)) numbers.add(tick);
		for (final double end : new double[] { colours.low(), colours.high() })
			if (end != 0 && colours.shows(end) && isFree(end, thresholds, apart) && isUntold(end, numbers))
				numbers.add(rounded(end));
		numbers.addAll(thresholds);
		return numbers;
	}

	/** The numbers that there can be, of a bar of any height. */
	static List<BigDecimal> all(final MapColours colours) {
		final List<BigDecimal> numbers = new ArrayList<>(of(colours, 0));
		numbers.add(rounded(colours.low()));
		numbers.add(rounded(colours.high()));
		return numbers;
	}

	private static boolean isFree(final double value, final List<BigDecimal> others, final double apart) {
		return others.stream().noneMatch(other -> Math.abs(other.doubleValue() - value) < apart);
	}

	/** Whether no round number tells what colours on that end's side mean. */
	private static boolean isUntold(final double end, final List<BigDecimal> numbers) {
		return numbers.stream().noneMatch(number -> number.signum() * end > 0);
	}

	private static BigDecimal rounded(final double value) {
		return new BigDecimal(value).round(DIGITS);
	}
}
