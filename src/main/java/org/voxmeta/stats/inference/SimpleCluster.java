package org.voxmeta.stats.inference;

import java.util.Arrays;

import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.regression.WeightedRegression;

/**
 * A group whose studies count as one, with the sum of their weights: they have the same row of the design,
 * and the same weight or the adjustment that does not mind. Their hat matrix then has rank 1, and the
 * adjustment only divides by sqrt(1 - h), h the leverage of the group.
 */
final class SimpleCluster implements Cluster {

	private final int size;
	private final double[][] row;
	private final double[] weight;
	/** The weighted sum of the residuals, adjusted. */
	private final double[] residual;
	/** The weight, adjusted. */
	private final double[] adjusted;
	/** Whether some voxel's h is 1. */
	private final boolean full;

	/** @param row the studies' row as {@link WeightedRegression#whitened} has it; kept */
	SimpleCluster(final int[] members, final double[][] row, final VoxelBlock block,
		final WeightedRegression fit)
	{
		size = block.size();
		this.row = row;
		weight = new double[size];
		residual = new double[size];
		adjusted = new double[size];
		final double[] fitted = fit.fitted(members[0]);
		for (final int k : members)
			add(block.effects()[k], fit.weights(k), fitted);
		full = adjust();
	}

	@Override
	public void write(final ClusterScore to, final double[][] term) {
		final double[] g = to.score;
		multiply(row[0], term[0], g);
		for (int p = 1; p < row.length; p++)
			addProduct(row[p], term[p], g);
		for (int p = 0; p < row.length; p++)
			multiply(adjusted, g, row[p], to.vector[p]);
		finish(g, to.own);
		if (full) loseFull(to);
		else Arrays.fill(to.lost, 0);
	}

	/** Turns x'Mm into the score, and its variance under the model. */
	private void finish(final double[] g, final double[] own) {
		for (int j = 0; j < size; j++) {
			own[j] = weight[j] * g[j] * g[j];
			g[j] *= residual[j];
		}
	}

	private void loseFull(final ClusterScore to) {
		for (int j = 0; j < size; j++)
			if (adjusted[j] == 0) {
				to.lost[j] = to.own[j];
				to.own[j] = 0;
			}
			else to.lost[j] = 0;
	}

	private void add(final double[] y, final double[] w, final double[] fitted) {
		for (int j = 0; j < size; j++) {
			weight[j] += w[j];
			residual[j] += w[j] * (y[j] - fitted[j]);
		}
	}

	private boolean adjust() {
		boolean full = false;
		for (final double[] x : row)
			addLeverage(x, adjusted);
		for (int j = 0; j < size; j++) {
			final double left = 1 - adjusted[j];
			full |= !(left > NO_RESIDUAL);
			final double factor = left > NO_RESIDUAL ? 1 / Math.sqrt(left) : 0;
			adjusted[j] = weight[j] * factor;
			residual[j] *= factor;
		}
		return full;
	}

	private void addLeverage(final double[] x, final double[] h) {
		for (int j = 0; j < size; j++)
			h[j] += weight[j] * x[j] * x[j];
	}

	private static void multiply(final double[] a, final double[] b, final double[] product) {
		for (int j = 0; j < product.length; j++)
			product[j] = a[j] * b[j];
	}

	private static void multiply(final double[] a, final double[] b, final double[] c, final double[] product)
	{
		for (int j = 0; j < product.length; j++)
			product[j] = a[j] * b[j] * c[j];
	}

	private static void addProduct(final double[] a, final double[] b, final double[] sum) {
		for (int j = 0; j < sum.length; j++)
			sum[j] += a[j] * b[j];
	}
}
