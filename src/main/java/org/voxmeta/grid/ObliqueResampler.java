package org.voxmeta.grid;

/** Resamples voxel by voxel, whatever the directions of the axes. */
final class ObliqueResampler implements FrameResampler {

	private final GridMapping mapping;
	private final int[] source;
	private final int[] target;

	ObliqueResampler(final GridMapping mapping) {
		this.mapping = mapping;
		source = mapping.source();
		target = mapping.target();
	}

	@Override
	public double[] interpolate(final double[] frame, final Interpolation interpolation) {
		final double[] values = interpolation == Interpolation.CONTINUOUS ? coefficients(frame) : frame;
		final Neighbours neighbours = new Neighbours(interpolation);
		final double[] out = new double[target[0] * target[1] * target[2]];
		int i = 0;
		for (int z = 0; z < target[2]; z++)
			for (int y = 0; y < target[1]; y++)
				for (int x = 0; x < target[0]; x++)
					out[i++] = neighbours.at(x, y, z).sum(values);
		return out;
	}

	@Override
	public double[] inside(final Share share) {
		final double[] inside = new double[target[0] * target[1] * target[2]];
		int i = 0;
		for (int z = 0; z < target[2]; z++)
			for (int y = 0; y < target[1]; y++)
				for (int x = 0; x < target[0]; x++)
					inside[i++] = share.of(mapping.coordinate(0, x, y, z), source[0]) * share.of(mapping.coordinate(1,
						x, y, z), source[1]) * share.of(mapping.coordinate(2, x, y, z), source[2]);
		return inside;
	}

	private double[] coefficients(final double[] frame) {
		final double[] coefficients = frame.clone();
		for (int axis = 0; axis < 3; axis++)
			CubicSpline.filter(coefficients, source, axis);
		return coefficients;
	}

	/** The voxels around one place, and their weights. */
	private final class Neighbours {

		private final Interpolation interpolation;
		private final int taps;
		private final int[][] index;
		private final double[][] weight;

		Neighbours(final Interpolation interpolation) {
			this.interpolation = interpolation;
			taps = LineWeights.taps(interpolation);
			index = new int[3][taps];
			weight = new double[3][taps];
		}

		Neighbours at(final int x, final int y, final int z) {
			for (int axis = 0; axis < 3; axis++) {
				final double inside = Math.max(0, Math.min(mapping.coordinate(axis, x, y, z), source[axis] - 1));
				LineWeights.set(interpolation, inside, source[axis], index[axis], weight[axis], 0);
			}
			return this;
		}

		double sum(final double[] values) {
			double sum = 0;
			for (int c = 0; c < taps; c++) {
				for (int b = 0; b < taps; b++) {
					final int row = (index[2][c] * source[1] + index[1][b]) * source[0];
					double line = 0;
					for (int a = 0; a < taps; a++)
						line += weight[0][a] * values[row + index[0][a]];
					sum += weight[2][c] * weight[1][b] * line;
				}
			}
			return sum;
		}
	}
}
