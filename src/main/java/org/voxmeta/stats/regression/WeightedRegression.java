package org.voxmeta.stats.regression;

import java.util.Arrays;

import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.kernel.WeightedSums;

/**
 * The weighted least squares fit of a design to every voxel of a block: y = X beta + error, with weights
 * w = 1 / (v + tau2), 0 for a missing study, or 1 / (v + m tau2) where m studies share tau2. All arrays have
 * B values, one per voxel, and coefficients are those of the design's orthonormal basis;
 * {@link Design#inBasis} gives a term's weights for them.
 * <p>
 * X'WX is factorised as L D L', voxel by voxel side by side. Where the studies at a voxel do not determine
 * the coefficients, results are NaN or nonsense; {@link Ranks} tells. Not thread-safe; keeps the block.
 * Arrays that it returns are the block's {@link VoxelBlock#buffers}.
 */
public final class WeightedRegression {

	private final VoxelBlock block;
	private final Design design;
	/** Null where the weights are the block's own. */
	private final double[] tau2;
	private final int n;
	private final int predictors;
	/** Below the diagonal L, on it D. */
	private final double[][][] factor;
	private final double[][] beta;
	/** Sum of w_i w_j over pairs; only for an intercept with the block's own weights. */
	private double[] pairs;
	private double[] buffer;
	private double[] none;
	private double[][] substituted;

	private WeightedRegression(final VoxelBlock block, final double[] tau2) {
		this.block = block;
		this.tau2 = tau2;
		design = block.studies().design();
		n = block.size();
		predictors = design.predictors();
		beta = block.buffers().zeros(predictors, n);
		factor = new double[predictors][][];
		for (int p = 0; p < predictors; p++)
			factor[p] = block.buffers().zeros(p + 1, n);
		if (design.isIntercept()) sumIntercept();
		else sumProducts();
		factorise();
		solve();
	}

	/** The fit with the block's own weights, tau2 = 0. */
	public static WeightedRegression fixed(final VoxelBlock block) {
		return new WeightedRegression(block, null);
	}

	/** The fit with the weights 1 / (v + tau2). */
	public static WeightedRegression random(final VoxelBlock block, final double[] tau2) {
		return new WeightedRegression(block, tau2);
	}

	/** The coefficients in the basis, P×B; not copied. */
	public double[][] coefficients() {
		return beta;
	}

	/** The linear combination of the coefficients with these weights, in the basis: an array of its own. */
	public double[] estimate(final double[] weights) {
		return combine(weights, block.zeros());
	}

	private double[] combine(final double[] weights, final double[] sum) {
		if (predictors == 1 && weights[0] == 1) System.arraycopy(beta[0], 0, sum, 0, n);
		else for (int p = 0; p < predictors; p++)
			WeightedSums.addScaled(beta[p], weights[p], sum, n);
		return sum;
	}

	/** The variance m' (X'WX)^-1 m of that linear combination. */
	public double[] variance(final double[] weights) {
		final double[] sum = block.zeros();
		addVariance(weights, sum);
		return sum;
	}

	/** (X'WX)^-1 x, P×B: arrays of their own. */
	public double[][] solve(final double[] x) {
		final double[][] z = block.buffers().zeros(predictors, n);
		for (int p = 0; p < predictors; p++) {
			Arrays.fill(z[p], x[p]);
			for (int q = 0; q < p; q++)
				subtractProduct(factor[p][q], z[q], z[p]);
		}
		divideAndSubstitute(z);
		return z;
	}

	/** D^-1/2 L^-1 m, P×B, whose products are covariances: m' (X'WX)^-1 l for m and l. */
	public double[][] whitened(final double[] weights) {
		final double[][] u = block.buffers().zeros(predictors, n);
		for (int p = 0; p < predictors; p++)
			substitute(weights, u, p);
		for (int p = 0; p < predictors; p++)
			divideByRoot(u[p], factor[p][p]);
		return u;
	}

	/** Study k's weights; not to be written to, and valid until the next call. */
	public double[] weights(final int k) {
		if (tau2 == null) return block.weights()[k];
		if (buffer == null) buffer = block.zeros();
		final double[] multiplicity = block.multiplicity(k);
		if (multiplicity == null) WeightedSums.randomWeights(block.weights()[k], tau2, buffer, n);
		else WeightedSums.sharedWeights(block.weights()[k], tau2, multiplicity, buffer, n);
		return buffer;
	}

	/** Study k's fitted values; not to be written to. */
	public double[] fitted(final int k) {
		return design.isIntercept() ? beta[0] : combine(design.basis(k), new double[n]);
	}

	/** Study k's leverage, x' (X'WX)^-1 x w. */
	public double[] leverage(final int k) {
		final double[] h = new double[n];
		addVariance(design.basis(k), h);
		final double[] w = weights(k);
		for (int j = 0; j < n; j++)
			h[j] *= w[j];
		return h;
	}

	/** The weighted residual sum of squares, sum w (y - fitted)². */
	public double[] residualSquares() {
		final double[] sum = block.zeros();
		if (tau2 == null && design.isIntercept()) {
			addPairsOfSquares(sum);
			return sum;
		}
		for (int k = 0; k < block.count(); k++) {
			final double[] y = block.effects()[k];
			final double[] w = block.weights()[k];
			if (tau2 == null) WeightedSums.addSquares(y, w, fitted(k), sum, n);
			else if (block.multiplicity(k) != null) WeightedSums.addSquares(y, weights(k), fitted(k), sum, n);
			else WeightedSums.addRandomSquares(y, w, tau2, fitted(k), sum, n);
		}
		return sum;
	}

	private void addPairsOfSquares(final double[] sum) {
		final double[][] y = inPairs(block.effects());
		final double[][] w = inPairs(block.weights());
		for (int k = 0; k < y.length; k += 2)
			WeightedSums.addSquares(y[k], w[k], y[k + 1], w[k + 1], beta[0], sum, n);
	}

	/** The trace of P = W - WX (X'WX)^-1 X'W, sum w (1 - leverage). */
	public double[] trace() {
		final double[] trace = block.zeros();
		if (pairs != null) {
			// sum w - sum w² / sum w, without the difference, which cancels where one study dominates
			for (int j = 0; j < n; j++)
				trace[j] = 2 * pairs[j] / factor[0][0][j];
			return trace;
		}
		for (int k = 0; k < block.count(); k++) {
			final double[] h = leverage(k);
			final double[] w = weights(k);
			for (int j = 0; j < n; j++)
				trace[j] += w[j] * (1 - h[j]);
		}
		return trace;
	}

	private void sumIntercept() {
		if (tau2 == null) sumFixed();
		else for (int k = 0; k < block.count(); k++)
			if (block.multiplicity(k) == null) WeightedSums.addRandom(block.effects()[k], block.weights()[k],
				tau2, factor[0][0], beta[0], n);
			else WeightedSums.addWeighted(block.effects()[k], weights(k), factor[0][0], beta[0], n);
	}

	private void sumFixed() {
		pairs = block.zeros();
		final double[][] y = inPairs(block.effects());
		final double[][] w = inPairs(block.weights());
		for (int k = 0; k < y.length; k += 2)
			WeightedSums.addFixed(y[k], w[k], y[k + 1], w[k + 1], factor[0][0], beta[0], pairs, n);
	}

	/** These rows, and one of zeros, which changes no sum, if their number is odd. */
	private double[][] inPairs(final double[][] rows) {
		if (rows.length % 2 == 0) return rows;
		final double[][] even = Arrays.copyOf(rows, rows.length + 1);
		if (none == null) none = block.zeros();
		even[rows.length] = none;
		return even;
	}

	private void sumProducts() {
		for (int k = 0; k < block.count(); k++) {
			final double[] x = design.basis(k);
			final double[] w = weights(k);
			for (int p = 0; p < predictors; p++) {
				for (int q = 0; q <= p; q++)
					WeightedSums.addScaled(w, x[p] * x[q], factor[p][q], n);
				WeightedSums.addScaledProduct(w, block.effects()[k], x[p], beta[p], n);
			}
		}
	}

	private void factorise() {
		for (int p = 0; p < predictors; p++)
			for (int q = 0; q <= p; q++) {
				final double[] entry = factor[p][q];
				for (int r = 0; r < q; r++) {
					final double[] a = factor[p][r];
					final double[] b = factor[q][r];
					final double[] d = factor[r][r];
					for (int j = 0; j < n; j++)
						entry[j] -= a[j] * b[j] * d[j];
				}
				if (q < p) divide(entry, factor[q][q]);
			}
	}

	private void solve() {
		for (int p = 0; p < predictors; p++)
			for (int q = 0; q < p; q++)
				subtractProduct(factor[p][q], beta[q], beta[p]);
		divideAndSubstitute(beta);
	}

	/** D L' b = x, in place. */
	private void divideAndSubstitute(final double[][] x) {
		for (int p = 0; p < predictors; p++)
			divide(x[p], factor[p][p]);
		for (int p = predictors - 1; p >= 0; p--)
			for (int q = p + 1; q < predictors; q++)
				subtractProduct(factor[q][p], x[q], x[p]);
	}

	private void addVariance(final double[] weights, final double[] sum) {
		if (substituted == null) substituted = block.buffers().zeros(predictors, n);
		final double[][] u = substituted;
		for (int p = 0; p < predictors; p++) {
			substitute(weights, u, p);
			final double[] d = factor[p][p];
			for (int j = 0; j < n; j++)
				sum[j] += u[p][j] * u[p][j] / d[j];
		}
	}

	/** Row p of L u = m. */
	private void substitute(final double[] weights, final double[][] u, final int p) {
		Arrays.fill(u[p], weights[p]);
		for (int q = 0; q < p; q++)
			subtractProduct(factor[p][q], u[q], u[p]);
	}

	private void subtractProduct(final double[] a, final double[] b, final double[] from) {
		for (int j = 0; j < n; j++)
			from[j] -= a[j] * b[j];
	}

	private void divideByRoot(final double[] numerators, final double[] squares) {
		for (int j = 0; j < n; j++)
			numerators[j] /= Math.sqrt(squares[j]);
	}

	private void divide(final double[] numerators, final double[] denominators) {
		for (int j = 0; j < n; j++)
			numerators[j] /= denominators[j];
	}
}
