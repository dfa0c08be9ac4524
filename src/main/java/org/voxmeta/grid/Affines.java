package org.voxmeta.grid;

/** Small 4x4 voxel-to-world matrices, as {@code double[row][column]}. */
public final class Affines {

	/** Below this, 1 - (b² + c² + d²) is rounding and the rotation a half turn (the standard's figure). */
	private static final double HALF_TURN = 1e-7;

	private Affines() {
	}

	/** Returns the matrix with the given axis sizes on its diagonal and voxel 0 at 0. */
	public static double[][] diagonal(final double[] size) {
		final double[][] a = new double[4][4];
		for (int i = 0; i < 3; i++) a[i][i] = size[i];
		a[3][3] = 1;
		return a;
	}

	/** Returns the matrix with the twelve values of {@code rows} as its upper rows. */
	public static double[][] ofRows(final double[] rows) {
		final double[][] a = new double[4][];
		for (int i = 0; i < 3; i++) {
			a[i] = new double[] { rows[4 * i], rows[4 * i + 1], rows[4 * i + 2], rows[4 * i + 3] };
		}
		a[3] = new double[] { 0, 0, 0, 1 };
		return a;
	}

	/**
	 * Returns the matrix of a qform (the standard's method 2): the unit quaternion (a, b, c, d) as a
	 * rotation, its columns times the voxel size, the third also times qfac.
	 *
	 * @param q b, c, d and the offsets x, y, z
	 * @param size voxel size along x, y, z
	 * @param qfac -1 or 1
	 */
	public static double[][] ofQuaternion(final double[] q, final double[] size, final double qfac) {
		double b = q[0];
		double c = q[1];
		double d = q[2];
		final double rest = 1 - (b * b + c * c + d * d);
		final double a;
		if (rest < HALF_TURN) {
			final double norm = Math.sqrt(b * b + c * c + d * d);
			a = 0;
			b /= norm;
			c /= norm;
			d /= norm;
		}
		else {
			a = Math.sqrt(rest);
		}
		final double x = size[0];
		final double y = size[1];
		final double z = size[2] * qfac;
		final double[] rows = { //
			(a * a + b * b - c * c - d * d) * x, 2 * (b * c - a * d) * y, 2 * (b * d + a * c) * z, q[3], //
			2 * (b * c + a * d) * x, (a * a + c * c - b * b - d * d) * y, 2 * (c * d - a * b) * z, q[4], //
			2 * (b * d - a * c) * x, 2 * (c * d + a * b) * y, (a * a + d * d - c * c - b * b) * z, q[5] };
		return ofRows(rows);
	}

	/** Returns the length of each of the first three columns: the voxel size. */
	public static double[] columnLengths(final double[][] a) {
		final double[] size = new double[3];
		for (int j = 0; j < 3; j++) {
			size[j] = Math.sqrt(a[0][j] * a[0][j] + a[1][j] * a[1][j] + a[2][j] * a[2][j]);
		}
		return size;
	}

	/**
	 * Returns the voxel coordinates that the matrix sends to world (0, 0, 0).
	 *
	 * @return x, y, z; null if the matrix cannot be inverted
	 */
	public static double[] worldOrigin(final double[][] a) {
		final double det = det(a, 0, 1, 2);
		final double scale = Math.abs(columnProduct(a));
		if (!(Math.abs(det) > 1e-12 * scale)) return null;
		// Cramer's rule for A x = -t: three columns, nothing to gain from a factorisation
		return new double[] { -det(a, 3, 1, 2) / det, -det(a, 0, 3, 2) / det, -det(a, 0, 1, 3) / det };
	}

	/**
	 * Returns the matrix X with {@code from} X = {@code to}: of the voxels of one grid, where they are among
	 * those of another.
	 *
	 * @param from a matrix that can be inverted
	 */
	public static double[][] relative(final double[][] from, final double[][] to) {
		final double[][] a = copy(from);
		final double[][] x = copy(to);
		// the last row of an affine is 0 0 0 1, whatever stands there
		for (int row = 0; row < 3; row++) x[row][3] -= a[row][3];
		for (int k = 0; k < 3; k++) eliminate(a, x, k);
		x[3] = new double[] { 0, 0, 0, 1 };
		return x;
	}

	/**
	 * One step of Gauss and Jordan's elimination with pivoting by rows, which leaves a 1 and zeros in column k.
	 */
	private static void eliminate(final double[][] a, final double[][] x, final int k) {
		int pivot = k;
		for (int row = k + 1; row < 3; row++) if (Math.abs(a[row][k]) > Math.abs(a[pivot][k])) pivot = row;
		swap(a, k, pivot);
		swap(x, k, pivot);
		final double scale = a[k][k];
		for (int column = 0; column < 4; column++) {
			a[k][column] /= scale;
			x[k][column] /= scale;
		}
		for (int row = 0; row < 3; row++) {
			final double factor = a[row][k];
			if (row == k || factor == 0) continue;
			for (int column = 0; column < 4; column++) {
				a[row][column] -= factor * a[k][column];
				x[row][column] -= factor * x[k][column];
			}
		}
	}

	private static void swap(final double[][] rows, final int i, final int j) {
		final double[] row = rows[i];
		rows[i] = rows[j];
		rows[j] = row;
	}

	/** Returns a copy whose world origin is at the given voxel coordinates. */
	public static double[][] withWorldOrigin(final double[][] a, final double[] voxel) {
		final double[][] moved = copy(a);
		for (int i = 0; i < 3; i++) {
			// 0 - ...: an origin at voxel 0 must not give -0
			moved[i][3] = 0 - (a[i][0] * voxel[0] + a[i][1] * voxel[1] + a[i][2] * voxel[2]);
		}
		return moved;
	}

	/** Returns a copy with its first three columns multiplied by the given factors. */
	public static double[][] withScaledColumns(final double[][] a, final double[] factor) {
		final double[][] scaled = copy(a);
		for (int i = 0; i < 3; i++) {
			for (int j = 0; j < 3; j++) scaled[i][j] *= factor[j];
		}
		return scaled;
	}

	private static double[][] copy(final double[][] a) {
		final double[][] copy = new double[4][];
		for (int i = 0; i < 4; i++) copy[i] = a[i].clone();
		return copy;
	}

	private static double columnProduct(final double[][] a) {
		final double[] lengths = columnLengths(a);
		return lengths[0] * lengths[1] * lengths[2];
	}

	private static double det(final double[][] a, final int i, final int j, final int k) {
		return a[0][i] * (a[1][j] * a[2][k] - a[1][k] * a[2][j]) //
			- a[0][j] * (a[1][i] * a[2][k] - a[1][k] * a[2][i]) //
			+ a[0][k] * (a[1][i] * a[2][j] - a[1][j] * a[2][i]);
	}
}
