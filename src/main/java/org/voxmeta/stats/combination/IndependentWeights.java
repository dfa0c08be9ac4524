package org.voxmeta.stats.combination;

import java.util.Arrays;

import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.kernel.WeightedSums;

/**
 * Weights of independent studies in a weighted sum of chi-square variables with 2 degrees of freedom each,
 * scaled so that the sum has the mean and the variance of a chi-square variable: w_i / c with c = sum w² /
 * sum w, and f = 2 (sum w)² / sum w² degrees of freedom. For equal weights c = w, and f is twice the number
 * of studies.
 */
final class IndependentWeights implements StudyWeights {

	private final VoxelBlock block;
	private final double[] ofStudy;
	/** 1/c and f, of one voxel where all have the same studies. */
	private final double[] inverseScale;
	private final double[] degrees;

	/**
	 * Weights at a block's voxels.
	 *
	 * @param ofStudy the studies' weights before they are scaled, K, &gt; 0
	 */
	IndependentWeights(final VoxelBlock block, final double[] ofStudy) {
		this.block = block;
		this.ofStudy = ofStudy;
		final int n = block.isComplete() ? 1 : block.size();
		inverseScale = new double[n];
		degrees = new double[n];
		final double[] sum = new double[n];
		final double[] squares = new double[n];
		for (int k = 0; k < ofStudy.length; k++)
			for (int j = 0; j < n; j++) {
				final double w = ofStudy[k] * presence(k, j);
				sum[j] += w;
				squares[j] += w * w;
			}
		for (int j = 0; j < n; j++) {
			inverseScale[j] = sum[j] / squares[j];
			degrees[j] = 2 * sum[j] * inverseScale[j];
		}
	}

	@Override
	public void read(final int k, final double[] to) {
		if (block.isComplete()) Arrays.fill(to, 0, block.size(), at(k, 0));
		else scale(block.weights()[k], ofStudy[k], inverseScale, to);
	}

	private static void scale(final double[] present, final double weight, final double[] inverse,
		final double[] to)
	{
		for (int j = 0; j < inverse.length; j++)
			to[j] = weight * WeightedSums.presence(present[j]) * inverse[j];
	}

	@Override
	public double at(final int k, final int j) {
		return ofStudy[k] * presence(k, j) * inverseScale[place(j)];
	}

	@Override
	public double degrees(final int j) {
		return degrees[place(j)];
	}

	private int place(final int j) {
		return block.isComplete() ? 0 : j;
	}

	private double presence(final int k, final int j) {
		return block.isComplete() ? 1 : WeightedSums.presence(block.weights()[k][j]);
	}
}
