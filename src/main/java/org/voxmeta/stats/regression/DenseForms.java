package org.voxmeta.stats.regression;

import org.voxmeta.stats.data.Design;

/**
 * The forms of one voxel by way of P itself, K×K, from orthonormal columns of W^(1/2) X. Slow, but as exact
 * as can be where some studies weigh so much more than others that sums of products cancel.
 */
final class DenseForms {

	private final Design design;
	private final int studies;
	private final int predictors;
	/** Square roots of the weights, and the weighted residuals. */
	private final double[] root;
	private final double[] weighted;
	/** Orthonormal columns, P×K. */
	private final double[][] columns;
	private final double[][] projection;
	private double determinant;

	DenseForms(final Design design) {
		this.design = design;
		studies = design.studies();
		predictors = design.predictors();
		root = new double[studies];
		weighted = new double[studies];
		columns = new double[predictors][studies];
		projection = new double[studies][studies];
	}

	/** Takes a voxel: the i-th one at tau2. */
	void set(final ActiveVoxels voxels, final int i, final double tau2) {
		for (int k = 0; k < studies; k++) {
			final double u = voxels.weights()[k][i];
			root[k] = Math.sqrt(u / (1 + tau2 * u));
			weighted[k] = root[k] * voxels.residuals()[k][i];
			for (int p = 0; p < predictors; p++)
				columns[p][k] = root[k] * design.basis(k)[p];
		}
		determinant = 1;
		for (int p = 0; p < predictors; p++) {
			// the second pass makes up for what the first lost
			for (int q = 0; q < 2 * p; q++)
				subtractAlong(columns[q % p], columns[p]);
			final double square = dot(columns[p], columns[p]);
			final double length = Math.sqrt(square);
			determinant *= square;
			for (int k = 0; k < studies; k++)
				columns[p][k] /= length;
		}
		for (int q = 0; q < 2 * predictors; q++)
			subtractAlong(columns[q % predictors], weighted);
		for (int k = 0; k < studies; k++)
			for (int l = 0; l <= k; l++)
				projection[k][l] = projection[l][k] = entry(k, l);
	}

	/** The determinant of X'WX, in the basis. */
	double determinant() {
		return determinant;
	}

	/** y'Py, y'P²y or y'P³y, for the power 1, 2 or 3. */
	double form(final int power) {
		if (power == 1) return dot(weighted, weighted);
		final double[] py = new double[studies];
		for (int k = 0; k < studies; k++)
			py[k] = root[k] * weighted[k];
		if (power == 2) return dot(py, py);
		double sum = 0;
		for (int k = 0; k < studies; k++)
			sum += py[k] * dot(projection[k], py);
		return sum;
	}

	/** The trace of P or P², for the power 1 or 2. */
	double trace(final int power) {
		double sum = 0;
		for (int k = 0; k < studies; k++)
			sum += power == 1 ? projection[k][k] : dot(projection[k], projection[k]);
		return sum;
	}

	private double entry(final int k, final int l) {
		double entry = k == l ? 1 : 0;
		for (final double[] column : columns)
			entry -= column[k] * column[l];
		return entry * root[k] * root[l];
	}

	private static void subtractAlong(final double[] direction, final double[] from) {
		final double along = dot(direction, from);
		for (int k = 0; k < from.length; k++)
			from[k] -= along * direction[k];
	}

	private static double dot(final double[] a, final double[] b) {
		double sum = 0;
		for (int k = 0; k < a.length; k++)
			sum += a[k] * b[k];
		return sum;
	}
}
