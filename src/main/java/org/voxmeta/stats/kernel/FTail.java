package org.voxmeta.stats.kernel;

/**
 * Upper tail probabilities of the F distribution in logs, as omnibus tests need them. (Fisher's combination
 * of p values is a chi-square test: {@link ChiSquareTail}.)
 * <p>
 * With a = d2/2, b = d1/2 and x = d2/(d2 + d1 f) = 1 - y the tail is the regularised incomplete beta function
 * I<sub>x</sub>(a, b), and 1 - I<sub>y</sub>(b, a) (DLMF 8.17.4). Whichever is not small is taken as 1 minus
 * the other, which is x<sup>a</sup> y<sup>b</sup> / B(a, b) over a continued fraction, the even part of DLMF
 * 8.17.22 (DiDonato and Morris 1992, <a href="https://doi.org/10.1145/131766.131776">ACM Trans Math Softw
 * 18:360</a>). The factor before the fraction is taken relative to its maximum at f = 1, so that large terms
 * do not cancel.
 * <p>
 * Degrees of freedom are any real numbers above 0. The relative error of ln p is below 1e-12, checked for
 * degrees of freedom from 0.1 to 1e6, f from 1e-300 to 1e300 and ln p from -1e-300 to -3e5; the work grows
 * with the root of the degrees of freedom where f is near 1. NaN gives NaN. At or below f = 0 the tail is 1.
 * Results are monotone up to a few units in the last place.
 * <p>
 * {@link #of(double, double)} keeps the constants of one pair of degrees of freedom, which halves the time;
 * the static method computes them anew. Immutable and thread-safe; arrays are not kept.
 */
public final class FTail {

	/** The next factor of the fraction minus 1 that no longer counts. */
	private static final double FRACTION_PRECISION = 3e-16;
	/** Numbers beyond this or its inverse are kept as logarithms. */
	private static final double EXTREME = 1e290;
	private static final double LN_2PI = 1.8378770664093456;

	private final double d1;
	private final double d2;
	private final double a;
	private final double b;
	private final double ratio;
	/** ln of x^a y^b / B(a, b) at its maximum. */
	private final double logScaleAtMode;
	/** The distribution of d1 f for infinite d2, else null. */
	private final ChiSquareTail limit;

	private FTail(double d1, double d2) {
		this.d1 = d1;
		this.d2 = d2;
		a = 0.5 * d2;
		b = 0.5 * d1;
		ratio = d1 / d2;
		limit = d2 == Double.POSITIVE_INFINITY ? ChiSquareTail.of(d1) : null;
		logScaleAtMode = 0.5 * (Math.log(b / (1 + ratio)) - LN_2PI) - LogGamma.stirlingRemainder(b)
			- (LogGamma.stirlingRemainder(a) - LogGamma.stirlingRemainder(a + b));
	}

	/**
	 * Tail for one pair of degrees of freedom.
	 *
	 * @param d1 degrees of freedom of the numerator, real, finite, &gt; 0
	 * @param d2 degrees of freedom of the denominator, real, &gt; 0; Infinity for chi-square over d1
	 * @throws IllegalArgumentException unless d1 is finite and above 0 and d2 is above 0
	 */
	public static FTail of(double d1, double d2) {
		if (!(d1 > 0 && d1 < Double.POSITIVE_INFINITY))
			throw new IllegalArgumentException(
				"Numerator degrees of freedom of F: got " + d1 + ", wanted a finite number above 0");
		if (!(d2 > 0))
			throw new IllegalArgumentException(
				"Denominator degrees of freedom of F: got " + d2 + ", wanted a number above 0");
		return new FTail(d1, d2);
	}

	/** The degrees of freedom of the numerator. */
	public double d1() {
		return d1;
	}

	/** The degrees of freedom of the denominator. */
	public double d2() {
		return d2;
	}

	/**
	 * Natural logarithm of the p value, ln P(F &gt;= f).
	 *
	 * @param f statistic
	 * @return ln p &lt;= 0; 0 for f &lt;= 0; -Infinity at f = Infinity
	 */
	public double logUpper(double f) {
		if (f <= 0) return 0;
		if (f == Double.POSITIVE_INFINITY) return Double.NEGATIVE_INFINITY;
		if (limit != null) return limit.logUpper(d1 * f);
		double q = ratio * f;
		double x = 1 / (1 + q);
		double y = 1 / (1 + 1 / q);
		double lambda = q < EXTREME ? b * (f - 1) * x : a; // a - (a + b) x
		double scale = logScale(f, q, x);
		if (lambda + y >= x) return scale - Math.log(fraction(a, b, x, y, lambda));
		return 0.0 + Math.log1p(-Math.exp(scale - Math.log(fraction(b, a, y, x, -lambda))));
	}

	/**
	 * Logarithms of the p values of n statistics; the same bits as {@link #logUpper(double)}.
	 *
	 * @param f statistics, at least n
	 * @param logp receives the natural logarithms; may be f itself
	 * @param n number of values
	 */
	public void logUpper(double[] f, double[] logp, int n) {
		for (int j = 0; j < n; j++)
			logp[j] = logUpper(f[j]);
	}

	/**
	 * {@link #logUpper(double)} for degrees of freedom used once.
	 *
	 * @param f statistic
	 * @param d1 degrees of freedom of the numerator, real, finite, &gt; 0; NaN gives NaN
	 * @param d2 degrees of freedom of the denominator, real, &gt; 0; NaN gives NaN
	 * @throws IllegalArgumentException if d1 is infinite or one of them is not above 0
	 */
	public static double logUpper(double f, double d1, double d2) {
		return Double.isNaN(d1) || Double.isNaN(d2) ? Double.NaN : of(d1, d2).logUpper(f);
	}

	/** ln(x^a y^b / B(a, b)), from x and y over their values at f = 1, where x^a y^b has its maximum. */
	private double logScale(double f, double q, double x) {
		double fx = q < EXTREME ? f * x : 1 / ratio;
		double my = q < EXTREME ? (f - 1) * x : fx; // y/y0 - 1
		double mx = -ratio * my;
		double belowX = Math.abs(mx) < LogDeficit.NEAR ? LogDeficit.near(mx) : mx - logOfX(f, q, x);
		double belowY = Math.abs(my) < LogDeficit.NEAR ? LogDeficit.near(my) : my - logOfY(f, x, fx);
		return logScaleAtMode - a * belowX - b * belowY;
	}

	/** ln(x/x0), x0 the value at f = 1. */
	private double logOfX(double f, double q, double x) {
		if (q < EXTREME) return Math.log((1 + ratio) * x);
		return Math.log1p(1 / ratio) - Math.log(f);
	}

	/** ln(y/y0), y0 the value at f = 1. */
	private double logOfY(double f, double x, double fx) {
		if (f > 1 / EXTREME) return Math.log((1 + ratio) * fx);
		return Math.log(f) + Math.log((1 + ratio) * x);
	}

	/**
	 * x^a y^b / B(a, b) over I_x(a, b), by Lentz's forward method.
	 *
	 * @param lambda a - (a + b) x
	 */
	private static double fraction(double a, double b, double x, double y, double lambda) {
		double perStep = 1 / (a + 1);
		double value = a * (lambda + 1) * perStep;
		double c = value;
		double d = 0;
		double change = 0;
		for (double n = 1; Math.abs(change - 1) > FRACTION_PRECISION; n++) {
			double common = n * (b - n) * x * perStep;
			double numerator = common * (a + n - 1) * (x * perStep * (a + b + n - 1));
			perStep = 1 / (a + 2 * n + 1);
			double denominator = n + common + (a + n) * perStep * (lambda + 1 + n * (1 + y));
			d = 1 / (denominator + numerator * d);
			c = denominator + numerator / c;
			change = c * d;
			value *= change;
		}
		return value;
	}
}
