package org.voxmeta.masker;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which voxels each label of an image of labels has. */
final class LabelVoxels {

	/** Up to here, a double holds every whole number. */
	private static final double LARGEST = 0x1p53;

	private LabelVoxels() {
	}

	/**
	 * The voxels of each label but the background's, in ascending order of labels and of voxels, numbered as in
	 * the grid.
	 *
	 * @param labels the labels at all voxels of the grid, whole numbers; NaN is background
	 * @param within only these voxels count
	 */
	static SortedMap<Long, int[]> of(final double[] labels, final long background, final VoxelMask within) {
		final SortedMap<Long, int[]> voxels = new TreeMap<>();
		final int[] sizes = new int[within.size()];
		final int[] region = new int[within.size()];
		final int[] places = within.indices();
		final SortedMap<Long, Integer> numbers = new TreeMap<>();
		for (int j = 0; j < region.length; j++) {
			final double label = labels[places[j]];
			region[j] = label == background || Double.isNaN(label) ? -1 : numbers.computeIfAbsent((long) label,
				l -> numbers.size());
			if (region[j] >= 0) sizes[region[j]]++;
		}
		final int[][] members = new int[numbers.size()][];
		Arrays.setAll(members, r -> new int[sizes[r]]);
		Arrays.fill(sizes, 0);
		for (int j = 0; j < region.length; j++)
			if (region[j] >= 0) members[region[j]][sizes[region[j]]++] = places[j];
		numbers.forEach((label, number) -> voxels.put(label, members[number]));
		return voxels;
	}

	/**
	 * Checks labels.
	 *
	 * @param dims the grid's size
	 * @throws IllegalArgumentException if one is not a whole number or NaN
	 */
	static void requireWhole(final double[] labels, final long[] dims) {
		for (int i = 0; i < labels.length; i++)
			if (!isWhole(labels[i])) throw new IllegalArgumentException("Labels: got " + labels[i] + " at voxel ("
				+ VoxelExtraction.position(i, dims) + "), wanted whole numbers");
	}

	private static boolean isWhole(final double label) {
		return Double.isNaN(label) || label == Math.rint(label) && Math.abs(label) <= LARGEST;
	}
}
