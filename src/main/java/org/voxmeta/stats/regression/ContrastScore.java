package org.voxmeta.stats.regression;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.voxmeta.stats.kernel.RowProducts;

/**
 * {@link RatioCurves} of voxels that have all studies, from their squared contrasts e = u². With
 * w = 1 / (d + (1 - d) x), that is (1 + t) / (d + t), the curves as they are divided by 1 + t are
 * <pre>
 * p = 1 / sqrt(sum w² e)    q = sqrt(m / (sum w sum w e))
 * </pre>
 * without any infinity at x = 1. In the full likelihood, the first sum of q is that of all K effects' w.
 */
final class ContrastScore extends RatioCurves {

	/** Sums over contrasts of w e and w² e; over those or effects of w; and how fast these fall as x rises. */
	private static final int SUMS = 6;
	/** From 0 to 1; so close that most voxels have one maximum at most between two of them, and are known to. */
	private static final double[] NODES = IntStream.rangeClosed(0, 8).mapToDouble(i -> i / 8.0).toArray();

	private final double[] d;
	/** What all effects have instead of d; null for the restricted likelihood. */
	private final double[] h;
	private double[][] sums = new double[SUMS][0];

	/** The score of a likelihood. */
	ContrastScore(final SampleSizeContrasts contrasts, final boolean restricted) {
		d = contrasts.variances();
		h = restricted ? null : contrasts.effectVariances();
	}

	/** Q (1 + t) / m at x: s² at its maximum is this by 1 - x, and s² t this by x. */
	double[] total(final ActiveVoxels voxels, final double[] x) {
		final double[] total = voxels.buffers().zeros(voxels.size());
		for (int i = 0; i < d.length; i++)
			addProduct(voxels.squares()[i], d[i], x, total);
		for (int j = 0; j < total.length; j++)
			total[j] /= count();
		return total;
	}

	private static void addProduct(final double[] e, final double d, final double[] x, final double[] sum) {
		for (int j = 0; j < sum.length; j++)
			sum[j] += e[j] / (d + (1 - d) * x[j]);
	}

	/** m of the curves: studies, less coefficients for the restricted likelihood. */
	private int count() {
		return h == null ? d.length : h.length;
	}

	@Override
	void evaluate(final ActiveVoxels voxels, final double[] x, final CurvePoints points) {
		final int n = voxels.size();
		makeRoom(voxels);
		for (final double[] sum : sums)
			Arrays.fill(sum, 0, n, 0);
		System.arraycopy(x, 0, points.at, 0, n);
		for (int i = 0; i < d.length; i++)
			if (h == null) addBoth(voxels.squares()[i], d[i], x, sums[0], sums[1], sums[2], sums[3], sums[4],
				sums[5], n);
			else add(voxels.squares()[i], d[i], x, sums[0], sums[1], sums[2], sums[3], n);
		if (h != null) for (final double variance : h)
			addWeight(variance, x, sums[4], sums[5], n);
		put(count(), sums, points, n);
	}

	private void makeRoom(final ActiveVoxels voxels) {
		final int room = Math.max(voxels.size(), voxels.capacity());
		if (sums[0].length < room) sums = voxels.buffers().any(SUMS, room);
	}

	private static void add(final double[] e, final double d, final double[] x, final double[] we,
		final double[] wwe, final double[] fallWe, final double[] fallWwe, final int n)
	{
		final double rest = 1 - d;
		for (int j = 0; j < n; j++) {
			final double w = 1 / (d + rest * x[j]);
			final double first = w * e[j];
			final double second = w * first;
			we[j] = we[j] + first;
			wwe[j] = wwe[j] + second;
			fallWe[j] = fallWe[j] + rest * second;
			fallWwe[j] = fallWwe[j] + rest * w * second;
		}
	}

	private static void addBoth(final double[] e, final double d, final double[] x, final double[] we,
		final double[] wwe, final double[] fallWe, final double[] fallWwe, final double[] sumW,
		final double[] fallW, final int n)
	{
		final double rest = 1 - d;
		for (int j = 0; j < n; j++) {
			final double w = 1 / (d + rest * x[j]);
			final double first = w * e[j];
			final double second = w * first;
			final double fall = rest * w;
			we[j] = we[j] + first;
			wwe[j] = wwe[j] + second;
			fallWe[j] = fallWe[j] + rest * second;
			fallWwe[j] = fallWwe[j] + fall * second;
			sumW[j] = sumW[j] + w;
			fallW[j] = fallW[j] + fall * w;
		}
	}

	private static void addWeight(final double h, final double[] x, final double[] sumW, final double[] fallW,
		final int n)
	{
		for (int j = 0; j < n; j++) {
			final double w = 1 / (h + (1 - h) * x[j]);
			sumW[j] = sumW[j] + w;
			fallW[j] = fallW[j] + (1 - h) * w * w;
		}
	}

	private static void put(final int m, final double[][] sums, final CurvePoints points, final int n) {
		putFirst(sums[1], sums[3], points.p, points.slopeP, n);
		putSecond(m, sums[0], sums[2], sums[4], sums[5], points.q, points.slopeQ, n);
		putHeights(points, n);
	}

	private static void putFirst(final double[] a, final double[] fall, final double[] p, final double[] slopeP,
		final int n)
	{
		for (int j = 0; j < n; j++) {
			final double first = 1 / Math.sqrt(a[j]);
			p[j] = first;
			// 1/a is p²
			slopeP[j] = first * first * first * fall[j];
		}
	}

	private static void putSecond(final int m, final double[] square, final double[] fall, final double[] b,
		final double[] fallB, final double[] q, final double[] slopeQ, final int n)
	{
		for (int j = 0; j < n; j++) {
			final double second = Math.sqrt(m / (b[j] * square[j]));
			q[j] = second;
			// 1/square is q² b / m
			final double share = b[j] / m;
			slopeQ[j] = second / 2 * (fallB[j] / b[j] + fall[j] * second * second * share);
		}
	}

	@Override
	double[] logLikelihood(final ActiveVoxels voxels, final double[] x) {
		final double[] total = total(voxels, x);
		final double[] likelihood = new double[x.length];
		for (int j = 0; j < x.length; j++) {
			likelihood[j] = -count() * Math.log(total[j]) / 2;
			for (final double variance : h == null ? d : h)
				likelihood[j] -= Math.log(variance + (1 - variance) * x[j]) / 2;
		}
		return likelihood;
	}

	@Override
	double[] nodes() {
		return NODES;
	}

	/** As the weights are the same in all voxels there, without divisions. */
	@Override
	void evaluateNode(final ActiveVoxels voxels, final int node, final CurvePoints points) {
		final int n = voxels.size();
		makeRoom(voxels);
		Arrays.fill(points.at, 0, n, NODES[node]);
		RowProducts.put(coefficients(NODES[node]), voxels.squares(), sums, n);
		double sum = 0;
		double fall = 0;
		for (final double variance : h == null ? d : h) {
			final double w = weight(variance, NODES[node]);
			sum += w;
			fall += (1 - variance) * w * w;
		}
		Arrays.fill(sums[4], 0, n, sum);
		Arrays.fill(sums[5], 0, n, fall);
		put(count(), sums, points, n);
	}

	/** What the squared contrasts have in each of the first sums. */
	private double[][] coefficients(final double x) {
		final double[][] coefficients = new double[4][d.length];
		for (int i = 0; i < d.length; i++) {
			final double w = weight(d[i], x);
			coefficients[0][i] = w;
			coefficients[1][i] = w * w;
			coefficients[2][i] = (1 - d[i]) * w * w;
			coefficients[3][i] = (1 - d[i]) * w * w * w;
		}
		return coefficients;
	}

	private static double weight(final double variance, final double x) {
		return 1 / (variance + (1 - variance) * x);
	}

	@Override
	CurvePoints left(final ActiveVoxels voxels) {
		final CurvePoints left = new CurvePoints(voxels.buffers(), voxels.size());
		evaluateNode(voxels, 0, left);
		return left;
	}

	/** Where both curves meet. */
	@Override
	CurvePoints right(final ActiveVoxels voxels) {
		final CurvePoints right = new CurvePoints(voxels.buffers(), voxels.size());
		evaluateNode(voxels, NODES.length - 1, right);
		System.arraycopy(right.p, 0, right.q, 0, voxels.size());
		putHeights(right, voxels.size());
		return right;
	}
}
