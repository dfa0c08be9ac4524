package org.voxmeta.stats.regression;

import java.util.Arrays;

import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.VoxelBlock;

/**
 * The moment estimator of the between-study variance for groups of studies whose effects have correlation rho
 * and share one deviation from the model. With a group's n studies, rows X and J (all ones), its shared
 * weight w = 1 / (n mean v) and M = (sum w X'X)^-1,
 * <pre>
 * tau2 = max(0, (Q - m + (1 - rho) tr(M sum w/n X'X) + rho tr(M sum w/n X'JX)) / (sum n w - tr(M sum w²
 * X'JX)))
 * </pre>
 * where Q is the weighted residual sum of squares and m the number of groups. Without repeated groups it is
 * DerSimonian and Laird's. The same as PyMARE's and robumeta's.
 *
 * @see <a href="https://doi.org/10.1002/jrsm.5">Hedges LV, Tipton E, Johnson MC (2010). Robust variance
 *      estimation in meta-regression with dependent effect size estimates. Research Synthesis Methods
 *      1, 39-65</a>
 */
public final class CorrelatedEffects {

	private final VoxelBlock block;
	private final Design design;
	private final WeightedRegression fixed;
	private final int size;
	/** tr(M sum w/n X'X). */
	private final double[] within;
	/** tr(M sum w/n X'JX). */
	private final double[] across;
	private final double[] denominator;

	private CorrelatedEffects(final VoxelBlock block) {
		this.block = block;
		design = block.studies().design();
		fixed = WeightedRegression.fixed(block);
		size = block.size();
		within = new double[size];
		across = new double[size];
		denominator = new double[size];
		final double[] mean = design.isIntercept() ? fixed.variance(design.basis(0)) : null;
		for (final int[] members : block.studies().members())
			add(members, mean);
		if (design.isIntercept()) divideByPairs();
	}

	/**
	 * tau2 at each voxel, B values; NaN or nonsense where there are no more groups than coefficients.
	 *
	 * @param block as {@link GroupShares} makes it
	 * @param rho correlation of the effects of one group, 0 to 1
	 */
	public static double[] tau2(final VoxelBlock block, final double rho) {
		final CorrelatedEffects groups = new CorrelatedEffects(block);
		final double[] tau2 = groups.fixed.residualSquares();
		for (int j = 0; j < tau2.length; j++) {
			final double numerator = tau2[j] - block.counts()[j] + groups.within[j] + rho * (groups.across[j]
				- groups.within[j]);
			// truncated at 0: the moment estimator can be negative
			tau2[j] = Math.max(0, numerator / groups.denominator[j]);
		}
		return tau2;
	}

	/** @param mean the variance of the mean of studies, if that is the design */
	private void add(final int[] members, final double[] mean) {
		final double[] n = block.multiplicity(members[0]);
		final double[] sumW = new double[size];
		for (final int k : members)
			for (int j = 0; j < size; j++)
				sumW[j] += block.weights()[k][j];
		if (areAlike(members)) addAlike(mean == null ? fixed.variance(design.basis(members[0])) : mean, sumW,
			n);
		else addDiffering(members, sumW, n);
	}

	private boolean areAlike(final int[] members) {
		return Arrays.stream(members).allMatch(k -> Arrays.equals(design.basis(k), design.basis(members[0])));
	}

	/**
	 * Adds a group whose studies have the same row x.
	 *
	 * @param leverage x'Mx, to be multiplied by the weight here
	 * @param n studies at each voxel; null for 1
	 */
	private void addAlike(final double[] leverage, final double[] w, final double[] n) {
		for (int j = 0; j < size; j++) {
			final double h = w[j] * leverage[j];
			across[j] += h;
			denominator[j] += w[j] * (1 - h);
		}
		for (int j = 0; j < size; j++)
			within[j] += w[j] * leverage[j] / (n == null ? 1 : Math.max(1, n[j]));
	}

	private void addDiffering(final int[] members, final double[] sumW, final double[] n) {
		final double[][] sum = new double[design.predictors()][size];
		final double[] squares = new double[size];
		for (final int k : members)
			addRow(fixed.whitened(design.basis(k)), block.weights()[k], sum, squares);
		for (int j = 0; j < size; j++) {
			if (!(n[j] > 0)) continue;
			double square = 0;
			for (final double[] row : sum)
				square += row[j] * row[j];
			final double w = sumW[j] / n[j];
			within[j] += w / n[j] * squares[j];
			across[j] += w / n[j] * square;
			denominator[j] += sumW[j] - w * w * square;
		}
	}

	/** Adds a study's row to the sum of rows and their squared lengths, if it is not missing. */
	private void addRow(final double[][] row, final double[] w, final double[][] sum, final double[] squares)
	{
		for (int p = 0; p < row.length; p++)
			for (int j = 0; j < size; j++) {
				final double x = w[j] > 0 ? row[p][j] : 0;
				sum[p][j] += x;
				squares[j] += x * x;
			}
	}

	/**
	 * For the mean, sum w - sum w² / sum w over groups without the difference, which cancels where one
	 * dominates.
	 */
	private void divideByPairs() {
		final double[] sum = new double[size];
		Arrays.fill(denominator, 0);
		for (final int[] members : block.studies().members()) {
			final double[] before = sum.clone();
			for (final int k : members)
				for (int j = 0; j < size; j++) {
					denominator[j] += 2 * block.weights()[k][j] * before[j];
					sum[j] += block.weights()[k][j];
				}
		}
		for (int j = 0; j < size; j++)
			denominator[j] /= sum[j];
	}
}
