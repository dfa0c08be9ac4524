package org.voxmeta.grid.cluster;

/**
 * The sum of what the values of the cluster that a voxel is in have above the threshold (Bullmore et al.
 * 1999, doi:10.1109/42.750253), as NiMARE and nilearn have it; FSL sums the whole values.
 *
 * @param threshold the least absolute value of a cluster's voxels, above 0
 * @param voxels which voxels are neighbours
 */
public record ClusterMass(double threshold, Neighbourhood voxels) implements ClusterStatistic {

	/**
	 * Checks the threshold.
	 *
	 * @throws IllegalArgumentException if it is not above 0
	 */
	public ClusterMass {
		if (!(threshold > 0)) throw new IllegalArgumentException("Cluster threshold: got " + threshold
			+ ", wanted a number above 0");
	}

	@Override
	public String name() {
		return "cluster mass";
	}

	@Override
	public double[] of(final double[] map) {
		final Clusters clusters = Clusters.of(map, threshold, voxels);
		final double[] above = new double[map.length];
		for (int j = 0; j < above.length; j++)
			above[j] = Math.abs(map[j]) - threshold;
		final double[] masses = clusters.sums(above);
		final double[] mass = new double[map.length];
		for (int j = 0; j < mass.length; j++)
			if (clusters.label(j) > 0) mass[j] = Math.copySign(masses[clusters.label(j)], map[j]);
		return mass;
	}
}
