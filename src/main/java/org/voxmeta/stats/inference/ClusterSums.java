package org.voxmeta.stats.inference;

/**
 * Sums over groups for the robust variance of one linear combination of coefficients: that variance itself,
 * and the moments that its degrees of freedom come from. A group writes {@link #score}, {@link #own} and
 * {@link #vector}, then calls {@link #add}. All arrays have B values.
 */
final class ClusterSums {

	/**
	 * If more than this share of the model's variance is that of groups without residuals, too little is known.
	 */
	private static final double MOST_LOST = 1e-6;
	private static final double LEAST_DOF = 1;

	/** The group's a'e. */
	final double[] score;
	/** The variance of the group's a'e under the model. */
	final double[] own;
	/** P×B, r with r_g' r_h the covariance of the scores of two groups under the model, but for its sign. */
	final double[][] vector;

	private final double[] variance;
	private final double[] trace;
	private final double[] squares;
	private final double[] lost;
	/** Sums of products of the vectors so far, lower triangle. */
	private final double[][][] products;

	ClusterSums(final int predictors, final int size) {
		score = new double[size];
		own = new double[size];
		vector = new double[predictors][size];
		variance = new double[size];
		trace = new double[size];
		squares = new double[size];
		lost = new double[size];
		products = new double[predictors][][];
		for (int p = 0; p < predictors; p++)
			products[p] = new double[p + 1][size];
	}

	/** Says that so much of the model's variance comes of a group whose residuals are 0 whatever the effects. */
	void lose(final int j, final double variance) {
		lost[j] += variance;
	}

	/** Adds the group. */
	void add() {
		addOwn();
		for (int p = 0; p < vector.length; p++)
			for (int q = 0; q <= p; q++)
				addProduct(vector[p], vector[q], q < p ? 4 : 2, products[p][q]);
	}

	double[] standardErrors() {
		final double[] se = new double[variance.length];
		for (int j = 0; j < se.length; j++)
			se[j] = isKnown(j) ? Math.sqrt(variance[j]) : Double.NaN;
		return se;
	}

	double[] degreesOfFreedom() {
		final double[] dof = new double[trace.length];
		for (int j = 0; j < dof.length; j++)
			dof[j] = isKnown(j) ? Math.max(LEAST_DOF, trace[j] * trace[j] / squares[j]) : Double.NaN;
		return dof;
	}

	private void addOwn() {
		for (int j = 0; j < variance.length; j++) {
			variance[j] += score[j] * score[j];
			trace[j] += own[j];
			squares[j] += own[j] * own[j];
		}
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

	private boolean isKnown(final int j) {
		return lost[j] <= MOST_LOST * (trace[j] + lost[j]);
	}
}
