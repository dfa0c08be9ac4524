package org.voxmeta.stats.regression;

import java.util.Arrays;

import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.VoxelBlock;

/**
 * Groups of studies, each averaged to one study: the mean of the effects that a voxel has, whose variance is that of
 * a mean of n effects with correlation rho,
 * <pre>
 * v = (sum v_i + rho sum over i != l of sqrt(v_i v_l)) / n²
 * </pre>
 * The groups are independent of each other. PyMARE collapses groups the same way.
 */
public final class GroupMeans {

	private final VoxelBlock block;
	private final double rho;
	private final double[][] effects;
	private final double[][] weights;

	private GroupMeans(final VoxelBlock block, final double rho) {
		this.block = block;
		this.rho = rho;
		effects = new double[block.studies().groupCount()][];
		weights = new double[block.studies().groupCount()][];
	}

	/**
	 * A block of the groups instead of the studies.
	 *
	 * @param block effects and inverse variances of studies whose moderators do not differ within a group
	 * @param rho correlation of the effects of one group, 0 to 1
	 */
	public static VoxelBlock of(final VoxelBlock block, final double rho) {
		final GroupMeans means = new GroupMeans(block, rho);
		final int[][] groups = block.studies().members();
		for (int g = 0; g < groups.length; g++)
			means.average(g, groups[g]);
		return VoxelBlock.of(Studies.of(design(block.studies().design(), groups)), means.effects, means.weights,
			block.size());
	}

	private static Design design(final Design design, final int[][] groups) {
		if (design.isIntercept() && design.terms().size() == 1) return Design.intercept(groups.length);
		return design.at(Arrays.stream(groups).mapToInt(members -> members[0]).toArray());
	}

	private void average(final int g, final int[] members) {
		effects[g] = members.length == 1 ? block.effects()[members[0]] : new double[block.size()];
		weights[g] = members.length == 1 ? block.weights()[members[0]] : new double[block.size()];
		if (members.length > 1) average(members, effects[g], weights[g]);
	}

	private void average(final int[] members, final double[] mean, final double[] weight) {
		final int size = block.size();
		final double[] n = new double[size];
		final double[] v = new double[size];
		final double[] sd = new double[size];
		for (final int k : members)
			add(block.effects()[k], block.weights()[k], mean, weight, n, v, sd);
		for (int j = 0; j < size; j++)
			// the weight of a study that is alone stays as it is, to the last bit
			if (n[j] > 1) {
				mean[j] /= n[j];
				weight[j] = n[j] * n[j] / (v[j] + rho * (sd[j] * sd[j] - v[j]));
			}
	}

	/** Adds a study, if it is not missing, to the sums of effects, weights, ones, variances and their roots. */
	private static void add(final double[] y, final double[] w, final double[] sumY, final double[] sumW,
		final double[] n, final double[] v, final double[] sd)
	{
		for (int j = 0; j < n.length; j++) {
			final double variance = w[j] > 0 ? 1 / w[j] : 0;
			sumY[j] += y[j];
			sumW[j] += w[j];
			n[j] += w[j] > 0 ? 1 : 0;
			v[j] += variance;
			sd[j] += Math.sqrt(variance);
		}
	}
}
