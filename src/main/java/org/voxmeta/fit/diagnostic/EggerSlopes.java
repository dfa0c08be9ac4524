package org.voxmeta.fit.diagnostic;

import java.util.Arrays;

import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.VoxelBlock;

/**
 * Egger's regression at each voxel of a block: effects on the design and the standard error, weighted by
 * 1 / v, with a free residual variance. Each voxel has a design of its own, so that they are solved one after
 * the other, by Gram-Schmidt done twice. Arrays have B values, NaN where the slope cannot be told.
 */
final class EggerSlopes {

	/** A weighted residual sum of squares up to this is rounding noise around 0, as everywhere. */
	private static final double NO_RESIDUAL = Math.ulp(1.0);

	private final VoxelBlock block;
	private final double[] slope;
	private final double[] se;
	private final double[] dof;

	EggerSlopes(final VoxelBlock block) {
		this.block = block;
		slope = new double[block.size()];
		se = new double[block.size()];
		dof = new double[block.size()];
		Arrays.fill(slope, Double.NaN);
		Arrays.fill(se, Double.NaN);
		for (int j = 0; j < slope.length; j++)
			solve(j);
	}

	/** By how much effects grow with their standard error. */
	double[] slope() {
		return slope;
	}

	/** Its standard error. */
	double[] se() {
		return se;
	}

	/** Degrees of freedom of the t distribution to test it against; infinite where no study is left over. */
	double[] dof() {
		return dof;
	}

	private void solve(final int j) {
		final Design design = block.studies().design();
		final int studies = block.counts()[j];
		final int columns = design.predictors() + 1;
		if (studies < columns) return;
		// columns of the design, the standard error, and the effects, each a row
		final double[][] x = new double[columns][studies];
		final double[][] weighted = new double[columns + 1][studies];
		int i = 0;
		for (int k = 0; k < block.count(); k++) {
			final double w = block.weights()[k][j];
			if (!(w > 0)) continue;
			final double root = Math.sqrt(w);
			for (int p = 0; p < columns; p++) {
				x[p][i] = p < columns - 1 ? design.row(k)[p] : Math.sqrt(1 / w);
				weighted[p][i] = root * (p < columns - 1 ? design.basis(k)[p] : x[p][i]);
			}
			weighted[columns][i++] = root * block.effects()[k][j];
		}
		if (!Design.isFullRank(transposed(x))) return;
		double length = 0;
		for (int p = 0; p < columns; p++) {
			length = orthogonalise(weighted, p);
			for (int s = 0; s < studies; s++)
				weighted[p][s] /= length;
		}
		slope[j] = dot(weighted[columns - 1], weighted[columns]) / length;
		orthogonalise(weighted, columns);
		final int left = studies - columns;
		final double squares = dot(weighted[columns], weighted[columns]);
		se[j] = (left == 0 ? 1 : squares <= NO_RESIDUAL ? 0 : Math.sqrt(squares / left)) / length;
		dof[j] = left == 0 ? Double.POSITIVE_INFINITY : left;
	}

	private static double[][] transposed(final double[][] x) {
		final double[][] rows = new double[x[0].length][x.length];
		for (int i = 0; i < rows.length; i++)
			for (int p = 0; p < x.length; p++)
				rows[i][p] = x[p][i];
		return rows;
	}

	/** Takes from row p what the orthonormal rows before it have of it; how long the rest is. */
	private static double orthogonalise(final double[][] x, final int p) {
		for (int pass = 0; pass < 2; pass++)
			for (int q = 0; q < p; q++) {
				final double shared = dot(x[q], x[p]);
				for (int i = 0; i < x[p].length; i++)
					x[p][i] -= shared * x[q][i];
			}
		return Math.sqrt(dot(x[p], x[p]));
	}

	private static double dot(final double[] a, final double[] b) {
		double sum = 0;
		for (int i = 0; i < a.length; i++)
			sum += a[i] * b[i];
		return sum;
	}
}
