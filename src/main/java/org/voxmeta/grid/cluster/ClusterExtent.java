package org.voxmeta.grid.cluster;

/**
 * The number of voxels of the cluster that a voxel is in.
 *
 * @param threshold the least absolute value of a cluster's voxels, above 0
 * @param voxels which voxels are neighbours
 */
public record ClusterExtent(double threshold, Neighbourhood voxels) implements ClusterStatistic {

	/**
	 * Checks the threshold.
	 *
	 * @throws IllegalArgumentException if it is not above 0
	 */
	public ClusterExtent {
		if (!(threshold > 0)) throw new IllegalArgumentException("Cluster threshold: got " + threshold
			+ ", wanted a number above 0");
	}

	@Override
	public String name() {
		return "cluster extent";
	}

	@Override
	public double[] of(final double[] map) {
		final Clusters clusters = Clusters.of(map, threshold, voxels);
		final int[] sizes = clusters.sizes();
		final double[] extent = new double[map.length];
		for (int j = 0; j < extent.length; j++)
			if (clusters.label(j) > 0) extent[j] = Math.copySign(sizes[clusters.label(j)], map[j]);
		return extent;
	}
}
