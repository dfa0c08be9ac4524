package org.voxmeta.fit.permutation;

import java.util.Arrays;

/**
 * The largest values of a statistic over all voxels, one for each rearrangement, the data as observed among
 * them. Immutable, thread-safe.
 */
public final class NullDistribution {

	/** Values that differ by less, in proportion, differ by the rounding of how they were summed. */
	private static final double TIE = 1e-9;

	private final String name;
	private final double[] ascending;

	private NullDistribution(final String name, final double[] ascending) {
		this.name = name;
		this.ascending = ascending;
	}

	/**
	 * The distribution of some maxima.
	 *
	 * @param name what they are the largest of
	 * @param maxima in any order; copied
	 */
	static NullDistribution of(final String name, final double[] maxima) {
		final double[] ascending = maxima.clone();
		Arrays.sort(ascending);
		return new NullDistribution(name, ascending);
	}

	/** What these are the largest values of, such as "voxel" or "TFCE". */
	public String name() {
		return name;
	}

	/** The maxima in ascending order; a new array. */
	public double[] maxima() {
		return ascending.clone();
	}

	/** How many rearrangements reach a value. */
	public int reached(final double value) {
		return ascending.length - firstAtLeast(value - TIE * Math.abs(value));
	}

	/**
	 * The share of rearrangements that reach a value: its p corrected for all voxels, 1 over their
	 * number at least.
	 */
	public double p(final double value) {
		return Double.isNaN(value) ? Double.NaN : Math.max(1, reached(value)) / (double) ascending.length;
	}

	/**
	 * The value that a voxel has to exceed.
	 *
	 * @param alpha the family-wise error rate, above 0 and below 1
	 */
	public double threshold(final double alpha) {
		if (!(alpha > 0 && alpha < 1)) throw new IllegalArgumentException("Error rate: got " + alpha
			+ ", wanted a number above 0 and below 1");
		return ascending[Math.max(0, (int) Math.ceil((1 - alpha) * ascending.length) - 1)];
	}

	private int firstAtLeast(final double value) {
		int low = 0;
		int high = ascending.length;
		while (low < high) {
			final int middle = low + high >>> 1;
			if (ascending[middle] < value) low = middle + 1;
			else high = middle;
		}
		return low;
	}
}
