package org.voxmeta.stats.kernel;

/**
 * Tail probabilities of the standard normal distribution and their inverses, in logs.
 * <p>
 * With a = |z|, p = P(|Z| &gt;= a) = erfc(a/&radic;2) and the hazard m(a) = &radic;(2/&pi;) exp(-a²/2) / p,
 * ln p = -a²/2 - ln(m(a) &radic;(&pi;/2)).
 * <ul>
 * <li>Up to a = 16, ln p is a table of Taylor polynomials, one each 1/8. The coefficients follow from
 * m' = m (m - a) ({@link HazardSeries}), started at a = 16 and stepped towards 0, the direction in which
 * errors shrink. No logarithm is left to take, and near 0 the result is relatively exact because the
 * first polynomial has no constant.</li>
 * <li>Beyond, m is Laplace's continued fraction (Abramowitz &amp; Stegun 26.2.14, DLMF 7.9.3).</li>
 * <li>p is a table of Taylor polynomials of its own up to a = 8, from p'' = -a p', and exp(ln p) beyond.</li>
 * <li>The inverse is a table of the same kind over v = &radic;(-2 ln(p/2)), the variable of Abramowitz
 * &amp; Stegun 26.2.22, in which z is nearly linear; beyond it, Newton's method on ln p.</li>
 * </ul>
 * The relative error of log p and z is a few 1e-15, that of p below 1e-12; a p below 1e-308 is as exact as
 * the spacing of the subnormal numbers.
 * <p>
 * NaN gives NaN. Zeros of either sign are the same: ln P(|Z| &gt;= 0) = 0, never -0. Results are monotone up
 * to a few units in the last place. All methods are pure and thread-safe; arrays are not kept, and the
 * output array may be the input array.
 */
public final class NormalTail {

	static final double LN2 = 0.6931471805599453;
	/** What is left of ln 2 behind {@link #LN2}. */
	private static final double LN2_REST = 2.3190468138462996e-17;
	static final double ROOT_2_OVER_PI = 0.7978845608028654;
	private static final double ROOT_PI_OVER_2 = 1.2533141373155003;
	private static final double ROOT_2_LN2 = 1.1774100225154747;

	private static final int SEGMENTS_PER_UNIT = 8;
	private static final int TABLE_END = 16;
	private static final int SEGMENTS = SEGMENTS_PER_UNIT * TABLE_END + 1;
	/**
	 * Half a segment is 1/16; the nearest singularities are 3.4 from a = 0 (zeros of p) and 1.18 from
	 * v(p = 1) (p = 2 at v = 0), so the polynomials leave out (1/16 / 1.18)^13 &lt; 1e-15.
	 */
	private static final int TERMS = HazardSeries.POLYNOMIAL_TERMS;
	/** Terms of the series that steps from centre to centre, twice as far as a polynomial is used. */
	private static final int STEP_TERMS = 20;
	/** Terms of the continued fraction that give 1e-17 from a = 16 on. */
	private static final int FRACTION_TERMS = 9;
	/** Newton's method doubles the digits each time, from two or more at the start. */
	private static final int NEWTON_STEPS = 4;

	private static final double[] LOG_TABLE = logTable();
	private static final double[] DEVIATE_TABLE = deviateTable();
	/**
	 * End of the table of p itself: its polynomials leave out a relative (a/16)^13 / 13!, 2e-14 at a = 8.
	 */
	private static final int P_TABLE_END = 8;
	private static final double[] P_TABLE = pTable();

	private NormalTail() {}

	/**
	 * Natural logarithm of the two-sided p value, ln P(|Z| &gt;= |z|).
	 *
	 * @param z normal deviate of either sign
	 * @return ln p &lt;= 0; 0 at z = 0; -Infinity for infinite z and where z²/2 overflows
	 */
	public static double logTwoSided(double z) {
		double a = Math.abs(z);
		return a < TABLE_END ? fromTable(LOG_TABLE, a) : logFromFraction(a);
	}

	/**
	 * Natural logarithm of the upper tail, ln P(Z &gt;= z).
	 *
	 * @param z normal deviate of either sign
	 * @return ln p &lt;= 0; -ln 2 at z = 0; -Infinity at z = Infinity; -0 where the lower tail underflows
	 */
	public static double logUpper(double z) {
		return z < 0 ? Math.log1p(-0.5 * twoSided(z)) : logTwoSided(z) - LN2;
	}

	/**
	 * Two-sided p value, P(|Z| &gt;= |z|).
	 *
	 * @param z normal deviate of either sign
	 * @return p in [0, 1]; 0 where p is below half the smallest double (|z| above 38.5)
	 */
	public static double twoSided(double z) {
		double a = Math.abs(z);
		return a < P_TABLE_END ? fromTable(P_TABLE, a) : Math.exp(logTwoSided(a));
	}

	/**
	 * Normal deviate z &gt;= 0 of a two-sided p value given by its natural logarithm.
	 *
	 * @param logp ln p &lt;= 0
	 * @return z &gt;= 0; 0 for ln p = 0; Infinity for -Infinity; NaN for ln p &gt; 0, which is no probability
	 */
	public static double zOfLogTwoSided(double logp) {
		if (!(logp < 0)) return logp == 0 ? 0 : Double.NaN;
		double v = Math.sqrt(2 * LN2 - 2 * logp);
		double w = -2 * logp / (v + ROOT_2_LN2); // v - v(p = 1), without cancellation
		return w < TABLE_END ? fromTable(DEVIATE_TABLE, w) : deviateByNewton(logp);
	}

	/**
	 * Normal deviate z, of either sign, of an upper-tail p value given by its natural logarithm.
	 *
	 * @param logp ln P(Z &gt;= z) &lt;= 0
	 * @return z; 0 for p = 1/2; Infinity for -Infinity, -Infinity for 0; NaN for a positive ln p
	 */
	public static double zOfLogUpper(double logp) {
		if (!(logp <= 0)) return Double.NaN;
		if (logp == -LN2) return 0; // the double nearest to ln(1/2) stands for it
		double logTwice = logp + LN2 + LN2_REST; // the first sum is exact where it nearly cancels
		if (logTwice <= 0) return zOfLogTwoSided(logTwice);
		double logTwiceLower = logTwice < 0.25
			? Math.log1p(-Math.expm1(logTwice)) // ln(2 - 2p) near p = 1/2
			: Math.log(-2 * Math.expm1(logp));
		return -zOfLogTwoSided(logTwiceLower);
	}

	/**
	 * The z &gt;= 0 with a given two-sided p value, as confidence intervals need it: 1.959964 for 0.05.
	 *
	 * @param alpha two-sided p value in [0, 1]; NaN gives NaN
	 * @return z; 0 for alpha = 1; Infinity for alpha = 0
	 * @throws IllegalArgumentException if alpha is below 0 or above 1
	 */
	public static double quantileTwoSided(double alpha) {
		if (alpha < 0 || alpha > 1)
			throw new IllegalArgumentException("Two-sided p value: got " + alpha + ", wanted 0 to 1");
		return zOfLogTwoSided(Math.log(alpha));
	}

	/**
	 * Two-sided p values of n deviates; the same bits as {@link #twoSided(double)}.
	 *
	 * @param z deviates, at least n
	 * @param p receives the p values
	 * @param n number of values
	 */
	public static void twoSided(double[] z, double[] p, int n) {
		for (int j = 0; j < n; j++)
			p[j] = twoSided(z[j]);
	}

	/**
	 * Logarithms of the two-sided p values of n deviates; the same bits as {@link #logTwoSided(double)}.
	 *
	 * @param z deviates, at least n
	 * @param logp receives the natural logarithms
	 * @param n number of values
	 */
	public static void logTwoSided(double[] z, double[] logp, int n) {
		for (int j = 0; j < n; j++)
			logp[j] = logTwoSided(z[j]);
	}

	/**
	 * Two-sided p values of n deviates and their logarithms, in one pass.
	 *
	 * @param z deviates, at least n
	 * @param p receives the p values
	 * @param logp receives the natural logarithms
	 * @param n number of values
	 */
	public static void twoSided(double[] z, double[] p, double[] logp, int n) {
		for (int j = 0; j < n; j++) {
			double a = z[j];
			p[j] = twoSided(a);
			logp[j] = logTwoSided(a);
		}
	}

	/**
	 * Normal deviates of n two-sided log p values; the same bits as {@link #zOfLogTwoSided(double)}.
	 *
	 * @param logp natural logarithms, at least n
	 * @param z receives the deviates, &gt;= 0
	 * @param n number of values
	 */
	public static void zOfLogTwoSided(double[] logp, double[] z, int n) {
		for (int j = 0; j < n; j++)
			z[j] = zOfLogTwoSided(logp[j]);
	}

	/** Hazard of |Z| at a &gt;= 0: twice the density over the two-sided p value. */
	static double hazard(double a) {
		return a < TABLE_END ? ROOT_2_OVER_PI * Math.exp(-0.5 * a * a - fromTable(LOG_TABLE, a))
			: hazardFraction(a);
	}

	private static double fromTable(double[] table, double a) {
		int s = (int) (a * SEGMENTS_PER_UNIT + 0.5);
		double d = a - s * (1.0 / SEGMENTS_PER_UNIT);
		return HazardSeries.polynomial(table, s * TERMS, d);
	}

	private static double logFromFraction(double a) {
		return -0.5 * a * a - Math.log(ROOT_PI_OVER_2 * hazardFraction(a));
	}

	/** Laplace's continued fraction a + 1/(a + 2/(a + 3/(a + ...))), for large a. */
	private static double hazardFraction(double a) {
		double tail = a;
		for (int k = FRACTION_TERMS; k > 0; k--)
			tail = a + k / tail;
		return tail;
	}

	private static double deviateByNewton(double logp) {
		if (logp == Double.NEGATIVE_INFINITY) return Double.POSITIVE_INFINITY;
		double half = Math.sqrt(-0.5 * logp); // -2 logp may overflow
		double start = 2 * Math.sqrt(-0.5 * logp - 0.5 * Math.log(2 * ROOT_PI_OVER_2 * half));
		return newton(start, logp);
	}

	private static double newton(double start, double logp) {
		double a = start;
		for (int i = 0; i < NEWTON_STEPS; i++)
			a += (logTwoSided(a) - logp) / hazard(a);
		return a;
	}

	private static double[] logTable() {
		double[] table = new double[SEGMENTS * TERMS];
		double width = 1.0 / SEGMENTS_PER_UNIT;
		double[] r = new double[STEP_TERMS];
		double[] h = new double[STEP_TERMS];
		r[1] = 1; // -(ln f)' = a
		double hazard = hazardFraction(TABLE_END);
		for (int s = SEGMENTS - 1; s > 0; s--) {
			double a = r[0] = s * width;
			HazardSeries.hazard(hazard, r, h);
			double log = -0.5 * a * a - Math.log(ROOT_PI_OVER_2 * hazard);
			HazardSeries.logTail(log, h, table, s * TERMS);
			hazard = HazardSeries.at(h, -width);
		}
		r[0] = 0;
		HazardSeries.hazard(ROOT_2_OVER_PI, r, h);
		HazardSeries.logTail(0, h, table, 0);
		return table;
	}

	private static double[] pTable() {
		double[] table = new double[(SEGMENTS_PER_UNIT * P_TABLE_END + 1) * TERMS];
		for (int o = 0; o < table.length; o += TERMS) {
			double a = (double) (o / TERMS) / SEGMENTS_PER_UNIT;
			double slope = -ROOT_2_OVER_PI * Math.exp(-0.5 * a * a);
			double before = 0;
			table[o] = Math.exp(fromTable(LOG_TABLE, a));
			for (int k = 1; k < TERMS; k++) {
				table[o + k] = slope / k;
				double next = -(a * slope + before) / k;
				before = slope;
				slope = next;
			}
		}
		return table;
	}

	private static double[] deviateTable() {
		double[] table = new double[SEGMENTS * TERMS];
		double width = 1.0 / SEGMENTS_PER_UNIT;
		double[] slope = new double[TERMS];
		slope[1] = 1; // -d ln p / dv = v
		double z = 0;
		for (int s = 0; s < SEGMENTS; s++) {
			double w = s * width;
			slope[0] = w + ROOT_2_LN2;
			if (s > 0) z = newton(z + width, -w * (0.5 * w + ROOT_2_LN2));
			HazardSeries.deviate(z, hazard(z), slope, table, s * TERMS);
		}
		return table;
	}
}
