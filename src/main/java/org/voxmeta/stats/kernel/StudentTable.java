package org.voxmeta.stats.kernel;

import java.util.Arrays;

/**
 * Taylor polynomials of Student's two-sided log tail and of its normal deviate, for one number of degrees
 * of freedom and 0 &lt;= t &lt; {@link #end()}: no logarithm, root or division per value.
 * <p>
 * The hazard h = -(ln p)' obeys h' = h (h - r) with r = (&nu;+1) t/(&nu; + t²) ({@link HazardSeries}). It is
 * started from {@link StudentSeries} at the far end and stepped towards 0, the direction in which errors
 * shrink; ln p at each centre is ln(2 f/h), f the density. Building costs some tens of microseconds.
 * Immutable and thread-safe.
 */
final class StudentTable {

	private static final int SEGMENTS = 65;
	/** Half a segment is 1/16 of the distance to the singularity at t = i &radic;dof, or less. */
	private static final double WIDEST = 0.25;
	private static final double WIDTH_OVER_ROOT_DOF = 0.125;
	/** (1/16)^13, the order of what the polynomials leave out, is below 1e-15. */
	private static final int TERMS = HazardSeries.POLYNOMIAL_TERMS;
	/** Terms of the series that steps from centre to centre, twice as far as a polynomial is used. */
	private static final int STEP_TERMS = 22;

	/** Newton's method squares the relative error, so a step this small is the last one needed. */
	private static final double LAST_STEP = 1e-9;
	/** Three or four steps are usual; the limit only guards against a cycle. */
	private static final int NEWTON_LIMIT = 20;

	private final double width;
	private final double perUnit;
	private final double end;
	/** For each segment the coefficients of ln p, then those of z. */
	private final double[] c = new double[SEGMENTS * 2 * TERMS];
	/** z where each segment begins. */
	private final double[] edges = new double[SEGMENTS];

	StudentTable(double dof, StudentSeries series) {
		width = Math.min(WIDEST, WIDTH_OVER_ROOT_DOF * Math.sqrt(dof));
		perUnit = 1 / width;
		end = (SEGMENTS - 1) * width;
		double[] r = new double[STEP_TERMS];
		double[] h = new double[STEP_TERMS];
		double hazard = Math.exp(logTwiceDensity(dof, series, end) - series.logTwoSided(end));
		for (int s = SEGMENTS - 1; s >= 0; s--) {
			double t = s * width;
			if (s == 0) hazard = Math.exp(series.logTwiceHeight());
			logDensitySlope(dof, t, r);
			HazardSeries.hazard(hazard, r, h);
			double logp = s == 0 ? 0 : logTwiceDensity(dof, series, t) - Math.log(hazard);
			double z = NormalTail.zOfLogTwoSided(logp);
			HazardSeries.logTail(logp, h, c, s * 2 * TERMS);
			HazardSeries.deviate(z, NormalTail.hazard(z), h, c, (s * 2 + 1) * TERMS);
			hazard = HazardSeries.at(h, -width);
		}
		for (int s = 1; s < SEGMENTS; s++)
			edges[s] = HazardSeries.polynomial(c, (s * 2 + 1) * TERMS, -0.5 * width);
	}

	/** The table holds for t below this value. */
	double end() {
		return end;
	}

	/** ln P(|T| &gt;= t), 0 &lt;= t &lt; end. */
	double logTwoSided(double t) {
		int s = segment(t);
		return HazardSeries.polynomial(c, s * 2 * TERMS, t - s * width);
	}

	/** Normal deviate with the same two-sided p, 0 &lt;= t &lt; end. */
	double deviate(double t) {
		int s = segment(t);
		return HazardSeries.polynomial(c, (s * 2 + 1) * TERMS, t - s * width);
	}

	/** The normal deviate of {@link #end()}. */
	double endDeviate() {
		return c[(2 * SEGMENTS - 1) * TERMS];
	}

	/** The t whose {@link #deviate(double)} is z, 0 &lt;= z &lt; endDeviate, by Newton's method. */
	double tOf(double z) {
		int found = Arrays.binarySearch(edges, z);
		int s = found >= 0 ? found : -found - 2;
		int o = (s * 2 + 1) * TERMS;
		double centre = s * width;
		double d = (z - c[o]) / c[o + 1];
		double step = d;
		for (int i = 0; i < NEWTON_LIMIT && Math.abs(step) > LAST_STEP * (centre + d); i++) {
			step = (HazardSeries.polynomial(c, o, d) - z) / HazardSeries.slope(c, o, d);
			d -= step;
		}
		return centre + d;
	}

	private int segment(double t) {
		return (int) (t * perUnit + 0.5);
	}

	private static double logTwiceDensity(double dof, StudentSeries series, double t) {
		return series.logTwiceHeight() - series.halfSquaredU(t) * ((dof + 1) / dof);
	}

	/** Coefficients of r = (dof + 1) t / (dof + t²) at t, from r (dof + t²) = (dof + 1) t. */
	private static void logDensitySlope(double dof, double t, double[] r) {
		double scale = dof + t * t;
		r[0] = (dof + 1) * t / scale;
		r[1] = (dof + 1 - 2 * t * r[0]) / scale;
		for (int k = 2; k < r.length; k++)
			r[k] = -(2 * t * r[k - 1] + r[k - 2]) / scale;
	}
}
