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
	 * @param contrasts of the block's studies; null if there are none
	 * @param restricted whether the likelihood is that of what the coefficients leave
	 * @param maps told of voxels whose iteration does not converge
	 * @return arrays that are the block's buffers
	 */
	public static SampleSizeLikelihood maximum(final VoxelBlock block, final SampleSizeContrasts contrasts,
		final boolean restricted, final MapBlock maps)
	{
		final SampleSizeLikelihood found = new SampleSizeLikelihood(block.zeros(), block.zeros());
		if (contrasts != null) found.putWhole(block, contrasts, restricted, maps);
		if (contrasts == null || !block.isComplete()) found.putOthers(block, contrasts != null, restricted, maps);
		return found;
	}

	/** The voxels that have all studies. */
	private void putWhole(final VoxelBlock block, final SampleSizeContrasts contrasts, final boolean restricted,
		final MapBlock maps)
	{
		final int n = block.size();
		final double[][] squares = contrasts.squares(ActiveVoxels.residuals(block), n, block.buffers());
		final ActiveVoxels voxels = ActiveVoxels.of(squares, n, block.buffers());
		final ContrastScore score = new ContrastScore(contrasts, restricted);
		final double[] x = block.zeros();
		if (contrasts.areUneven() && isKnown(squares.length, restricted)) {
			final boolean[] searched = new boolean[n];
			for (int j = 0; j < n; j++)
				searched[j] = isWhole(block, j);
			search(score, voxels, searched, x, maps);
		}
		final double[] total = score.total(voxels, x);
		for (int j = 0; j < n; j++) {
			sigma2[j] = (1 - x[j]) * total[j] * contrasts.scale();
			tau2[j] = x[j] * total[j];
		}
	}

	private static boolean isWhole(final VoxelBlock block, final int j) {
		return block.counts()[j] == block.count();
	}

	/** With one residual the restricted likelihood is the same for all ratios. */
	private static boolean isKnown(final int rest, final boolean restricted) {
		return rest > 1 || rest == 1 && !restricted;
	}

	/** Voxels that may lack any studies, perhaps those alone that do. */
	private void putOthers(final VoxelBlock block, final boolean lacking, final boolean restricted,
		final MapBlock maps)
	{
		final int n = block.size();
		final double[] scale = scale(block);
		final VoxelBlock sized = block.weighted(weights(block, scale));
		final ActiveVoxels voxels = ActiveVoxels.of(sized);
		final boolean[] searched = new boolean[n];
		for (int j = 0; j < n; j++)
			// else 0, as all ratios are alike where there is one size
			searched[j] = !(lacking && isWhole(block, j)) && haveDifferentSizes(sized, j)
				&& isKnown(sized.counts()[j] - sized.studies().design().predictors(), restricted);
		final double[] x = block.zeros();
		search(new RatioScore(restricted), voxels, searched, x, maps);
		final double[] ratio = block.zeros();
		for (int j = 0; j < n; j++)
			ratio[j] = RatioScore.ratio(x[j]);
		final ProjectionForms forms = ProjectionForms.of(voxels, 2);
		forms.evaluate(voxels, ratio);
		final int lost = restricted ? block.studies().design().predictors() : 0;
		for (int j = 0; j < n; j++) {
			if (lacking && isWhole(block, j)) continue;
			final double total = forms.form(1)[j] / (block.counts()[j] - lost);
			tau2[j] = ratio[j] * total;
			sigma2[j] = ratio[j] == RatioScore.INFINITE ? 0 : total * scale[j];
		}
	}

	/** Which x is best at these voxels; others keep theirs. */
	private static void search(final RatioCurves curves, final ActiveVoxels voxels, final boolean[] searched,
		final double[] x, final MapBlock maps)
	{
		final GlobalMaximum maximum = GlobalMaximum.of(curves, voxels, searched);
		for (int j = 0; j < searched.length; j++) {
			if (searched[j]) x[j] = maximum.at()[j];
			if (maximum.hasFailed(j)) maps.fail(j, Reason.NOT_CONVERGED);
		}
	}

	/** What makes the mean of h = scale / n 1/2: then most curves bend where the ratio is about 1. */
	private static double[] scale(final VoxelBlock block) {
		final double[] scale = block.zeros();
		for (final double[] w : block.weights())
			for (int j = 0; j < scale.length; j++)
				scale[j] += WeightedSums.presence(w[j]) / Math.max(w[j], Double.MIN_NORMAL);
		for (int j = 0; j < scale.length; j++)
			scale[j] = block.counts()[j] / (2 * scale[j]);
		return scale;
	}

	/** 1/h, 0 where missing. */
	private static double[][] weights(final VoxelBlock block, final double[] scale) {
		final double[][] weights = block.buffers().zeros(block.count(), block.size());
		for (int k = 0; k < weights.length; k++)
			for (int j = 0; j < scale.length; j++)
				weights[k][j] = block.weights()[k][j] > 0 ? block.weights()[k][j] / scale[j] : 0;
		return weights;
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
