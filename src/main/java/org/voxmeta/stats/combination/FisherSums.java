package org.voxmeta.stats.combination;

import java.util.Arrays;

import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.kernel.ChiSquareTail;
import org.voxmeta.stats.kernel.NormalTail;

/** Fisher's statistic with any weights, as sums of log p values. Not thread-safe, one for each block. */
final class FisherSums {

	private static final double LN2 = Math.log(2);

	private final int size;
	/** Sums of -2 w ln p of z, and of -z. */
	private final double[] upper;
	private final double[] lower;

	private FisherSums(final int size) {
		this.size = size;
		upper = new double[size];
		lower = new double[size];
	}

	/**
	 * The tails of a block's voxels.
	 *
	 * @param weights of -2 ln p, and the degrees of freedom of the sum
	 * @param concordant whether -z is tested as well
	 */
	static LogTails combine(final VoxelBlock block, final VoxelWeights weights, final boolean concordant) {
		final FisherSums sums = new FisherSums(block.size());
		sums.addStudies(block, weights, concordant);
		return sums.tails(weights.degrees(), concordant);
	}

	private void addStudies(final VoxelBlock block, final VoxelWeights weights, final boolean concordant) {
		final double[] weight = new double[size];
		final double[] p = new double[size];
		final double[] logp = new double[size];
		for (int k = 0; k < block.count(); k++) {
			final double[] z = block.effects()[k];
			weights.read(k, weight);
			NormalTail.twoSided(z, p, logp, size);
			if (concordant) addBoth(z, weight, p, logp);
			else addUpper(z, weight, p, logp);
		}
	}

	private void addUpper(final double[] z, final double[] weight, final double[] p, final double[] logp) {
		for (int j = 0; j < size; j++)
			upper[j] -= 2 * weight[j] * (z[j] < 0 ? Math.log1p(-0.5 * p[j]) : logp[j] - LN2);
	}

	/** The larger of the two sums decides, and in it ln p is never so close to 0 that log1p would be needed. */
	private void addBoth(final double[] z, final double[] weight, final double[] p, final double[] logp) {
		for (int j = 0; j < size; j++) {
			final double near = 2 * weight[j] * (LN2 - logp[j]);
			final double far = -2 * weight[j] * Math.log(1 - 0.5 * p[j]);
			upper[j] += z[j] < 0 ? far : near;
			lower[j] += z[j] < 0 ? near : far;
		}
	}

	private LogTails tails(final double[] dof, final boolean concordant) {
		final double[] sign = new double[size];
		Arrays.fill(sign, 1);
		for (int j = 0; j < size; j++)
			if (concordant && lower[j] > upper[j]) {
				upper[j] = lower[j];
				sign[j] = -1;
			}
		for (int j = 0; j < size; j++)
			upper[j] = ChiSquareTail.logUpper(upper[j], dof[j]);
		return new LogTails(upper, sign);
	}
}
