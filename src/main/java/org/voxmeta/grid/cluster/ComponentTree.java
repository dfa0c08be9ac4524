package org.voxmeta.grid.cluster;

import java.util.Arrays;

/**
 * How the clusters of one sign of a map grow and merge while the threshold goes down: voxels by rank, the
 * largest absolute value first, and for each the voxel with which its cluster grew next. Also the buffers for
 * this, so that many maps can be gone through one after the other; not thread-safe.
 * <p>
 * Union-find by size over the places of voxels.
 */
final class ComponentTree {

	private static final int NONE = -1;

	private final Neighbourhood voxels;
	private final int[] offsets;
	private final Descending descending;
	/** By place. */
	private final int[] roots;
	/** By root, the last rank of its cluster so far. */
	private final int[] last;
	private final int[] parents;
	private final int[] extents;

	ComponentTree(final Neighbourhood voxels) {
		this.voxels = voxels;
		offsets = voxels.offsets();
		descending = new Descending(voxels);
		roots = new int[voxels.size()];
		last = new int[voxels.size()];
		parents = new int[voxels.voxels()];
		extents = new int[voxels.voxels()];
	}

	/**
	 * Takes the voxels of one sign of a map.
	 *
	 * @param map V values; NaN is in no cluster
	 * @param sign 1 or -1
	 * @return the number of ranks
	 */
	int build(final double[] map, final int sign) {
		final int count = descending.sort(map, sign);
		Arrays.fill(roots, NONE);
		for (int i = 0; i < count; i++)
			add(i, descending.place(i));
		return count;
	}

	/** The voxel of a rank. */
	int voxel(final int rank) {
		return voxels.voxel(descending.place(rank));
	}

	/** Its absolute value. */
	double height(final int rank) {
		return descending.height(rank);
	}

	/** The number of voxels of the cluster that it was the last to join. */
	int extent(final int rank) {
		return extents[rank];
	}

	/** The rank with which that cluster grew next, a larger one; -1 if it did not. */
	int parent(final int rank) {
		return parents[rank];
	}

	private void add(final int rank, final int place) {
		int mine = place;
		int extent = 1;
		for (final int offset : offsets) {
			final int other = roots[place + offset];
			if (other == NONE || other == mine) continue;
			final int root = root(other);
			roots[place + offset] = root;
			if (root == mine) continue;
			final int top = last[root];
			parents[top] = rank;
			// the larger one stays, so that most voxels are one step from their root
			if (extents[top] >= extent) {
				roots[mine] = root;
				mine = root;
			}
			else roots[root] = mine;
			extent += extents[top];
		}
		if (mine == place) roots[place] = place;
		last[mine] = rank;
		extents[rank] = extent;
		parents[rank] = -1;
	}

	private int root(final int place) {
		int i = place;
		int up = roots[i];
		while (up != i) {
			final int further = roots[up];
			roots[i] = further;
			i = further;
			up = roots[i];
		}
		return i;
	}
}
