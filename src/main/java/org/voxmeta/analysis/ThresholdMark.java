package org.voxmeta.analysis;

/**
 * A threshold of a map that has a meaning.
 *
 * @param key its name in keys of macros, such as {@code fdr}
 * @param label what users see, such as "FDR 0.05"
 * @param value the least absolute value that reaches it, in the unit of the map; NaN if no voxel does
 * @param voxels the number of voxels that reach it
 */
public record ThresholdMark(String key, String label, double value, int voxels) {

	/** Whether any voxel reaches it. */
	public boolean isReached() {
		return voxels > 0;
	}
}
