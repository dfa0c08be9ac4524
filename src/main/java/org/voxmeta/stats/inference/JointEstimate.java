package org.voxmeta.stats.inference;

import org.voxmeta.stats.regression.WeightedRegression;

/**
 * Several linear combinations of a fit's coefficients, turned into as many that span the same space and whose
 * estimates are uncorrelated with variance 1 under the model, at each voxel of a block. Which of the many
 * such sets it is does not matter to tests that all are 0.
 */
final class JointEstimate {

	/**
	 * The estimates, m×B; with the model's covariance C of the estimates b, the sum of their squares is b'
	 * C^-1 b.
	 */
	final double[][] values;
	/** The combinations as {@link WeightedRegression#whitened} has them, orthonormal, m×P×B. */
	final double[][][] directions;

	/**
	 * The estimates of a block's fit.
	 *
	 * @param weights of the combinations, in the basis of the design, m×P, linearly independent
	 */
	JointEstimate(final WeightedRegression fit, final double[][] weights) {
		values = new double[weights.length][];
		directions = new double[weights.length][][];
		final double[][] unit = orthonormal(weights);
		for (int s = 0; s < unit.length; s++) {
			values[s] = fit.estimate(unit[s]);
			directions[s] = fit.whitened(unit[s]);
			for (int t = 0; t < s; t++)
				subtract(t, s);
			normalise(s);
		}
	}

	/**
	 * Gram and Schmidt's method, twice, as moderators may be much alike; the fit's own weights disturb little
	 * then.
	 */
	private static double[][] orthonormal(final double[][] weights) {
		final double[][] unit = new double[weights.length][];
		for (int s = 0; s < unit.length; s++) {
			unit[s] = weights[s].clone();
			for (int pass = 0; pass < 2; pass++) {
				for (int t = 0; t < s; t++)
					add(-product(unit[s], unit[t]), unit[t], unit[s]);
				final double length = Math.sqrt(product(unit[s], unit[s]));
				for (int p = 0; p < unit[s].length; p++)
					unit[s][p] /= length;
			}
		}
		return unit;
	}

	private static double product(final double[] a, final double[] b) {
		double sum = 0;
		for (int p = 0; p < a.length; p++)
			sum += a[p] * b[p];
		return sum;
	}

	private static void add(final double factor, final double[] a, final double[] to) {
		for (int p = 0; p < a.length; p++)
			to[p] += factor * a[p];
	}

	/** Takes the part along combination t from combination s. */
	private void subtract(final int t, final int s) {
		final double[] along = products(t, s);
		for (int p = 0; p < directions[s].length; p++)
			subtractProduct(along, directions[t][p], directions[s][p]);
		subtractProduct(along, values[t], values[s]);
	}

	private void normalise(final int s) {
		final double[] squares = products(s, s);
		for (int j = 0; j < squares.length; j++) {
			final double factor = 1 / Math.sqrt(squares[j]);
			for (final double[] row : directions[s])
				row[j] *= factor;
			values[s][j] *= factor;
		}
	}

	private double[] products(final int s, final int t) {
		final double[] sum = new double[values[s].length];
		for (int p = 0; p < directions[s].length; p++)
			for (int j = 0; j < sum.length; j++)
				sum[j] += directions[s][p][j] * directions[t][p][j];
		return sum;
	}

	private static void subtractProduct(final double[] a, final double[] b, final double[] from) {
		for (int j = 0; j < from.length; j++)
			from[j] -= a[j] * b[j];
	}
}
