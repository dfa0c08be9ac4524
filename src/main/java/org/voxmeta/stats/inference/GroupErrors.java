package org.voxmeta.stats.inference;

import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.regression.Ranks;
import org.voxmeta.stats.regression.WeightedRegression;

/**
 * Standard errors of studies in groups: robust ones at voxels that have two or more studies of a group;
 * elsewhere those of independent studies, with their adjustment, as if a voxel's missing studies had never
 * been there.
 */
public final class GroupErrors implements TermErrors {

	private final TermErrors robust;
	/** Null if every voxel has dependent studies. */
	private final ModelErrors independent;
	private final boolean[] dependent;

	private GroupErrors(final TermErrors robust, final ModelErrors independent, final boolean[] dependent) {
		this.robust = robust;
		this.independent = independent;
		this.dependent = dependent;
	}

	/**
	 * The errors of a block's fit.
	 *
	 * @param studies the studies and their groups
	 * @param block what was fitted: the studies, or the groups' means
	 */
	public static TermErrors of(final VoxelBlock studies, final VoxelBlock block,
		final WeightedRegression fit, final Inference inference)
	{
		final boolean[] dependent = Ranks.areDependent(studies);
		final TermErrors robust = new ClusterRobustErrors(block, fit, inference.dependence().robust());
		for (final boolean voxel : dependent)
			if (!voxel) return new GroupErrors(robust, new ModelErrors(block, fit, inference.adjustment()),
				dependent);
		return new GroupErrors(robust, null, dependent);
	}

	@Override
	public double[] standardErrors(final double[] weights) {
		return independent == null ? robust.standardErrors(weights) : either(robust.standardErrors(weights),
			independent.standardErrors(weights));
	}

	@Override
	public double[] degreesOfFreedom(final double[] weights) {
		return independent == null ? robust.degreesOfFreedom(weights)
			: either(robust.degreesOfFreedom(weights), independent.degreesOfFreedom(weights));
	}

	@Override
	public double[] reference(final double[] weights) {
		return independent == null ? robust.reference(weights) : either(robust.reference(weights),
			independent.reference(weights));
	}

	@Override
	public JointTest jointTest(final WeightedRegression fit, final double[][] weights) {
		final JointTest ifDependent = robust.jointTest(fit, weights);
		if (independent == null) return ifDependent;
		final JointTest ifNot = independent.jointTest(fit, weights);
		return new JointTest(either(ifDependent.statistic(), ifNot.statistic()), either(ifDependent.dof(),
			ifNot.dof()));
	}

	/** Never for all voxels of a fit. */
	@Override
	public boolean isNormal() {
		return false;
	}

	private double[] either(final double[] ifDependent, final double[] ifNot) {
		for (int j = 0; j < dependent.length; j++)
			if (!dependent[j]) ifDependent[j] = ifNot[j];
		return ifDependent;
	}
}
