package org.voxmeta.stats.combination;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import org.voxmeta.stats.data.StudyPatterns;
import org.voxmeta.stats.data.VoxelBlock;

/** The weights of K studies at the B voxels of a block, worked out once for voxels with the same studies. */
final class VoxelWeights implements StudyWeights {

	private final StudyPatterns patterns;
	private final PatternWeights[] ofPattern;
	private final int size;

	/**
	 * Weights by a rule.
	 *
	 * @param rule from the studies that a voxel has, group by group, to their weights
	 */
	VoxelWeights(final VoxelBlock block, final Function<List<int[]>, PatternWeights> rule) {
		patterns = StudyPatterns.of(block);
		size = block.size();
		ofPattern = new PatternWeights[patterns.count()];
		Arrays.setAll(ofPattern, p -> rule.apply(patterns.groups(p)));
	}

	@Override
	public void read(final int k, final double[] to) {
		if (ofPattern.length == 1) Arrays.fill(to, 0, size, ofPattern[0].weights[k]);
		else for (int j = 0; j < size; j++)
			to[j] = at(j).weights[k];
	}

	@Override
	public double at(final int k, final int j) {
		return at(j).weights[k];
	}

	@Override
	public double degrees(final int j) {
		return at(j).dof;
	}

	private PatternWeights at(final int j) {
		return ofPattern[patterns.at(j)];
	}

	/**
	 * Weights of studies, and what their statistic is compared with.
	 *
	 * @param weights K, 0 for a study that is missing; NaN if there is no test
	 * @param dof degrees of freedom of the statistic's chi-square distribution, if it has one
	 */
	record PatternWeights(double[] weights, double dof) {
	}
}
