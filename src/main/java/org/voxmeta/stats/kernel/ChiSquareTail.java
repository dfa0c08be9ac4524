package org.voxmeta.stats.kernel;

import java.util.Arrays;

/**
 * Tail probabilities of the chi-square distribution in logs, and its quantiles.
 * <p>
 * With a = dof/2 and y = x/2 the tails are the regularised incomplete gamma functions Q(a, y) and P(a, y).
 * Whichever is not small is taken as 1 minus the other:
 * <ul>
 * <li>Below some y: ln P = ln(y<sup>a</sup> exp(-y) / &Gamma;(a+1)) + ln &Sigma;
 * y<sup>n</sup>/((a+1)...(a+n)) (DLMF 8.11.4), all terms positive.</li>
 * <li>Above: ln Q = ln(y<sup>a-1</sup> exp(-y) / &Gamma;(a)) + ln F. For dof up to 150, F(a+1) = 1 + a F(a)/y
 * (DLMF 8.8.2) from the F(b) with b = a - n in 0 to 1: F(1) = 1, F(1/2) by the normal tail (DLMF 8.4.6),
 * others by the continued fraction DLMF 8.9.2, all terms positive. For more dof, the even part of that
 * fraction.</li>
 * </ul>
 * They part at a - &radic;a up to dof 150, as the recurrence is short, and at a + &radic;a above.
 * The common factor is taken relative to its maximum at y = a, so that large terms do not cancel.
 * <p>
 * Degrees of freedom are any real number above 0. The relative error of both logs is below 1e-12, checked
 * for degrees of freedom from 0.1 to 1e6; the work grows with the root of dof where y is near a. NaN gives
 * NaN. At or below x = 0 the upper tail is 1 and the lower 0. Results are monotone up to a few units in the
 * last place. {@link #of(double)} keeps the constants of one number of degrees of freedom; the static
 * methods compute them anew. Immutable and thread-safe.
 */
public final class ChiSquareTail {

	/** The next term of a series, or the next factor of the fraction minus 1, that no longer counts. */
	private static final double NEGLIGIBLE = 1e-17;
	private static final double FRACTION_PRECISION = 3e-16;
	/** Below, the continued fraction converges slowly whatever dof is. */
	private static final double FRACTION_START = 0.7;
	/** Up to here the recurrence takes less time than the continued fraction of a itself. */
	private static final double RECURRENCE_LIMIT = 150;
	/** Fewer steps, and fewer values at once, take no longer one by one. */
	private static final int LEAST_STEPS = 4;
	/**
	 * Levels of the continued fraction of F(b) that give 1e-16 of F(a): so many by y and more, and fewer for
	 * each step from b to a, which dampens errors. Found by trial with mpmath.
	 */
	private static final double LEVELS_BY_Y = 82;
	private static final double MORE_LEVELS = 5;
	private static final double LEVELS_PER_STEP = 0.25;
	/** Quotients beyond this or its inverse might overflow or underflow. */
	private static final double MODERATE = 100;
	/** Newton's method squares the error of ln x, so a step this small is the last one needed. */
	private static final double LAST_STEP = 1e-9;
	/** Six steps are usual; the limit only guards against a cycle. */
	private static final int NEWTON_LIMIT = 100;
	private static final double LN_2PI = 1.8378770664093456;

	private final double dof;
	private final double a;
	private final double logA;
	/** ln(a^a exp(-a) / Gamma(a)), the common factor at its maximum. */
	private final double logScaleAtMode;
	private final double seriesEnd;
	/** Steps of the recurrence from b; below 0 for none. */
	private final int steps;
	/** a less the steps, above 0 and up to 1. */
	private final double b;

	private ChiSquareTail(double dof) {
		this.dof = dof;
		a = 0.5 * dof;
		logA = Math.log(a);
		logScaleAtMode = 0.5 * (logA - LN_2PI) - LogGamma.stirlingRemainder(a);
		steps = dof <= RECURRENCE_LIMIT ? (int) Math.ceil(a) - 1 : -1;
		b = a - steps;
		seriesEnd = Math.max(steps < 0 ? a + Math.sqrt(a) : a - Math.sqrt(a), FRACTION_START);
	}

	/**
	 * Tails for one number of degrees of freedom.
	 *
	 * @param dof degrees of freedom, real, finite, &gt; 0
	 * @throws IllegalArgumentException unless dof is finite and above 0
	 */
	public static ChiSquareTail of(double dof) {
		if (!(dof > 0 && dof < Double.POSITIVE_INFINITY)) throw badDof(dof);
		return new ChiSquareTail(dof);
	}

	/** The degrees of freedom. */
	public double dof() {
		return dof;
	}

	/**
	 * Natural logarithm of the p value, ln P(X &gt;= x).
	 *
	 * @param x statistic
	 * @return ln p &lt;= 0; 0 for x &lt;= 0; -Infinity at x = Infinity
	 */
	public double logUpper(double x) {
		if (x <= 0) return 0;
		if (x == Double.POSITIVE_INFINITY) return Double.NEGATIVE_INFINITY;
		double y = 0.5 * x;
		return y < seriesEnd ? Math.log1p(-Math.exp(logSeries(y))) : logFraction(y);
	}

	/**
	 * Natural logarithm of the lower tail, ln P(X &lt;= x).
	 *
	 * @param x statistic
	 * @return ln p &lt;= 0; -Infinity for x &lt;= 0; 0 at x = Infinity, -0 where the upper tail underflows
	 */
	public double logLower(double x) {
		if (x <= 0) return Double.NEGATIVE_INFINITY;
		if (x == Double.POSITIVE_INFINITY) return 0;
		double y = 0.5 * x;
		return y < seriesEnd ? logSeries(y) : Math.log1p(-Math.exp(logFraction(y)));
	}

	/**
	 * The x with a given upper-tail p value, by Newton's method on the smaller log tail over ln x.
	 *
	 * @param p upper-tail p value in [0, 1]; NaN gives NaN
	 * @return x; Infinity for p = 0, 0 for p = 1 and where x is below the smallest double
	 * @throws IllegalArgumentException if p is below 0 or above 1
	 */
	public double quantileUpper(double p) {
		if (p < 0 || p > 1)
			throw new IllegalArgumentException("Upper-tail p value: got " + p + ", wanted 0 to 1");
		if (p == 0) return Double.POSITIVE_INFINITY;
		if (!(p < 1)) return p == 1 ? 0 : Double.NaN;
		boolean upper = p <= 0.5;
		double target = upper ? Math.log(p) : Math.log1p(-p);
		double x = quantileStart(p);
		double step = 1;
		for (int i = 0; i < NEWTON_LIMIT && Math.abs(step) > LAST_STEP && x > 0; i++) {
			double log = upper ? logUpper(x) : logLower(x);
			double slope = Math.exp(logScale(0.5 * x) - log); // of the log tail over ln x
			step = (upper ? log - target : target - log) / slope;
			step = Math.max(-1, Math.min(1, step)); // the start may be on the flat side
			x *= Math.exp(step);
		}
		return x;
	}

	/**
	 * Logarithms of the p values of n statistics; the same bits as {@link #logUpper(double)}.
	 *
	 * @param x statistics, at least n
	 * @param logp receives the natural logarithms; may be x itself
	 * @param n number of values
	 */
	public void logUpper(double[] x, double[] logp, int n) {
		logUpper(x, logp, 0, n);
	}

	/**
	 * {@link #logUpper(double)} for degrees of freedom used once.
	 *
	 * @param x statistic
	 * @param dof degrees of freedom, real, finite, &gt; 0; NaN gives NaN
	 * @throws IllegalArgumentException if dof is infinite or not above 0
	 */
	public static double logUpper(double x, double dof) {
		return Double.isNaN(dof) ? Double.NaN : of(dof).logUpper(x);
	}

	/**
	 * Logarithms of n p values where each statistic has degrees of freedom of its own, as Brown's method
	 * gives them; the same bits as {@link #logUpper(double, double)}.
	 *
	 * @param x statistics, at least n
	 * @param dof degrees of freedom of each, real, finite, &gt; 0; NaN gives NaN
	 * @param logp receives the natural logarithms; may be x or dof itself
	 * @param n number of values
	 * @throws IllegalArgumentException if one of the dof is infinite or not above 0
	 */
	public static void logUpper(double[] x, double[] dof, double[] logp, int n) {
		int from = 0;
		while (from < n) {
			int to = from + 1;
			// neighbouring voxels mostly have the same studies
			while (to < n && dof[to] == dof[from])
				to++;
			if (Double.isNaN(dof[from])) logp[from] = Double.NaN;
			else of(dof[from]).logUpper(x, logp, from, to);
			from = to;
		}
	}

	/**
	 * {@link #logLower(double)} for degrees of freedom used once; conditions as for
	 * {@link #logUpper(double, double)}.
	 */
	public static double logLower(double x, double dof) {
		return Double.isNaN(dof) ? Double.NaN : of(dof).logLower(x);
	}

	/**
	 * {@link #quantileUpper(double)} for degrees of freedom used once; conditions as for
	 * {@link #logUpper(double, double)}.
	 */
	public static double quantileUpper(double p, double dof) {
		return Double.isNaN(dof) ? Double.NaN : of(dof).quantileUpper(p);
	}

	/** ln(y^a exp(-y) / Gamma(a)): y times the density. */
	private double logScale(double y) {
		return logScaleAtMode - belowMode(y);
	}

	/** y - a - a ln(y/a) &gt;= 0. */
	private double belowMode(double y) {
		double m = (y - a) / a;
		return Math.abs(m) < LogDeficit.NEAR ? a * LogDeficit.near(m) : y - a - a * logRatio(y);
	}

	/** ln(y/a), from the quotient where the difference of logarithms would lose digits. */
	private double logRatio(double y) {
		double quotient = y / a;
		boolean moderate = quotient > 1 / MODERATE && quotient < MODERATE;
		return moderate ? Math.log(quotient) : Math.log(y) - logA;
	}

	private double logSeries(double y) {
		double term = 1;
		double sum = 1;
		for (double n = a + 1; term > NEGLIGIBLE * sum; n++) {
			term *= y / n;
			sum += term;
		}
		return logScale(y) - logA + Math.log(sum);
	}

	private double logFraction(double y) {
		if (steps < 0) return logScale(y) - Math.log(y) + Math.log(byFraction(y));
		double perY = 1 / y;
		double term = 1;
		double sum = 0;
		double factor = a - 1;
		for (int i = 0; i < steps; i++) {
			sum += term;
			term *= factor * perY;
			factor--;
		}
		return logFromSums(y, sum, term);
	}

	/** As {@link #logUpper(double)} for each, in loops that the compiler vectorises. */
	private void logUpper(double[] x, double[] logp, int from, int to) {
		if (steps < LEAST_STEPS || to - from < LEAST_STEPS) {
			for (int j = from; j < to; j++)
				logp[j] = logUpper(x[j]);
			return;
		}
		int n = to - from;
		double[] perY = new double[n];
		for (int j = 0; j < n; j++)
			perY[j] = 2 / x[from + j];
		double[] term = new double[n];
		double[] sum = new double[n];
		Arrays.fill(term, 1);
		double factor = a - 1;
		for (int i = 0; i < steps; i++) {
			addTerm(perY, factor, term, sum);
			factor--;
		}
		for (int j = 0; j < n; j++) {
			double y = 0.5 * x[from + j];
			boolean regular = y >= seriesEnd && y < Double.POSITIVE_INFINITY;
			logp[from + j] = regular ? logFromSums(y, sum[j], term[j]) : logUpper(x[from + j]);
		}
	}

	private static void addTerm(double[] perY, double factor, double[] term, double[] sum) {
		for (int j = 0; j < sum.length; j++) {
			sum[j] += term[j];
			term[j] *= factor * perY[j];
		}
	}

	/**
	 * From the terms of F(a) = 1 + (a-1)/y + (a-1)(a-2)/y² + ... + (a-1)...b/y^n F(b), all of them positive:
	 * their sum without the last, and what the last has before F(b).
	 */
	private double logFromSums(double y, double sum, double beforeLast) {
		double f = sum + beforeLast * (b == 1 ? 1 : b == 0.5 ? byNormalTail(y) : byLevels(y));
		// a is so small that the rounding errors of this difference do not count beside the logarithm
		return logScaleAtMode - (y - a - a * logRatio(y)) + Math.log(f / y);
	}

	private static double byNormalTail(double y) {
		double u = Math.sqrt(2 * y);
		return u / NormalTail.hazard(u);
	}

	/** F(b) as numerator and denominator of so many levels, over powers of y: no division but one. */
	private double byLevels(double y) {
		double levels = LEVELS_BY_Y / y + MORE_LEVELS - LEVELS_PER_STEP * steps;
		double perY = 1 / y;
		double above = 1;
		double aboveBefore = 0;
		double below = 1 + (1 - b) * perY;
		double belowBefore = 1;
		for (double n = 1; n <= levels; n++) {
			double factor = 1 + (2 * n + 1 - b) * perY;
			double minus = n * (n - b) * perY * perY;
			double nextAbove = factor * above - minus * aboveBefore;
			double nextBelow = factor * below - minus * belowBefore;
			aboveBefore = above;
			belowBefore = below;
			above = nextAbove;
			below = nextBelow;
		}
		return above / below;
	}

	/** F(a) = y/(y+1-a - 1(1-a)/(y+3-a - 2(2-a)/(y+5-a - ...))), by Lentz's forward method. */
	private double byFraction(double y) {
		double last = y + 1 - a;
		double f = last;
		double c = last;
		double d = 0;
		double change = 0;
		for (double n = 1; Math.abs(change - 1) > FRACTION_PRECISION; n++) {
			double numerator = n * (a - n);
			last += 2;
			d = 1 / (last + numerator * d);
			c = last + numerator / c;
			change = c * d;
			f *= change;
		}
		return y / f;
	}

	/** Wilson and Hilferty's cube-root approximation, or the leading power of x where that is below 0. */
	private double quantileStart(double p) {
		double spread = 2 / (9 * dof);
		double root = 1 - spread + NormalTail.zOfLogUpper(Math.log(p)) * Math.sqrt(spread);
		if (root > 0.25) return dof * root * root * root;
		return 2 * Math.exp((Math.log1p(-p) + logA - logScaleAtMode - a) / a + logA);
	}

	private static IllegalArgumentException badDof(double dof) {
		return new IllegalArgumentException(
			"Degrees of freedom of chi-square: got " + dof + ", wanted a finite number above 0");
	}
}
