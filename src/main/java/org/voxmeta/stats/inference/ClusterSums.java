package org.voxmeta.stats.inference;

/**
 * Sums over groups for the robust variance of one linear combination of coefficients: that variance itself,
 * and the moments that its degrees of freedom come from. All arrays have B values.
 */
final class ClusterSums {

	/**
	 * If more than this share of the model's variance is that of groups without residuals, too little is
	 * known.
	 */
	private static final double MOST_LOST = 1e-6;
	private static final double LEAST_DOF = 1;

	private final double[] variance;
	private final double[] trace;
	private final double[] squares;
	private final double[] lost;
	/** Sums of products of the vectors so far, lower triangle. */
	private final double[][][] products;

	ClusterSums(final int predictors, final int size) {
		variance = new double[size];
		trace = new double[size];
		squares = new double[size];
		lost = new double[size];
		products = new double[predictors][][];
		for (int p = 0; p < predictors; p++)
			products[p] = new double[p + 1][size];
	}

	/** Adds what a group tells. */
	void add(final ClusterScore group) {
		for (int j = 0; j < variance.length; j++) {
			variance[j] += group.score[j] * group.score[j];
			trace[j] += group.own[j];
			squares[j] += group.own[j] * group.own[j];
			lost[j] += group.lost[j];
		}
		final double[][] vector = group.vector;
		for (int p = 0; p < vector.length; p++)
			for (int q = 0; q <= p; q++)
				addProduct(vector[p], vector[q], q < p ? 4 : 2, products[p][q]);
	}

	double[] standardErrors() {
		final double[] se = new double[variance.length];
		for (int j = 0; j < se.length; j++)
			se[j] = isKnown(lost[j], trace[j]) ? Math.sqrt(variance[j]) : Double.NaN;
		return se;
	}

	double[] degreesOfFreedom() {
		final double[] dof = new double[trace.length];
		for (int j = 0; j < dof.length; j++)
			dof[j] = isKnown(lost[j], trace[j]) ? Math.max(LEAST_DOF, trace[j] * trace[j] / squares[j])
				: Double.NaN;
		return dof;
	}

	/**
	 * Adds the square of a group's covariance with each group before it, twice, then the group's own product.
	 */
	private void addProduct(final double[] a, final double[] b, final double times, final double[] product) {
		for (int j = 0; j < product.length; j++) {
			final double ab = a[j] * b[j];
			squares[j] += times * ab * product[j];
			product[j] += ab;
		}
	}

	/**
	 * Whether enough is known of the variance under the model that groups have residuals for.
	 *
	 * @param lost the variance that they have none for
	 */
	static boolean isKnown(final double lost, final double variance) {
		return lost <= MOST_LOST * (variance + lost);
	}
}
