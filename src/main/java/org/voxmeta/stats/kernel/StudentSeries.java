package org.voxmeta.stats.kernel;

/**
 * The two-sided log tail of Student's t for any t and any real degrees of freedom, straight from series.
 * <p>
 * With &nu; the degrees of freedom, a = &nu;/2, x = &nu;/(&nu; + t²), u²/2 = -a ln x and the density's
 * C = &Gamma;((&nu;+1)/2) / (&radic;(&nu;&pi;) &Gamma;(&nu;/2)) at 0, p is I<sub>x</sub>(a, 1/2).
 * <ul>
 * <li>Centre: 1 - p = 2 C t x<sup>(&nu;+1)/2</sup> &Sigma; of products of (1-x)(&nu;+1+2n)/(3+2n), all
 * terms positive (DLMF 8.17.8), then ln(1 - (1 - p)): relatively exact near t = 0.</li>
 * <li>Tail: with s = &radic;(1-x) and w = x/(1+s)², p = 2 exp(-u²/2) / (a B(a, 1/2) (1+s)) &Sigma; of
 * products of w (a-n)/(a+n), from p = 2 I<sub>(1-s)/2</sub>(a, a) (DLMF 8.17.6, 8.17.7 and 15.8.1). Twenty
 * terms are usual: w is small in the tail, and the products fall like exp(-n²/a) anyway.</li>
 * <li>Large &nu;, moderate t: p is 2 C times the integral of exp(-s²/2) G(s²/&nu;) from u to infinity,
 * G(y)² = y/(1 - exp(-y)) (substitute s² = &nu; ln(1 + t²/&nu;)). G's Taylor series, integrated term by
 * term, gives the normal tail at u times an expansion in 1/&nu;.</li>
 * </ul>
 * Immutable and thread-safe.
 */
final class StudentSeries {

	/** From here on the tail's series is longer than the expansion in 1/dof, which 16 would be enough for. */
	private static final double LARGE_DOF = 60;
	/** The centre's series serves up to this t and this t²/dof: beyond, the others are shorter. */
	private static final double CENTRE_END = 0.7;
	private static final double CENTRE_END_OVER_DOF = 0.5;
	/** A term this small beside the sum ends a series: the rest is below a digit. */
	private static final double NEGLIGIBLE = 1e-17;
	private static final int EXPANSION_TERMS = 26;
	/** Newton's method squares the relative error, so a step this small is the last one needed. */
	private static final double LAST_STEP = 1e-9;
	/** Five steps are usual; the limit only guards against a cycle. */
	private static final int NEWTON_LIMIT = 30;
	/** Where z² (1 + 1/dof) is below, the curvature of t over z no longer counts. */
	private static final double LINEAR_END = 1e-17;
	private static final double LN_ROOT_2_OVER_PI = -0.22579135264472744;

	private static final double[] WEIGHT = weightSeries();

	private final double dof;
	private final double a;
	/** ln of C &radic;(2&pi;): how far the density at 0 is below the normal one. */
	private final double logHeight;

	/** @param dof degrees of freedom, finite and &gt; 0 */
	StudentSeries(double dof) {
		this.dof = dof;
		a = 0.5 * dof;
		logHeight = LogGamma.halfStep(a);
	}

	/** ln(2 C), C the density at 0. */
	double logTwiceHeight() {
		return LN_ROOT_2_OVER_PI + logHeight;
	}

	/** u²/2 = (dof/2) ln(1 + t²/dof), also where t² overflows. */
	double halfSquaredU(double t) {
		double q = t * (t / dof);
		return a * (q < Double.MAX_VALUE ? Math.log1p(q) : 2 * Math.log(t) - Math.log(dof));
	}

	/** ln P(|T| &gt;= t) for t &gt;= 0; NaN for NaN. */
	double logTwoSided(double t) {
		if (t == 0) return 0;
		if (t == Double.POSITIVE_INFINITY) return Double.NEGATIVE_INFINITY;
		double q = t * (t / dof);
		double h = halfSquaredU(t);
		if (t <= CENTRE_END && q <= CENTRE_END_OVER_DOF) return Math.log1p(-central(t, q, h));
		if (dof >= LARGE_DOF && h <= a) return nearNormal(h);
		return logHeight - h + Math.log(tail(q));
	}

	/**
	 * The t &gt; 0 with the two-sided p value of the normal deviate z, finite and &gt; 0; Infinity where that
	 * is beyond the largest double. Newton's method on z as a function of u, which is nearly a straight line.
	 */
	double quantile(double z) {
		if (z * (z + z / dof) < LINEAR_END) return z * Math.exp(-logHeight);
		double largestU = Math.sqrt(2 * halfSquaredU(Double.MAX_VALUE));
		if (NormalTail.zOfLogTwoSided(logTwoSided(Double.MAX_VALUE)) < z) return Double.POSITIVE_INFINITY;
		double u = Math.min(z, largestU);
		double step = u;
		for (int i = 0; i < NEWTON_LIMIT && Math.abs(step) > LAST_STEP * u; i++) {
			double logp = logTwoSided(tOfU(u));
			double zOfU = NormalTail.zOfLogTwoSided(logp);
			double hazard = Math.exp(logTwiceHeight() - 0.5 * u * u - logp) * u / distance(u);
			step = (zOfU - z) * NormalTail.hazard(zOfU) / hazard;
			u = Math.min(u - step, largestU);
		}
		return tOfU(u);
	}

	/** t = &radic;dof &radic;(exp(u²/dof) - 1), in the form that overflows only where t does. */
	private double tOfU(double u) {
		return distance(u) * Math.exp(0.5 * u * (u / dof));
	}

	/** &radic;(dof (1 - exp(-u²/dof))), which is u over the weight G. */
	private double distance(double u) {
		return Math.sqrt(-dof * Math.expm1(-u * (u / dof)));
	}

	/** 1 - p. */
	private double central(double t, double q, double h) {
		double y = q / (1 + q);
		double term = 1;
		double sum = 1;
		for (double n = 1; term > NEGLIGIBLE * sum; n++) {
			term *= y * (a + n - 0.5) / (n + 0.5);
			sum += term;
		}
		return t / Math.sqrt(1 + q) * Math.exp(logTwiceHeight() - h) * sum;
	}

	/** p over exp(logHeight - u²/2). */
	private double tail(double q) {
		double x = 1 / (1 + q);
		double s = Math.sqrt(q < Double.MAX_VALUE ? q * x : 1);
		double w = x / ((1 + s) * (1 + s));
		double term = 1;
		double sum = 1;
		for (double n = 1; Math.abs(term) > NEGLIGIBLE; n++) {
			term *= (a - n) * w / (a + n);
			sum += term;
		}
		return 2 * sum / ((1 + s) * Math.sqrt(Math.PI * a));
	}

	private double nearNormal(double h) {
		double u = Math.sqrt(2 * h);
		double y = h / a;
		double power = NormalTail.hazard(u) / u;
		double perDof = 1 / dof;
		double moment = 1; // the integral of s^2k exp(-s²/2) / dof^k from u on, over that of exp(-s²/2)
		double sum = 0;
		double term = 1;
		for (int k = 1; k < EXPANSION_TERMS && Math.abs(term) > NEGLIGIBLE; k++) {
			power *= y;
			moment = power + moment * (2 * k - 1) * perDof;
			term = WEIGHT[k] * moment;
			sum += term;
		}
		return NormalTail.logTwoSided(u) + logHeight + Math.log1p(sum);
	}

	/**
	 * Taylor coefficients of G(y) = &radic;(y/(1 - exp(-y))), from 2 G'/G = 1/y - 1/(exp(y) - 1) =
	 * -&Sigma; B(n+1)/(n+1)! y<sup>n</sup>, B the Bernoulli numbers (DLMF 24.2.1).
	 */
	private static double[] weightSeries() {
		double[] factorial = new double[EXPANSION_TERMS + 2];
		factorial[0] = 1;
		for (int n = 1; n < factorial.length; n++)
			factorial[n] = n * factorial[n - 1];
		double[] bernoulli = new double[EXPANSION_TERMS + 1]; // over n!
		bernoulli[0] = 1;
		for (int n = 1; n < bernoulli.length; n++) {
			if (n > 1 && n % 2 == 1) continue;
			for (int i = 0; i < n; i++)
				bernoulli[n] -= bernoulli[i] / factorial[n + 1 - i];
		}
		double[] g = new double[EXPANSION_TERMS];
		g[0] = 1;
		for (int k = 1; k < g.length; k++) {
			for (int i = 0; i < k; i++)
				g[k] -= 0.5 / k * g[i] * bernoulli[k - i];
		}
		return g;
	}
}
