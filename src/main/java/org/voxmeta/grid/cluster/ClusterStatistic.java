package org.voxmeta.grid.cluster;

/**
 * What a voxel's value gains from the values of its neighbours: the size of its cluster,
 * say. Immutable, thread-safe.
 */
public interface ClusterStatistic {

	/** The name that people know it by. */
	String name();

	/**
	 * The statistic of each voxel of a map; clusters of values above and below 0 are apart.
	 *
	 * @param map V values; NaN is in no cluster
	 * @return V values with the signs of the map's, 0 in no cluster; a new array
	 * @throws IllegalArgumentException if there are not V values
	 */
	double[] of(double[] map);

	/**
	 * The largest statistic of a map.
	 *
	 * @param map V values; NaN is in no cluster
	 * @param bothSigns whether clusters of values below 0 count, by their absolute values
	 * @return 0 or more; 0 if there is no cluster that counts
	 * @throws IllegalArgumentException if there are not V values
	 */
	default double largest(final double[] map, final boolean bothSigns) {
		double largest = 0;
		for (final double value : of(map))
			largest = Math.max(largest, bothSigns ? Math.abs(value) : value);
		return largest;
	}

	/** Throws unless there are as many values as voxels. */
	static void requireOnePerVoxel(final double[] map, final Neighbourhood voxels) {
		if (map.length != voxels.voxels()) throw new IllegalArgumentException("Map: got " + map.length
			+ " values, wanted " + voxels.voxels() + ", one for each voxel");
	}
}
