package org.voxmeta.view;

import java.util.Arrays;

/** Which slices of a volume a picture shows. */
final class SliceChoice {

	private SliceChoice() {
	}

	/**
	 * The first and the last slice that are not nearly empty.
	 *
	 * @param voxels how many there are to see in each slice, not 0 in all
	 * @param enough the share of the fullest slice's voxels that those two have at least
	 */
	static int[] filled(final int[] voxels, final double enough) {
		final int most = Arrays.stream(voxels).max().orElse(0);
		int first = 0;
		while (voxels[first] < enough * most)
			first++;
		int last = voxels.length - 1;
		while (voxels[last] < enough * most)
			last--;
		return new int[] { first, last };
	}

	/**
	 * Slices a whole number of slices apart, in the middle of a range.
	 *
	 * @param most how many, if the range has as many
	 */
	static int[] evenly(final int first, final int last, final int most) {
		final int n = Math.min(most, last - first + 1);
		final int step = n == 1 ? 0 : (last - first) / (n - 1);
		final int start = first + (last - first - step * (n - 1)) / 2;
		final int[] chosen = new int[n];
		for (int i = 0; i < n; i++)
			chosen[i] = start + i * step;
		return chosen;
	}
}
