package org.voxmeta.plot;

/** A line through all studies but one, with DerSimonian and Laird's tau2, by the formulas of textbooks. */
final class PlainLine {

	private PlainLine() {
	}

	/** The line's height at the study left out, and the variance of that height. */
	static double[] without(final int left, final double[] x, final double[] y, final double[] v) {
		final double[] w = new double[x.length];
		for (int k = 0; k < w.length; k++)
			w[k] = k == left ? 0 : 1 / v[k];
		final double tau2 = tau2(x, y, w);
		for (int k = 0; k < w.length; k++)
			w[k] = k == left ? 0 : 1 / (v[k] + tau2);
		final double[] line = line(x, y, w);
		return new double[] { line[0] + line[1] * x[left], 1 / line[3] + Math.pow(x[left] - line[2], 2) / line[4] };
	}

	/** Intercept, slope, mean of x, sum of weights, weighted squares of x around the mean. */
	private static double[] line(final double[] x, final double[] y, final double[] w) {
		double sum = 0;
		double sumX = 0;
		double sumY = 0;
		for (int k = 0; k < w.length; k++) {
			sum += w[k];
			sumX += w[k] * x[k];
			sumY += w[k] * y[k];
		}
		final double meanX = sumX / sum;
		double xx = 0;
		double xy = 0;
		for (int k = 0; k < w.length; k++) {
			xx += w[k] * (x[k] - meanX) * (x[k] - meanX);
			xy += w[k] * (x[k] - meanX) * (y[k] - sumY / sum);
		}
		final double slope = xy / xx;
		return new double[] { sumY / sum - slope * meanX, slope, meanX, sum, xx };
	}

	/** (Q - (k - 2)) / trace(P), with P's diagonal from the leverages. */
	private static double tau2(final double[] x, final double[] y, final double[] w) {
		final double[] line = line(x, y, w);
		double q = 0;
		double trace = 0;
		int count = 0;
		for (int k = 0; k < w.length; k++) {
			if (w[k] == 0) continue;
			count++;
			q += w[k] * Math.pow(y[k] - line[0] - line[1] * x[k], 2);
			trace += w[k] - w[k] * w[k] * (1 / line[3] + Math.pow(x[k] - line[2], 2) / line[4]);
		}
		return Math.max(0, (q - (count - 2)) / trace);
	}
}
