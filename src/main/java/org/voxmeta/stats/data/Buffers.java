package org.voxmeta.stats.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Arrays for what is computed of one block of voxels after the other. Fresh memory for each block would have
 * to be fetched from beyond the cache, which takes about as long as the sums of a few studies. Not
 * thread-safe.
 */
public final class Buffers {

	private final boolean reusing;
	private final List<double[]> arrays = new ArrayList<>();
	private int lent;

	private Buffers(final boolean reusing) {
		this.reusing = reusing;
	}

	/** Lends the same arrays again after each {@link #takeBack}. */
	static Buffers reusing() {
		return new Buffers(true);
	}

	/** Gives new arrays, which nobody takes back. Thread-safe. */
	public static Buffers fresh() {
		return new Buffers(false);
	}

	/** An array of n zeros, to be used until the block is filled anew. */
	public double[] zeros(final int n) {
		final double[] array = any(n);
		if (reusing) Arrays.fill(array, 0);
		return array;
	}

	/** An array of n values that do not matter, to be used until the block is filled anew. */
	public double[] any(final int n) {
		if (!reusing) return new double[n];
		int place = lent;
		while (place < arrays.size() && arrays.get(place).length != n)
			place++;
		if (place == arrays.size()) arrays.add(new double[n]);
		Collections.swap(arrays, place, lent);
		return arrays.get(lent++);
	}

	/** Rows of n values that do not matter, to be used until the block is filled anew. */
	public double[][] any(final int rows, final int n) {
		final double[][] all = new double[rows][];
		for (int r = 0; r < rows; r++)
			all[r] = any(n);
		return all;
	}

	/** Rows of n zeros, to be used until the block is filled anew. */
	public double[][] zeros(final int rows, final int n) {
		final double[][] all = new double[rows][];
		for (int r = 0; r < rows; r++)
			all[r] = zeros(n);
		return all;
	}

	/** All arrays may be lent again. */
	void takeBack() {
		lent = 0;
	}
}
