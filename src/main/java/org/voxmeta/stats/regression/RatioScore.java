package org.voxmeta.stats.regression;

import java.util.Arrays;

import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.kernel.WeightedSums;

/** {@link RatioCurves} of voxels that may lack studies, each from its own weights 1/h. */
final class RatioScore extends RatioCurves {

	/** As good as infinite beside h, which is about 1. */
	static final double INFINITE = 1e17;

	private final boolean restricted;
	private ProjectionForms forms;
	private double[] t = new double[0];

	/** The score of a likelihood for voxels whose weights are 1/h, or 0. */
	RatioScore(final boolean restricted) {
		this.restricted = restricted;
	}

	/** x as t; NaN for NaN. */
	static double ratio(final double x) {
		return x == 1 ? INFINITE : x / (1 - x);
	}

	@Override
	void evaluate(final ActiveVoxels voxels, final double[] x, final CurvePoints points) {
		final int n = voxels.size();
		evaluateForms(voxels, x);
		System.arraycopy(x, 0, points.at, 0, n);
		putFirst(forms.form(2), forms.form(3), points, n);
		putSecond(forms.form(1), forms.form(2), restricted ? forms.trace(1) : forms.weightSum(1),
			restricted ? forms.trace(2) : forms.weightSum(2), voxels.counts(), lost(voxels), points, n);
		putHeights(points, n);
	}

	private static void putFirst(final double[] a, final double[] d, final CurvePoints points, final int n) {
		final double[] x = points.at;
		final double[] p = points.p;
		final double[] slopeP = points.slopeP;
		for (int i = 0; i < n; i++) {
			final double whole = 1 / Math.sqrt(a[i]);
			p[i] = whole * (1 - x[i]);
			slopeP[i] = d[i] / a[i] * whole / (1 - x[i]) - whole;
		}
	}

	private static void putSecond(final double[] square, final double[] a, final double[] b, final double[] c,
		final double[] counts, final int lost, final CurvePoints points, final int n)
	{
		final double[] x = points.at;
		final double[] q = points.q;
		final double[] slopeQ = points.slopeQ;
		for (int i = 0; i < n; i++) {
			final double whole = Math.sqrt((counts[i] - lost) / (b[i] * square[i]));
			q[i] = whole * (1 - x[i]);
			slopeQ[i] = (c[i] / b[i] + a[i] / square[i]) / 2 * whole / (1 - x[i]) - whole;
		}
	}

	private void evaluateForms(final ActiveVoxels voxels, final double[] x) {
		if (t.length < voxels.size()) {
			forms = ProjectionForms.of(voxels, 3);
			t = new double[voxels.size()];
		}
		for (int i = 0; i < voxels.size(); i++)
			t[i] = ratio(x[i]);
		forms.evaluate(voxels, t);
	}

	/** The number of studies less m. */
	private int lost(final ActiveVoxels voxels) {
		return restricted ? voxels.design().predictors() : 0;
	}

	@Override
	double[] logLikelihood(final ActiveVoxels voxels, final double[] x) {
		evaluateForms(voxels, x);
		final double[] sum = LogWeights.sum(voxels, t);
		for (int i = 0; i < sum.length; i++)
			sum[i] = (sum[i] - (voxels.counts()[i] - lost(voxels)) * Math.log(forms.form(1)[i])
				- (restricted ? Math.log(forms.determinant()[i]) : 0)) / 2;
		return sum;
	}

	@Override
	CurvePoints left(final ActiveVoxels voxels) {
		final CurvePoints left = new CurvePoints(voxels.buffers(), voxels.size());
		evaluate(voxels, new double[voxels.size()], left);
		return left;
	}

	/**
	 * For t to infinity the curves are (t + r) / R and (t + (r + u) / 2) / R, from the ordinary least squares
	 * fit.
	 */
	@Override
	CurvePoints right(final ActiveVoxels voxels) {
		final int n = voxels.size();
		final double[] squares = new double[n];
		final double[] weighted = new double[n];
		final double[] trace = new double[n];
		sumOrdinary(voxels, squares, weighted, trace);
		final CurvePoints right = new CurvePoints(voxels.buffers(), n);
		Arrays.fill(right.at, 1);
		for (int i = 0; i < n; i++) {
			final double r = weighted[i] / squares[i];
			final double u = trace[i] / (voxels.counts()[i] - lost(voxels));
			right.p[i] = right.q[i] = 1 / Math.sqrt(squares[i]);
			right.slopeP[i] = (1 - r) * right.p[i];
			right.slopeQ[i] = (1 - (r + u) / 2) * right.p[i];
		}
		putHeights(right, n);
		return right;
	}

	/** Adds up R², the sum of squared residuals, that of h times them, and the trace of P or of 1 times h. */
	private void sumOrdinary(final ActiveVoxels voxels, final double[] squares, final double[] weighted,
		final double[] trace)
	{
		final int n = voxels.size();
		final double[][] ones = new double[voxels.studies()][n];
		final double[][] h = new double[voxels.studies()][n];
		for (int k = 0; k < ones.length; k++)
			invert(voxels.weights()[k], h[k], ones[k], n);
		final WeightedRegression ordinary =
			WeightedRegression.fixed(VoxelBlock.of(Studies.of(voxels.design()), voxels.residuals(), ones, n));
		final boolean isMean = voxels.design().isIntercept();
		for (int k = 0; k < ones.length; k++) {
			addSquares(voxels.residuals()[k], ordinary.fitted(k), ones[k], h[k], squares, weighted, n);
			WeightedSums.addScaled(h[k], 1, trace, n);
			if (restricted && !isMean) WeightedSums.addScaledProduct(ordinary.leverage(k), h[k],
				-1, trace, n);
		}
		// all leverages of a mean are 1/k
		if (restricted && isMean) for (int i = 0; i < n; i++)
			trace[i] -= trace[i] / voxels.counts()[i];
	}

	/** Writes h = 1/w and 1; both are 0 where a study is missing. */
	private static void invert(final double[] w, final double[] h, final double[] ones, final int n) {
		for (int i = 0; i < n; i++) {
			ones[i] = WeightedSums.presence(w[i]);
			h[i] = ones[i] / Math.max(w[i], Double.MIN_NORMAL);
		}
	}

	private static void addSquares(final double[] e, final double[] fitted, final double[] ones,
		final double[] h, final double[] squares, final double[] weighted, final int n)
	{
		for (int i = 0; i < n; i++) {
			final double residual = (e[i] - fitted[i]) * ones[i];
			squares[i] += residual * residual;
			weighted[i] += h[i] * residual * residual;
		}
	}
}
