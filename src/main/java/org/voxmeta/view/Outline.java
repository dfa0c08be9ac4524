package org.voxmeta.view;

/** The outline of a shape of voxels, rounded over about two of them. Immutable. */
final class Outline {

	private final int width;
	private final int height;
	/** How much of the surroundings of a voxel is in the shape, 0 to 1. */
	private final double[] share;

	private Outline(final int width, final int height, final double[] share) {
		this.width = width;
		this.height = height;
		this.share = share;
	}

	/** The outline of the finite voxels, which may reach the edge of the plane. */
	static Outline of(final SlicePlane shape) {
		final double[] inside = new double[shape.values().length];
		for (int i = 0; i < inside.length; i++)
			inside[i] = Double.isFinite(shape.values()[i]) ? 1 : 0;
		final Outline sharp = new Outline(shape.width(), shape.height(), inside);
		return sharp.blurred().blurred();
	}

	/** Whether a point, in voxels from the left and top edge, is in the shape. */
	boolean isInside(final double x, final double y) {
		return share(x, y) >= 0.5;
	}

	/** About how far a point is from the line, in voxels; large away from it. */
	double distance(final double x, final double y) {
		final double here = share(x, y);
		if (here < 0.1 || here > 0.9) return Double.POSITIVE_INFINITY;
		final double slope = Math.hypot(share(x + 0.25, y) - share(x - 0.25, y), share(x, y + 0.25) - share(x,
			y - 0.25))
			/ 0.5;
		return Math.abs(here - 0.5) / slope;
	}

	/** Along x and y with weights 1, 2, 1; in an image with a single line of voxels, only along it. */
	private Outline blurred() {
		final double[] blurred = new double[share.length];
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++)
				for (int dy = -1; dy <= 1; dy++)
					for (int dx = -1; dx <= 1; dx++)
						blurred[y * width + x] += voxel(x + dx, y + dy) * (2 - Math.abs(dx)) * (2 - Math.abs(dy)) / 16;
		return new Outline(width, height, blurred);
	}

	/** Interpolated between the voxels' centres with a quadratic B-spline. */
	private double share(final double x, final double y) {
		final int column = (int) Math.floor(x);
		final int row = (int) Math.floor(y);
		final double here = voxel(column, row);
		if ((here == 0 || here == 1) && isEven(column, row, here)) return here;
		double sum = 0;
		for (int dy = -1; dy <= 1; dy++)
			for (int dx = -1; dx <= 1; dx++)
				sum += voxel(column + dx, row + dy) * spline(x - column - 0.5 - dx) * spline(y - row - 0.5 - dy);
		return sum;
	}

	private boolean isEven(final int column, final int row, final double here) {
		return voxel(column - 1, row) == here && voxel(column + 1, row) == here && voxel(column, row - 1) == here
			&& voxel(
			column, row + 1) == here;
	}

	private static double spline(final double distance) {
		final double d = Math.abs(distance);
		return d < 0.5 ? 0.75 - d * d : 0.5 * (1.5 - d) * (1.5 - d);
	}

	private double voxel(final int x, final int y) {
		return x >= 0 && x < width && y >= 0 && y < height ? share[y * width + x] : 0;
	}
}
