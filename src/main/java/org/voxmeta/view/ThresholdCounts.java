package org.voxmeta.view;

import java.util.Arrays;

import org.voxmeta.grid.cluster.ClusterSearch.Sign;

/** How many values of a map reach a threshold, at once for any threshold. Immutable. */
final class ThresholdCounts {

	/** Ascending. */
	private final double[] above;
	/** Sizes of the values below 0, ascending. */
	private final double[] below;
	private final int all;

	private ThresholdCounts(final double[] above, final double[] below, final int all) {
		this.above = above;
		this.below = below;
		this.all = all;
	}

	/** The counts of finite values. */
	static ThresholdCounts of(final double[] values) {
		return new ThresholdCounts(Arrays.stream(values).filter(value -> value >= 0).sorted().toArray(),
			Arrays.stream(
			values).filter(value -> value < 0).map(value -> -value).sorted().toArray(), values.length);
	}

	/** The number of values that reach a threshold. */
	int reaching(final double threshold, final Sign signs) {
		return (signs == Sign.NEGATIVE ? 0 : from(above, threshold)) + (signs == Sign.POSITIVE ? 0 : from(below,
			threshold));
	}

	/** The number of all values. */
	int all() {
		return all;
	}

	/** The largest absolute value; 0 if there is none. */
	double largest() {
		return Math.max(above.length == 0 ? 0 : above[above.length - 1], below.length == 0 ? 0
			: below[below.length - 1]);
	}

	/**
	 * How many values of these signs have sizes from one edge (inclusive) to the next, in steps of equal width
	 * up to the largest.
	 */
	int[] histogram(final Sign signs, final int bins) {
		final int[] counts = new int[bins];
		for (int bin = 0; bin < bins; bin++) {
			final double low = largest() * bin / bins;
			final double high = bin == bins - 1 ? Double.POSITIVE_INFINITY : largest() * (bin + 1) / bins;
			counts[bin] = reaching(low, signs) - reaching(high, signs);
		}
		return counts;
	}

	/** The number of sorted sizes that are not below a threshold. */
	private static int from(final double[] sorted, final double threshold) {
		int low = 0;
		int high = sorted.length;
		while (low < high) {
			final int middle = (low + high) / 2;
			if (sorted[middle] < threshold) low = middle + 1;
			else high = middle;
		}
		return sorted.length - low;
	}
}
