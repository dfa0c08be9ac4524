package org.voxmeta.stats.regression;

import java.util.Arrays;

/**
 * The score of a ratio of variances t in the model y ~ N(X beta, s² (H + t)) with h known and s² at its own
 * maximum, which is Q(t) / m. Here m is the number of studies, less coefficients for the restricted
 * likelihood. With the forms at h + t, A = y'P²y, Q = y'Py, and B the trace of P for the restricted
 * likelihood or the sum of w for the full one, twice the score is m A/Q - B. 1/sqrt(A) and sqrt(m/(B Q)) are
 * concave, and the score is positive where the first is less.
 * <p>
 * As t may be infinite (s² = 0), x = t / (1 + t), from 0 to 1, and both curves are divided by 1 + t, which
 * leaves them concave. They meet at x = 1, where their slopes tell the sign of the score.
 */
abstract class RatioCurves extends ScoreCurves {

	private static final double LAST_STEP = 1e-8;
	/** So much of x is rounding noise. */
	private static final double NOISE = 1e-15;

	/** Completes points whose curves are known. */
	static void putHeights(final CurvePoints points, final int n) {
		putHeights(points.p, points.q, points.height, n);
	}

	private static void putHeights(final double[] p, final double[] q, final double[] height, final int n) {
		for (int i = 0; i < n; i++)
			height[i] = p[i] - q[i];
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
		return points.at[i] < 1 ? height(points, i) / (1 - points.at[i]) : points.slopeQ[i]
			- points.slopeP[i];
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

	/** {@link #step} and {@link #lastStep} of all points. */
	@Override
	void putSteps(final CurvePoints points, final int n, final Steps steps) {
		putSlopes(points.at, points.slopeP, points.slopeQ, points.height, steps.slope, n);
		putChanges(points.at, points.height, steps.slope, steps.change, steps.enough, n);
		Arrays.fill(steps.scale, 0, n, 1);
	}

	private static void putSlopes(final double[] x, final double[] slopeP, final double[] slopeQ,
		final double[] height, final double[] slope, final int n)
	{
		for (int i = 0; i < n; i++)
			slope[i] = (1 - x[i]) * (slopeP[i] - slopeQ[i]) + height[i];
	}

	private static void putChanges(final double[] x, final double[] height, final double[] slope,
		final double[] change, final double[] enough, final int n)
	{
		for (int i = 0; i < n; i++) {
			final double rest = 1 - x[i];
			change[i] = -height[i] * rest / slope[i];
			enough[i] = LAST_STEP * x[i] * rest + NOISE;
		}
	}
}
