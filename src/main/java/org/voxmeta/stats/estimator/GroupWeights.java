package org.voxmeta.stats.estimator;

import java.util.Arrays;

import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.inference.Dependence;
import org.voxmeta.stats.inference.Dependence.Scheme;
import org.voxmeta.stats.regression.GroupMeans;
import org.voxmeta.stats.regression.GroupShares;
import org.voxmeta.stats.regression.RandomEffectsModel;

/**
 * What a weight scheme makes of studies in groups: the block that the variances are found from, and the one
 * that is fitted. Independent studies are both themselves.
 */
final class GroupWeights {

	private final Dependence dependence;
	/** Whether the estimator knows how to find tau2 from studies that share it. */
	private final boolean correlated;

	GroupWeights(final Dependence dependence, final boolean correlated) {
		this.dependence = dependence;
		this.correlated = correlated;
	}

	/**
	 * Checks that groups suffice and that moderators are those of groups where groups become single studies.
	 *
	 * @throws IllegalArgumentException if there are no more groups than coefficients, or such moderators
	 *          differ
	 */
	void check(final Studies studies) {
		if (!studies.hasGroups()) return;
		final int coefficients = studies.design().predictors();
		if (studies.groupCount() <= coefficients) throw new IllegalArgumentException("Groups: got "
			+ studies.groupCount() + " for " + coefficients
			+ " coefficients, wanted more groups than coefficients");
		if (averages()) Arrays.stream(studies.members()).forEach(group -> requireAlike(studies.design(),
			group));
	}

	/** The block to find the variances from: the studies, or the groups as independent studies. */
	VoxelBlock source(final VoxelBlock studies) {
		if (!studies.studies().hasGroups()) return studies;
		if (averages()) return GroupMeans.of(studies, dependence.rho());
		return dependence.scheme() == Scheme.RESCALE ? GroupShares.of(studies) : studies;
	}

	/** The groups as independent studies, or null if moderators differ within a group. */
	VoxelBlock means(final VoxelBlock studies) {
		return studies.studies().columnDifferingWithinGroups() >= 0 ? null : GroupMeans.of(studies,
			dependence.rho());
	}

	/** The model to fit, with the variances found from {@link #source}. */
	RandomEffectsModel fitted(final VoxelBlock studies, final VoxelBlock source,
		final RandomEffectsModel model)
	{
		final boolean averagesForTau2Only = averages() && dependence.scheme() != Scheme.COLLAPSE;
		if (!studies.studies().hasGroups() || !averagesForTau2Only) return model;
		return new RandomEffectsModel(GroupShares.of(rescaled(studies, source, model.block())), model.tau2());
	}

	private boolean averages() {
		return dependence.scheme() == Scheme.COLLAPSE || (dependence.scheme() == Scheme.RESCALE
			&& !correlated);
	}

	private void requireAlike(final Design design, final int[] group) {
		final int column = design.differingColumn(group);
		if (column < 0) return;
		final String scheme = dependence.scheme().label();
		throw new IllegalArgumentException("Moderators: '" + design.columns().get(column)
			+ "' differs among studies of one group (" + (group[0] + 1)
			+ " and others), wanted the same value, as weight scheme '" + scheme + "' "
			+ (dependence.scheme() == Scheme.COLLAPSE ? "averages each group to one study"
			: "finds tau2 from each group's average") + "; scheme '" + Scheme.INDIVIDUAL.label()
			+ "' does not need that");
	}

	/**
	 * The studies with the factor by which a model's variances differ from those of its source, if they do.
	 */
	private static VoxelBlock rescaled(final VoxelBlock studies, final VoxelBlock source,
		final VoxelBlock modelled)
	{
		if (source == modelled) return studies;
		final int size = studies.size();
		final double[] factor = sumOfWeights(modelled);
		final double[] before = sumOfWeights(source);
		for (int j = 0; j < size; j++)
			factor[j] /= before[j];
		final double[][] weights = new double[studies.count()][size];
		for (int k = 0; k < weights.length; k++)
			for (int j = 0; j < size; j++)
				weights[k][j] = factor[j] * studies.weights()[k][j];
		return VoxelBlock.of(studies.studies(), studies.effects(), weights, size);
	}

	private static double[] sumOfWeights(final VoxelBlock block) {
		final double[] sum = new double[block.size()];
		for (final double[] w : block.weights())
			for (int j = 0; j < sum.length; j++)
				sum[j] += w[j];
		return sum;
	}
}
