package org.voxmeta.stats.regression;

import org.voxmeta.stats.data.Buffers;

/** The forms of a mean: P = W - w w' / sum w. */
final class InterceptForms extends ProjectionForms {

	/** A difference that leaves less of its terms may be noise. */
	private static final double LEAST_LEFT = 1e-9;
	/** So many voxels' sums fit the first-level cache. */
	private static final int CHUNK = 256;

	/** Sums over studies of w^r, w^r e and w^r e², r = 1 to the order, for residuals e. */
	private final double[][] w;
	private final double[][] we;
	private final double[][] wee;
	/**
	 * Sums of w_i w_j over pairs and of w_i w_j w_k over triples: of sums of powers of w, traces would
	 * cancel.
	 */
	private final double[] pairs;
	private final double[] triples;
	/** w and w e of the two studies that are being added. */
	private final double[] wA;
	private final double[] weA;
	private final double[] wB;
	private final double[] weB;
	/** A study without weight. */
	private final double[] none;

	InterceptForms(final int order, final int capacity, final Buffers buffers) {
		super(order, capacity, buffers);
		w = buffers.zeros(order, capacity);
		we = buffers.zeros(order, capacity);
		wee = buffers.zeros(order, capacity);
		pairs = buffers.zeros(capacity);
		triples = buffers.zeros(capacity);
		wA = buffers.zeros(capacity);
		weA = buffers.zeros(capacity);
		wB = buffers.zeros(capacity);
		weB = buffers.zeros(capacity);
		none = buffers.zeros(capacity);
	}

	@Override
	void evaluate(final ActiveVoxels voxels, final double[] tau2) {
		final int n = voxels.size();
		clear(w, n);
		clear(we, n);
		clear(wee, n);
		clear(new double[][] { pairs, triples }, n);
		for (int from = 0; from < n; from += CHUNK)
			sum(voxels, tau2, from, Math.min(n, from + CHUNK));
		System.arraycopy(w[0], 0, determinant(), 0, n);
		putTwo(w[0], w[1], we[0], we[1], wee[0], wee[1], form(1), form(2), n);
		if (order() > 2) {
			putTraces(w[0], pairs, triples, trace(1), trace(2), n);
			putThird(w, we, wee, form(2), trace(1), form(3), n);
			System.arraycopy(w[0], 0, weightSum(1), 0, n);
			System.arraycopy(w[1], 0, weightSum(2), 0, n);
		}
	}

	/** Adds two studies at a time, as the sums are then loaded and stored half as often. */
	private void sum(final ActiveVoxels voxels, final double[] tau2, final int from, final int to) {
		final double[][] u = voxels.weights();
		final double[][] e = voxels.residuals();
		for (int k = 0; k < u.length; k += 2) {
			final double[] eB = k + 1 < e.length ? e[k + 1] : none;
			weigh(u[k], e[k], tau2, wA, weA, from, to);
			weigh(k + 1 < u.length ? u[k + 1] : none, eB, tau2, wB, weB, from, to);
			if (order() > 2) addPairsAndTriples(wA, wB, w[0], pairs, triples, from, to);
			else add(wA, wB, w[0], from, to);
			add(weA, weB, we[0], from, to);
			addProducts(weA, e[k], weB, eB, wee[0], from, to);
			addProducts(wA, wA, wB, wB, w[1], from, to);
			if (order() > 2) {
				addSquareAndThird(wA, weA, wB, weB, we[1], wee[2], from, to);
				addProducts(weA, weA, weB, weB, wee[1], from, to);
				addCubes(wA, weA, wB, weB, w[2], we[2], from, to);
			}
			else {
				addProducts(wA, weA, wB, weB, we[1], from, to);
				addProducts(weA, weA, weB, weB, wee[1], from, to);
			}
		}
	}

	private static void weigh(final double[] u, final double[] e, final double[] tau2, final double[] w,
		final double[] we, final int from, final int to)
	{
		for (int j = from; j < to; j++) {
			final double weight = u[j] / (1 + tau2[j] * u[j]);
			w[j] = weight;
			we[j] = weight * e[j];
		}
	}

	private static void addPairsAndTriples(final double[] a, final double[] b, final double[] sum,
		final double[] pairs, final double[] triples, final int from, final int to)
	{
		for (int j = from; j < to; j++) {
			final double sumA = sum[j] + a[j];
			final double pairsA = pairs[j] + a[j] * sum[j];
			triples[j] = triples[j] + a[j] * pairs[j] + b[j] * pairsA;
			pairs[j] = pairsA + b[j] * sumA;
			sum[j] = sumA + b[j];
		}
	}

	private static void add(final double[] a, final double[] b, final double[] sum, final int from,
		final int to)
	{
		for (int j = from; j < to; j++)
			sum[j] = sum[j] + a[j] + b[j];
	}

	/** Adds a x + b y. */
	private static void addProducts(final double[] a, final double[] x, final double[] b, final double[] y,
		final double[] sum, final int from, final int to)
	{
		for (int j = from; j < to; j++)
			sum[j] = sum[j] + a[j] * x[j] + b[j] * y[j];
	}

	/** Adds w² e and w³ e². */
	private static void addSquareAndThird(final double[] a, final double[] x, final double[] b,
		final double[] y, final double[] we2, final double[] wee3, final int from, final int to)
	{
		for (int j = from; j < to; j++) {
			final double ax = a[j] * x[j];
			final double by = b[j] * y[j];
			we2[j] = we2[j] + ax + by;
			wee3[j] = wee3[j] + ax * x[j] + by * y[j];
		}
	}

	/** Adds w³ and w³ e. */
	private static void addCubes(final double[] a, final double[] x, final double[] b, final double[] y,
		final double[] w3, final double[] we3, final int from, final int to)
	{
		for (int j = from; j < to; j++) {
			final double aa = a[j] * a[j];
			final double bb = b[j] * b[j];
			w3[j] = w3[j] + aa * a[j] + bb * b[j];
			we3[j] = we3[j] + aa * x[j] + bb * y[j];
		}
	}

	/** With m = sum w e / sum w: y'Py = sum w (e - m)², y'P²y = sum w² (e - m)². */
	private static void putTwo(final double[] w1, final double[] w2, final double[] we1, final double[] we2,
		final double[] wee1, final double[] wee2, final double[] form1, final double[] form2, final int n)
	{
		for (int j = 0; j < n; j++) {
			final double m = we1[j] / w1[j];
			form1[j] = wee1[j] - m * we1[j];
			form2[j] = wee2[j] - m * (2 * we2[j] - m * w2[j]);
		}
	}

	/**
	 * y'P³y = sum w³ (e - m)² - (sum w² (e - m))² / sum w. Where one study weighs so much more than the
	 * others that rounding may be all that the difference leaves, its upper bound tr P y'P²y.
	 */
	private static void putThird(final double[][] w, final double[][] we, final double[][] wee,
		final double[] form2, final double[] trace, final double[] form3, final int n)
	{
		for (int j = 0; j < n; j++) {
			final double m = we[0][j] / w[0][j];
			final double slope = we[1][j] - m * w[1][j];
			final double all = wee[2][j] - m * (2 * we[2][j] - m * w[2][j]);
			final double difference = all - slope * slope / w[0][j];
			form3[j] = difference > LEAST_LEFT * all ? difference : trace[j] * form2[j];
		}
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
