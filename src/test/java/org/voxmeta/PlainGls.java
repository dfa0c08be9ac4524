package org.voxmeta;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * Random-effects regression of one voxel, written with whole matrices as in papers: to compare the fast fits
 * with. With w = 1/(v + tau2), P = W - WX (X'WX)^-1 X'W.
 */
public final class PlainGls {

	private final double[] y;
	private final double[] v;
	private final double[][] x;

	/** A voxel's studies; those whose effect or variance is not finite are left out. */
	public PlainGls(final double[] y, final double[] v, final double[][] x) {
		final int[] valid = IntStream.range(0, y.length).filter(k -> Double.isFinite(y[k])
			&& Double.isFinite(v[k])).toArray();
		this.y = Arrays.stream(valid).mapToDouble(k -> y[k]).toArray();
		this.v = Arrays.stream(valid).mapToDouble(k -> v[k]).toArray();
		this.x = Arrays.stream(valid).mapToObj(k -> x[k]).toArray(double[][]::new);
	}

	/** A voxel's studies, whose mean is wanted. */
	public PlainGls(final double[] y, final double[] v) {
		this(y, v, IntStream.range(0, y.length).mapToObj(k -> new double[] { 1 }).toArray(double[][]::new));
	}

	/** k. */
	public int studies() {
		return y.length;
	}

	/** p. */
	public int predictors() {
		return x[0].length;
	}

	/** (X'WX)^-1 X'Wy. */
	public double[] coefficients(final double tau2) {
		final double[] rooted = IntStream.range(0, y.length)
			.mapToDouble(k -> y[k] * Math.sqrt(weight(k, tau2))).toArray();
		final double[][] columns = orthonormal(tau2);
		final double[][] inverse = inverseTriangle(tau2);
		final double[] beta = new double[predictors()];
		for (int p = 0; p < beta.length; p++)
			for (int q = p; q < beta.length; q++)
				beta[p] += inverse[p][q] * dot(columns[q], rooted);
		return beta;
	}

	/** (X'WX)^-1, p×p. */
	public double[][] covariance(final double tau2) {
		final double[][] inverse = inverseTriangle(tau2);
		final double[][] covariance = new double[inverse.length][inverse.length];
		for (int p = 0; p < inverse.length; p++)
			for (int q = 0; q < inverse.length; q++)
				covariance[p][q] = dot(inverse[p], inverse[q]);
		return covariance;
	}

	/** The residual sum of squares y'Py. */
	public double q(final double tau2) {
		final double[] residuals = residuals(tau2);
		return dot(residuals, residuals);
	}

	/** The derivative of twice the (restricted) log likelihood by tau2. */
	public double score(final double tau2, final boolean restricted) {
		final double[][] p = projection(tau2);
		final double[] residuals = residuals(tau2);
		double score = 0;
		for (int k = 0; k < y.length; k++)
			score += weight(k, tau2) * residuals[k] * residuals[k] - (restricted ? p[k][k] : weight(k, tau2));
		return score;
	}

	/** The (restricted) log likelihood without its constant. */
	public double logLikelihood(final double tau2, final boolean restricted) {
		return logDensity(tau2, restricted) - q(tau2) / 2;
	}

	/** What of the (restricted) log likelihood does not depend on the residuals. */
	public double logDensity(final double tau2, final boolean restricted) {
		double sum = 0;
		for (int k = 0; k < y.length; k++)
			sum += Math.log(weight(k, tau2)) / 2;
		if (restricted) {
			final double[][] columns = orthonormal(tau2);
			final double[][] root = rooted(tau2);
			// the diagonal of the triangle: what each column has along its own direction
			for (int p = 0; p < columns.length; p++)
				sum -= Math.log(dot(columns[p], root[p]));
		}
		return sum;
	}

	/** The trace of P. */
	public double trace(final double tau2) {
		final double[][] p = projection(tau2);
		return IntStream.range(0, y.length).mapToDouble(k -> p[k][k]).sum();
	}

	/** P, k×k. */
	public double[][] projection(final double tau2) {
		final double[][] columns = orthonormal(tau2);
		final double[][] projection = new double[y.length][y.length];
		for (int i = 0; i < y.length; i++)
			for (int j = 0; j < y.length; j++) {
				double entry = i == j ? 1 : 0;
				for (final double[] column : columns)
					entry -= column[i] * column[j];
				projection[i][j] = entry * Math.sqrt(weight(i, tau2) * weight(j, tau2));
			}
		return projection;
	}

	/**
	 * The root of a function that changes its sign between a and b, to the last digits, by halving.
	 *
	 * @throws IllegalArgumentException if it does not change its sign
	 */
	public static double root(final DoubleUnaryOperator function, final double a, final double b) {
		final boolean above = function.applyAsDouble(a) > 0;
		if (above == function.applyAsDouble(b) > 0) throw new IllegalArgumentException(
			"no change of sign from " + a + " to " + b);
		double low = a;
		double high = b;
		for (int step = 0; step < 300 && low < high; step++) {
			final double middle = low > 0 && high > 4 * low ? Math.sqrt(low * high) : (low + high) / 2;
			if (middle <= low || middle >= high) break;
			if (function.applyAsDouble(middle) > 0 == above) low = middle;
			else high = middle;
		}
		return (low + high) / 2;
	}

	private double weight(final int k, final double tau2) {
		return 1 / (v[k] + tau2);
	}

	/**
	 * Residuals times the square roots of the weights, so that they do not correlate with the rooted columns.
	 */
	private double[] residuals(final double tau2) {
		final double[] residuals = IntStream.range(0, y.length)
			.mapToDouble(k -> y[k] * Math.sqrt(weight(k, tau2))).toArray();
		final double[][] columns = orthonormal(tau2);
		for (int pass = 0; pass < 3; pass++)
			for (final double[] column : columns) {
				final double along = dot(residuals, column);
				for (int k = 0; k < y.length; k++)
					residuals[k] -= along * column[k];
			}
		return residuals;
	}

	/** The columns of X times the square roots of the weights, p×k. */
	private double[][] rooted(final double tau2) {
		final double[][] columns = new double[predictors()][y.length];
		for (int p = 0; p < columns.length; p++)
			for (int k = 0; k < y.length; k++)
				columns[p][k] = x[k][p] * Math.sqrt(weight(k, tau2));
		return columns;
	}

	/** Those made orthonormal one after the other, each twice. */
	private double[][] orthonormal(final double tau2) {
		final double[][] columns = rooted(tau2);
		for (int p = 0; p < columns.length; p++) {
			for (int pass = 0; pass < 2; pass++)
				for (int q = 0; q < p; q++) {
					final double along = dot(columns[p], columns[q]);
					for (int k = 0; k < y.length; k++)
						columns[p][k] -= along * columns[q][k];
				}
			final double length = Math.sqrt(dot(columns[p], columns[p]));
			for (int k = 0; k < y.length; k++)
				columns[p][k] /= length;
		}
		return columns;
	}

	/** R^-1, p×p, where W^(1/2) X is the orthonormal columns times the upper triangle R. */
	private double[][] inverseTriangle(final double tau2) {
		final double[][] columns = orthonormal(tau2);
		final double[][] rooted = rooted(tau2);
		final double[][] inverse = new double[predictors()][predictors()];
		for (int q = 0; q < inverse.length; q++)
			for (int p = q; p >= 0; p--) {
				double rest = p == q ? 1 : 0;
				for (int i = p + 1; i <= q; i++)
					rest -= dot(columns[p], rooted[i]) * inverse[i][q];
				inverse[p][q] = rest / dot(columns[p], rooted[p]);
			}
		return inverse;
	}

	private static double dot(final double[] a, final double[] b) {
		return IntStream.range(0, a.length).mapToDouble(k -> a[k] * b[k]).sum();
	}
}
