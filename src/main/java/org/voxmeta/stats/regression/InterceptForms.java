package org.voxmeta.stats.regression;

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
	/** One study's w and w e. */
	private final double[] now;
	private final double[] nowE;

	InterceptForms(final int order, final int capacity) {
		super(order, capacity);
		w = new double[order][capacity];
		we = new double[order][capacity];
		wee = new double[order][capacity];
		pairs = new double[capacity];
		triples = new double[capacity];
		now = new double[capacity];
		nowE = new double[capacity];
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

	private void sum(final ActiveVoxels voxels, final double[] tau2, final int from, final int to) {
		for (int k = 0; k < voxels.studies(); k++) {
			final double[] e = voxels.residuals()[k];
			addWeights(voxels.weights()[k], tau2, now, w[0], pairs, triples, from, to);
			addResiduals(e, now, nowE, we[0], wee[0], from, to);
			addSquares(now, nowE, w[1], we[1], wee[1], from, to);
			if (order() > 2) addCubes(now, nowE, w[2], we[2], wee[2], from, to);
		}
	}

	private static void addWeights(final double[] u, final double[] tau2, final double[] now,
		final double[] w1, final double[] pairs, final double[] triples, final int from, final int to)
	{
		for (int j = from; j < to; j++) {
			final double w = u[j] / (1 + tau2[j] * u[j]);
			now[j] = w;
			triples[j] += w * pairs[j];
			pairs[j] += w * w1[j];
			w1[j] += w;
		}
	}

	private static void addResiduals(final double[] e, final double[] w, final double[] nowE,
		final double[] we1, final double[] wee1, final int from, final int to)
	{
		for (int j = from; j < to; j++) {
			final double we = w[j] * e[j];
			nowE[j] = we;
			we1[j] += we;
			wee1[j] += we * e[j];
		}
	}

	private static void addSquares(final double[] w, final double[] we, final double[] w2, final double[] we2,
		final double[] wee2, final int from, final int to)
	{
		for (int j = from; j < to; j++) {
			w2[j] += w[j] * w[j];
			we2[j] += w[j] * we[j];
			wee2[j] += we[j] * we[j];
		}
	}

	private static void addCubes(final double[] w, final double[] we, final double[] w3, final double[] we3,
		final double[] wee3, final int from, final int to)
	{
		for (int j = from; j < to; j++) {
			final double ww = w[j] * w[j];
			w3[j] += ww * w[j];
			we3[j] += ww * we[j];
			wee3[j] += w[j] * we[j] * we[j];
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
