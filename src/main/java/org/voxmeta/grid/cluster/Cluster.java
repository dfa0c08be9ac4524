package org.voxmeta.grid.cluster;

import java.util.List;

/**
 * Connected voxels of one sign.
 *
 * @param voxels how many
 * @param size their volume, of a plane their area, in powers of the unit of the grid's affine; NaN where the
 *           grid has none
 * @param peaks the peak, then the sub-peaks in descending order of absolute value; at least one
 * @param centre the centre of mass: the mean of the voxels' places, weighted by absolute value
 */
public record Cluster(int voxels, double size, List<Peak> peaks, Position centre) {

	/** Keeps a copy of the list. */
	public Cluster {
		peaks = List.copyOf(peaks);
	}

	/** The peak. */
	public Peak peak() {
		return peaks.get(0);
	}
}
