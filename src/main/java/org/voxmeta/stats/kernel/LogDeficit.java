package org.voxmeta.stats.kernel;

/**
 * m - ln(1 + m) near m = 0, where the difference of the two would lose its digits: how far y<sup>a</sup>
 * exp(-y), y = a (1 + m), is below its maximum, in logs and over a. Thread-safe: a pure function.
 */
final class LogDeficit {

	/** For |m| below, the difference is summed; from here on it keeps its digits. */
	static final double NEAR = 0.5;
	/** A power this small no longer counts beside 1. */
	private static final double NEGLIGIBLE = 1e-17;

	private LogDeficit() {}

	/** m - ln(1 + m) &gt;= 0 for |m| &lt; {@link #NEAR}; its relative error is that of m². */
	static double near(double m) {
		// ln(1 + m) = 2 artanh(r), r = m/(2 + m); then m - 2r = r m, and the cubic rest of artanh
		double r = m / (2 + m);
		double r2 = r * r;
		double power = 1;
		double rest = 0;
		for (int k = 3; power > NEGLIGIBLE; k += 2) {
			rest += power / k;
			power *= r2;
		}
		return r * m - 2 * r * r2 * rest;
	}
}
