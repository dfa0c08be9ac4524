package org.voxmeta.fit.permutation;

import java.util.List;

/**
 * What a permutation test gave.
 *
 * @param count how many rearrangements were made, the data as observed included
 * @param exact whether these were all there are
 * @param flips whether signs were flipped; otherwise errors changed places
 * @param p each voxel's own p, V, NaN where it has none; null if it was not asked for
 * @param corrected the statistics, that of the voxels themselves first, then those of clusters
 */
public record PermutationResult(int count, boolean exact, boolean flips, double[] p,
	List<Corrected> corrected)
{

	/**
	 * A statistic and its p values.
	 *
	 * @param statistic as observed, V, NaN where there is no test
	 * @param p corrected for all voxels by the distribution of the maximum, V, NaN where there is no test
	 * @param maxima that distribution
	 */
	public record Corrected(double[] statistic, double[] p, NullDistribution maxima) {
	}
}
