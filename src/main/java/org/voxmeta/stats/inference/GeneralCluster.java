package org.voxmeta.stats.inference;

import java.util.Arrays;

import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.inference.Dependence.Robust;
import org.voxmeta.stats.kernel.InverseRoot;
import org.voxmeta.stats.regression.WeightedRegression;

/**
 * A group of n studies with any rows and weights. Its n×n adjustment needs a matrix root at each voxel, of
 * the studies that the voxel has; the rest runs over voxels side by side.
 */
final class GeneralCluster implements Cluster {

	private final int size;
	private final int n;
	/** Whitened rows, n×P×B. */
	private final double[][][] rows;
	/** n×B, 0 where missing. */
	private final double[][] weights;
	private final double[][] residuals;
	/** A'W, n×n×B, 0 where missing. */
	private final double[][][] adjustment;
	/** Whether the group's residuals leave some direction out. */
	private final boolean[] singular;

	GeneralCluster(final int[] members, final VoxelBlock block, final WeightedRegression fit,
		final Robust robust)
	{
		size = block.size();
		n = members.length;
		rows = new double[n][][];
		weights = new double[n][];
		residuals = new double[n][];
		for (int i = 0; i < n; i++) {
			rows[i] = fit.whitened(block.studies().design().basis(members[i]));
			weights[i] = fit.weights(members[i]).clone();
			residuals[i] = difference(block.effects()[members[i]], fit.fitted(members[i]), size);
		}
		adjustment = new double[n][n][size];
		singular = new boolean[size];
		adjust(robust);
	}

	@Override
	public void write(final ClusterScore to, final double[][] term) {
		final double[][] g = new double[n][size];
		Arrays.fill(to.own, 0);
		for (int i = 0; i < n; i++) {
			addProducts(rows[i], term, g[i]);
			addSquares(weights[i], g[i], to.own);
		}
		Arrays.fill(to.score, 0);
		for (final double[] row : to.vector)
			Arrays.fill(row, 0);
		final double[][] a = new double[n][size];
		for (int i = 0; i < n; i++) {
			addProducts(adjustment[i], g, a[i]);
			addProduct(a[i], residuals[i], to.score);
			for (int p = 0; p < term.length; p++)
				addProduct(a[i], rows[i][p], to.vector[p]);
		}
		for (int j = 0; j < size; j++)
			if (singular[j]) loseSingular(j, a, to);
			else to.lost[j] = 0;
	}

	/**
	 * Where A is a full inverse, the score's variance under the model is g'Wg; else it is what is left of
	 * that.
	 */
	private void loseSingular(final int j, final double[][] a, final ClusterScore to) {
		double left = 0;
		for (int i = 0; i < n; i++)
			if (weights[i][j] > 0) left += a[i][j] * a[i][j] / weights[i][j];
		for (final double[] row : to.vector)
			left -= row[j] * row[j];
		to.lost[j] = to.own[j] - left;
		to.own[j] = left;
	}

	private void adjust(final Robust robust) {
		final InverseRoot inverse = new InverseRoot(n);
		final double[][] root = new double[n][n];
		final double[] deviation = new double[n];
		final double[] scale = new double[n];
		final double[] left = new double[n];
		final double[] right = new double[n];
		final int[] present = new int[n];
		for (int j = 0; j < size; j++) {
			int m = 0;
			for (int i = 0; i < n; i++)
				if (weights[i][j] > 0) {
					deviation[m] = Math.sqrt(weights[i][j]);
					present[m++] = i;
				}
			if (robust == Robust.PYMARE) scalePymare(deviation, m, scale, left, right);
			else scaleClubSandwich(deviation, m, scale, left, right);
			for (int i = 0; i < m; i++)
				for (int l = 0; l <= i; l++)
					inverse.matrix()[i][l] = scale[i] * scale[l] * rest(j, present[i], present[l],
						deviation[i] * deviation[l]);
			singular[j] = !inverse.compute(m, scale, root);
			for (int i = 0; i < m; i++)
				for (int l = 0; l < m; l++)
					adjustment[present[i]][present[l]][j] = left[i] * root[i][l] * right[l];
		}
	}

	/** A'W = D^-1 R D^-1 with R the inverse root of I - H; given are D^-1. */
	private static void scalePymare(final double[] deviation, final int m, final double[] scale,
		final double[] left, final double[] right)
	{
		for (int i = 0; i < m; i++) {
			scale[i] = 1;
			left[i] = right[i] = deviation[i];
		}
	}

	/**
	 * A'W = D R D^-1 with R the inverse root of V (I - H) V; D relative to its largest, so that nothing
	 * overflows.
	 */
	private static void scaleClubSandwich(final double[] deviation, final int m, final double[] scale,
		final double[] left, final double[] right)
	{
		double smallest = Double.POSITIVE_INFINITY;
		for (int i = 0; i < m; i++)
			smallest = Math.min(smallest, deviation[i]);
		for (int i = 0; i < m; i++) {
			final double relative = smallest / deviation[i];
			scale[i] = relative * relative;
			left[i] = relative * smallest;
			right[i] = deviation[i];
		}
	}

	/** I - H with H = D^-1 X M X' D^-1, for two studies whose D^-1 have this product. */
	private double rest(final int j, final int i, final int l, final double deviations) {
		double product = 0;
		for (int p = 0; p < rows[i].length; p++)
			product += rows[i][p][j] * rows[l][p][j];
		return (i == l ? 1 : 0) - deviations * product;
	}

	private static double[] difference(final double[] a, final double[] b, final int size) {
		final double[] difference = new double[size];
		for (int j = 0; j < size; j++)
			difference[j] = a[j] - b[j];
		return difference;
	}

	private static void addProducts(final double[][] a, final double[][] b, final double[] sum) {
		for (int i = 0; i < a.length; i++)
			addProduct(a[i], b[i], sum);
	}

	private static void addProduct(final double[] a, final double[] b, final double[] sum) {
		for (int j = 0; j < sum.length; j++)
			sum[j] += a[j] * b[j];
	}

	private static void addSquares(final double[] w, final double[] g, final double[] sum) {
		for (int j = 0; j < sum.length; j++)
			sum[j] += w[j] * g[j] * g[j];
	}
}
