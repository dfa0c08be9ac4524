package org.voxmeta.stats.inference;

/** A group of studies that are not independent of each other, at each voxel of a block. */
interface Cluster {

	/**
	 * A group's part in the whitened rows of a fit below this leaves nothing of its residuals: 1 - leverage,
	 * or an eigenvalue of 1 - hat matrix.
	 */
	double NO_RESIDUAL = 1e-10;

	/**
	 * Writes what the group tells about a linear combination of the coefficients.
	 *
	 * @param term its weights as {@link org.voxmeta.stats.regression.WeightedRegression#whitened} has them,
	 *          P×B
	 */
	void write(ClusterScore to, double[][] term);
}
