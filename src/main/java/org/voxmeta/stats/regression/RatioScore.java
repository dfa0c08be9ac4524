package org.voxmeta.stats.regression;

import java.util.Arrays;

import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.VoxelBlock;

/**
 * The score of a ratio of variances in the model y ~ N(X beta, s² (h + t)) with h known and s² at its own maximum, which
 * is Q(t) / m. Here m is the number of studies, less coefficients for the restricted likelihood. With the forms at h + t,
 * A = y'P²y, Q = y'Py, and B the trace of P for the restricted likelihood or the sum of w for the full one, twice the
 * score is m A/Q - B. 1/sqrt(A) and sqrt(m/(B Q)) are concave, and the score is positive where the first is less.
 * <p>
 * As t may be infinite (s² = 0), x = t / (1 + t), from 0 to 1, and both curves are divided by 1 + t, which leaves them
 * concave. They meet at x = 1, where their slopes tell the sign of the score.
 */
final class RatioScore extends ScoreCurves {

	private static final double LAST_STEP = 1e-8;
	/** So much of x is rounding noise. */
	private static final double NOISE = 1e-15;
	/** As good as infinite beside h, which is about 1. */
	static final double INFINITE = 1e17;

	private final boolean restricted;
	private ProjectionForms forms;
	private double[] t = new double[0];

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
		final double[] b = restricted ? forms.trace(1) : forms.weightSum(1);
		final double[] c = restricted ? forms.trace(2) : forms.weightSum(2);
		for (int i = 0; i < n; i++) {
			final double a = Math.max(forms.form(2)[i], 0);
			final double square = forms.form(1)[i];
			final double p = 1 / Math.sqrt(a);
			final double q = Math.sqrt(degrees(voxels, i) / (b[i] * square));
			final double slopeP = forms.form(3)[i] / a * p;
			final double slopeQ = (c[i] / b[i] + a / square) / 2 * q;
			points.at[i] = x[i];
			points.p[i] = p * (1 - x[i]);
			points.q[i] = q * (1 - x[i]);
			points.slopeP[i] = slopeP / (1 - x[i]) - p;
			points.slopeQ[i] = slopeQ / (1 - x[i]) - q;
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

	/** m. */
	private double degrees(final ActiveVoxels voxels, final int i) {
		return voxels.count(i) - (restricted ? voxels.design().predictors() : 0);
	}

	@Override
	double[] logLikelihood(final ActiveVoxels voxels, final double[] x) {
		evaluateForms(voxels, x);
		final double[] sum = LogWeights.sum(voxels, t);
		for (int i = 0; i < sum.length; i++)
			sum[i] = (sum[i] - degrees(voxels, i) * Math.log(forms.form(1)[i]) - (restricted ? Math.log(forms
				.determinant()[i]) : 0)) / 2;
		return sum;
	}

	@Override
	CurvePoints left(final ActiveVoxels voxels) {
		final CurvePoints left = new CurvePoints(voxels.size());
		evaluate(voxels, new double[voxels.size()], left);
		return left;
	}

	/** For t to infinity the curves are (t + r) / R and (t + (r + u) / 2) / R, from the ordinary least squares fit. */
	@Override
	CurvePoints right(final ActiveVoxels voxels) {
		final int n = voxels.size();
		final double[] squares = new double[n];
		final double[] weighted = new double[n];
		final double[] trace = new double[n];
		sumOrdinary(voxels, squares, weighted, trace);
		final CurvePoints right = new CurvePoints(n);
		Arrays.fill(right.at, 1);
		for (int i = 0; i < n; i++) {
			final double r = weighted[i] / squares[i];
			final double u = trace[i] / degrees(voxels, i);
			right.p[i] = right.q[i] = 1 / Math.sqrt(squares[i]);
			right.slopeP[i] = (1 - r) * right.p[i];
			right.slopeQ[i] = (1 - (r + u) / 2) * right.p[i];
		}
		return right;
	}

	/** Adds up R², the sum of squared residuals, that of h times them, and the trace of P or of 1 times h. */
	private void sumOrdinary(final ActiveVoxels voxels, final double[] squares, final double[] weighted,
		final double[] trace)
	{
		final int n = voxels.size();
		final double[][] ones = new double[voxels.studies()][n];
		for (int k = 0; k < ones.length; k++)
			for (int i = 0; i < n; i++)
				ones[k][i] = voxels.weights()[k][i] > 0 ? 1 : 0;
		final WeightedRegression ordinary = WeightedRegression.fixed(VoxelBlock.of(Studies.of(voxels.design()), voxels
			.residuals(), ones, n));
		for (int k = 0; k < ones.length; k++) {
			final double[] fitted = ordinary.fitted(k);
			final double[] leverage = restricted ? ordinary.leverage(k) : new double[n];
			for (int i = 0; i < n; i++) {
				if (ones[k][i] == 0) continue;
				final double h = 1 / voxels.weights()[k][i];
				final double e = voxels.residuals()[k][i] - fitted[i];
				squares[i] += e * e;
				weighted[i] += h * e * e;
				trace[i] += h * (1 - leverage[i]);
			}
		}
	}

	@Override
	double height(final double p, final double q) {
		return p - q;
	}

	@Override
	double slope(final double p, final double slopeP, final double q, final double slopeQ) {
		return slopeP - slopeQ;
	}

	@Override
	double curvature(final double slopeP) {
		return 0;
	}

	/** Where a straight line through the heights before their division is 0. */
	@Override
	double start(final CurvePoints left, final CurvePoints right, final int i) {
		final double first = undivided(left, i);
		final double last = undivided(right, i);
		return left.at[i] + (right.at[i] - left.at[i]) * first / (first - last);
	}

	private double undivided(final CurvePoints points, final int i) {
		return points.at[i] < 1 ? height(points, i) / (1 - points.at[i]) : points.slopeQ[i] - points.slopeP[i];
	}

	/** Newton's, on the heights before their division. */
	@Override
	double step(final CurvePoints points, final int i) {
		final double height = height(points, i);
		final double rest = 1 - points.at[i];
		final double slope = rest * (points.slopeP[i] - points.slopeQ[i]) + height;
		return slope > 0 ? -height * rest / slope : Double.NaN;
	}

	@Override
	double between(final CurvePoints left, final CurvePoints right, final int i) {
		return between(left.at[i], right.at[i], 1);
	}

	@Override
	double between(final double low, final double high, final double scale) {
		return (low + high) / 2;
	}

	@Override
	double scale(final CurvePoints points, final int i) {
		return 1;
	}

	@Override
	double lastStep(final CurvePoints points, final int i) {
		return LAST_STEP * points.at[i] * (1 - points.at[i]) + NOISE;
	}

	@Override
	void makeRoot(final CurvePoints points, final int i) {
		points.q[i] = points.p[i];
	}
}
