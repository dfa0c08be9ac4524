package org.voxmeta.stats.permutation;

import java.util.Arrays;

/**
 * t statistics of the weighted mean of G groups at B voxels.
 * <p>
 * With weights q, W = sum q and mean m = sum q x / W,
 * <pre>
 * t = m W / sqrt(sum a (x - m)²),   a = q² / (1 - q / W)
 * </pre>
 * which for equal weights is the ordinary t, and otherwise has the CR2 standard error of groups of one.
 * Flipped signs of the groups change x, but neither W nor a.
 */
final class OneSampleT {

	/** A larger t comes of the rounding of values that are all the same. */
	private static final double LARGEST = 1e14;

	private final GroupContributions groups;
	private final double[] total;

	OneSampleT(final GroupContributions groups) {
		this.groups = groups;
		total = new double[groups.size()];
		for (final double[] weights : groups.weights())
			for (int j = 0; j < total.length; j++)
				total[j] += weights[j];
	}

	/** t at each voxel, NaN where all values are the same. */
	double[] statistics() {
		final double[] mean = new double[total.length];
		for (int g = 0; g < groups.groups(); g++)
			addWeighted(groups.values()[g], groups.weights()[g], mean);
		for (int j = 0; j < mean.length; j++)
			mean[j] /= total[j];
		final double[] squares = new double[total.length];
		for (int g = 0; g < groups.groups(); g++)
			addSquares(groups.values()[g], groups.weights()[g], total, mean, squares);
		final double[] t = new double[total.length];
		for (int j = 0; j < t.length; j++) {
			final double ratio = mean[j] * total[j] / Math.sqrt(squares[j]);
			t[j] = Math.abs(ratio) < LARGEST && squares[j] <= Double.MAX_VALUE ? ratio : Double.NaN;
		}
		return t;
	}

	/** Degrees of freedom if all weights are 1: the number of groups less 1. */
	double[] groupsLessOne() {
		final double[] dof = new double[total.length];
		Arrays.setAll(dof, j -> total[j] - 1);
		return dof;
	}

	/**
	 * Satterthwaite's degrees of freedom: 2 E² / V of the squared standard error, if values have variances in
	 * inverse proportion to the weights. For equal weights the number of groups less 1 up to rounding; never
	 * less than 1.
	 */
	double[] satterthwaite() {
		final double[] squares = new double[total.length];
		final double[] sum = new double[total.length];
		final double[] pairs = new double[total.length];
		for (final double[] weights : groups.weights())
			for (int j = 0; j < total.length; j++) {
				final double a = factor(weights[j], total[j]);
				squares[j] += weights[j] * weights[j];
				pairs[j] += a * sum[j];
				sum[j] += a;
			}
		final double[] dof = new double[total.length];
		Arrays.setAll(dof, j -> Math.max(1, total[j] * total[j]
			/ (squares[j] + 2 * pairs[j] / (total[j] * total[j]))));
		return dof;
	}

	private static void addWeighted(final double[] x, final double[] q, final double[] sum) {
		for (int j = 0; j < sum.length; j++)
			sum[j] += q[j] * x[j];
	}

	private static void addSquares(final double[] x, final double[] q, final double[] total,
		final double[] mean, final double[] squares)
	{
		for (int j = 0; j < squares.length; j++) {
			final double residual = x[j] - mean[j];
			squares[j] += factor(q[j], total[j]) * residual * residual;
		}
	}

	/** a, 0 where a group is missing. */
	private static double factor(final double q, final double total) {
		return q * q * total / (total - q);
	}
}
