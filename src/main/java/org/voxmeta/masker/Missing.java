package org.voxmeta.masker;

import org.voxmeta.stats.data.Signals;

/** What is done with missing values of a row; the row itself is changed and returned. */
final class Missing {

	private Missing() {
	}

	/** Values that are not finite become 0. */
	static Signals.Row asZero(final Signals.Row row) {
		if (row instanceof Signals.FloatRow floats) asZero(floats.values());
		else if (row instanceof Signals.DoubleRow doubles) asZero(doubles.values());
		return row;
	}

	/** Values that are not finite or 0 become NaN. */
	static Signals.Row asNaN(final Signals.Row row) {
		if (row instanceof Signals.FloatRow floats) asNaN(floats.values(), 0, row.length());
		else if (row instanceof Signals.DoubleRow doubles) asNaN(doubles.values(), 0, row.length());
		return row;
	}

	/** The same for the parts of a row, before they are handed on. */
	static ValueSink asNaN(final ValueSink to) {
		return new ValueSink() {

			@Override
			public void add(final float[] values, final int n) {
				asNaN(values, 0, n);
				to.add(values, n);
			}

			@Override
			public void add(final double[] values, final int n) {
				asNaN(values, 0, n);
				to.add(values, n);
			}
		};
	}

	private static void asZero(final float[] values) {
		for (int j = 0; j < values.length; j++)
			if (!Float.isFinite(values[j])) values[j] = 0;
	}

	private static void asZero(final double[] values) {
		for (int j = 0; j < values.length; j++)
			if (!Double.isFinite(values[j])) values[j] = 0;
	}

	/**
	 * Values that are not finite or 0 become NaN, from one index up to another. Adds 0 x / x to each value x: 0
	 * for finite ones other than 0, NaN for all others; free of branches.
	 */
	static void asNaN(final float[] values, final int from, final int to) {
		for (int j = from; j < to; j++)
			values[j] += 0 * values[j] / values[j];
	}

	/** As {@link #asNaN(float[], int, int)}. */
	static void asNaN(final double[] values, final int from, final int to) {
		for (int j = from; j < to; j++)
			values[j] += 0 * values[j] / values[j];
	}
}
