package org.voxmeta.masker.signal;

/** Takes the mean and the straight line of least squares out of series. */
final class LinearTrend {

	private LinearTrend() {
	}

	/** Replaces each column by what its line leaves; a single row stays as it is. */
	static void removeFrom(final double[][] rows) {
		if (rows.length < 2) return;
		Rows.demean(rows);
		Rows.removeDirection(rows, slope(rows.length));
	}

	/** The rising line of mean 0 and length 1. */
	private static double[] slope(final int samples) {
		final double[] slope = new double[samples];
		double squares = 0;
		for (int t = 0; t < samples; t++) {
			slope[t] = t - (samples - 1) / 2.0;
			squares += slope[t] * slope[t];
		}
		final double length = Math.sqrt(squares);
		for (int t = 0; t < samples; t++)
			slope[t] /= length;
		return slope;
	}
}
