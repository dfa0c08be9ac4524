package org.voxmeta.grid.cluster;

import java.util.Arrays;

/**
 * Connected voxels whose values reach a threshold, above and below 0 apart. Each voxel has the number of its
 * cluster, from 1 in the order of the clusters' first voxels; 0 in none. Immutable.
 */
public final class Clusters {

	private final int[] labels;
	private final int count;

	private Clusters(final int[] labels, final int count) {
		this.labels = labels;
		this.count = count;
	}

	/**
	 * The clusters of a map.
	 *
	 * @param map V values; NaN is in no cluster
	 * @param threshold the least absolute value, 0 or more; a value of 0 is in no cluster
	 */
	public static Clusters of(final double[] map, final double threshold, final Neighbourhood voxels) {
		ClusterStatistic.requireOnePerVoxel(map, voxels);
		final int[] roots = new int[map.length];
		for (int j = 0; j < map.length; j++) {
			roots[j] = isIn(map[j], threshold) ? j : -1;
			if (roots[j] < 0) continue;
			for (int step = 0; step < voxels.steps(); step++) {
				final int other = voxels.neighbour(j, step);
				if (other >= 0 && other < j && roots[other] >= 0 && map[other] > 0 == map[j] > 0) join(roots, other, j);
			}
		}
		return new Clusters(roots, number(roots));
	}

	/** The number of clusters. */
	public int count() {
		return count;
	}

	/** The cluster of voxel j, 0 if it is in none. */
	public int label(final int j) {
		return labels[j];
	}

	/** The cluster of each voxel, V; a new array. */
	public int[] labels() {
		return labels.clone();
	}

	/**
	 * The sum of a value over the voxels of each cluster.
	 *
	 * @param values V values
	 * @return a sum for each label, that of label 0 is 0
	 */
	double[] sums(final double[] values) {
		final double[] sums = new double[count + 1];
		for (int j = 0; j < labels.length; j++)
			if (labels[j] > 0) sums[labels[j]] += values[j];
		return sums;
	}

	/** The number of voxels of each cluster, by label; that of label 0 is 0. */
	public int[] sizes() {
		final int[] sizes = new int[count + 1];
		for (final int label : labels)
			if (label > 0) sizes[label]++;
		return sizes;
	}

	private static boolean isIn(final double value, final double threshold) {
		return value != 0 && Math.abs(value) >= threshold;
	}

	/** The smaller root stays, so that each root is the first voxel of its cluster. */
	private static void join(final int[] roots, final int a, final int b) {
		final int rootA = root(roots, a);
		final int rootB = root(roots, b);
		roots[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
	}

	private static int root(final int[] roots, final int voxel) {
		int j = voxel;
		while (roots[j] != j) {
			roots[j] = roots[roots[j]];
			j = roots[j];
		}
		return j;
	}

	/** Turns roots into labels; a voxel's root comes before it, so it has its label already. */
	private static int number(final int[] roots) {
		int count = 0;
		final int[] labels = new int[roots.length];
		for (int j = 0; j < roots.length; j++)
			if (roots[j] >= 0) labels[j] = roots[j] == j ? ++count : labels[roots[j]];
		System.arraycopy(labels, 0, roots, 0, labels.length);
		return count;
	}

	@Override
	public String toString() {
		return count + " clusters of " + Arrays.stream(sizes()).skip(1).boxed().toList() + " voxels";
	}
}
