package org.voxmeta.stats.estimator;

import java.util.Arrays;

import org.voxmeta.stats.data.Rearrangement;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.kernel.SignedSums;
import org.voxmeta.stats.kernel.StudentTail;
import org.voxmeta.stats.kernel.StudentTails;
import org.voxmeta.stats.kernel.WeightedSums;
import org.voxmeta.stats.regression.Ranks;
import org.voxmeta.stats.regression.WeightedRegression;

/**
 * DerSimonian and Laird's mean when signs are flipped. Of the sums with fixed-effect weights only sum w y
 * changes, which comes from {@link SignedSums}; what is left is one pass over the studies with the new tau2.
 */
final class DerSimonianLairdFlips implements NullStatistic {

	private final VoxelBlock block;
	private final Adjustment adjustment;
	private final StudentTails tails;
	private final int n;
	private final SignedSums weightedEffects;
	private final int[] rows;
	private final double[] squares;
	private final double[] total;
	private final double[] trace;
	private final double[] dof;
	private final double[] tau2;
	private final double[] sumW;
	private final double[] sumWy;
	private final double[] sumWyy;
	private final double[] z;

	DerSimonianLairdFlips(final VoxelBlock block, final Adjustment adjustment, final NullBuffers buffers) {
		this.block = block;
		this.adjustment = adjustment;
		tails = buffers.tails();
		n = block.size();
		weightedEffects = buffers.sums(block.count());
		rows = new int[weightedEffects.tables()];
		squares = new double[n];
		total = new double[n];
		trace = WeightedRegression.fixed(block).trace();
		dof = Ranks.residualDegrees(block);
		tau2 = new double[n];
		sumW = new double[n];
		sumWy = new double[n];
		sumWyy = new double[n];
		z = new double[n];
		load();
	}

	private void load() {
		final double[][] wy = new double[block.count()][n];
		for (int k = 0; k < wy.length; k++) {
			final double[] y = block.effects()[k];
			final double[] w = block.weights()[k];
			WeightedSums.addScaledProduct(w, y, 1, wy[k], n);
			WeightedSums.addScaledProduct(wy[k], y, 1, squares, n);
			WeightedSums.addScaled(w, 1, total, n);
		}
		weightedEffects.load(wy, n);
	}

	@Override
	public int size() {
		return n;
	}

	@Override
	public double[] z(final Rearrangement way) {
		for (int t = 0; t < rows.length; t++)
			rows[t] = way.signs(t * weightedEffects.width(), weightedEffects.width());
		momentTau2(weightedEffects.sums(rows));
		Arrays.fill(sumW, 0);
		Arrays.fill(sumWy, 0);
		Arrays.fill(sumWyy, 0);
		for (int k = 0; k < block.count(); k++) {
			final double sign = way.isNegated(k) ? -1 : 1;
			if (adjustment == Adjustment.WALD) add(block.effects()[k], block.weights()[k], sign);
			else addWithSquares(block.effects()[k], block.weights()[k], sign);
		}
		if (adjustment == Adjustment.WALD) for (int j = 0; j < n; j++)
			z[j] = sumWy[j] / Math.sqrt(sumW[j]);
		else putAdjusted();
		return z;
	}

	private void momentTau2(final double[] sumWithSigns) {
		for (int j = 0; j < n; j++) {
			final double q = squares[j] - sumWithSigns[j] * sumWithSigns[j] / total[j];
			tau2[j] = Math.max(0, (q - dof[j]) / trace[j]);
		}
	}

	private void add(final double[] y, final double[] w, final double sign) {
		for (int j = 0; j < n; j++) {
			final double wr = w[j] / (1 + tau2[j] * w[j]);
			sumW[j] += wr;
			sumWy[j] += sign * wr * y[j];
		}
	}

	private void addWithSquares(final double[] y, final double[] w, final double sign) {
		for (int j = 0; j < n; j++) {
			final double wr = w[j] / (1 + tau2[j] * w[j]);
			final double wy = sign * wr * y[j];
			sumW[j] += wr;
			sumWy[j] += wy;
			sumWyy[j] += sign * wy * y[j];
		}
	}

	private void putAdjusted() {
		StudentTail tail = null;
		for (int j = 0; j < n; j++) {
			final double mean = sumWy[j] / sumW[j];
			final double scale = Math.max(0, sumWyy[j] - mean * sumWy[j]) / dof[j];
			final double least = adjustment == Adjustment.KNAPP_HARTUNG ? 0 : 1;
			final double t = mean / Math.sqrt(Math.max(least, scale) / sumW[j]);
			if (tail == null || tail.dof() != dof[j]) tail = tails.of(dof[j]);
			z[j] = tail.zOf(t);
		}
	}
}
