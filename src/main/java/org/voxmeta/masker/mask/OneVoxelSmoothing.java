package org.voxmeta.masker.mask;

/**
 * Smoothing with a Gaussian whose full width at half maximum is one voxel along every axis, cut off at 4
 * standard deviations, with values mirrored at the border, as scipy.ndimage has it.
 */
final class OneVoxelSmoothing {

	private static final double SIGMA = 1 / Math.sqrt(8 * Math.log(2));
	private static final double[] WEIGHTS = weights();

	private OneVoxelSmoothing() {
	}

	/** The smooth values, the first axis fastest; a new array. */
	static double[] of(final double[] values, final long[] dims) {
		double[] smooth = values;
		int stride = 1;
		for (final long dim : dims) {
			smooth = along(smooth, stride, Math.toIntExact(dim));
			stride *= dim;
		}
		return smooth;
	}

	private static double[] along(final double[] values, final int stride, final int size) {
		final double[] smooth = new double[values.length];
		for (int i = 0; i < values.length; i++) {
			final int at = i / stride % size;
			double sum = WEIGHTS[0] * values[i];
			for (int d = 1; d < WEIGHTS.length; d++)
				sum += WEIGHTS[d] * (values[i + stride * (mirrored(at - d, size) - at)] + values[i + stride * (mirrored(at
					+ d, size) - at)]);
			smooth[i] = sum;
		}
		return smooth;
	}

	/** The place of which the wanted one is the mirror image; the border voxel is next to itself. */
	private static int mirrored(final int at, final int size) {
		if (at >= 0 && at < size) return at;
		final int folded = Math.floorMod(at, 2 * size);
		return folded < size ? folded : 2 * size - 1 - folded;
	}

	/** The weight of the voxel itself and of those at each distance. */
	private static double[] weights() {
		final double[] weights = new double[(int) (4 * SIGMA + 0.5) + 1];
		double sum = 0;
		for (int d = 0; d < weights.length; d++) {
			weights[d] = Math.exp(-0.5 * d * d / (SIGMA * SIGMA));
			sum += d == 0 ? 1 : 2 * weights[d];
		}
		for (int d = 0; d < weights.length; d++)
			weights[d] /= sum;
		return weights;
	}
}
