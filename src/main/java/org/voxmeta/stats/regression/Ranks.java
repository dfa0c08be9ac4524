package org.voxmeta.stats.regression;

import java.util.Arrays;

import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.Reason;

/** Which voxels lack so many studies that the others do not determine a fit. */
public final class Ranks {

	/** Fewer independent groups than this say nothing about the variance between them. */
	private static final int LEAST_GROUPS = 2;

	private Ranks() {
	}

	/**
	 * Says why, at each voxel whose studies cannot tell the coefficients apart or belong to too few groups: 1, or, where
	 * studies are not independent of each other, not more than coefficients.
	 */
	public static void explain(final VoxelBlock block, final MapBlock maps) {
		final Studies studies = block.studies();
		if (block.isComplete() || (studies.design().isIntercept() && !studies.hasGroups())) return;
		for (int j = 0; j < block.size(); j++) {
			if (block.counts()[j] == block.count()) continue;
			if (!isSeparable(studies.design(), block, j)) maps.fail(j, Reason.RANK_DEFICIENT);
			else if (hasTooFewGroups(block, j)) maps.fail(j, Reason.TOO_FEW_GROUPS);
		}
	}

	/** Whether two or more of the studies of each voxel are of one group, so that they are not independent: B values. */
	public static boolean[] areDependent(final VoxelBlock block) {
		final boolean[] dependent = new boolean[block.size()];
		if (!block.studies().hasGroups()) return dependent;
		if (block.isComplete()) Arrays.fill(dependent, true);
		else for (final int[] members : block.studies().members())
			if (members.length > 1) for (int j = 0; j < dependent.length; j++)
				dependent[j] |= present(members, block, j) > 1;
		return dependent;
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

	/** The residual degrees of freedom of each voxel: studies less coefficients. */
	public static double[] residualDegrees(final VoxelBlock block) {
		final double[] dof = new double[block.size()];
		Arrays.setAll(dof, j -> block.counts()[j] - block.studies().design().predictors());
		return dof;
	}

	/** Groups must outnumber coefficients where their scatter is all there is to tell how sure these are. */
	private static boolean hasTooFewGroups(final VoxelBlock block, final int j) {
		final int groups = groups(block, j);
		return groups < LEAST_GROUPS || (groups < block.counts()[j] && groups <= block.studies().design().predictors());
	}

	private static int present(final int[] members, final VoxelBlock block, final int j) {
		int present = 0;
		for (final int k : members)
			if (block.weights()[k][j] > 0) present++;
		return present;
	}

	private static boolean isSeparable(final Design design, final VoxelBlock block, final int j) {
		return block.counts()[j] >= design.predictors() && design.hasFullRank(k -> block.weights()[k][j] > 0);
	}
}
