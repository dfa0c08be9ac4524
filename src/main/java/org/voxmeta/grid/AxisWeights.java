package org.voxmeta.grid;

import java.util.Arrays;

/**
 * A step along one axis of an array: which voxels of a line make each voxel of a new line, and with
 * which weights. Only sums along that axis are formed, so steps along different axes can be done in
 * any order. Immutable.
 */
final class AxisWeights {

	private final int length;
	private final int taps;
	private final int[] index;
	private final double[] weight;

	/**
	 * A step.
	 *
	 * @param length of the lines before
	 * @param taps how many voxels make one
	 * @param index their numbers, one new voxel's after the other's
	 * @param weight their weights; null for copies, with one voxel each
	 */
	private AxisWeights(final int length, final int taps, final int[] index, final double[] weight) {
		this.length = length;
		this.taps = taps;
		this.index = index;
		this.weight = weight;
	}

	/**
	 * The step of an interpolation. Coordinates before the first or after the last voxel count as the border's.
	 * A cubic spline wants its coefficients where this {@link #isCopy is no copy}.
	 *
	 * @param length of the line of values
	 * @param coordinates where the new values are, in voxels
	 */
	static AxisWeights of(final Interpolation interpolation, final int length, final double[] coordinates) {
		final double[] x = new double[coordinates.length];
		boolean whole = true;
		for (int i = 0; i < x.length; i++) {
			x[i] = Math.max(0, Math.min(coordinates[i], length - 1));
			whole &= x[i] == Math.rint(x[i]);
		}
		final int taps = whole ? 1 : LineWeights.taps(interpolation);
		final int[] index = new int[taps * x.length];
		final double[] weight = taps == 1 ? null : new double[index.length];
		for (int i = 0; i < x.length; i++) {
			if (taps == 1) index[i] = (int) Math.floor(x[i] + 0.5);
			else LineWeights.set(interpolation, x[i], length, index, weight, taps * i);
		}
		return new AxisWeights(length, taps, index, weight);
	}

	/**
	 * The step of a symmetric filter whose lines go on as their mirror image beyond the first and last voxel,
	 * which are repeated.
	 *
	 * @param kernel the weights at the distances 0, 1, ...
	 */
	static AxisWeights mirrored(final int length, final double[] kernel) {
		final int radius = kernel.length - 1;
		if (2 * radius + 1 > length) return mirroredOften(length, kernel);
		final int taps = 2 * radius + 1;
		final int[] index = new int[taps * length];
		final double[] weight = new double[index.length];
		for (int i = 0; i < length; i++) {
			for (int j = -radius; j <= radius; j++) {
				index[taps * i + radius + j] = inMirror(i + j, length);
				weight[taps * i + radius + j] = kernel[Math.abs(j)];
			}
		}
		return new AxisWeights(length, taps, index, weight);
	}

	/** The same where the filter is longer than the line, so that some of its voxels count several times. */
	private static AxisWeights mirroredOften(final int length, final double[] kernel) {
		final int[] index = new int[Math.multiplyExact(length, length)];
		final double[] weight = new double[index.length];
		Arrays.setAll(index, i -> i % length);
		for (int i = 0; i < length; i++)
			for (int j = 1 - kernel.length; j < kernel.length; j++)
				weight[length * i + inMirror(i + j, length)] += kernel[Math.abs(j)];
		return new AxisWeights(length, length, index, weight);
	}

	private static int inMirror(final int i, final int length) {
		final int round = Math.floorMod(i, 2 * length);
		return Math.min(round, 2 * length - 1 - round);
	}

	/** Whether new values are old ones. */
	boolean isCopy() {
		return weight == null;
	}

	/** The length of the lines afterwards. */
	int size() {
		return index.length / taps;
	}

	/**
	 * Makes the step.
	 *
	 * @param values first axis fastest
	 * @param dims their size; the axis's is changed to the new one
	 * @return the new values
	 */
	double[] apply(final double[] values, final int[] dims, final int axis) {
		int inner = 1;
		for (int d = 0; d < axis; d++)
			inner *= dims[d];
		final int lines = values.length / length;
		final int size = size();
		final double[] out = new double[Math.multiplyExact(lines, size)];
		for (int outer = 0; outer < lines / inner; outer++) {
			final int from = outer * length * inner;
			final int to = outer * size * inner;
			if (isCopy()) copy(values, from, out, to, inner);
			else if (inner == 1) sumLine(values, from, out, to);
			else sumRows(values, from, out, to, inner);
		}
		dims[axis] = size;
		return out;
	}

	private void copy(final double[] values, final int from, final double[] out, final int to, final int inner) {
		for (int i = 0; i < index.length; i++)
			System.arraycopy(values, from + index[i] * inner, out, to + i * inner, inner);
	}

	private void sumLine(final double[] values, final int from, final double[] out, final int to) {
		for (int i = 0, t = 0; t < index.length; i++) {
			double sum = 0;
			for (int end = t + taps; t < end; t++)
				sum += weight[t] * values[from + index[t]];
			out[to + i] = sum;
		}
	}

	private void sumRows(final double[] values, final int from, final double[] out, final int to,
		final int inner)
	{
		for (int t = 0; t < index.length; t++)
			addRow(weight[t], values, from + index[t] * inner, out, to + t / taps * inner, inner);
	}

	private static void addRow(final double weight, final double[] values, final int from, final double[] out,
		final int to, final int length)
	{
		for (int i = 0; i < length; i++)
			out[to + i] += weight * values[from + i];
	}
}
