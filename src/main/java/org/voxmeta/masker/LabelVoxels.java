package org.voxmeta.masker;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which voxels each label of an image of labels has. */
final class LabelVoxels {

	private LabelVoxels() {
	}

	/**
	 * The voxels of each label but the background's, in ascending order of labels and of voxels, numbered as in the
	 * grid.
	 *
	 * @param labels the labels at all voxels of the grid, whole numbers
	 * @param within only these voxels count
	 */
	static SortedMap<Long, int[]> of(final double[] labels, final long background, final VoxelMask within) {
		final SortedMap<Long, int[]> voxels = new TreeMap<>();
		final int[] sizes = new int[within.size()];
		final int[] region = new int[within.size()];
		final SortedMap<Long, Integer> numbers = new TreeMap<>();
		for (int j = 0; j < region.length; j++) {
			final long label = (long) labels[within.index(j)];
			region[j] = label == background ? -1 : numbers.computeIfAbsent(label, l -> numbers.size());
			if (region[j] >= 0) sizes[region[j]]++;
		}
		final int[][] members = new int[numbers.size()][];
		Arrays.setAll(members, r -> new int[sizes[r]]);
		Arrays.fill(sizes, 0);
		for (int j = 0; j < region.length; j++)
			if (region[j] >= 0) members[region[j]][sizes[region[j]]++] = within.index(j);
		numbers.forEach((label, number) -> voxels.put(label, members[number]));
		return voxels;
	}

	/**
	 * Checks labels.
	 *
	 * @param dims the grid's size
	 * @throws IllegalArgumentException if one is not a whole number
	 */
	static void requireWhole(final double[] labels, final long[] dims) {
		for (int i = 0; i < labels.length; i++)
			if (labels[i] != Math.rint(labels[i])) throw new IllegalArgumentException("labels_img: got " + labels[i]
				+ " at voxel (" + VoxelExtraction.position(i, dims) + "), wanted whole numbers");
	}
}
