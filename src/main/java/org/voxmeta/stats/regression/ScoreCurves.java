package org.voxmeta.stats.regression;

/**
 * The sign of a score, the derivative of a log likelihood by one parameter x, told by two curves p and q that
 * are concave and rise with x: a height h, made of p and q, is negative where the score is positive. As a
 * concave curve lies above its chords and below its tangents, two points tell about all that is between them,
 * so that no maximum is missed.
 */
abstract class ScoreCurves {

	/** Points of a tangency closer together than this, relative to the scale, cannot be told apart. */
	private static final double CLOSE = 1e-6;

	/** What is known of the maxima of the likelihood between two points. */
	enum Verdict {
		/** There is none. */
		NONE,
		/** There is one. */
		ONE,
		/** The two points do not tell. */
		UNKNOWN
	}

	/** Evaluates the curves of all voxels, each at its own x. */
	abstract void evaluate(ActiveVoxels voxels, double[] x, CurvePoints points);

	/**
	 * Places from the least to the largest x at which all voxels are evaluated together in less time than each
	 * at a place of its own; none where there is no such way.
	 */
	double[] nodes() {
		return new double[0];
	}

	/** Evaluates the curves of all voxels at one of the {@link #nodes}. */
	void evaluateNode(final ActiveVoxels voxels, final int node, final CurvePoints points) {
		throw new UnsupportedOperationException("Nodes: there are none");
	}

	/** The log likelihood of all voxels but for a constant, each at its own x. */
	abstract double[] logLikelihood(ActiveVoxels voxels, double[] x);

	/** The curves of all voxels where x is least. */
	abstract CurvePoints left(ActiveVoxels voxels);

	/** The curves of all voxels where x is largest. */
	abstract CurvePoints right(ActiveVoxels voxels);

	/** The height. */
	abstract double height(double p, double q);

	/** How fast the height rises. */
	abstract double slope(double p, double slopeP, double q, double slopeQ);

	/** The factor of x² in the height if both curves are straight. */
	abstract double curvature(double slopeP);

	/** Where between the points the search for the sign's change begins. */
	abstract double start(CurvePoints left, CurvePoints right, int i);

	/** How far from point i the score is 0 if the curves go on as they are; NaN if they never meet. */
	abstract double step(CurvePoints points, int i);

	/** A place well between two points. */
	abstract double between(CurvePoints left, CurvePoints right, int i);

	/** A place well between two values of x, of which the upper one may be infinite. */
	abstract double between(double low, double high, double scale);

	/** What x is compared with at point i: below it, x matters less and less. */
	abstract double scale(CurvePoints points, int i);

	/** How small a step from point i is the last: its square does not matter. */
	abstract double lastStep(CurvePoints points, int i);

	/**
	 * Scales, steps and last steps of n points at once, in loops that the compiler vectorises; steps
	 * only where their slope is above 0.
	 */
	abstract void putSteps(CurvePoints points, int n, Steps steps);

	/** Whether the likelihood falls just right of point i. */
	final boolean fallsAfter(final CurvePoints points, final int i) {
		final double height = height(points, i);
		return height > 0 || height == 0 && slope(points, i) >= 0;
	}

	/** Whether the likelihood falls just left of point i. */
	final boolean fallsBefore(final CurvePoints points, final int i) {
		final double height = height(points, i);
		return height > 0 || height == 0 && slope(points, i) < 0;
	}

	/** The height at point i. */
	final double height(final CurvePoints points, final int i) {
		return points.height[i];
	}

	/** What the i-th points of both tell about the maxima between them. */
	final Verdict judge(final CurvePoints left, final CurvePoints right, final int i) {
		final boolean fallsFirst = fallsAfter(left, i);
		final boolean fallsLast = fallsBefore(right, i);
		if (fallsFirst && fallsLast) return falls(left, right, i) ? Verdict.NONE : Verdict.UNKNOWN;
		if (!fallsFirst && !fallsLast) return rises(left, right, i) ? Verdict.NONE : Verdict.UNKNOWN;
		if (fallsFirst) return slope(right.p[i], left.slopeP[i], left.q[i], right.slopeQ[i]) < 0
			? Verdict.NONE : Verdict.UNKNOWN;
		return slope(left.p[i], right.slopeP[i], right.q[i], left.slopeQ[i]) > 0 ? Verdict.ONE
			: Verdict.UNKNOWN;
	}

	/**
	 * How surely there is no maximum between n points and others further right: where this is above 0, there is
	 * none, as one curve is above its chord, and the other is above its own by no more than a quarter of what
	 * its slope changes by, times the width. Written so that the compiler vectorises it.
	 */
	static void putSpare(final CurvePoints left, final CurvePoints right, final double width,
		final double[] spare, final int n)
	{
		putGap(left.height, right.height, spare, n);
		subtractBends(left.slopeP, left.slopeQ, right.slopeP, right.slopeQ, width / 4, spare, n);
	}

	/** The smaller distance of the curves if they do not cross, else something negative. */
	private static void putGap(final double[] first, final double[] next, final double[] gap, final int n) {
		for (int i = 0; i < n; i++)
			gap[i] = (Math.abs(first[i] + next[i]) - Math.abs(first[i] - next[i])) / 2;
	}

	private static void subtractBends(final double[] slopeP, final double[] slopeQ, final double[] nextP,
		final double[] nextQ, final double width, final double[] gap, final int n)
	{
		for (int i = 0; i < n; i++)
			gap[i] -= width * Math.max(slopeP[i] - nextP[i], slopeQ[i] - nextQ[i]);
	}

	/** Whether the points are so close that nothing between them matters. */
	final boolean areClose(final CurvePoints left, final CurvePoints right, final int i) {
		return right.at[i] - left.at[i] <= CLOSE * scale(left, i);
	}

	private double slope(final CurvePoints points, final int i) {
		return slope(points.p[i], points.slopeP[i], points.q[i], points.slopeQ[i]);
	}

	/**
	 * Whether the likelihood falls all the way: the height is positive even with p as its chord and q as
	 * tangents.
	 */
	private boolean falls(final CurvePoints left, final CurvePoints right, final int i) {
		final double width = right.at[i] - left.at[i];
		// at infinity, p is known by its slope alone
		if (width == Double.POSITIVE_INFINITY) return isPositive(left, i, right.slopeP[i], 1, width);
		final double chord = (right.p[i] - left.p[i]) / width;
		final double middle = width * meeting(left.q[i], left.slopeQ[i], right.q[i], right.slopeQ[i], width);
		return isPositive(left, i, chord, 1, middle) && isPositive(right, i, chord, -1, width - middle);
	}

	/**
	 * Whether the height is positive from point i on to x further, excluding the point, with p along its
	 * chord.
	 */
	private boolean isPositive(final CurvePoints points, final int i, final double chord, final int direction,
		final double x)
	{
		final double height = height(points, i);
		final double slope = direction * slope(points.p[i], chord, points.q[i], points.slopeQ[i]);
		final double curvature = curvature(chord);
		if (!(height >= 0)) return false;
		if (slope >= 0) return height + slope + curvature > 0;
		final double lowest = -slope / (2 * curvature);
		return lowest < x ? height + slope * lowest / 2 > 0 : height + x * (slope + x * curvature) > 0;
	}

	/**
	 * Whether the likelihood rises all the way: the height is negative even with p as tangents and q as its
	 * chord.
	 */
	private boolean rises(final CurvePoints left, final CurvePoints right, final int i) {
		final double width = right.at[i] - left.at[i];
		final double share = meeting(left.p[i], left.slopeP[i], right.p[i], right.slopeP[i], width);
		final double fromLeft = left.p[i] + left.slopeP[i] * width * share;
		final double fromRight = right.p[i] - right.slopeP[i] * width * (1 - share);
		final double p = Math.max(fromLeft, fromRight);
		return height(p, left.q[i] + share * (right.q[i] - left.q[i])) < 0;
	}

	/**
	 * Where two tangents meet, as a share of the width; any share will do for a bound, and this is about the
	 * best.
	 */
	private static double meeting(final double left, final double slopeLeft, final double right,
		final double slopeRight, final double width)
	{
		final double share = (right - left - slopeRight * width) / ((slopeLeft - slopeRight) * width);
		return share > 0.01 ? Math.min(share, 0.99) : share <= 0.01 ? 0.01 : 0.5;
	}
}
