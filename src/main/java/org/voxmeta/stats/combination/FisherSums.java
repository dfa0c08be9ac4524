package org.voxmeta.stats.combination;

import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.kernel.BothTails;
import org.voxmeta.stats.kernel.ChiSquareTail;

/** Fisher's statistic with any weights, as sums of log p values. Not thread-safe, one for each block. */
final class FisherSums {

	private final int size;
	/** Sums of -2 w ln p of z and of -z, in turn: 2B. */
	private final double[] sums;

	private FisherSums(final int size) {
		this.size = size;
		sums = new double[2 * size];
	}

	/**
	 * Finds the tails of a block's voxels.
	 *
	 * @param weights of -2 ln p, and the degrees of freedom of the sum
	 */
	static void combine(final VoxelBlock block, final VoxelWeights weights, final FisherTails tails) {
		final FisherSums sums = new FisherSums(block.size());
		sums.addStudies(block, weights);
		sums.find(weights, tails);
	}

	private void addStudies(final VoxelBlock block, final VoxelWeights weights) {
		final double[] weight = new double[size];
		final double[] smaller = new double[size];
		final double[] larger = new double[size];
		for (int k = 0; k < block.count(); k++) {
			weights.read(k, weight);
			BothTails.logs(block.effects()[k], smaller, larger, size);
			add(block.effects()[k], weight, smaller, larger);
		}
	}

	private void add(final double[] z, final double[] weight, final double[] smaller, final double[] larger) {
		final double[] to = sums;
		for (int j = 0; j < size; j++) {
			// the place by the sign bit: a branch on it would be guessed wrong half the time
			final int negative = (int) (Double.doubleToRawLongBits(z[j]) >>> 63);
			to[2 * j + negative] -= 2 * weight[j] * smaller[j];
			to[2 * j + 1 - negative] -= 2 * weight[j] * larger[j];
		}
	}

	private void find(final VoxelWeights weights, final FisherTails tails) {
		ChiSquareTail chiSquare = null;
		for (int j = 0; j < size; j++) {
			final double dof = weights.degrees(j);
			if (!(dof > 0)) continue;
			// neighbouring voxels mostly have the same studies
			if (chiSquare == null || chiSquare.dof() != dof) chiSquare = ChiSquareTail.of(dof);
			final boolean negative = tails.isConcordant() && sums[2 * j + 1] > sums[2 * j];
			tails.setNegative(j, negative);
			final int voxel = j;
			tails.set(j, sums[negative ? 2 * j + 1 : 2 * j], chiSquare, k -> weights.at(k, voxel));
		}
	}
}
