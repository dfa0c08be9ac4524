package org.voxmeta.grid;

/** Which voxels of a line make the value between two of them, and with which weights. */
final class LineWeights {

	private LineWeights() {
	}

	/** How many voxels make a value. */
	static int taps(final Interpolation interpolation) {
		return switch (interpolation) {
			case NEAREST -> 1;
			case LINEAR -> 2;
			case CONTINUOUS -> 4;
		};
	}

	/**
	 * Writes down voxels and weights of one value.
	 *
	 * @param x where it is, 0 to length - 1
	 * @param length of the line
	 * @param index receives the numbers of the voxels
	 * @param weight receives their weights, of a cubic spline those of its coefficients
	 * @param at where to write in both
	 */
	static void set(final Interpolation interpolation, final double x, final int length, final int[] index,
		final double[] weight, final int at)
	{
		switch (interpolation) {
			case NEAREST -> {
				index[at] = (int) Math.floor(x + 0.5);
				weight[at] = 1;
			}
			case LINEAR -> {
				final int first = (int) x;
				index[at] = first;
				index[at + 1] = Math.min(first + 1, length - 1);
				weight[at] = 1 - (x - first);
				weight[at + 1] = x - first;
			}
			case CONTINUOUS -> setSpline(x, length, index, weight, at);
		}
	}

	/** The cubic B-spline at the distances of the four nearest voxels; the line goes on as its mirror image. */
	private static void setSpline(final double x, final int length, final int[] index, final double[] weight,
		final int at)
	{
		final int second = (int) x;
		final double u = x - second;
		final double w = 1 - u;
		weight[at] = w * w * w / 6;
		weight[at + 1] = 2.0 / 3 - u * u * (2 - u) / 2;
		weight[at + 2] = 2.0 / 3 - w * w * (2 - w) / 2;
		weight[at + 3] = u * u * u / 6;
		for (int j = 0; j < 4; j++)
			index[at + j] = mirrored(second - 1 + j, length);
	}

	/**
	 * The number that a voxel beyond the first or last one has in the mirror, which stands in
	 * the border's voxel.
	 */
	private static int mirrored(final int i, final int length) {
		if (length == 1) return 0;
		final int round = Math.floorMod(i, 2 * length - 2);
		return Math.min(round, 2 * length - 2 - round);
	}
}
