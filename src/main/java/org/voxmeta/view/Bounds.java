package org.voxmeta.view;

import java.util.stream.Stream;

/**
 * The voxels from a first to a last column and row of slices of the same size, all included.
 *
 * @param left the first column, from 0; further than {@code right} if there are none
 * @param top the first row
 * @param right the last column
 * @param bottom the last row
 */
record Bounds(int left, int top, int right, int bottom) {

	/** The smallest that have all values of all slices that are finite. */
	static Bounds around(final Stream<SlicePlane> planes) {
		final int[] found = { Integer.MAX_VALUE, Integer.MAX_VALUE, -1, -1 };
		planes.forEach(plane -> {
			for (int i = 0; i < plane.values().length; i++) {
				if (!Double.isFinite(plane.values()[i])) continue;
				found[0] = Math.min(found[0], i % plane.width());
				found[1] = Math.min(found[1], i / plane.width());
				found[2] = Math.max(found[2], i % plane.width());
				found[3] = Math.max(found[3], i / plane.width());
			}
		});
		return new Bounds(found[0], found[1], found[2], found[3]);
	}

	/** Whether there is no voxel. */
	boolean isEmpty() {
		return right < left;
	}

	/** With as many more voxels on each side. */
	Bounds grown(final int rim) {
		return new Bounds(left - rim, top - rim, right + rim, bottom + rim);
	}

	/** The part that is in a slice of that size. */
	Bounds within(final int columns, final int rows) {
		return new Bounds(Math.max(0, left), Math.max(0, top), Math.min(columns - 1, right), Math.min(rows - 1,
			bottom));
	}

	/** The number of columns. */
	int width() {
		return right - left + 1;
	}

	/** The number of rows. */
	int height() {
		return bottom - top + 1;
	}

	/** This part of a slice. */
	SlicePlane of(final SlicePlane plane) {
		final double[] values = new double[width() * height()];
		for (int y = 0; y < height(); y++)
			System.arraycopy(plane.values(), (top + y) * plane.width() + left, values, y * width(), width());
		return new SlicePlane(width(), height(), values);
	}
}
