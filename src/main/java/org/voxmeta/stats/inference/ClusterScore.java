package org.voxmeta.stats.inference;

/**
 * What one group of studies tells about a linear combination of the coefficients. All arrays have B values; a
 * {@link Cluster} writes them.
 */
final class ClusterScore {

	/** The group's a'e. */
	final double[] score;
	/** Its variance under the model. */
	final double[] own;
	/** Variance under the model of what the group has no residuals for, whatever the effects. */
	final double[] lost;
	/** P×B, r with r_g' r_h the covariance of the scores of two groups under the model, but for its sign. */
	final double[][] vector;

	ClusterScore(final int predictors, final int size) {
		score = new double[size];
		own = new double[size];
		lost = new double[size];
		vector = new double[predictors][size];
	}
}
