package org.voxmeta.stats.regression;

import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.kernel.WeightedSums;

/**
 * Groups of studies that weigh as one study each, shared equally by their studies, which stay apart: with the
 * n studies of a group that a voxel has, and the mean of their variances, each weighs
 * <pre>
 * w = 1 / (n (mean v + tau2))
 * </pre>
 * the weights of Hedges, Tipton and Johnson's model of correlated effects, and of PyMARE's scheme "rescale".
 *
 * @see <a href="https://doi.org/10.1002/jrsm.5">Hedges LV, Tipton E, Johnson MC (2010). Robust variance
 *      estimation in meta-regression with dependent effect size estimates. Research Synthesis Methods
 *      1, 39-65</a>
 */
public final class GroupShares {

	private final VoxelBlock block;
	private final double[][] weights;
	private final double[][] multiplicities;

	private GroupShares(final VoxelBlock block) {
		this.block = block;
		weights = block.weights().clone();
		multiplicities = new double[block.count()][];
	}

	/**
	 * A block of the same studies with these weights, at tau2 = 0, in which the studies of a group share
	 * tau2.
	 */
	public static VoxelBlock of(final VoxelBlock block) {
		final GroupShares shares = new GroupShares(block);
		for (final int[] members : block.studies().members())
			if (members.length > 1) shares.share(members);
		return block.sharing(shares.weights, shares.multiplicities, Ranks.groups(block));
	}

	private void share(final int[] members) {
		final double[] n = new double[block.size()];
		final double[] v = new double[block.size()];
		for (final int k : members)
			WeightedSums.addVariance(block.weights()[k], n, v, n.length);
		final double[] complete = block.isComplete() ? shared(block.weights()[members[0]], v) : null;
		for (final int k : members) {
			multiplicities[k] = n;
			weights[k] = complete == null ? shared(block.weights()[k], v) : complete;
		}
	}

	private static double[] shared(final double[] w, final double[] v) {
		final double[] shared = new double[v.length];
		for (int j = 0; j < shared.length; j++)
			shared[j] = WeightedSums.presence(w[j]) / Math.max(v[j], Double.MIN_NORMAL);
		return shared;
	}
}
