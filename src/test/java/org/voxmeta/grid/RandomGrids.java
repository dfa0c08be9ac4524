package org.voxmeta.grid;

import java.util.Random;

/** Grids in any position and random images, by seed. */
final class RandomGrids {

	private final Random random;

	RandomGrids(final long seed) {
		random = new Random(seed);
	}

	/** Voxels of 1 to 3 mm along turned, sheared and perhaps reversed axes, about the point 0. */
	VoxelGrid oblique(final long... dims) {
		final double[][] affine = Affines.diagonal(new double[] { 1, 1, 1 });
		for (int row = 0; row < 3; row++)
			for (int axis = 0; axis < 3; axis++)
				affine[row][axis] = (row == axis ? size() : 0) + 0.6 * random.nextGaussian();
		return centred(dims, affine);
	}

	/** Voxels of 1 to 3 mm along the axes of space, in any order, forward or backward, about the point 0. */
	VoxelGrid aligned(final long... dims) {
		final double[][] affine = Affines.diagonal(new double[] { 0, 0, 0 });
		final int shift = random.nextInt(3);
		final boolean swap = random.nextBoolean();
		for (int axis = 0; axis < 3; axis++)
			affine[(swap ? axis : 2 - axis + shift) % 3][axis] = (random.nextBoolean() ? 1 : -1) * size();
		return centred(dims, affine);
	}

	private double size() {
		return 1 + 2 * random.nextDouble();
	}

	private VoxelGrid centred(final long[] dims, final double[][] affine) {
		for (int row = 0; row < 3; row++)
			for (int axis = 0; axis < Math.min(3, dims.length); axis++)
				affine[row][3] -= affine[row][axis] * (dims[axis] - 1) / 2;
		return VoxelGrid.of(dims, affine);
	}

	double[] values(final int n) {
		return random.doubles(n, -5, 5).toArray();
	}

	/** Values of which every fifth or so is NaN or infinite. */
	double[] holes(final int n) {
		final double[] values = values(n);
		for (int i = 0; i < n; i++)
			if (random.nextInt(5) == 0) values[i] = random.nextBoolean() ? Double.NaN : Double.NEGATIVE_INFINITY;
		return values;
	}
}
