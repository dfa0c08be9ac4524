package org.voxmeta.stats.regression;

import org.voxmeta.stats.kernel.WeightedSums;

/**
 * The score of tau2, x, in the model y ~ N(X beta, v + tau2) with v known. With A = y'P²y, and B the trace of
 * P for the restricted likelihood or the sum of w for the full one, twice the score is A - B. 1/sqrt(A) and
 * 1/B are concave, and straight lines where all variances are the same; the score is positive where p² is
 * less than q.
 */
final class VarianceScore extends ScoreCurves {

	private static final double LAST_STEP = 1e-8;
	/** So much of v + tau2 is rounding noise. */
	private static final double NOISE = 1e-14;

	private final boolean restricted;
	private ProjectionForms forms;

	VarianceScore(final boolean restricted) {
		this.restricted = restricted;
	}

	@Override
	void evaluate(final ActiveVoxels voxels, final double[] x, final CurvePoints points) {
		final int n = voxels.size();
		final ProjectionForms forms = forms(voxels);
		forms.evaluate(voxels, x);
		System.arraycopy(x, 0, points.at, 0, n);
		final double[] b = restricted ? forms.trace(1) : forms.weightSum(1);
		final double[] c = restricted ? forms.trace(2) : forms.weightSum(2);
		put(forms.form(2), forms.form(3), b, c, points, n);
		putHeights(points.p, points.q, points.height, n);
	}

	private static void put(final double[] a, final double[] d, final double[] b, final double[] c,
		final CurvePoints points, final int n)
	{
		final double[] p = points.p;
		final double[] q = points.q;
		final double[] slopeP = points.slopeP;
		final double[] slopeQ = points.slopeQ;
		for (int i = 0; i < n; i++) {
			// rounding can make a form of identical effects negative
			p[i] = 1 / Math.sqrt(Math.max(a[i], 0));
			slopeP[i] = d[i] / a[i] * p[i];
			q[i] = 1 / b[i];
			slopeQ[i] = c[i] * q[i] * q[i];
		}
	}

	private static void putHeights(final double[] p, final double[] q, final double[] height, final int n) {
		for (int i = 0; i < n; i++)
			height[i] = p[i] * p[i] - q[i];
	}

	private ProjectionForms forms(final ActiveVoxels voxels) {
		if (forms == null || forms.capacity() < voxels.size()) forms = ProjectionForms.of(voxels, 3);
		return forms;
	}

	@Override
	double[] logLikelihood(final ActiveVoxels voxels, final double[] x) {
		final int n = voxels.size();
		final ProjectionForms forms = forms(voxels);
		forms.evaluate(voxels, x);
		final double[] sum = LogWeights.sum(voxels, x);
		for (int i = 0; i < n; i++)
			sum[i] = (sum[i] - forms.form(1)[i] - (restricted ? Math.log(forms.determinant()[i]) : 0)) / 2;
		return sum;
	}

	@Override
	CurvePoints left(final ActiveVoxels voxels) {
		final CurvePoints left = new CurvePoints(voxels.buffers(), voxels.size());
		evaluate(voxels, new double[voxels.size()], left);
		return left;
	}

	/** At infinity, where p rises as x / sqrt(sum of squared residuals), if not faster. */
	@Override
	CurvePoints right(final ActiveVoxels voxels) {
		final int n = voxels.size();
		final CurvePoints right = new CurvePoints(voxels.buffers(), n);
		final double[] squares = new double[n];
		for (int k = 0; k < voxels.studies(); k++)
			WeightedSums.addScaledProduct(voxels.residuals()[k], voxels.residuals()[k], 1, squares, n);
		for (int i = 0; i < n; i++) {
			right.at[i] = right.p[i] = right.height[i] = Double.POSITIVE_INFINITY;
			right.q[i] = right.slopeQ[i] = 0;
			right.slopeP[i] = 1 / Math.sqrt(squares[i]);
		}
		return right;
	}

	@Override
	double height(final double p, final double q) {
		return p == Double.POSITIVE_INFINITY ? p : p * p - q;
	}

	@Override
	double slope(final double p, final double slopeP, final double q, final double slopeQ) {
		return 2 * p * slopeP - slopeQ;
	}

	@Override
	double curvature(final double slopeP) {
		return slopeP * slopeP;
	}

	@Override
	double start(final CurvePoints left, final CurvePoints right, final int i) {
		return step(left, i);
	}

	/** To the upper root of a quadratic equation. */
	@Override
	double step(final CurvePoints points, final int i) {
		final double height = height(points, i);
		final double slope = slope(points.p[i], points.slopeP[i], points.q[i], points.slopeQ[i]);
		final double curvature = curvature(points.slopeP[i]);
		final double root = Math.sqrt(slope * slope - 4 * curvature * height);
		if (slope > 0) return -2 * height / (slope + root);
		return height < 0 ? (root - slope) / (2 * curvature) : Double.NaN;
	}

	@Override
	double between(final CurvePoints left, final CurvePoints right, final int i) {
		if (right.at[i] < Double.POSITIVE_INFINITY) return between(left.at[i], right.at[i], scale(left, i));
		// from there on p rises fast enough
		final double enough = left.at[i] + (left.slopeQ[i] / (2 * right.slopeP[i]) - left.p[i])
			/ right.slopeP[i];
		return enough <= left.at[i] + 3 * scale(left, i) ? enough : between(left.at[i], enough,
			scale(left, i));
	}

	/** The geometric mean of both, counted from where the scale is 0. */
	@Override
	double between(final double low, final double high, final double scale) {
		if (high == Double.POSITIVE_INFINITY) return low + scale;
		return low + Math.sqrt(scale) * (Math.sqrt(scale + (high - low)) - Math.sqrt(scale));
	}

	/** A mean of the studies' v + tau2. */
	@Override
	double scale(final CurvePoints points, final int i) {
		return points.q[i] / points.slopeQ[i];
	}

	@Override
	double lastStep(final CurvePoints points, final int i) {
		return LAST_STEP * points.at[i] + NOISE * scale(points, i);
	}

	/** {@link #step} and {@link #lastStep} of all points. */
	@Override
	void putSteps(final CurvePoints points, final int n, final Steps steps) {
		putSlopes(points.p, points.slopeP, points.slopeQ, steps.slope, n);
		putChanges(points.slopeP, points.height, steps.slope, steps.change, n);
		putLast(points.at, points.q, points.slopeQ, steps.scale, steps.enough, n);
	}

	private static void putSlopes(final double[] p, final double[] slopeP, final double[] slopeQ,
		final double[] slope, final int n)
	{
		for (int i = 0; i < n; i++)
			slope[i] = 2 * p[i] * slopeP[i] - slopeQ[i];
	}

	private static void putChanges(final double[] slopeP, final double[] height, final double[] slope,
		final double[] change, final int n)
	{
		for (int i = 0; i < n; i++) {
			final double root = Math.sqrt(slope[i] * slope[i] - 4 * (slopeP[i] * slopeP[i]) * height[i]);
			change[i] = -2 * height[i] / (slope[i] + root);
		}
	}

	private static void putLast(final double[] x, final double[] q, final double[] slopeQ, final double[] scale,
		final double[] enough, final int n)
	{
		for (int i = 0; i < n; i++) {
			scale[i] = q[i] / slopeQ[i];
			enough[i] = LAST_STEP * x[i] + NOISE * scale[i];
		}
	}
}
