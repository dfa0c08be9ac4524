package org.voxmeta.report;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.voxmeta.analysis.FoundClusters;
import org.voxmeta.analysis.InputImage;

/**
 * The maps of what was tested, such as the mean or a moderator's coefficient, and what was found in them.
 *
 * @param name as files are called; empty for the mean of studies
 * @param title in words
 * @param index its place among the terms
 * @param z the map of z
 * @param estimate the map of the estimate; empty if there is none
 * @param values z of the voxels or regions, V, NaN where there is none
 * @param estimates of the voxels or regions, V; null if there are none
 * @param p corrected, V, NaN where there is no test
 * @param significant the map of z, NaN where the corrected p is above alpha
 * @param clusters of significant voxels; null for regions
 * @param familyWise what permutation tests found
 */
record TermMaps(String name, String title, int index, InputImage z, Optional<InputImage> estimate,
	double[] values,
	double[] estimates, double[] p, InputImage significant, FoundClusters clusters, List<FamilyWise> familyWise)
{

	/**
	 * What a permutation test found.
	 *
	 * @param statistic what was tested, in words
	 * @param threshold the least value that is significant; NaN if that is not known
	 * @param voxels how many are significant
	 * @param smallest the smallest corrected p
	 * @param clusters of significant voxels; null for regions
	 */
	record FamilyWise(String statistic, double threshold, long voxels, double smallest, FoundClusters clusters) {
	}

	/** The number of tests. */
	long tests() {
		return Arrays.stream(p).filter(value -> !Double.isNaN(value)).count();
	}

	/** How many are significant. */
	long surviving(final double alpha) {
		return Arrays.stream(p).filter(value -> value <= alpha).count();
	}

	/** The voxel or region with the largest absolute z; -1 if there is none. */
	int strongest() {
		int best = -1;
		for (int j = 0; j < values.length; j++)
			if (!Double.isNaN(values[j]) && (best < 0 || Math.abs(values[j]) > Math.abs(values[best]))) best = j;
		return best;
	}
}
