package org.voxmeta.masker.signal;

/**
 * Fills gaps in series by the cubic spline through the other samples, whose first two and last two pieces are
 * each one polynomial (the "not-a-knot" ends, scipy's default): the line through two samples, the parabola
 * through three.
 */
final class CubicSpline {

	private CubicSpline() {
	}

	/**
	 * Replaces the rows that lie between rows to keep.
	 *
	 * @param rows T×V, changed
	 * @param kept the numbers of the rows to keep, at least 2, ascending
	 */
	static void fillGaps(final double[][] rows, final int[] kept) {
		final double[][] slopes = kept.length == 2 ? twoSlopes(rows, kept) : slopes(rows, kept);
		for (int i = 0; i + 1 < kept.length; i++)
			for (int t = kept[i] + 1; t < kept[i + 1]; t++)
				rows[t] = between(rows, kept[i], kept[i + 1], t, slopes[i], slopes[i + 1]);
	}

	private static double[][] twoSlopes(final double[][] rows, final int[] kept) {
		final double[] slope = chord(rows, kept, 0);
		return new double[][] { slope, slope };
	}

	/** The piece's value in Hermite's form: end values and end slopes. */
	private static double[] between(final double[][] rows, final int from, final int to, final int t,
		final double[] fromSlope, final double[] toSlope)
	{
		final double step = to - from;
		final double s = (t - from) / step;
		final double[] row = new double[fromSlope.length];
		Rows.add(row, (1 + 2 * s) * (1 - s) * (1 - s), rows[from]);
		Rows.add(row, s * (1 - s) * (1 - s) * step, fromSlope);
		Rows.add(row, (3 - 2 * s) * s * s, rows[to]);
		Rows.add(row, s * s * (s - 1) * step, toSlope);
		return row;
	}

	/** The slopes at n samples: n equations, each with the samples beside it. */
	private static double[][] slopes(final double[][] rows, final int[] kept) {
		final int n = kept.length;
		final double[] below = new double[n];
		final double[] middle = new double[n];
		final double[] above = new double[n];
		final double[][] right = new double[n][rows[0].length];
		startEquation(rows, kept, middle, above, right);
		for (int i = 1; i < n - 1; i++) {
			final double before = kept[i] - kept[i - 1];
			final double after = kept[i + 1] - kept[i];
			below[i] = after;
			middle[i] = 2 * (before + after);
			above[i] = before;
			Rows.add(right[i], 3 * after, chord(rows, kept, i - 1));
			Rows.add(right[i], 3 * before, chord(rows, kept, i));
		}
		endEquation(rows, kept, below, middle, right);
		solve(below, middle, above, right);
		return right;
	}

	/** The third derivative is the same on both sides of the second sample; of three samples it is 0. */
	private static void startEquation(final double[][] rows, final int[] kept, final double[] middle,
		final double[] above, final double[][] right)
	{
		if (kept.length == 3) {
			middle[0] = above[0] = 1;
			Rows.add(right[0], 2, chord(rows, kept, 0));
			return;
		}
		final double first = kept[1] - kept[0];
		final double second = kept[2] - kept[1];
		middle[0] = second;
		above[0] = first + second;
		endChords(rows, kept, 0, 1, first, second, right[0]);
	}

	/** The third derivative is the same on both sides of the last sample but one; of three samples it is 0. */
	private static void endEquation(final double[][] rows, final int[] kept, final double[] below,
		final double[] middle, final double[][] right)
	{
		final int n = kept.length;
		if (n == 3) {
			below[2] = middle[2] = 1;
			Rows.add(right[2], 2, chord(rows, kept, 1));
			return;
		}
		final double last = kept[n - 1] - kept[n - 2];
		final double before = kept[n - 2] - kept[n - 3];
		middle[n - 1] = before;
		below[n - 1] = last + before;
		endChords(rows, kept, n - 2, n - 3, last, before, right[n - 1]);
	}

	private static void endChords(final double[][] rows, final int[] kept, final int outer, final int inner,
		final double outerStep, final double innerStep, final double[] right)
	{
		final double both = outerStep + innerStep;
		Rows.add(right, (outerStep + 2 * both) * innerStep / both, chord(rows, kept, outer));
		Rows.add(right, outerStep * outerStep / both, chord(rows, kept, inner));
	}

	private static double[] chord(final double[][] rows, final int[] kept, final int i) {
		final double step = kept[i + 1] - kept[i];
		final double[] chord = new double[rows[0].length];
		Rows.add(chord, 1 / step, rows[kept[i + 1]]);
		Rows.add(chord, -1 / step, rows[kept[i]]);
		return chord;
	}

	/** Elimination from the top, then back; the diagonal outweighs the rest after the first step. */
	private static void solve(final double[] below, final double[] middle, final double[] above,
		final double[][] right)
	{
		for (int i = 1; i < middle.length; i++) {
			final double factor = below[i] / middle[i - 1];
			middle[i] -= factor * above[i - 1];
			Rows.add(right[i], -factor, right[i - 1]);
		}
		for (int i = middle.length - 1; i >= 0; i--) {
			if (i + 1 < middle.length) Rows.add(right[i], -above[i], right[i + 1]);
			for (int j = 0; j < right[i].length; j++)
				right[i][j] /= middle[i];
		}
	}
}
