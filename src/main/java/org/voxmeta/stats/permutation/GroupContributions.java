package org.voxmeta.stats.permutation;

import java.util.Arrays;

import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.VoxelBlock;

/**
 * What each of G independent groups contributes to a mean at the B voxels of a block: the average of the
 * studies it has there, and a weight. Independent studies are a group each.
 *
 * @param values averages, G×B (rows may be longer), 0 where a group has no study
 * @param weights 1, or the average sample size of those studies, G×B, 0 where a group has none
 * @param size B
 */
record GroupContributions(double[][] values, double[][] weights, int size) {

	/**
	 * The contributions to a block.
	 *
	 * @param bySize whether sample sizes are the weights
	 */
	static GroupContributions of(final VoxelBlock block, final boolean bySize) {
		return block.studies().hasGroups() ? ofGroups(block, bySize) : ofStudies(block, bySize);
	}

	/** G. */
	int groups() {
		return weights.length;
	}

	/** Whether all voxels have the same number of groups. */
	boolean haveSameCount() {
		final int[] counts = new int[size];
		for (final double[] row : weights)
			for (int j = 0; j < size; j++)
				if (row[j] > 0) counts[j]++;
		return Arrays.stream(counts).allMatch(count -> count == counts[0]);
	}

	/**
	 * The values x / sqrt(g sum x²) of the g groups that a voxel has, G×B, so that their sum is the correlation
	 * t / sqrt(t² + g - 1); 0 where a group has no study, and where all values are 0.
	 */
	double[][] ofUnitLength() {
		final double[] squares = new double[size];
		for (int g = 0; g < weights.length; g++)
			for (int j = 0; j < size; j++)
				if (weights[g][j] > 0) squares[j] += values[g][j] * values[g][j];
		final double[] count = new double[size];
		for (final double[] row : weights)
			for (int j = 0; j < size; j++)
				if (row[j] > 0) count[j]++;
		final double[][] unit = new double[weights.length][size];
		for (int g = 0; g < unit.length; g++)
			for (int j = 0; j < size; j++)
				if (weights[g][j] > 0 && squares[j] > 0) unit[g][j] = values[g][j] / Math.sqrt(count[j] * squares[j]);
		return unit;
	}

	private static GroupContributions ofStudies(final VoxelBlock block, final boolean bySize) {
		final double[][] weights = new double[block.count()][block.size()];
		for (int k = 0; k < weights.length; k++)
			addWhere(block, k, weight(block.studies(), k, bySize), weights[k]);
		return new GroupContributions(block.effects(), weights, block.size());
	}

	private static GroupContributions ofGroups(final VoxelBlock block, final boolean bySize) {
		final Studies studies = block.studies();
		final double[][] values = new double[studies.groupCount()][block.size()];
		final double[][] weights = new double[studies.groupCount()][block.size()];
		final double[][] counts = new double[studies.groupCount()][block.size()];
		for (int k = 0; k < block.count(); k++) {
			final int group = studies.groups()[k];
			addWhere(block, k, 1, counts[group]);
			addWhere(block, k, weight(studies, k, bySize), weights[group]);
			for (int j = 0; j < block.size(); j++)
				values[group][j] += block.effects()[k][j];
		}
		for (int g = 0; g < counts.length; g++)
			for (int j = 0; j < block.size(); j++) {
				final double count = Math.max(1, counts[g][j]);
				values[g][j] /= count;
				weights[g][j] /= count;
			}
		return new GroupContributions(values, weights, block.size());
	}

	private static double weight(final Studies studies, final int k, final boolean bySize) {
		return bySize ? studies.sampleSizes()[k] : 1;
	}

	/** Adds to a sum where study k is not missing. */
	private static void addWhere(final VoxelBlock block, final int k, final double value, final double[] sum)
	{
		final double[] present = block.weights()[k];
		final boolean complete = block.isComplete();
		for (int j = 0; j < sum.length; j++)
			if (complete || present[j] > 0) sum[j] += value;
	}
}
