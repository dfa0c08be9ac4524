package org.voxmeta.grid;

/** Linear resampling of what is available, written as it is defined: one voxel after the other, by the inverse affine. */
final class PlainResampling {

	private PlainResampling() {
	}

	static double[] linear(final double[] values, final VoxelGrid image, final VoxelGrid target) {
		final long[] n = image.dimensions();
		final long[] m = target.dimensions();
		final double[] result = new double[(int) (m[0] * m[1] * m[2])];
		for (int i = 0; i < result.length; i++) {
			final double[] at = voxelAt(image, point(target, i % m[0], i / m[0] % m[1], i / (m[0] * m[1])));
			double sum = 0;
			double share = 0;
			for (int z = 0; z < n[2]; z++)
				for (int y = 0; y < n[1]; y++)
					for (int x = 0; x < n[0]; x++) {
						final double weight = hat(x - at[0]) * hat(y - at[1]) * hat(z - at[2]);
						final double value = values[(int) (x + n[0] * (y + n[1] * z))];
						if (weight == 0 || !Double.isFinite(value)) continue;
						sum += weight * value;
						share += weight;
					}
			result[i] = share >= 0.5 ? sum / share : Double.NaN;
		}
		return result;
	}

	private static double hat(final double distance) {
		return Math.max(0, 1 - Math.abs(distance));
	}

	private static double[] point(final VoxelGrid grid, final double... voxel) {
		final double[][] a = grid.affine().orElseThrow();
		final double[] point = new double[3];
		for (int row = 0; row < 3; row++)
			point[row] = a[row][0] * voxel[0] + a[row][1] * voxel[1] + a[row][2] * voxel[2] + a[row][3];
		return point;
	}

	/** By the inverse as cross products of rows over the determinant. */
	private static double[] voxelAt(final VoxelGrid grid, final double[] point) {
		final double[][] a = grid.affine().orElseThrow();
		final double[][] columns = new double[3][3];
		final double[] p = new double[3];
		for (int row = 0; row < 3; row++) {
			p[row] = point[row] - a[row][3];
			for (int axis = 0; axis < 3; axis++)
				columns[axis][row] = a[row][axis];
		}
		final double det = dot(columns[0], cross(columns[1], columns[2]));
		return new double[] { dot(p, cross(columns[1], columns[2])) / det, dot(p, cross(columns[2], columns[0])) / det,
			dot(p, cross(columns[0], columns[1])) / det };
	}

	private static double dot(final double[] a, final double[] b) {
		return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
	}

	private static double[] cross(final double[] a, final double[] b) {
		return new double[] { a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0] };
	}
}
