package org.voxmeta.stats.regression;

import java.util.Arrays;

import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.kernel.WeightedSums;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.Reason;

/** Which voxels lack so many studies that the others do not determine a fit. */
public final class Ranks {

	/** Fewer independent groups than this say nothing about the variance between them. */
	private static final int LEAST_GROUPS = 2;

	private Ranks() {
	}

	/**
	 * Says why, at each voxel whose studies cannot tell the coefficients apart or belong to too few groups:
	 * 1, or, where studies are not independent of each other, not more than coefficients.
	 */
	public static void explain(final VoxelBlock block, final MapBlock maps) {
		final Studies studies = block.studies();
		if (block.isComplete() || (studies.design().isIntercept() && !studies.hasGroups())) return;
		final int[] groups = groups(block);
		for (int j = 0; j < block.size(); j++) {
			if (block.counts()[j] == block.count()) continue;
			if (!isSeparable(studies.design(), block, j)) maps.fail(j, Reason.RANK_DEFICIENT);
			else if (isTooFew(groups[j], block.counts()[j], studies.design())) maps.fail(j,
				Reason.TOO_FEW_GROUPS);
		}
	}

	/**
	 * The number of independent groups that each voxel has, B values: its studies, if all are independent.
	 */
	public static int[] groups(final VoxelBlock block) {
		if (!block.studies().hasGroups()) return Arrays.copyOf(block.counts(), block.size());
		final int[] groups = new int[block.size()];
		if (block.isComplete()) {
			Arrays.fill(groups, block.studies().groupCount());
			return groups;
		}
		final double[] weight = new double[block.size()];
		final double[] count = new double[block.size()];
		for (final int[] members : block.studies().members()) {
			Arrays.fill(weight, 0);
			for (final int k : members)
				WeightedSums.addScaled(block.weights()[k], 1, weight, weight.length);
			for (int j = 0; j < count.length; j++)
				count[j] += WeightedSums.presence(weight[j]);
		}
		for (int j = 0; j < groups.length; j++)
			groups[j] = (int) count[j];
		return groups;
	}

	/** The number of independent groups that voxel {@code j} has: its studies, if all are independent. */
	public static int groups(final VoxelBlock block, final int j) {
		final Studies studies = block.studies();
		if (!studies.hasGroups()) return block.counts()[j];
		final boolean[] seen = new boolean[studies.groupCount()];
		for (int k = 0; k < block.count(); k++)
			if (block.weights()[k][j] > 0) seen[studies.groups()[k]] = true;
		int count = 0;
		for (final boolean group : seen)
			if (group) count++;
		return count;
	}

	/** Whether two or more of the studies of each voxel are of one group, so not independent: B values. */
	public static boolean[] areDependent(final VoxelBlock block) {
		final boolean[] dependent = new boolean[block.size()];
		final int[] groups = groups(block);
		for (int j = 0; j < dependent.length; j++)
			dependent[j] = groups[j] < block.counts()[j];
		return dependent;
	}

	/** The residual degrees of freedom of each voxel: studies less coefficients. */
	public static double[] residualDegrees(final VoxelBlock block) {
		final double[] dof = block.zeros();
		final int[] counts = block.counts();
		final int predictors = block.studies().design().predictors();
		for (int j = 0; j < dof.length; j++)
			dof[j] = counts[j] - predictors;
		return dof;
	}

	/** Groups must outnumber coefficients where their scatter is all there is to tell how sure these are. */
	private static boolean isTooFew(final int groups, final int studies, final Design design) {
		return groups < LEAST_GROUPS || (groups < studies && groups <= design.predictors());
	}

	private static boolean isSeparable(final Design design, final VoxelBlock block, final int j) {
		if (block.counts()[j] < design.predictors()) return false;
		return design.isIntercept() || design.hasFullRank(k -> block.weights()[k][j] > 0);
	}
}
