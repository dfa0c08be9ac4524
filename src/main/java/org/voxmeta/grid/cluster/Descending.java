package org.voxmeta.grid.cluster;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The voxels of one sign of a map, the largest absolute value first; of equal ones, in order.
 * Keeps its buffers.
 */
final class Descending {

	/** Three digits hold the bits of a float without its sign. */
	private static final int DIGIT_BITS = 11;
	private static final int DIGITS = 3;
	private static final int MASK = (1 << DIGIT_BITS) - 1;

	/** Up to so many voxels are put in order by insertion. */
	private static final int FEW = 24;

	private final Neighbourhood voxels;
	private final int[][] counts = new int[DIGITS][MASK + 1];
	/** A float's bits, turned round, and a voxel's place. */
	private long[] keys;
	private long[] others;
	private final double[] heights;

	Descending(final Neighbourhood voxels) {
		this.voxels = voxels;
		final int size = voxels.voxels();
		keys = new long[size];
		others = new long[size];
		heights = new double[size];
	}

	/**
	 * Sorts the values of one sign.
	 *
	 * @param sign 1 or -1
	 * @return how many there are
	 */
	int sort(final double[] map, final int sign) {
		final int count = gather(map, sign);
		for (int digit = 0; digit < DIGITS; digit++)
			distribute(digit, count);
		for (int i = 0; i < count; i++)
			heights[i] = sign * map[voxels.voxel((int) keys[i])];
		orderDoubles(count);
		return count;
	}

	/** The place of a voxel by its rank. */
	int place(final int rank) {
		return (int) keys[rank];
	}

	/** The absolute value of that voxel. */
	double height(final int rank) {
		return heights[rank];
	}

	private int gather(final double[] map, final int sign) {
		for (final int[] count : counts)
			Arrays.fill(count, 0);
		int n = 0;
		for (int j = 0; j < map.length; j++) {
			final double height = sign * map[j];
			if (!(height > 0)) continue;
			final int bits = Integer.MAX_VALUE - Float.floatToRawIntBits((float) height);
			for (int digit = 0; digit < DIGITS; digit++)
				counts[digit][bits >>> digit * DIGIT_BITS & MASK]++;
			keys[n++] = (long) bits << Integer.SIZE | voxels.place(j);
		}
		return n;
	}

	/** One pass of a radix sort. */
	private void distribute(final int digit, final int count) {
		final int[] starts = counts[digit];
		int start = 0;
		for (int i = 0; i < starts.length; i++) {
			final int size = starts[i];
			starts[i] = start;
			start += size;
		}
		final int shift = Integer.SIZE + digit * DIGIT_BITS;
		for (int i = 0; i < count; i++) {
			final long key = keys[i];
			others[starts[(int) (key >>> shift) & MASK]++] = key;
		}
		final long[] sorted = others;
		others = keys;
		keys = sorted;
	}

	/** Sorted as floats, what is left are voxels that only differ as doubles. */
	private void orderDoubles(final int count) {
		for (int from = 0, to; from < count; from = to) {
			boolean descending = true;
			for (to = from + 1; to < count && keys[to] >>> Integer.SIZE == keys[from] >>> Integer.SIZE; to++)
				descending &= heights[to] <= heights[to - 1];
			if (!descending) order(from, to);
		}
	}

	private void order(final int from, final int to) {
		if (to - from > FEW) {
			orderMany(from, to);
			return;
		}
		for (int i = from + 1; i < to; i++) {
			final double height = heights[i];
			final long key = keys[i];
			int place = i;
			for (; place > from && heights[place - 1] < height; place--) {
				heights[place] = heights[place - 1];
				keys[place] = keys[place - 1];
			}
			heights[place] = height;
			keys[place] = key;
		}
	}

	private void orderMany(final int from, final int to) {
		final Integer[] order = new Integer[to - from];
		Arrays.setAll(order, i -> from + i);
		Arrays.sort(order, Comparator.comparingDouble((final Integer i) -> -heights[i]));
		final double[] sorted = Arrays.stream(order).mapToDouble(i -> heights[i]).toArray();
		final long[] voxels = Arrays.stream(order).mapToLong(i -> keys[i]).toArray();
		System.arraycopy(sorted, 0, heights, from, sorted.length);
		System.arraycopy(voxels, 0, keys, from, voxels.length);
	}
}
