package org.voxmeta.stats.kernel;

/**
 * Logarithms of gamma functions, from Stirling's series (DLMF 5.11.1) above a = 10 and the recurrence
 * &Gamma;(a + 1) = a &Gamma;(a) (DLMF 5.5.1) below. Thread-safe: pure functions. Arguments must be above 0.
 */
public final class LogGamma {

	/** From here on seven terms of the series are exact to 1e-16. */
	private static final double SERIES_START = 10;
	private static final double HALF_LN_2PI = 0.9189385332046728;

	private LogGamma() {}

	/** ln &Gamma;(a); its absolute error is a few 1e-16 times max(1, |ln &Gamma;(a)|). */
	static double logGamma(double a) {
		double product = 1;
		double b = a;
		for (; b < SERIES_START; b++)
			product *= b;
		return (b - 0.5) * Math.log(b) - b + HALF_LN_2PI + stirlingSeries(b) - Math.log(product);
	}

	/**
	 * Stirling's remainder ln &Gamma;(a) - ((a - 1/2) ln a - a + ln(2&pi;)/2), without the cancellation of
	 * large terms.
	 */
	static double stirlingRemainder(double a) {
		if (a >= SERIES_START) return stirlingSeries(a);
		return logGamma(a) - ((a - 0.5) * Math.log(a) - a + HALF_LN_2PI);
	}

	/**
	 * ln(&Gamma;(a + 1/2) / (&Gamma;(a) &radic;a)), which is near -1/(8a): the part of Student's and the beta
	 * constants that remains beside powers of a.
	 */
	public static double halfStep(double a) {
		double product = 1;
		double shifted = 1;
		double b = a;
		for (; b < SERIES_START; b++) {
			product *= b;
			shifted *= b + 0.5;
		}
		double series = halfStepSeries(b);
		return b == a ? series : series + Math.log(product / shifted * Math.sqrt(b / a));
	}

	/** Coefficients B(2k) / (2k (2k-1)), B the Bernoulli numbers. */
	private static double stirlingSeries(double a) {
		double s = 1 / (a * a);
		return (1.0 / 12 - s * (1.0 / 360 - s * (1.0 / 1260 - s * (1.0 / 1680 - s * (1.0 / 1188
			- s * (691.0 / 360360 - s * (1.0 / 156))))))) / a;
	}

	/** Coefficients (2^(1-2k) - 2) B(2k) / (2k (2k-1)), from DLMF 5.11.8 at h = 1/2 and h = 0. */
	private static double halfStepSeries(double a) {
		double s = 1 / (a * a);
		return -(1.0 / 8 - s * (1.0 / 192 - s * (1.0 / 640 - s * (17.0 / 14336 - s * (31.0 / 18432
			- s * (691.0 / 180224 - s * (5461.0 / 425984))))))) / a;
	}
}
