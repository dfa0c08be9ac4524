package org.voxmeta.grid.cluster;

import java.util.List;

/**
 * The clusters of a map, in their order.
 *
 * @param clusters each with its peaks; the first is number 1
 * @param labels the number of the cluster of each of the map's V voxels; 0 in none, or in one that was left
 *           out; not to be changed
 */
public record ClusterTable(List<Cluster> clusters, int[] labels) {

	/** Keeps a copy of the list. */
	public ClusterTable {
		clusters = List.copyOf(clusters);
	}
}
