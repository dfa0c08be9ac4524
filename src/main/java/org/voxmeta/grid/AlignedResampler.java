package org.voxmeta.grid;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Resamples axis by axis: the axes of both grids have the same directions, perhaps in another
 * order or reversed.
 */
final class AlignedResampler implements FrameResampler {

	private final int[] source;
	private final int[] target;
	/** The axis of the target along which each axis of the source lies. */
	private final int[] axes;
	/** Along each axis of the source. */
	private final double[][] coordinates = new double[3][];

	AlignedResampler(final GridMapping mapping) {
		source = mapping.source();
		target = mapping.target();
		axes = mapping.sharedDirections();
		for (int s = 0; s < 3; s++)
			coordinates[s] = mapping.coordinates(s, axes[s]);
	}

	@Override
	public double[] interpolate(final double[] frame, final Interpolation interpolation) {
		final int[] dims = source.clone();
		double[] values = frame;
		for (final int axis : shrinkingFirst()) {
			final AxisWeights weights = AxisWeights.of(interpolation, source[axis], coordinates[axis]);
			if (interpolation == Interpolation.CONTINUOUS && !weights.isCopy()) {
				if (values == frame) values = frame.clone();
				CubicSpline.filter(values, dims, axis);
			}
			values = weights.apply(values, dims, axis);
		}
		return inTargetOrder(values, dims);
	}

	@Override
	public double[] inside(final Share share) {
		final double[][] along = new double[3][];
		for (int s = 0; s < 3; s++) {
			final int length = source[s];
			along[axes[s]] = Arrays.stream(coordinates[s]).map(x -> share.of(x, length)).toArray();
		}
		final double[] inside = new double[target[0] * target[1] * target[2]];
		int i = 0;
		for (int z = 0; z < target[2]; z++)
			for (int y = 0; y < target[1]; y++)
				for (int x = 0; x < target[0]; x++)
					inside[i++] = along[0][x] * along[1][y] * along[2][z];
		return inside;
	}

	/** The axes of the source, those first that become shorter, so that little is left for the others. */
	private List<Integer> shrinkingFirst() {
		return Stream.of(0, 1, 2)
			.sorted(Comparator.comparingDouble(s -> (double) coordinates[s].length / source[s])).toList();
	}

	/** Values on the target's voxels, from the order of the source's axes to that of the target's. */
	private double[] inTargetOrder(final double[] values, final int[] dims) {
		if (Arrays.equals(axes, new int[] { 0, 1, 2 })) return values;
		final int[] step = new int[3];
		for (int s = 0, n = 1; s < 3; n *= dims[s], s++)
			step[axes[s]] = n;
		final double[] ordered = new double[values.length];
		int i = 0;
		for (int z = 0; z < target[2]; z++)
			for (int y = 0; y < target[1]; y++)
				for (int x = 0; x < target[0]; x++)
					ordered[i++] = values[x * step[0] + y * step[1] + z * step[2]];
		return ordered;
	}
}
