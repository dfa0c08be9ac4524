package org.voxmeta.demo;

import java.util.Arrays;

/**
 * Which slices (in 2-D rows) of a simulated study have no data. Immutable.
 *
 * @param axis the axis that is cut, 2 or in 2-D 1
 * @param dims the grid, 3 sizes
 * @param bottomCut slices without data at the bottom, below the mask included; 0 if nothing is cut there
 * @param topCut likewise at the top
 */
record FieldOfView(int axis, int[] dims, int bottomCut, int topCut) {

	/** A cut takes between these shares of the mask's height. */
	private static final double MIN_CUT = 0.05;
	private static final double MAX_CUT = 0.15;

	/** Of ten studies in a row, the order in which they are cut as the share of incomplete studies rises. */
	private static final int[] RANKS = { 9, 3, 5, 0, 7, 4, 2, 6, 1, 8 };

	/**
	 * The field of view of study k.
	 *
	 * @param incomplete share of incomplete studies
	 * @param extent 0 to 1, how much is cut
	 */
	static FieldOfView of(final Phantom phantom, final int k, final double incomplete, final double extent) {
		final int[] dims = phantom.dims();
		final int axis = dims[2] > 1 ? 2 : 1;
		final int rank = RANKS[k % RANKS.length];
		if (!(rank < incomplete * RANKS.length)) return new FieldOfView(axis, dims, 0, 0);
		final int height = dims[axis] - 2 * phantom.margin(axis);
		final int cut = phantom.margin(axis) + (int) Math.round((MIN_CUT + (MAX_CUT - MIN_CUT) * extent) * height);
		// of the first three of ten, the third lacks the top
		return rank % 3 == 2 ? new FieldOfView(axis, dims, 0, cut) : new FieldOfView(axis, dims, cut, 0);
	}

	/** Sets what the study did not see to 0. */
	void cut(final float[] map) {
		final int slice = axis == 2 ? dims[0] * dims[1] : dims[0];
		Arrays.fill(map, 0, bottomCut * slice, 0);
		Arrays.fill(map, map.length - topCut * slice, map.length, 0);
	}
}
