package org.voxmeta.report;

import java.util.Arrays;

/** The quantiles of values. Immutable. */
final class Quantiles {

	private final double[] sorted;

	private Quantiles(final double[] sorted) {
		this.sorted = sorted;
	}

	/** Those of the values that are numbers. */
	static Quantiles of(final double[] values) {
		return new Quantiles(Arrays.stream(values).filter(value -> !Double.isNaN(value)).sorted().toArray());
	}

	/** How many values there are. */
	int count() {
		return sorted.length;
	}

	/** The quantile of a share, 0 to 1, interpolated between values as R does; NaN if there are none. */
	double at(final double share) {
		if (sorted.length == 0) return Double.NaN;
		final double place = share * (sorted.length - 1);
		final int below = (int) Math.floor(place);
		final int above = Math.min(sorted.length - 1, below + 1);
		if (sorted[below] == sorted[above]) return sorted[below];
		return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
	}

	/** The arithmetic mean; NaN if there are none. */
	double mean() {
		return Arrays.stream(sorted).average().orElse(Double.NaN);
	}

	/** The standard deviation, with n - 1; NaN if there are fewer than 2. */
	double sd() {
		if (sorted.length < 2) return Double.NaN;
		final double mean = mean();
		return Math.sqrt(Arrays.stream(sorted).map(value -> (value - mean) * (value - mean)).sum() / (sorted.length
			- 1));
	}

	/** The share of values above one; NaN if there are none. */
	double shareAbove(final double value) {
		return (double) Arrays.stream(sorted).filter(other -> other > value).count() / sorted.length;
	}

	/** The share of values below one; NaN if there are none. */
	double shareBelow(final double value) {
		return (double) Arrays.stream(sorted).filter(other -> other < value).count() / sorted.length;
	}
}
