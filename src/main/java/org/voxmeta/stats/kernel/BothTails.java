package org.voxmeta.stats.kernel;

/**
 * Logarithms of both tails of many normal deviates, added up over studies, in less time and with fewer digits
 * than {@link NormalTail}.
 * <p>
 * The tails of z are written as -ln P(Z &gt;= z) = S + D and -ln P(Z &gt;= -z) = S - D. S, the same for z and
 * -z, and D, of z's sign, are smooth, so up to |z| = 8 both are tables of polynomials of fourth order, side
 * by side: Taylor's, with the next term spread over the lower ones (Chebyshev's economisation). The
 * coefficients follow from the hazard of the smaller tail ({@link HazardSeries}), and from g' = -g (g + a)
 * for the slope g of the logarithm of the larger one. Beyond, they are what {@link NormalTail} gives. The
 * absolute errors of S, which is ln 2 or more, and of D are below 1e-14 up to |z| = 8; beyond, the relative
 * ones are below 1e-15.
 * <p>
 * NaN gives NaN. Thread-safe: a pure function; arrays are not kept.
 */
public final class BothTails {

	private static final int TERMS = 5;
	/** From S to D, each in a line of the processor's cache. */
	private static final int LINE = 8;
	private static final int STRIDE = 2 * LINE;
	private static final int TABLE_END = 8;
	/** Of the term of fifth order, at most 0.0013 (1/128)^5, 1/16 is left after spreading it. */
	private static final int SEGMENTS_PER_UNIT = 64;
	/**
	 * Added to a number below 8, leaves it rounded to a whole segment, with the segment in the lowest bits.
	 */
	private static final double ROUNDING = 1.5 * (1L << 52) / SEGMENTS_PER_UNIT;
	private static final int SEGMENT_BITS = 2 * SEGMENTS_PER_UNIT * TABLE_END - 1;
	private static final int SEGMENTS = SEGMENTS_PER_UNIT * TABLE_END + 1;

	private static final double[] TABLE = table();

	private BothTails() {
	}

	/**
	 * Adds w S and w D of n deviates to sums, so that these are sum w (S + D) = -sum w ln P(Z &gt;= z) and
	 * sum w (S - D) = -sum w ln P(Z &gt;= -z) in the end.
	 *
	 * @param z deviates, at least n
	 * @param w their weights, at least n
	 * @param common sums of w S
	 * @param difference sums of w D
	 * @param n number of values
	 */
	public static void addLogs(final double[] z, final double[] w, final double[] common,
		final double[] difference, final int n)
	{
		for (int j = 0; j < n; j++) {
			final double a = Math.abs(z[j]);
			if (!(a < TABLE_END)) {
				addBeyond(z, w, common, difference, j);
				continue;
			}
			final double rounded = a + ROUNDING;
			final int o = ((int) Double.doubleToRawLongBits(rounded) & SEGMENT_BITS) * STRIDE;
			final double x = a - (rounded - ROUNDING);
			final double x2 = x * x;
			common[j] += w[j] * polynomial(TABLE, o, x, x2);
			difference[j] += w[j] * Math.copySign(polynomial(TABLE, o + LINE, x, x2), z[j]);
		}
	}

	private static double polynomial(final double[] c, final int o, final double x, final double x2) {
		return c[o] + x * c[o + 1] + x2 * (c[o + 2] + x * c[o + 3] + x2 * c[o + 4]);
	}

	private static void addBeyond(final double[] z, final double[] w, final double[] common,
		final double[] difference, final int j)
	{
		final double smaller = NormalTail.logUpper(Math.abs(z[j]));
		final double larger = NormalTail.logUpper(-Math.abs(z[j]));
		common[j] -= w[j] * 0.5 * (smaller + larger);
		difference[j] += w[j] * Math.copySign(0.5 * (larger - smaller), z[j]);
	}

	private static double[] table() {
		// with a place for whatever the bits say, so that the compiler need not check them
		final double[] table = new double[(SEGMENT_BITS + 1) * STRIDE];
		final double[] smaller = new double[TERMS + 1];
		final double[] larger = new double[TERMS + 1];
		for (int o = 0; o < SEGMENTS * STRIDE; o += STRIDE) {
			final double a = (double) (o / STRIDE) / SEGMENTS_PER_UNIT;
			fillSmaller(a, smaller);
			fillLarger(a, larger);
			for (int n = 0; n < TERMS; n++) {
				table[o + n] = -0.5 * (smaller[n] + larger[n]);
				table[o + LINE + n] = 0.5 * (larger[n] - smaller[n]);
			}
		}
		return table;
	}

	/** Taylor coefficients of ln P(Z &gt;= a), the last spread. */
	private static void fillSmaller(final double a, final double[] c) {
		final double[] hazard = new double[c.length];
		final double[] r = new double[c.length];
		r[0] = a; // -(ln f)'
		r[1] = 1;
		HazardSeries.hazard(NormalTail.hazard(a), r, hazard);
		c[0] = NormalTail.logUpper(a);
		for (int n = 1; n < c.length; n++)
			c[n] = -hazard[n - 1] / n;
		spreadLast(c);
	}

	/** Taylor coefficients of ln P(Z &gt;= -a), the last spread. */
	private static void fillLarger(final double a, final double[] c) {
		final double[] slope = new double[c.length];
		c[0] = NormalTail.logUpper(-a);
		slope[0] = 0.5 * NormalTail.ROOT_2_OVER_PI * Math.exp(-0.5 * a * a - c[0]);
		for (int n = 1; n < c.length; n++) {
			double sum = a * slope[n - 1] + (n > 1 ? slope[n - 2] : 0);
			for (int i = 0; i < n; i++)
				sum += slope[i] * slope[n - 1 - i];
			slope[n] = -sum / n;
			c[n] = slope[n - 1] / n;
		}
		spreadLast(c);
	}

	/** x^5 = 5/4 h² x³ - 5/16 h^4 x within h^5 / 16, for x up to h. */
	private static void spreadLast(final double[] c) {
		final double h2 = 0.25 / (SEGMENTS_PER_UNIT * SEGMENTS_PER_UNIT);
		c[3] += c[TERMS] * h2 * 5 / 4;
		c[1] -= c[TERMS] * h2 * h2 * 5 / 16;
	}
}
