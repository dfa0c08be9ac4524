package org.voxmeta.stats.regression;

import java.util.Arrays;

import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.kernel.WeightedSums;

/**
 * Groups of studies, each averaged to one study: the mean of the effects that a voxel has, whose variance is
 * that of a mean of n effects with correlation rho,
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
		return VoxelBlock.of(Studies.of(design(block.studies().design(), groups)), means.effects,
			means.weights, block.size());
	}

	/** A row for each group, whose studies have the same. */
	static Design design(final Design design, final int[][] groups) {
		if (design.isIntercept() && design.terms().size() == 1) return Design.intercept(groups.length);
		return design.at(Arrays.stream(groups).mapToInt(members -> members[0]).toArray());
	}

	private void average(final int g, final int[] members) {
		effects[g] = members.length == 1 ? block.effects()[members[0]] : new double[block.size()];
		weights[g] = members.length == 1 ? block.weights()[members[0]] : new double[block.size()];
		if (members.length > 1) average(members, effects[g], weights[g]);
	}

	private void average(final int[] members, final double[] mean, final double[] weight) {
		final double[] n = new double[mean.length];
		final double[] v = new double[mean.length];
		final double[] sd = new double[mean.length];
		for (final int k : members) {
			WeightedSums.addScaled(block.effects()[k], 1, mean, mean.length);
			WeightedSums.addVariance(block.weights()[k], n, v, mean.length);
			addDeviation(block.weights()[k], sd);
		}
		for (int j = 0; j < mean.length; j++) {
			mean[j] /= Math.max(1, n[j]);
			weight[j] = n[j] * n[j] / Math.max(v[j] + rho * (sd[j] * sd[j] - v[j]), Double.MIN_NORMAL);
		}
	}

	/** Adds the square root of a study's variance, 0 where it is missing. */
	private static void addDeviation(final double[] w, final double[] sum) {
		for (int j = 0; j < sum.length; j++)
			sum[j] += WeightedSums.presence(w[j]) / Math.sqrt(Math.max(w[j], Double.MIN_NORMAL));
	}
}
