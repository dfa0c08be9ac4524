package org.voxmeta.masker;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The voxels that are in any of several regions.
 *
 * @param voxels all of them
 * @param regions each region's, as numbers within {@code voxels}
 */
record Union(VoxelMask voxels, List<int[]> regions) {

	/**
	 * The union of regions.
	 *
	 * @param dims the grid's size
	 * @param regions each region's voxels, as numbers in the grid
	 */
	static Union of(final long[] dims, final List<int[]> regions) {
		final VoxelMask all = VoxelMask.all(dims);
		final boolean[] used = new boolean[all.size()];
		for (final int[] region : regions)
			for (final int voxel : region)
				used[voxel] = true;
		final int[] voxels = IntStream.range(0, used.length).filter(voxel -> used[voxel]).toArray();
		final int[] position = new int[used.length];
		for (int j = 0; j < voxels.length; j++)
			position[voxels[j]] = j;
		return new Union(all.at(voxels), regions.stream().map(region -> IntStream.of(region).map(
			voxel -> position[voxel]).toArray()).toList());
	}
}
