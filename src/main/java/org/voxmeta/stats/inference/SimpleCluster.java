package org.voxmeta.stats.inference;

import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.regression.WeightedRegression;

/**
 * A group whose studies count as one, with the sum of their weights: they have the same row of the design, and the same
 * weight or the adjustment that does not mind. Their hat matrix then has rank 1, and the adjustment only divides by
 * sqrt(1 - h), h the leverage of the group.
 */
final class SimpleCluster implements Cluster {

	private final double[][] row;
	private final double[] weight;
	/** The weighted sum of the residuals, adjusted. */
	private final double[] residual;
	/** 1 / sqrt(1 - h), 0 where h is 1. */
	private final double[] adjustment;

	SimpleCluster(final int[] members, final VoxelBlock block, final WeightedRegression fit) {
		final int n = block.size();
		row = fit.whitened(block.studies().design().basis(members[0]));
		weight = new double[n];
		residual = new double[n];
		adjustment = new double[n];
		final double[] fitted = fit.fitted(members[0]);
		for (final int k : members)
			add(block.effects()[k], fit.weights(k), fitted);
		adjust();
	}

	@Override
	public void addTo(final ClusterSums sums, final double[][] term) {
		final int n = weight.length;
		final double[] g = product(term);
		final double[] own = new double[n];
		final double[] score = new double[n];
		final double[][] vector = new double[row.length][n];
		for (int j = 0; j < n; j++) {
			own[j] = weight[j] * g[j] * g[j];
			score[j] = g[j] * residual[j];
			g[j] *= weight[j] * adjustment[j];
		}
		for (int p = 0; p < row.length; p++)
			multiply(g, row[p], vector[p]);
		for (int j = 0; j < n; j++)
			if (adjustment[j] == 0) {
				sums.lose(j, own[j]);
				own[j] = 0;
			}
		sums.add(score, own, vector);
	}

	/** x'M m. */
	private double[] product(final double[][] term) {
		final double[] sum = new double[weight.length];
		for (int p = 0; p < row.length; p++)
			for (int j = 0; j < sum.length; j++)
				sum[j] += row[p][j] * term[p][j];
		return sum;
	}

	private void add(final double[] y, final double[] w, final double[] fitted) {
		for (int j = 0; j < weight.length; j++) {
			weight[j] += w[j];
			residual[j] += w[j] * (y[j] - fitted[j]);
		}
	}

	private void adjust() {
		for (int j = 0; j < weight.length; j++) {
			double rest = 1;
			for (final double[] x : row)
				rest -= weight[j] * x[j] * x[j];
			adjustment[j] = rest > NO_RESIDUAL ? 1 / Math.sqrt(rest) : 0;
			residual[j] *= adjustment[j];
		}
	}

	private static void multiply(final double[] a, final double[] b, final double[] product) {
		for (int j = 0; j < product.length; j++)
			product[j] = a[j] * b[j];
	}
}
