package org.voxmeta.stats.regression;

import java.util.Arrays;

import org.voxmeta.stats.data.Buffers;

/** Parts of the range of x of some voxels, between two points each, in a list that grows. */
final class Cells {

	private int[] owners;
	private CurvePoints left;
	private CurvePoints right;
	private int size;

	Cells(final Buffers buffers, final int capacity) {
		owners = new int[capacity];
		left = new CurvePoints(buffers, capacity);
		right = new CurvePoints(buffers, capacity);
	}

	/** Adds the part of a voxel between two points. */
	void add(final int owner, final CurvePoints from, final int i, final CurvePoints to, final int j) {
		if (size == owners.length) grow();
		owners[size] = owner;
		left.set(size, from, i);
		right.set(size, to, j);
		size++;
	}

	int size() {
		return size;
	}

	/** Forgets all. */
	void clear() {
		size = 0;
	}

	/** The voxels; the array may be longer. */
	int[] owners() {
		return owners;
	}

	/** The lower ends; there may be more. */
	CurvePoints left() {
		return left;
	}

	/** The upper ends; there may be more. */
	CurvePoints right() {
		return right;
	}

	private void grow() {
		owners = Arrays.copyOf(owners, 2 * size + 8);
		left = left.grown(owners.length);
		right = right.grown(owners.length);
	}
}
