package org.voxmeta.stats.regression;

import org.voxmeta.stats.data.VoxelBlock;

/**
 * Groups of studies that weigh as one study each, shared equally by their studies, which stay apart: with the n
 * studies of a group that a voxel has, and the mean of their variances, each weighs
 * <pre>
 * w = 1 / (n (mean v + tau2))
 * </pre>
 * the weights of Hedges, Tipton and Johnson's model of correlated effects, and of PyMARE's scheme "rescale".
 *
 * @see <a href="https://doi.org/10.1002/jrsm.5">Hedges LV, Tipton E, Johnson MC (2010). Robust variance estimation in
 *      meta-regression with dependent effect size estimates. Research Synthesis Methods 1, 39-65</a>
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

	/** A block of the same studies with these weights, at tau2 = 0, in which the studies of a group share tau2. */
	public static VoxelBlock of(final VoxelBlock block) {
		final GroupShares shares = new GroupShares(block);
		for (final int[] members : block.studies().members())
			if (members.length > 1) shares.share(members);
		return VoxelBlock.shared(block.studies(), block.effects(), shares.weights, shares.multiplicities,
			block.size());
	}

	private void share(final int[] members) {
		final double[] n = new double[block.size()];
		final double[] v = new double[block.size()];
		for (final int k : members)
			add(block.weights()[k], n, v);
		for (final int k : members) {
			multiplicities[k] = n;
			weights[k] = shared(block.weights()[k], n, v);
		}
	}

	private static void add(final double[] w, final double[] n, final double[] v) {
		for (int j = 0; j < n.length; j++) {
			n[j] += w[j] > 0 ? 1 : 0;
			v[j] += w[j] > 0 ? 1 / w[j] : 0;
		}
	}

	/** The weight of a study that is alone stays as it is, to the last bit. */
	private static double[] shared(final double[] w, final double[] n, final double[] v) {
		final double[] shared = new double[n.length];
		for (int j = 0; j < n.length; j++)
			shared[j] = w[j] > 0 && n[j] > 1 ? 1 / v[j] : w[j];
		return shared;
	}
}
