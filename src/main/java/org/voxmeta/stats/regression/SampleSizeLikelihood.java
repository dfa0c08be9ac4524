package org.voxmeta.stats.regression;

import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.kernel.WeightedSums;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.Reason;

/**
 * The variances of greatest likelihood in the model y_k ~ N(x_k' beta, sigma2/n_k + tau2), with n the sample
 * sizes. The total is at its maximum for every ratio of the two in closed form, so that the search is for the
 * ratio alone; it finds the global maximum, be it at tau2 = 0 or sigma2 = 0.
 *
 * @param sigma2 variance of one subject, squared units of the effects, B values
 * @param tau2 between-study variance, squared units of the effects, B values
 */
public record SampleSizeLikelihood(double[] sigma2, double[] tau2) {

	/**
	 * The variances of every voxel, NaN where they were not found. Where all studies have the same size only
	 * the total can be known, and tau2 is 0.
	 *
	 * @param block effects, with sample sizes as weights
	 * @param restricted whether the likelihood is that of what the coefficients leave
	 * @param maps told of voxels whose iteration does not converge
	 */
	public static SampleSizeLikelihood maximum(final VoxelBlock block, final boolean restricted,
		final MapBlock maps)
	{
		final int n = block.size();
		final double[] scale = scale(block);
		final VoxelBlock sized = VoxelBlock.of(block.studies(), block.effects(), weights(block, scale), n);
		final ActiveVoxels voxels = ActiveVoxels.of(sized);
		final double[] ratio = ratios(sized, voxels, new RatioScore(restricted), restricted, maps);
		final ProjectionForms forms = ProjectionForms.of(voxels, 2);
		forms.evaluate(voxels, ratio);
		final double[] sigma2 = new double[n];
		final double[] tau2 = new double[n];
		final int lost = restricted ? block.studies().design().predictors() : 0;
		for (int j = 0; j < n; j++) {
			final double total = forms.form(1)[j] / (block.counts()[j] - lost);
			tau2[j] = ratio[j] * total;
			sigma2[j] = ratio[j] == RatioScore.INFINITE ? 0 : total * scale[j];
		}
		return new SampleSizeLikelihood(sigma2, tau2);
	}

	/** What makes the mean of h = scale / n 1/2: then most curves bend where the ratio is about 1. */
	private static double[] scale(final VoxelBlock block) {
		final double[] scale = new double[block.size()];
		for (final double[] w : block.weights())
			for (int j = 0; j < scale.length; j++)
				scale[j] += WeightedSums.presence(w[j]) / Math.max(w[j], Double.MIN_NORMAL);
		for (int j = 0; j < scale.length; j++)
			scale[j] = block.counts()[j] / (2 * scale[j]);
		return scale;
	}

	/** 1/h, 0 where missing. */
	private static double[][] weights(final VoxelBlock block, final double[] scale) {
		final double[][] weights = new double[block.count()][block.size()];
		for (int k = 0; k < weights.length; k++)
			for (int j = 0; j < scale.length; j++)
				weights[k][j] = block.weights()[k][j] > 0 ? block.weights()[k][j] / scale[j] : 0;
		return weights;
	}

	/** Which tau2 is best when the sampling variances are h. */
	private static double[] ratios(final VoxelBlock sized, final ActiveVoxels voxels,
		final RatioScore score, final boolean restricted, final MapBlock maps)
	{
		final int n = sized.size();
		final boolean[] searched = new boolean[n];
		final double[] ratio = new double[n];
		for (int j = 0; j < n; j++) {
			final int rest = sized.counts()[j] - sized.studies().design().predictors();
			// else 0: with one residual the restricted likelihood is the same for all ratios, as with one
			// size are all
			searched[j] = haveDifferentSizes(sized, j) && (rest > 1 || rest == 1 && !restricted);
		}
		final GlobalMaximum maximum = GlobalMaximum.of(score, voxels, searched);
		for (int j = 0; j < n; j++)
			if (searched[j]) ratio[j] = RatioScore.ratio(maximum.at()[j]);
		for (int j = 0; j < n; j++)
			if (maximum.hasFailed(j)) maps.fail(j, Reason.NOT_CONVERGED);
		return ratio;
	}

	private static boolean haveDifferentSizes(final VoxelBlock sized, final int j) {
		double first = 0;
		for (final double[] row : sized.weights()) {
			if (row[j] == 0) continue;
			if (first > 0 && row[j] != first) return true;
			first = row[j];
		}
		return false;
	}
}
