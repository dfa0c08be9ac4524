package org.voxmeta.grid;

/**
 * The coefficients of the cubic spline through equidistant values, which goes on as its mirror image beyond
 * the first and last one.
 * <p>
 * Unser M, Aldroubi A, Eden M (1991). Fast B-spline transforms for continuous image
 * representation and interpolation. IEEE Transactions on Pattern Analysis and Machine
 * Intelligence 13, 277-285. doi:10.1109/34.75515
 */
final class CubicSpline {

	/** The root of z² + 4 z + 1 inside the unit circle. */
	private static final double POLE = Math.sqrt(3) - 2;

	/** The pole to this power is 1e-23, below the rounding of any sum. */
	private static final int HORIZON = 40;

	private CubicSpline() {
	}

	/** Turns the values of every line along an axis into the coefficients of their spline. */
	static void filter(final double[] values, final int[] dims, final int axis) {
		final int n = dims[axis];
		if (n == 1) return;
		int inner = 1;
		for (int d = 0; d < axis; d++)
			inner *= dims[d];
		for (int from = 0; from < values.length; from += n * inner)
			filter(values, from, n, inner);
	}

	/** Filters {@code inner} lines at once, of which the values of the same number lie beside each other. */
	private static void filter(final double[] c, final int from, final int n, final int inner) {
		final int last = from + (n - 1) * inner;
		for (int i = from; i < last + inner; i++)
			c[i] *= 6;
		begin(c, from, n, inner);
		for (int at = from + inner; at <= last; at += inner)
			add(c, at, POLE, at - inner, inner);
		for (int i = last; i < last + inner; i++)
			c[i] = (POLE * c[i - inner] + c[i]) * POLE / (POLE * POLE - 1);
		for (int at = last - inner; at >= from; at -= inner)
			for (int i = at; i < at + inner; i++)
				c[i] = POLE * (c[i + inner] - c[i]);
	}

	/** The first value of the forward recursion: the sum over all of the mirrored line before it. */
	private static void begin(final double[] c, final int from, final int n, final int inner) {
		final double whole = Math.pow(POLE, n - 1);
		add(c, from, whole, from + (n - 1) * inner, inner);
		double power = POLE;
		for (int i = 1; i < Math.min(n - 1, HORIZON); i++) {
			add(c, from, power, from + i * inner, inner);
			add(c, from, power * whole, from + (n - 1 - i) * inner, inner);
			power *= POLE;
		}
		for (int i = from; i < from + inner; i++)
			c[i] /= 1 - whole * whole;
	}

	private static void add(final double[] c, final int to, final double factor, final int from,
		final int length)
	{
		for (int i = 0; i < length; i++)
			c[to + i] += factor * c[from + i];
	}
}
