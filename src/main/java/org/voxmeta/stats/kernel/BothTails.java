package org.voxmeta.stats.kernel;

/**
 * Both tails of many normal deviates, in less time and with fewer digits than {@link NormalTail}, for sums
 * and products over studies.
 * <p>
 * With a = |z| the smaller tail is P(Z &gt;= a), at most 1/2, and the larger 1 minus that. Up to a = 8 they
 * are tables of short polynomials: Taylor's, with the last term spread over the lower ones (Chebyshev's
 * economisation). The coefficients follow from p'' = -a p' for the smaller tail, from its hazard for its
 * logarithm ({@link HazardSeries}), and from g' = -g (g + a) for the slope g of the logarithm of the larger
 * one. Beyond, they are what {@link NormalTail} gives. The relative error is below 1e-11, that of the
 * logarithm of the smaller tail below 1e-14.
 * <p>
 * NaN gives NaN. All methods are pure and thread-safe; arrays are not kept, and an output array may be the
 * input array.
 */
public final class BothTails {

	private static final int TERMS = 6;
	private static final int TABLE_END = 8;
	/** The last term is a relative (a/128)^6 / 6!, 8e-11 at a = 8, of which 1/32 is left after spreading it. */
	private static final int SEGMENTS_PER_UNIT = 64;
	/** The hazard is smooth: the last term is (1/64)^6 times a coefficient below 0.01. */
	private static final int LOG_SEGMENTS_PER_UNIT = 32;

	private static final double[] SMALLER = table(SEGMENTS_PER_UNIT, BothTails::ofSmaller);
	private static final double[] LOG_SMALLER = table(LOG_SEGMENTS_PER_UNIT, BothTails::ofLogSmaller);
	private static final double[] LOG_LARGER = table(SEGMENTS_PER_UNIT, BothTails::ofLogLarger);

	private BothTails() {
	}

	/**
	 * The smaller tails of n deviates.
	 *
	 * @param z deviates, at least n
	 * @param p receives P(Z &gt;= |z|)
	 * @param n number of values
	 */
	public static void smaller(final double[] z, final double[] p, final int n) {
		for (int j = 0; j < n; j++) {
			final double a = Math.abs(z[j]);
			p[j] = a < TABLE_END ? fromTable(SMALLER, SEGMENTS_PER_UNIT, a) : 0.5 * NormalTail.twoSided(a);
		}
	}

	/**
	 * Natural logarithms of the tails of n deviates.
	 *
	 * @param z deviates, at least n
	 * @param smaller receives ln P(Z &gt;= |z|)
	 * @param larger receives ln P(Z &gt;= -|z|)
	 * @param n number of values
	 */
	public static void logs(final double[] z, final double[] smaller, final double[] larger, final int n) {
		for (int j = 0; j < n; j++) {
			final double a = Math.abs(z[j]);
			final boolean tabulated = a < TABLE_END;
			smaller[j] = tabulated ? fromTable(LOG_SMALLER, LOG_SEGMENTS_PER_UNIT, a) : NormalTail.logUpper(a);
			larger[j] = tabulated ? fromTable(LOG_LARGER, SEGMENTS_PER_UNIT, a) : NormalTail.logUpper(-a);
		}
	}

	private static double fromTable(final double[] c, final int perUnit, final double a) {
		final int segment = (int) (a * perUnit + 0.5);
		final double d = a - segment * (1.0 / perUnit);
		final int o = segment * TERMS;
		return c[o] + d * (c[o + 1] + d * (c[o + 2] + d * (c[o + 3] + d * (c[o + 4] + d * c[o + 5]))));
	}

	/** Fills the first coefficients of a function's Taylor series around a. */
	private interface Series {

		void fill(double a, double[] c);
	}

	private static double[] table(final int perUnit, final Series series) {
		final double[] table = new double[(TABLE_END * perUnit + 1) * TERMS];
		final double[] c = new double[TERMS + 1];
		final double h2 = 0.25 / (perUnit * perUnit);
		for (int o = 0; o < table.length; o += TERMS) {
			series.fill((double) (o / TERMS) / perUnit, c);
			// d^6 = h² (3/2 d^4 - 9/16 h² d² + h^4 / 32) within h^6 / 32, for d up to h
			c[4] += c[6] * 3 / 2 * h2;
			c[2] -= c[6] * 9 / 16 * h2 * h2;
			c[0] += c[6] / 32 * h2 * h2 * h2;
			System.arraycopy(c, 0, table, o, TERMS);
		}
		return table;
	}

	private static void ofSmaller(final double a, final double[] c) {
		c[0] = 0.5 * NormalTail.twoSided(a);
		c[1] = -density(a);
		for (int n = 2; n < c.length; n++)
			c[n] = -(a * (n - 1) * c[n - 1] + (n - 2) * c[n - 2]) / (n * (n - 1));
	}

	private static void ofLogSmaller(final double a, final double[] c) {
		final double[] hazard = new double[c.length];
		final double[] r = new double[c.length];
		r[0] = a; // -(ln f)'
		r[1] = 1;
		HazardSeries.hazard(NormalTail.hazard(a), r, hazard);
		c[0] = NormalTail.logUpper(a);
		for (int n = 1; n < c.length; n++)
			c[n] = -hazard[n - 1] / n;
	}

	private static void ofLogLarger(final double a, final double[] c) {
		final double[] slope = new double[c.length];
		c[0] = NormalTail.logUpper(-a);
		slope[0] = density(a) * Math.exp(-c[0]);
		for (int n = 1; n < c.length; n++) {
			double sum = a * slope[n - 1] + (n > 1 ? slope[n - 2] : 0);
			for (int i = 0; i < n; i++)
				sum += slope[i] * slope[n - 1 - i];
			slope[n] = -sum / n;
			c[n] = slope[n - 1] / n;
		}
	}

	private static double density(final double a) {
		return 0.5 * NormalTail.ROOT_2_OVER_PI * Math.exp(-0.5 * a * a);
	}
}
