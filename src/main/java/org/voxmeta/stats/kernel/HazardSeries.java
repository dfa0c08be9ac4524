package org.voxmeta.stats.kernel;

/**
 * Taylor coefficients of tail probabilities, from the differential equations they obey.
 * <p>
 * For a tail p(t) with density f the hazard h = -(ln p)' = f/p obeys
 * <pre>h' = h (h - r),   r = -(ln f)',</pre>
 * so its Taylor coefficients at any point follow from the value there. The normal deviate z(t) with the
 * same two-sided tail obeys, with n(t) the normal hazard at z(t),
 * <pre>z' n = h,   n' = (n - z) h.</pre>
 * Both are solved here term by term (Cauchy products). All arrays hold coefficients of powers of the
 * distance from the centre, lowest power first. Thread-safe: pure functions.
 */
final class HazardSeries {

	/** Coefficients of every tabulated polynomial. */
	static final int POLYNOMIAL_TERMS = 13;

	private HazardSeries() {}

	/**
	 * Fills the hazard's coefficients.
	 *
	 * @param centre hazard at the centre
	 * @param r coefficients of -(ln f)', at least as many as {@code h} has
	 * @param h receives the coefficients of the hazard
	 */
	static void hazard(double centre, double[] r, double[] h) {
		h[0] = centre;
		for (int k = 0; k + 1 < h.length; k++) {
			double sum = 0;
			for (int i = 0; i <= k; i++)
				sum += h[i] * (h[k - i] - r[k - i]);
			h[k + 1] = sum / (k + 1);
		}
	}

	/**
	 * Fills the coefficients of the log tail, the integral of -h.
	 *
	 * @param centre log tail at the centre
	 * @param h coefficients of the hazard
	 * @param out receives {@link #POLYNOMIAL_TERMS} coefficients from {@code offset} on
	 */
	static void logTail(double centre, double[] h, double[] out, int offset) {
		out[offset] = centre;
		for (int k = 1; k < POLYNOMIAL_TERMS; k++)
			out[offset + k] = -h[k - 1] / k;
	}

	/**
	 * Fills the coefficients of the normal deviate with the same tail.
	 *
	 * @param z0 normal deviate at the centre
	 * @param n0 normal hazard at z0
	 * @param h coefficients of -(ln p)', at least {@link #POLYNOMIAL_TERMS}
	 * @param out receives {@link #POLYNOMIAL_TERMS} coefficients from {@code offset} on
	 */
	static void deviate(double z0, double n0, double[] h, double[] out, int offset) {
		double[] n = new double[POLYNOMIAL_TERMS];
		n[0] = n0;
		out[offset] = z0;
		for (int k = 0; k + 1 < POLYNOMIAL_TERMS; k++) {
			double hazardSum = 0;
			double slopeSum = h[k];
			for (int i = 0; i <= k; i++)
				hazardSum += (n[i] - out[offset + i]) * h[k - i];
			for (int i = 1; i <= k; i++)
				slopeSum -= i * out[offset + i] * n[k + 1 - i];
			n[k + 1] = hazardSum / (k + 1);
			out[offset + k + 1] = slopeSum / ((k + 1) * n0);
		}
	}

	/**
	 * Value of the polynomial with {@link #POLYNOMIAL_TERMS} coefficients from {@code offset} on, at distance
	 * d from its centre: two interleaved Horner schemes, which processors overlap.
	 */
	static double polynomial(double[] c, int o, double d) {
		double high = c[o + 12];
		high = high * d + c[o + 11];
		high = high * d + c[o + 10];
		high = high * d + c[o + 9];
		high = high * d + c[o + 8];
		high = high * d + c[o + 7];
		double low = c[o + 6];
		low = low * d + c[o + 5];
		low = low * d + c[o + 4];
		low = low * d + c[o + 3];
		low = low * d + c[o + 2];
		low = low * d + c[o + 1];
		low = low * d + c[o];
		double d2 = d * d;
		return low + high * (d2 * d2 * d2 * d);
	}

	/** Derivative of that polynomial. */
	static double slope(double[] c, int o, double d) {
		double sum = 0;
		for (int k = POLYNOMIAL_TERMS - 1; k > 0; k--)
			sum = sum * d + k * c[o + k];
		return sum;
	}

	/** Value of the polynomial with all coefficients of {@code c} at distance d from its centre. */
	static double at(double[] c, double d) {
		double sum = 0;
		for (int k = c.length - 1; k >= 0; k--)
			sum = sum * d + c[k];
		return sum;
	}
}
