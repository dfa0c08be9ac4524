package org.voxmeta.grid;

import java.util.Arrays;

/**
 * Gives voxels without a value that of their neighbours, so that a spline through all of them does not ring.
 */
final class HoleFilling {

	private HoleFilling() {
	}

	/**
	 * A copy in which the holes are filled from their border inwards, layer by layer: each voxel takes the mean
	 * of those of its up to six neighbours that have a value or lie in an earlier layer.
	 *
	 * @param values first axis fastest; not changed
	 * @param valid 1 where there is a value, else 0
	 * @param dims the length of three axes
	 * @param layers how deep to fill; voxels further inside are 0
	 */
	static double[] filled(final double[] values, final double[] valid, final int[] dims, final int layers) {
		final double[] filled = new double[values.length];
		// the layer of each voxel, 0 for those with a value
		final int[] layerOf = new int[values.length];
		Arrays.fill(layerOf, Integer.MAX_VALUE);
		int[] layer = new int[values.length];
		int size = 0;
		for (int i = 0; i < values.length; i++) {
			if (valid[i] == 0) continue;
			filled[i] = values[i];
			layerOf[i] = 0;
			layer[size++] = i;
		}
		final int[] near = new int[6];
		int[] next = new int[values.length - size];
		for (int number = 1; number <= layers && size > 0; number++) {
			int found = 0;
			for (int i = 0; i < size; i++) {
				final int neighbours = neighbours(layer[i], dims, near);
				for (int j = 0; j < neighbours; j++) {
					if (layerOf[near[j]] <= number) continue;
					layerOf[near[j]] = number;
					next[found++] = near[j];
				}
			}
			for (int i = 0; i < found; i++)
				filled[next[i]] = mean(next[i], filled, layerOf, number, dims, near);
			final int[] done = layer;
			layer = next;
			next = done;
			size = found;
		}
		return filled;
	}

	private static double mean(final int voxel, final double[] filled, final int[] layerOf, final int layer,
		final int[] dims, final int[] near)
	{
		final int neighbours = neighbours(voxel, dims, near);
		double sum = 0;
		int count = 0;
		for (int j = 0; j < neighbours; j++) {
			if (layerOf[near[j]] >= layer) continue;
			sum += filled[near[j]];
			count++;
		}
		return sum / count;
	}

	/** Writes down a voxel's neighbours along the axes, and returns how many there are. */
	private static int neighbours(final int voxel, final int[] dims, final int[] near) {
		int n = 0;
		int step = 1;
		for (final int length : dims) {
			final int at = voxel / step % length;
			if (at > 0) near[n++] = voxel - step;
			if (at < length - 1) near[n++] = voxel + step;
			step *= length;
		}
		return n;
	}
}
