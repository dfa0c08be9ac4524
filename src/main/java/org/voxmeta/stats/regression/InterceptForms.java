package org.voxmeta.stats.regression;

import java.util.Arrays;

import org.voxmeta.stats.data.Buffers;

/**
 * The forms of a mean: P = W - w w' / sum w. With the mean of the residuals e, y'Py = sum w (e - mean)² and
 * y'P²y = sum w² (e - mean)².
 */
final class InterceptForms extends ProjectionForms {

	/** A difference that leaves less of its terms may be noise. */
	private static final double LEAST_LEFT = 1e-9;
	/** The weights of so many voxels fit the first-level cache, if studies are not many. */
	private static final int CHUNK = 128;

	private final double[] sum;
	private final double[] mean;
	/** Sum of w² (e - mean) with residuals e. */
	private final double[] slope;
	/** Sum of w³ (e - mean)². */
	private final double[] cubes;
	/**
	 * Sums of w_i w_j over pairs and of w_i w_j w_k over triples: of sums of powers of w, traces would
	 * cancel.
	 */
	private final double[] pairs;
	private final double[] triples;
	/**
	 * The weights of all studies, and none to make their number even. At the same places as the sums, or the
	 * compiler would not vectorise.
	 */
	private final double[][] w;
	/** The effects of the study without weight. */
	private final double[] none;

	InterceptForms(final int order, final int studies, final int capacity, final Buffers buffers) {
		super(order, capacity, buffers);
		final int room = order > 2 ? capacity : 0;
		sum = determinant();
		mean = buffers.any(capacity);
		slope = buffers.any(room);
		cubes = buffers.any(room);
		pairs = buffers.any(room);
		triples = buffers.any(room);
		w = buffers.any(studies + studies % 2, capacity);
		if (studies % 2 > 0) Arrays.fill(w[studies], 0);
		none = buffers.zeros(capacity);
	}

	@Override
	void evaluate(final ActiveVoxels voxels, final double[] tau2) {
		final int n = voxels.size();
		clear(new double[][] { sum, mean, form(1), form(2) }, n);
		if (order() > 2) clear(new double[][] { slope, cubes, pairs, triples }, n);
		for (int from = 0; from < n; from += CHUNK)
			evaluate(voxels, tau2, from, Math.min(n, from + CHUNK));
		if (order() < 3) return;
		putTraces(sum, pairs, triples, trace(1), trace(2), n);
		putThird(sum, slope, cubes, form(2), trace(1), form(3), n);
		System.arraycopy(sum, 0, weightSum(1), 0, n);
		putSquares(sum, pairs, weightSum(2), n);
	}

	/** Loops with more sums than these have would not be vectorised. */
	private void evaluate(final ActiveVoxels voxels, final double[] tau2, final int from, final int to) {
		final double[][] u = voxels.weights();
		final double[][] e = voxels.residuals();
		for (int k = 0; k < u.length; k++)
			if (order() > 2) addWeights(u[k], tau2, w[k], sum, pairs, triples, from, to);
			else addWeighted(u[k], e[k], tau2, w[k], sum, mean, from, to);
		if (order() > 2) for (int k = 0; k < e.length; k += 2)
			addProducts(w[k], e[k], w[k + 1], even(e, k + 1), mean, from, to);
		divide(mean, sum, from, to);
		for (int k = 0; k < e.length; k++)
			if (order() > 2) addHigherForms(w[k], e[k], mean, form(2), slope, cubes, from, to);
			else addForms(w[k], e[k], mean, form(1), form(2), from, to);
		if (order() > 2) for (int k = 0; k < e.length; k += 2)
			addSquares(w[k], e[k], w[k + 1], even(e, k + 1), mean, form(1), from, to);
	}

	/** Row k, or one of zeros if there is none. */
	private double[] even(final double[][] e, final int k) {
		return k < e.length ? e[k] : none;
	}

	/** Writes w, and adds it, and its products with those that came before. */
	private static void addWeights(final double[] u, final double[] tau2, final double[] w, final double[] sum,
		final double[] pairs, final double[] triples, final int from, final int to)
	{
		for (int j = from; j < to; j++) {
			final double weight = u[j] / (1 + tau2[j] * u[j]);
			w[j] = weight;
			triples[j] = triples[j] + weight * pairs[j];
			pairs[j] = pairs[j] + weight * sum[j];
			sum[j] = sum[j] + weight;
		}
	}

	/** Writes w, and adds w and w e. */
	private static void addWeighted(final double[] u, final double[] e, final double[] tau2, final double[] w,
		final double[] sum, final double[] sumE, final int from, final int to)
	{
		for (int j = from; j < to; j++) {
			final double weight = u[j] / (1 + tau2[j] * u[j]);
			w[j] = weight;
			sum[j] = sum[j] + weight;
			sumE[j] = sumE[j] + weight * e[j];
		}
	}

	/** Adds a x + b y. */
	private static void addProducts(final double[] a, final double[] x, final double[] b, final double[] y,
		final double[] sum, final int from, final int to)
	{
		for (int j = from; j < to; j++)
			sum[j] = sum[j] + a[j] * x[j] + b[j] * y[j];
	}

	private static void divide(final double[] x, final double[] by, final int from, final int to) {
		for (int j = from; j < to; j++)
			x[j] /= by[j];
	}

	/** Adds w (e - mean)² and w² (e - mean)². */
	private static void addForms(final double[] w, final double[] e, final double[] mean, final double[] form1,
		final double[] form2, final int from, final int to)
	{
		for (int j = from; j < to; j++) {
			final double residual = e[j] - mean[j];
			final double we = w[j] * residual;
			form1[j] = form1[j] + we * residual;
			form2[j] = form2[j] + we * we;
		}
	}

	/** Adds w² (e - mean)², w² (e - mean) and w³ (e - mean)². */
	private static void addHigherForms(final double[] w, final double[] e, final double[] mean,
		final double[] form2, final double[] slope, final double[] cubes, final int from, final int to)
	{
		for (int j = from; j < to; j++) {
			final double we = w[j] * (e[j] - mean[j]);
			final double wwe = w[j] * we;
			form2[j] = form2[j] + we * we;
			slope[j] = slope[j] + wwe;
			cubes[j] = cubes[j] + wwe * we;
		}
	}

	/** Adds a (x - mean)² + b (y - mean)². */
	private static void addSquares(final double[] a, final double[] x, final double[] b, final double[] y,
		final double[] mean, final double[] form1, final int from, final int to)
	{
		for (int j = from; j < to; j++) {
			final double eA = x[j] - mean[j];
			final double eB = y[j] - mean[j];
			form1[j] = form1[j] + a[j] * eA * eA + b[j] * eB * eB;
		}
	}

	/**
	 * y'P³y = sum w³ (e - mean)² - (sum w² (e - mean))² / sum w. Where one study weighs so much more than the
	 * others that rounding may be all that the difference leaves, its upper bound tr P y'P²y.
	 */
	private static void putThird(final double[] sum, final double[] slope, final double[] cubes,
		final double[] form2, final double[] trace, final double[] form3, final int n)
	{
		for (int j = 0; j < n; j++) {
			final double difference = cubes[j] - slope[j] * slope[j] / sum[j];
			form3[j] = difference > LEAST_LEFT * cubes[j] ? difference : trace[j] * form2[j];
		}
	}

	/** sum w² = (sum w)² - 2 pairs, which takes no digits but those that the number of studies has. */
	private static void putSquares(final double[] sum, final double[] pairs, final double[] squares,
		final int n)
	{
		for (int j = 0; j < n; j++)
			squares[j] = sum[j] * sum[j] - 2 * pairs[j];
	}

	/** tr P = 2 pairs / sum w, tr P² = (tr P)² - 6 triples / sum w. */
	private static void putTraces(final double[] w, final double[] pairs, final double[] triples,
		final double[] trace1, final double[] trace2, final int n)
	{
		for (int j = 0; j < n; j++) {
			final double trace = 2 * pairs[j] / w[j];
			trace1[j] = trace;
			trace2[j] = trace * trace - 6 * triples[j] / w[j];
		}
	}
}
