package org.voxmeta.demo;

/**
 * The made-up head that all simulated studies scan: an ellipsoid with a few blobs of true effect.
 * <p>
 * Everything is placed in the ellipsoid's own coordinates u = (x - centre) / semi-axis and so scales
 * with the grid. Arrays are x fastest and shared with the caller, who must not change them.
 * </p>
 */
final class Phantom {

	/**
	 * Semi-axes as shares of the grid, chosen so that the 91 x 109 x 91 grid has exactly 228,483 voxels
	 * in the mask, as many as the widely used 2 mm brain mask.
	 */
	private static final double[] SEMI_AXES = { 0.39, 0.396, 0.3912 };

	/** Centre (right, front, top), radii along the axes, height; the highest is 1. */
	private static final double[][] BLOBS = {
		{ -0.50, 0.14, -0.06, 0.15, 0.23, 0.23, 1 },
		{ 0.50, 0.14, -0.06, 0.15, 0.23, 0.23, 0.9 },
		{ -0.16, -0.08, -0.12, 0.13, 0.16, 0.17, 0.7 },
		{ 0.16, -0.08, -0.12, 0.13, 0.16, 0.17, 0.7 },
		{ 0, 0.30, 0.40, 0.14, 0.25, 0.26, 0.9 },
		{ -0.36, -0.10, 0.66, 0.16, 0.18, 0.16, 0.8 },
		{ -0.32, -0.48, -0.60, 0.18, 0.16, 0.18, 0.8 },
		{ 0.32, -0.48, -0.60, 0.18, 0.16, 0.18, 0.7 },
		{ 0, 0.70, -0.30, 0.18, 0.15, 0.23, -0.8 },
		{ 0, -0.58, 0.30, 0.20, 0.21, 0.24, -0.9 },
		{ -0.54, -0.50, 0.24, 0.16, 0.17, 0.22, -0.7 },
		{ 0.54, -0.50, 0.24, 0.16, 0.17, 0.22, -0.7 },
		{ 0.30, 0.36, 0.62, 0.15, 0.18, 0.16, -0.8 } };

	/** Where the effect depends on age: the first blob, and one where there is no effect otherwise. */
	private static final double[][] SLOPE_BLOBS = {
		{ -0.50, 0.14, -0.06, 0.15, 0.23, 0.23, 1 },
		{ 0.30, -0.15, 0.62, 0.18, 0.20, 0.18, 1 } };

	/** Where the effect depends on the drug: the second blob. */
	private static final double[][] DIFFERENCE_BLOBS = { { 0.50, 0.14, -0.06, 0.15, 0.23, 0.23, 1 } };

	private final int[] dims;
	private final double[][] coordinates;
	private final boolean[] mask;
	private final float[] blobs;
	private final int maskCount;

	/** @param dims grid, 3 sizes, each at least 1 */
	Phantom(final int... dims) {
		this.dims = dims;
		coordinates = new double[3][];
		for (int d = 0; d < 3; d++)
			coordinates[d] = axis(dims[d], SEMI_AXES[d]);
		mask = new boolean[dims[0] * dims[1] * dims[2]];
		blobs = new float[mask.length];
		maskCount = fill();
	}

	/** Returns the grid's sizes. */
	int[] dims() {
		return dims;
	}

	/** Returns true where the voxel's centre lies in the ellipsoid. */
	boolean[] mask() {
		return mask;
	}

	int maskCount() {
		return maskCount;
	}

	/**
	 * Returns the shape of the true effect: between -1 and 1, smooth, exactly 0 outside the blobs and
	 * the mask.
	 */
	float[] blobs() {
		return blobs;
	}

	/** Returns the shape of the true slope over age: 0 to 1, exactly 0 outside two blobs; a new array. */
	float[] slopes() {
		return sampled(SLOPE_BLOBS);
	}

	/** Returns the shape of the true difference between drugs: 0 to 1, exactly 0 outside a blob; a new array. */
	float[] differences() {
		return sampled(DIFFERENCE_BLOBS);
	}

	/** Returns how many voxels an axis has outside the mask on either side. */
	int margin(final int axis) {
		int i = 0;
		while (i < dims[axis] && coordinates[axis][i] < -1)
			i++;
		return i;
	}

	/** Returns the height in the ellipsoid of a plane across the z axis: -1 at the bottom, 1 at the top. */
	double height(final int z) {
		return coordinates[2][z];
	}

	/**
	 * Returns a gentle wave over the grid, cos(f0 u + p0) cos(f1 v + p1) cos(f2 w + p2): between -1 and
	 * 1, a new array.
	 *
	 * @param frequency radians per semi-axis, 3 of them
	 * @param phase radians, 3 of them
	 */
	float[] wave(final double[] frequency, final double[] phase) {
		final double[][] cosines = new double[3][];
		for (int d = 0; d < 3; d++) {
			cosines[d] = coordinates[d].clone();
			for (int i = 0; i < cosines[d].length; i++)
				cosines[d][i] = StrictMath.cos(frequency[d] * coordinates[d][i] + phase[d]);
		}
		final float[] wave = new float[mask.length];
		int i = 0;
		for (final double cosZ : cosines[2])
			for (final double cosY : cosines[1])
				for (final double cosX : cosines[0])
					wave[i++] = (float) (cosX * cosY * cosZ);
		return wave;
	}

	private static double[] axis(final int size, final double share) {
		final double[] u = new double[size];
		for (int i = 0; i < size; i++)
			u[i] = (i - (size - 1) / 2.0) / (share * size);
		return u;
	}

	private int fill() {
		int count = 0;
		int i = 0;
		for (final double w : coordinates[2])
			for (final double v : coordinates[1])
				for (final double u : coordinates[0]) {
					mask[i] = u * u + v * v + w * w <= 1;
					if (mask[i]) count++;
					i++;
				}
		System.arraycopy(sampled(BLOBS), 0, blobs, 0, blobs.length);
		return count;
	}

	private float[] sampled(final double[][] some) {
		final float[] values = new float[mask.length];
		int i = 0;
		for (final double w : coordinates[2])
			for (final double v : coordinates[1])
				for (final double u : coordinates[0]) {
					if (mask[i]) values[i] = sum(some, u, v, w);
					i++;
				}
		return values;
	}

	private float sum(final double[][] some, final double u, final double v, final double w) {
		double sum = 0;
		for (final double[] blob : some) {
			final double du = (u - blob[0]) / blob[3];
			final double dv = (v - blob[1]) / blob[4];
			// a plane through all blobs: else most would be lost in 2-D
			final double dw = dims[2] == 1 ? 0 : (w - blob[2]) / blob[5];
			final double inside = 1 - (du * du + dv * dv + dw * dw);
			// a plateau that falls to 0 at r = 1 without an edge: beyond it the effect is 0, not merely small
			if (inside > 0)
				sum += blob[6] * inside * inside * (3 - 2 * inside);
		}
		return (float) sum;
	}
}
