package org.voxmeta.stats.regression;

/** The forms of a mean: P = W - w w' / sum w. */
final class InterceptForms extends ProjectionForms {

	/** Sums over studies of w^r, w^r e and w^r e², r = 1 to the order, for residuals e. */
	private final double[][] w;
	private final double[][] we;
	private final double[][] wee;
	/** Sum of w_i w_j over pairs: the trace of P without the difference sum w - sum w² / sum w, which cancels. */
	private final double[] pairs;

	InterceptForms(final int order, final int capacity) {
		super(order, capacity);
		w = new double[order][capacity];
		we = new double[order][capacity];
		wee = new double[order][capacity];
		pairs = new double[order > 2 ? capacity : 0];
	}

	@Override
	void evaluate(final ActiveVoxels voxels, final double[] tau2) {
		final int n = voxels.size();
		clear(w, n);
		clear(we, n);
		clear(wee, n);
		clear(new double[][] { pairs }, Math.min(n, pairs.length));
		for (int k = 0; k < voxels.studies(); k++) {
			final double[] e = voxels.residuals()[k];
			final double[] u = voxels.weights()[k];
			if (order() == 2) addTwo(e, u, tau2, w[0], w[1], we[0], we[1], wee[0], wee[1], n);
			else {
				addWeights(u, tau2, w[0], w[1], w[2], pairs, n);
				addResiduals(e, u, tau2, we[0], we[1], we[2], wee[0], wee[1], wee[2], n);
			}
		}
		System.arraycopy(w[0], 0, determinant(), 0, n);
		putTwo(w[0], w[1], we[0], we[1], wee[0], wee[1], form(1), form(2), n);
		if (order() > 2) {
			putThird(w, we, wee, form(3), n);
			putTraces(w, pairs, trace(1), trace(2), n);
			System.arraycopy(w[0], 0, weightSum(1), 0, n);
			System.arraycopy(w[1], 0, weightSum(2), 0, n);
		}
	}

	private static void addTwo(final double[] e, final double[] u, final double[] tau2, final double[] w1,
		final double[] w2, final double[] we1, final double[] we2, final double[] wee1, final double[] wee2,
		final int n)
	{
		for (int j = 0; j < n; j++) {
			final double w = u[j] / (1 + tau2[j] * u[j]);
			final double we = w * e[j];
			w1[j] += w;
			w2[j] += w * w;
			we1[j] += we;
			we2[j] += w * we;
			wee1[j] += we * e[j];
			wee2[j] += we * we;
		}
	}

	private static void addWeights(final double[] u, final double[] tau2, final double[] w1, final double[] w2,
		final double[] w3, final double[] pairs, final int n)
	{
		for (int j = 0; j < n; j++) {
			final double w = u[j] / (1 + tau2[j] * u[j]);
			pairs[j] += w * w1[j];
			w1[j] += w;
			w2[j] += w * w;
			w3[j] += w * w * w;
		}
	}

	private static void addResiduals(final double[] e, final double[] u, final double[] tau2, final double[] we1,
		final double[] we2, final double[] we3, final double[] wee1, final double[] wee2, final double[] wee3,
		final int n)
	{
		for (int j = 0; j < n; j++) {
			final double w = u[j] / (1 + tau2[j] * u[j]);
			final double we = w * e[j];
			we1[j] += we;
			we2[j] += w * we;
			we3[j] += w * w * we;
			wee1[j] += we * e[j];
			wee2[j] += we * we;
			wee3[j] += w * we * we;
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

	/** y'P³y = sum w³ (e - m)² - (sum w² (e - m))² / sum w. */
	private static void putThird(final double[][] w, final double[][] we, final double[][] wee,
		final double[] form3, final int n)
	{
		for (int j = 0; j < n; j++) {
			final double m = we[0][j] / w[0][j];
			final double slope = we[1][j] - m * w[1][j];
			form3[j] = wee[2][j] - m * (2 * we[2][j] - m * w[2][j]) - slope * slope / w[0][j];
		}
	}

	/** tr P = 2 sum of w_i w_j / sum w, tr P² = sum w² - 2 sum w³ / sum w + (sum w² / sum w)². */
	private static void putTraces(final double[][] w, final double[] pairs, final double[] trace1,
		final double[] trace2, final int n)
	{
		for (int j = 0; j < n; j++) {
			final double mean = w[1][j] / w[0][j];
			trace1[j] = 2 * pairs[j] / w[0][j];
			trace2[j] = w[1][j] - 2 * w[2][j] / w[0][j] + mean * mean;
		}
	}
}
