package org.voxmeta.stats.regression;

import java.util.Arrays;

import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.VoxelBlock;

/**
 * The voxels of a block that an iteration still works on, side by side: a copy of their residuals and weights
 * that shrinks as voxels finish. Effects are replaced by residuals of the fixed-effect fit, which leaves
 * every form in P as it is, while sums of squares keep their digits however far the effects are from 0. Not
 * thread-safe.
 */
final class ActiveVoxels {

	/**
	 * Moving the voxels that are left together costs about as much as going on with this share of idle ones.
	 */
	private static final double WORTH_PACKING = 0.7;

	private final Design design;
	private final double[][] residuals;
	private final double[][] weights;
	private final double[] counts;
	private final int[] numbers;
	private int size;

	private ActiveVoxels(final Design design, final int studies, final int size) {
		this.design = design;
		this.size = size;
		residuals = new double[studies][size];
		weights = new double[studies][size];
		counts = new double[size];
		numbers = new int[size];
		Arrays.setAll(numbers, i -> i);
	}

	/** All voxels of a block. */
	static ActiveVoxels of(final VoxelBlock block) {
		final int n = block.size();
		final ActiveVoxels all = new ActiveVoxels(block.studies().design(), block.count(), n);
		final WeightedRegression fixed = WeightedRegression.fixed(block);
		for (int k = 0; k < block.count(); k++) {
			System.arraycopy(block.weights()[k], 0, all.weights[k], 0, n);
			subtract(block.effects()[k], fixed.fitted(k), all.residuals[k], n);
			if (!block.isComplete()) clearMissing(block.weights()[k], all.residuals[k], n);
		}
		for (int j = 0; j < n; j++)
			all.counts[j] = block.counts()[j];
		return all;
	}

	/** The number of voxels, n. */
	int size() {
		return size;
	}

	/** K. */
	int studies() {
		return residuals.length;
	}

	/** The design of the block. */
	Design design() {
		return design;
	}

	/** The place that the i-th voxel had when these were all. */
	int number(final int i) {
		return numbers[i];
	}

	/** How many studies each voxel has, n (may be longer). */
	double[] counts() {
		return counts;
	}

	/** Residuals of the fixed-effect fit, K×n (rows may be longer), 0 where missing. */
	double[][] residuals() {
		return residuals;
	}

	/** Inverse variances, K×n (rows may be longer), 0 where missing. */
	double[][] weights() {
		return weights;
	}

	/** A copy of the voxels at the first n of these places, which may repeat. */
	ActiveVoxels at(final int[] places, final int n) {
		final ActiveVoxels some = new ActiveVoxels(design, studies(), n);
		gather(counts, places, some.counts, n);
		for (int k = 0; k < studies(); k++) {
			gather(residuals[k], places, some.residuals[k], n);
			gather(weights[k], places, some.weights[k], n);
		}
		return some;
	}

	/** Whether so few of the voxels are still at work that it pays to keep these alone. */
	boolean isWorthPacking(final int left) {
		return left <= WORTH_PACKING * size;
	}

	/** Keeps the voxels at the first n of these places alone, which ascend. */
	void keep(final int[] places, final int n) {
		for (int k = 0; k < studies(); k++) {
			gather(residuals[k], places, residuals[k], n);
			gather(weights[k], places, weights[k], n);
		}
		gather(counts, places, counts, n);
		for (int i = 0; i < n; i++)
			numbers[i] = numbers[places[i]];
		size = n;
	}

	/** The arrays may be the same, if places ascend. */
	private static void gather(final double[] from, final int[] places, final double[] to, final int n) {
		for (int i = 0; i < n; i++)
			to[i] = from[places[i]];
	}

	private static void subtract(final double[] y, final double[] fitted, final double[] residuals,
		final int n)
	{
		for (int j = 0; j < n; j++)
			residuals[j] = y[j] - fitted[j];
	}

	private static void clearMissing(final double[] w, final double[] residuals, final int n) {
		for (int j = 0; j < n; j++)
			if (w[j] == 0) residuals[j] = 0;
	}
}
