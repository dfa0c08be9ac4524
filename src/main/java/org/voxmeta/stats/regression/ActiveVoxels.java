package org.voxmeta.stats.regression;

import java.util.Arrays;

import org.voxmeta.stats.data.Buffers;
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.VoxelBlock;

/**
 * The voxels of a block that an iteration still works on, side by side: a copy of their residuals and weights
 * that shrinks as voxels finish. Effects are replaced by residuals of the fixed-effect fit, which leaves
 * every form in P as it is, while sums of squares keep their digits however far the effects are from 0.
 * Arrays are the block's {@link Buffers}. Not thread-safe.
 */
final class ActiveVoxels {

	/**
	 * Moving the voxels that are left together costs about as much as going on with this share of idle ones.
	 */
	private static final double WORTH_PACKING = 0.7;

	private final Design design;
	private double[][] residuals;
	private double[][] weights;
	private double[] counts;
	/** Whether others have the same arrays, so that they are not to be written to. */
	private boolean shared;
	private final int[] numbers;
	private final Buffers buffers;
	private int size;

	private ActiveVoxels(final Design design, final double[][] residuals, final double[][] weights,
		final int size, final Buffers buffers)
	{
		this.design = design;
		this.residuals = residuals;
		this.weights = weights;
		this.size = size;
		this.buffers = buffers;
		counts = buffers.any(residuals[0].length);
		shared = true;
		numbers = new int[size];
		Arrays.setAll(numbers, i -> i);
	}

	/** All voxels of a block. */
	static ActiveVoxels of(final VoxelBlock block) {
		final ActiveVoxels all = new ActiveVoxels(block.studies().design(), residuals(block), block.weights(),
			block.size(), block.buffers());
		for (int j = 0; j < block.size(); j++)
			all.counts[j] = block.counts()[j];
		return all;
	}

	/** Voxels of which no more is known than squares of contrasts. */
	static ActiveVoxels of(final double[][] squares, final int size, final Buffers buffers) {
		return new ActiveVoxels(null, squares, new double[0][], size, buffers);
	}

	/** The residuals of the fixed-effect fit, K×B, 0 where missing; the block's buffers. */
	static double[][] residuals(final VoxelBlock block) {
		final int n = block.size();
		final WeightedRegression fixed = WeightedRegression.fixed(block);
		final double[][] residuals = block.buffers().any(block.count(), n);
		for (int k = 0; k < block.count(); k++) {
			subtract(block.effects()[k], fixed.fitted(k), residuals[k], n);
			if (!block.isComplete()) clearMissing(block.weights()[k], residuals[k], n);
		}
		return residuals;
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

	/** Squares of contrasts, m×n (rows may be longer), where there is nothing else. */
	double[][] squares() {
		return residuals;
	}

	/** For how many voxels there is room. */
	int capacity() {
		return residuals[0].length;
	}

	/** The buffers of the block. */
	Buffers buffers() {
		return buffers;
	}

	/** All voxels, of which these can be told to keep some, while this keeps all. */
	ActiveVoxels all() {
		final ActiveVoxels all = new ActiveVoxels(design, residuals, weights, size, buffers);
		all.counts = counts;
		return all;
	}

	/** A copy of the voxels at the first n of these places, which may repeat. */
	ActiveVoxels at(final int[] places, final int n) {
		return at(places, n, null);
	}

	/** The same, written over earlier ones if these have the room for it; null for none. */
	ActiveVoxels at(final int[] places, final int n, final ActiveVoxels earlier) {
		// a multiple, as buffers are found again by their length
		final int room = Math.max(1, (n + capacity() - 1) / capacity()) * capacity();
		final ActiveVoxels some = earlier != null && earlier.capacity() >= n ? earlier : new ActiveVoxels(design,
			buffers.any(residuals.length, room), buffers.any(weights.length, room), room, buffers);
		gather(counts, places, some.counts, n);
		for (int k = 0; k < residuals.length; k++)
			gather(residuals[k], places, some.residuals[k], n);
		for (int k = 0; k < weights.length; k++)
			gather(weights[k], places, some.weights[k], n);
		some.shared = false;
		some.size = n;
		return some;
	}

	/** Whether so few of the voxels are still at work that it pays to keep these alone. */
	boolean isWorthPacking(final int left) {
		return left <= WORTH_PACKING * size;
	}

	/** Keeps the voxels at the first n of these places alone, which ascend. */
	void keep(final int[] places, final int n) {
		final double[][] allResiduals = residuals;
		final double[][] allWeights = weights;
		final double[] allCounts = counts;
		if (shared) {
			residuals = buffers.any(residuals.length, capacity());
			weights = buffers.any(weights.length, capacity());
			counts = buffers.any(counts.length);
			shared = false;
		}
		for (int k = 0; k < residuals.length; k++)
			gather(allResiduals[k], places, residuals[k], n);
		for (int k = 0; k < weights.length; k++)
			gather(allWeights[k], places, weights[k], n);
		gather(allCounts, places, counts, n);
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
