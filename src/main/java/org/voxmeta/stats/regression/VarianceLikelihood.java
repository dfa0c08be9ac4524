package org.voxmeta.stats.regression;

import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.Reason;

/**
 * The between-study variance of greatest likelihood in the model y ~ N(X beta, v + tau2). With w = 1/(v +
 * tau2), the log likelihood is, but for a constant,
 * <pre>
 * full        1/2 (sum log w - y'Py)
 * restricted  1/2 (sum log w - log |X'WX| - y'Py)
 * </pre>
 * and may have several maxima, of which the global one is found, be it at tau2 = 0.
 */
public final class VarianceLikelihood {

	private VarianceLikelihood() {
	}

	/**
	 * The tau2 of every voxel; one of the block's buffers.
	 *
	 * @param block effects and inverse sampling variances
	 * @param restricted whether the likelihood is that of what the coefficients leave
	 * @param maps told of voxels whose iteration does not converge
	 * @return squared units of the effects, B: 0 where the voxel has as many coefficients as studies; NaN
	 *         where the data allow no solution, or it was not found
	 */
	public static double[] maximum(final VoxelBlock block, final boolean restricted, final MapBlock maps) {
		final int predictors = block.studies().design().predictors();
		final boolean[] usable = new boolean[block.size()];
		for (int j = 0; j < usable.length; j++)
			usable[j] = block.counts()[j] > predictors;
		final GlobalMaximum maximum = GlobalMaximum.of(new VarianceScore(restricted), ActiveVoxels.of(block),
			usable);
		final double[] tau2 = maximum.at();
		for (int j = 0; j < usable.length; j++) {
			if (block.counts()[j] == predictors) tau2[j] = 0;
			if (maximum.hasFailed(j)) maps.fail(j, Reason.NOT_CONVERGED);
		}
		return tau2;
	}
}
