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

	/** Says why, at each voxel whose studies cannot tell the coefficients apart or belong to too few groups. */
	public static void explain(final VoxelBlock block, final MapBlock maps) {
		final Studies studies = block.studies();
		if (block.isComplete() || (studies.design().isIntercept() && !studies.hasGroups())) return;
		for (int j = 0; j < block.size(); j++) {
			if (block.counts()[j] == block.count()) continue;
			if (!isSeparable(studies.design(), block, j)) maps.fail(j, Reason.RANK_DEFICIENT);
			else if (groups(block, j) < LEAST_GROUPS) maps.fail(j, Reason.TOO_FEW_GROUPS);
		}
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

	private static boolean isSeparable(final Design design, final VoxelBlock block, final int j) {
		return block.counts()[j] >= design.predictors() && design.hasFullRank(k -> block.weights()[k][j] > 0);
	}
}
