package org.voxmeta.stats.regression;

import java.util.Arrays;

/** Maxima of some voxels' likelihoods, in a list that grows. */
final class Maxima {

	private int[] owners;
	private double[] at;
	private int size;

	Maxima(final int capacity) {
		owners = new int[capacity];
		at = new double[capacity];
	}

	/** Adds a voxel's maximum at x. */
	void add(final int owner, final double x) {
		if (size == owners.length) {
			owners = Arrays.copyOf(owners, 2 * size + 8);
			at = Arrays.copyOf(at, owners.length);
		}
		owners[size] = owner;
		at[size] = x;
		size++;
	}

	int size() {
		return size;
	}

	/** The voxels; the array may be longer. */
	int[] owners() {
		return owners;
	}

	/** Where they are; the array may be longer. */
	double[] at() {
		return at;
	}
}
