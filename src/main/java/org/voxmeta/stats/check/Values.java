package org.voxmeta.stats.check;

import java.util.Arrays;

import org.apache.commons.math3.util.KthSelector;
import org.voxmeta.stats.data.Signals;

/** Medians and spreads of plain numbers. NaN is a missing value. */
final class Values {

	/** Makes the median absolute deviation of a normal distribution its standard deviation. */
	private static final double NORMAL = 1.4826;

	private Values() {
	}

	/** The values of a row that are there, in their order. */
	static double[] present(final Signals.Row row) {
		return present(all(row));
	}

	/** The values of a row, NaN where missing. */
	static double[] all(final Signals.Row row) {
		final double[] values = new double[row.length()];
		row.read(0, values.length, values);
		return values;
	}

	/** The values that are there, in their order. */
	static double[] present(final double[] values) {
		int n = 0;
		final double[] present = new double[values.length];
		for (final double value : values)
			if (!Double.isNaN(value)) present[n++] = value;
		return Arrays.copyOf(present, n);
	}

	/** The median; NaN of no values. The array is put into another order. */
	static double median(final double[] values) {
		final int n = values.length;
		if (n == 0) return Double.NaN;
		final KthSelector selector = new KthSelector();
		final double upper = selector.select(values, null, n / 2);
		return n % 2 == 1 ? upper : 0.5 * (upper + selector.select(values, null, n / 2 - 1));
	}

	/** The median of the values that are there, without that at index {@code but}. */
	static double medianBut(final double[] values, final int but) {
		final double[] others = values.clone();
		others[but] = Double.NaN;
		return median(present(others));
	}

	/** The standard deviation of a normal distribution with the median absolute deviation of the others. */
	static double spreadBut(final double[] values, final int but) {
		final double centre = medianBut(values, but);
		return NORMAL * medianBut(Arrays.stream(values).map(value -> Math.abs(value - centre)).toArray(), but);
	}

	/** How many values are there besides that at index {@code but}. */
	static int countBut(final double[] values, final int but) {
		int count = 0;
		for (int k = 0; k < values.length; k++)
			if (k != but && !Double.isNaN(values[k])) count++;
		return count;
	}
}
