package org.voxmeta.view;

/**
 * One slice of a map as it lies on the page, NaN where there is nothing to show.
 *
 * @param width voxels across
 * @param height voxels down
 * @param values row by row from the top; not copied
 */
record SlicePlane(int width, int height, double[] values) {

	/** Returns the same slice with NaN wherever the other one is not finite or zero. */
	SlicePlane within(final SlicePlane other) {
		final double[] inside = values.clone();
		for (int i = 0; i < inside.length; i++)
			if (!Double.isFinite(other.values[i]) || other.values[i] == 0)
				inside[i] = Double.NaN;
		return new SlicePlane(width, height, inside);
	}

	/** Returns the same slice with NaN wherever it is 0. */
	SlicePlane withoutZeros() {
		return within(this);
	}

	/** Returns the number of finite values. */
	int count() {
		int count = 0;
		for (final double value : values)
			if (Double.isFinite(value))
				count++;
		return count;
	}

	/**
	 * Returns the value at a point, NaN outside. Smooth slices have rounded edges, which cut the
	 * corners of voxels but keep a single voxel visible.
	 *
	 * @param x distance from the left edge of the slice, in voxels; the first voxel's centre is at 0.5
	 * @param y distance from its top
	 * @param smooth bilinear between the centres of the finite voxels around; otherwise the value of
	 *         the voxel
	 */
	double at(final double x, final double y, final boolean smooth) {
		if (!smooth)
			return voxel((int) Math.floor(x), (int) Math.floor(y));
		if (!isInside((int) Math.floor(x), (int) Math.floor(y)) && finiteShare(x, y) < 0.5)
			return Double.NaN;
		final int left = (int) Math.floor(x - 0.5);
		final int top = (int) Math.floor(y - 0.5);
		double sum = 0;
		double weights = 0;
		for (int dy = 0; dy <= 1; dy++)
			for (int dx = 0; dx <= 1; dx++) {
				final double value = voxel(left + dx, top + dy);
				final double weight =
					(1 - Math.abs(x - 0.5 - left - dx)) * (1 - Math.abs(y - 0.5 - top - dy));
				if (Double.isFinite(value)) {
					sum += weight * value;
					weights += weight;
				}
			}
		return sum / weights;
	}

	/** Returns whether a voxel and all its neighbours are finite, which most are. */
	private boolean isInside(final int x, final int y) {
		if (x < 1 || y < 1 || x >= width - 1 || y >= height - 1) return false;
		// infinite and NaN differences are NaN
		double sum = 0;
		for (int row = y - 1; row <= y + 1; row++)
			for (int i = row * width + x - 1; i <= row * width + x + 1; i++)
				sum += values[i] - values[i];
		return sum == 0;
	}

	/** Returns which share of a quadratic B-spline around the point lies on finite voxels. */
	private double finiteShare(final double x, final double y) {
		final int column = (int) Math.floor(x);
		final int row = (int) Math.floor(y);
		double share = 0;
		for (int dy = -1; dy <= 1; dy++)
			for (int dx = -1; dx <= 1; dx++)
				if (Double.isFinite(voxel(column + dx, row + dy)))
					share += spline(x - column - 0.5 - dx) * spline(y - row - 0.5 - dy);
		return share;
	}

	private static double spline(final double distance) {
		final double d = Math.abs(distance);
		return d < 0.5 ? 0.75 - d * d : 0.5 * (1.5 - d) * (1.5 - d);
	}

	private double voxel(final int x, final int y) {
		return x >= 0 && x < width && y >= 0 && y < height ? values[y * width + x] : Double.NaN;
	}
}
