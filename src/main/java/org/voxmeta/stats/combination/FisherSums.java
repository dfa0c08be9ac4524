package org.voxmeta.stats.combination;

import java.util.Arrays;

import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.kernel.BothTails;
import org.voxmeta.stats.kernel.NormalTail;

/**
 * Fisher's statistic -2 sum w ln p at the B voxels of a block, of z or of -z. Not thread-safe, one for each
 * block.
 */
final class FisherSums {

	/** Where the sum of log p values is so much less than it could be, p near 1 has left it few digits. */
	private static final double CANCELLED = 0.05;

	private final VoxelBlock block;
	private final StudyWeights weights;
	/** Half the sums of the logarithms of both tails, and half their differences. */
	private final double[] common;
	private final double[] difference;

	/**
	 * Adds up the log p values of a block's voxels.
	 *
	 * @param weights of -2 ln p
	 */
	FisherSums(final VoxelBlock block, final StudyWeights weights) {
		this.block = block;
		this.weights = weights;
		common = new double[block.size()];
		difference = new double[block.size()];
		final double[] weight = new double[block.size()];
		for (int k = 0; k < block.count(); k++) {
			weights.read(k, weight);
			BothTails.addLogs(block.effects()[k], weight, common, difference, block.size());
		}
	}

	/** The statistics of z, B. */
	double[] ofDeviates() {
		final double[] x = new double[block.size()];
		Arrays.setAll(x, j -> statistic(j, difference[j], 1));
		return x;
	}

	/**
	 * The statistics of z or of -z, whichever are larger, B.
	 *
	 * @param sign receives 1, or -1 where they are those of -z, B
	 */
	double[] larger(final double[] sign) {
		final double[] x = new double[block.size()];
		for (int j = 0; j < x.length; j++) {
			sign[j] = difference[j] < 0 ? -1 : 1;
			x[j] = statistic(j, Math.abs(difference[j]), sign[j]);
		}
		return x;
	}

	private double statistic(final int j, final double half, final double sign) {
		final double sum = common[j] + half;
		return 2 * (sum > CANCELLED * common[j] ? sum : exactly(j, sign));
	}

	private double exactly(final int j, final double sign) {
		double sum = 0;
		for (int k = 0; k < block.count(); k++)
			if (weights.at(k, j) != 0) sum -= weights.at(k, j) * NormalTail.logUpper(sign
				* block.effects()[k][j]);
		return sum;
	}
}
