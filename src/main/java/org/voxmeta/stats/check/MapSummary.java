package org.voxmeta.stats.check;

import org.voxmeta.stats.data.Signals;

/**
 * How the values of one study's map are distributed over the voxels that have one. Numbers of no voxels are
 * NaN.
 *
 * @param voxels number of voxels with a value
 * @param min smallest value
 * @param max largest value
 * @param mean arithmetic mean
 * @param sd standard deviation, with n - 1
 * @param median middle value
 * @param typical median of the absolute values
 * @param negative share of values below 0
 */
public record MapSummary(int voxels, double min, double max, double mean, double sd, double median,
	double typical, double negative)
{

	/** Values that differ by less than this share are the same. */
	private static final double ROUNDING = 1e-6;

	/** The summary of a study's values, V, NaN where missing. */
	public static MapSummary of(final Signals.Row row) {
		final double[] values = Values.present(row);
		final int n = values.length;
		double min = n == 0 ? Double.NaN : Double.POSITIVE_INFINITY;
		double max = -min;
		double sum = 0;
		int below = 0;
		for (final double value : values) {
			min = Math.min(min, value);
			max = Math.max(max, value);
			sum += value;
			if (value < 0) below++;
		}
		final double mean = sum / n;
		double squares = 0;
		for (final double value : values)
			squares += (value - mean) * (value - mean);
		final double median = Values.median(values);
		for (int j = 0; j < n; j++)
			values[j] = Math.abs(values[j]);
		return new MapSummary(n, min, max, mean, n > 1 ? Math.sqrt(squares / (n - 1)) : Double.NaN, median,
			Values.median(values), (double) below / n);
	}

	/** Whether all of two or more voxels have the same value, but for rounding. */
	public boolean isConstant() {
		return voxels > 1 && max - min <= ROUNDING * Math.max(Math.abs(min), Math.abs(max));
	}
}
