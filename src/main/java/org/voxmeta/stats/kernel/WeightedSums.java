package org.voxmeta.stats.kernel;

/**
 * Sums over studies for many voxels at once: each method adds one study, or two, which loads and stores the
 * sums half as often, and the loop runs over voxels. The loops are small, free of branches, and load before
 * they store, so that the compiler vectorises them (Java 17's gives up beyond some 60 operations). Every
 * voxel is summed in study order whatever the vector length, so results do not depend on how voxels are
 * grouped.
 * <p>
 * Throughout: y effects, w inverse variances (0 = missing study), n voxels.
 */
public final class WeightedSums {

	private WeightedSums() {
	}

	/**
	 * Adds two studies, a and b, to sum w, sum w y and the sum of w_i w_j over pairs of studies. The last is
	 * built up without a difference, unlike ((sum w)² - sum w²)/2, which cancels where one study dominates.
	 */
	public static void addFixed(final double[] yA, final double[] wA, final double[] yB, final double[] wB,
		final double[] sumW, final double[] sumWy, final double[] pairs, final int n)
	{
		for (int j = 0; j < n; j++) {
			final double a = wA[j];
			final double b = wB[j];
			final double before = sumW[j];
			final double between = before + a;
			final double wy = sumWy[j] + a * yA[j] + b * yB[j];
			pairs[j] = pairs[j] + a * before + b * between;
			sumW[j] = between + b;
			sumWy[j] = wy;
		}
	}

	/**
	 * Adds a study to sum w and sum w y with the random-effects weights w / (1 + tau2 w) = 1 / (v + tau2).
	 */
	public static void addRandom(final double[] y, final double[] w, final double[] tau2, final double[] sumW,
		final double[] sumWy, final int n)
	{
		for (int j = 0; j < n; j++) {
			final double wr = w[j] / (1 + tau2[j] * w[j]);
			sumW[j] += wr;
			sumWy[j] += wr * y[j];
		}
	}

	/** Adds a study to sum w (y - mean)². */
	public static void addSquares(final double[] y, final double[] w, final double[] mean,
		final double[] squares, final int n)
	{
		for (int j = 0; j < n; j++) {
			final double residual = y[j] - mean[j];
			squares[j] += w[j] * residual * residual;
		}
	}

	/** Adds two studies, a and b, to sum w (y - mean)². */
	public static void addSquares(final double[] yA, final double[] wA, final double[] yB, final double[] wB,
		final double[] mean, final double[] squares, final int n)
	{
		for (int j = 0; j < n; j++) {
			final double a = yA[j] - mean[j];
			final double b = yB[j] - mean[j];
			squares[j] = squares[j] + wA[j] * a * a + wB[j] * b * b;
		}
	}

	/** Adds a study to sum w (y - mean)² with the random-effects weights w / (1 + tau2 w). */
	public static void addRandomSquares(final double[] y, final double[] w, final double[] tau2,
		final double[] mean, final double[] squares, final int n)
	{
		for (int j = 0; j < n; j++) {
			final double residual = y[j] - mean[j];
			squares[j] += w[j] / (1 + tau2[j] * w[j]) * residual * residual;
		}
	}

	/** Writes the random-effects weights w / (1 + tau2 w). */
	public static void randomWeights(final double[] w, final double[] tau2, final double[] weights,
		final int n)
	{
		for (int j = 0; j < n; j++)
			weights[j] = w[j] / (1 + tau2[j] * w[j]);
	}

	/**
	 * Writes the random-effects weights w / (1 + m tau2 w) = 1 / (v + m tau2) of studies of which m share
	 * tau2.
	 */
	public static void sharedWeights(final double[] w, final double[] tau2, final double[] m,
		final double[] weights, final int n)
	{
		for (int j = 0; j < n; j++)
			weights[j] = w[j] / (1 + m[j] * tau2[j] * w[j]);
	}

	/** Adds a study to sum w and sum w y. */
	public static void addWeighted(final double[] y, final double[] w, final double[] sumW,
		final double[] sumWy, final int n)
	{
		for (int j = 0; j < n; j++) {
			sumW[j] += w[j];
			sumWy[j] += w[j] * y[j];
		}
	}

	/** Adds a study to the count of those that are not missing and to their sum of variances 1/w. */
	public static void addVariance(final double[] w, final double[] count, final double[] sum, final int n) {
		for (int j = 0; j < n; j++) {
			count[j] += presence(w[j]);
			sum[j] += presence(w[j]) / Math.max(w[j], Double.MIN_NORMAL);
		}
	}

	/** 1 for a positive weight, 0 for 0; free of branches, unlike a comparison. */
	public static double presence(final double w) {
		return Math.ceil(Math.min(w, 1));
	}

	/** Adds c x to a sum. */
	public static void addScaled(final double[] x, final double c, final double[] sum, final int n) {
		for (int j = 0; j < n; j++)
			sum[j] += c * x[j];
	}

	/** Adds c x y to a sum. */
	public static void addScaledProduct(final double[] x, final double[] y, final double c,
		final double[] sum, final int n)
	{
		for (int j = 0; j < n; j++)
			sum[j] += c * x[j] * y[j];
	}
}
