package org.voxmeta.masker.signal;

import java.util.Arrays;

/**
 * The kept samples of a run, with all done but the standardising.
 *
 * @param rows values, samples × voxels; the last step changes them
 * @param means of each voxel before anything was taken away
 * @param rounding how large a value of each voxel may be and still be nothing but rounding; infinite where
 *             the voxel was constant
 */
record DenoisedRun(double[][] rows, double[] means, double[] rounding) {

	/** Standardises in place; a single sample stays as it is. */
	void standardize(final Standardization how, final boolean meansAreLost) {
		if (rows.length < 2 || how == Standardization.NONE) return;
		if (how == Standardization.PSC) {
			if (meansAreLost) Rows.addToEach(rows, 1, means);
			toPercent();
		}
		else toScores(how == Standardization.ZSCORE_SAMPLE ? rows.length - 1 : rows.length);
	}

	/** The sum over voxels of what is left of their means. */
	double absoluteMeans() {
		return Arrays.stream(Rows.means(rows)).map(Math::abs).sum();
	}

	private void toScores(final int divisor) {
		Rows.demean(rows);
		final double[] factors = new double[means.length];
		for (final double[] row : rows)
			for (int j = 0; j < row.length; j++)
				factors[j] += row[j] * row[j];
		for (int j = 0; j < factors.length; j++) {
			final double deviation = Math.sqrt(factors[j] / divisor);
			factors[j] = deviation > rounding[j] ? 1 / deviation : 0;
		}
		multiply(factors);
	}

	private void toPercent() {
		final double[] centre = Rows.means(rows);
		Rows.addToEach(rows, -1, centre);
		final double[] factors = new double[centre.length];
		for (int j = 0; j < factors.length; j++)
			factors[j] = Math.abs(centre[j]) > rounding[j] ? 100 / Math.abs(centre[j]) : 0;
		multiply(factors);
	}

	private void multiply(final double[] factors) {
		for (final double[] row : rows)
			for (int j = 0; j < row.length; j++)
				// not the product: -0 would be written for what is constant
				row[j] = factors[j] == 0 ? 0 : row[j] * factors[j];
	}
}
