package org.voxmeta.stats.kernel;

/**
 * Tail probabilities of Student's t distribution in logs, and the normal deviates with the same tails.
 * The p value itself is {@link Math#exp} of its logarithm.
 * <p>
 * Two routes, equal to about 1e-13:
 * <ul>
 * <li>{@link #of(double)} prepares a table for one number of degrees of freedom, in some tens of
 * microseconds, after which a log p or z takes about ten nanoseconds. An image has few distinct degrees of
 * freedom: prepare one object for each and keep it.</li>
 * <li>The static methods sum series ({@link StudentSeries}), in a tenth to a fifth of a microsecond: for
 * degrees of freedom that differ from voxel to voxel, as Satterthwaite's do. So does
 * {@link #zAndLogTwoSided(double[], double[], double[], double[], int)}.</li>
 * </ul>
 * Degrees of freedom are any real number above 0; from 1e100 to Infinity they mean the normal
 * distribution. The relative error of log p and z is below 1e-12, checked for degrees of freedom from 0.1
 * to 1e6 and |t| up to 1e10; that of t from z, log p or p too, for degrees of freedom from 0.5 and |z| up to
 * 60.
 * <p>
 * NaN gives NaN. Zeros of either sign are the same: ln P(|T| &gt;= 0) = 0 and z = 0, never -0. Results are
 * monotone up to a few units in the last place. Immutable and thread-safe; arrays are not kept, and an
 * output array may be the input array.
 */
public final class StudentTail {

	/** From here on, t below 1e40 has the normal distribution's tails to the last digit. */
	private static final double NORMAL_DOF = 1e100;

	private final double dof;
	/** Null for the normal distribution, as the table. */
	private final StudentSeries series;
	private final StudentTable table;

	private StudentTail(double dof) {
		this.dof = dof;
		series = seriesOf(dof);
		table = series == null ? null : new StudentTable(dof, series);
	}

	/**
	 * Tails for one number of degrees of freedom, prepared for many values.
	 *
	 * @param dof degrees of freedom, real, &gt; 0; Infinity for the normal distribution
	 * @throws IllegalArgumentException unless dof &gt; 0
	 */
	public static StudentTail of(double dof) {
		if (!(dof > 0)) throw badDof(dof);
		return new StudentTail(dof);
	}

	/** The degrees of freedom. */
	public double dof() {
		return dof;
	}

	/**
	 * Natural logarithm of the two-sided p value, ln P(|T| &gt;= |t|).
	 *
	 * @param t statistic of either sign
	 * @return ln p &lt;= 0; 0 at t = 0; -Infinity for infinite t
	 */
	public double logTwoSided(double t) {
		double a = Math.abs(t);
		if (table == null) return NormalTail.logTwoSided(a);
		return a < table.end() ? table.logTwoSided(a) : series.logTwoSided(a);
	}

	/**
	 * Natural logarithm of the upper tail, ln P(T &gt;= t).
	 *
	 * @param t statistic of either sign
	 * @return ln p &lt;= 0; -ln 2 at t = 0
	 */
	public double logUpper(double t) {
		return upper(t, logTwoSided(t));
	}

	/**
	 * Normal deviate with t's sign and t's two-sided p value.
	 *
	 * @param t statistic of either sign
	 * @return z; 0 at t = 0; infinite, with t's sign, for infinite t
	 */
	public double zOf(double t) {
		double a = Math.abs(t);
		if (table == null) return t + 0.0; // turns -0 into 0
		double z = a < table.end() ? table.deviate(a) : NormalTail.zOfLogTwoSided(series.logTwoSided(a));
		return t < 0 ? -z : z;
	}

	/**
	 * The t with the sign and the two-sided p value of the normal deviate z: the inverse of
	 * {@link #zOf(double)}.
	 *
	 * @param z normal deviate of either sign
	 * @return t; 0 at z = 0; infinite, with z's sign, for infinite z and where t exceeds the largest double
	 */
	public double tOf(double z) {
		double a = Math.abs(z);
		if (table == null || !(a < table.endDeviate())) return tOf(z, series);
		double t = table.tOf(a);
		return z < 0 ? -t : t;
	}

	/**
	 * The t &gt;= 0 of a two-sided p value given by its natural logarithm.
	 *
	 * @param logp ln p &lt;= 0
	 * @return t &gt;= 0; 0 for ln p = 0; Infinity for -Infinity and where t exceeds the largest double;
	 *         NaN for ln p &gt; 0, which is no probability
	 */
	public double tOfLogTwoSided(double logp) {
		return tOf(NormalTail.zOfLogTwoSided(logp));
	}

	/**
	 * The t &gt;= 0 with a given two-sided p value, as confidence intervals need it.
	 *
	 * @param alpha two-sided p value in [0, 1]; NaN gives NaN
	 * @return t; 0 for alpha = 1; Infinity for alpha = 0 and where t exceeds the largest double
	 * @throws IllegalArgumentException if alpha is below 0 or above 1
	 */
	public double quantileTwoSided(double alpha) {
		return tOf(NormalTail.quantileTwoSided(alpha), series);
	}

	/**
	 * Logarithms of the two-sided p values of n statistics; the same bits as {@link #logTwoSided(double)}.
	 *
	 * @param t statistics, at least n
	 * @param logp receives the natural logarithms
	 * @param n number of values
	 */
	public void logTwoSided(double[] t, double[] logp, int n) {
		for (int j = 0; j < n; j++)
			logp[j] = logTwoSided(t[j]);
	}

	/**
	 * Normal deviates of n statistics; the same bits as {@link #zOf(double)}.
	 *
	 * @param t statistics, at least n
	 * @param z receives the deviates
	 * @param n number of values
	 */
	public void zOf(double[] t, double[] z, int n) {
		for (int j = 0; j < n; j++)
			z[j] = zOf(t[j]);
	}

	/**
	 * The t values of n normal deviates; the same bits as {@link #tOf(double)}.
	 *
	 * @param z deviates, at least n
	 * @param t receives the t values
	 * @param n number of values
	 */
	public void tOf(double[] z, double[] t, int n) {
		for (int j = 0; j < n; j++)
			t[j] = tOf(z[j]);
	}

	/**
	 * Normal deviates of n statistics and the logarithms of their two-sided p values, in one pass.
	 *
	 * @param t statistics, at least n
	 * @param z receives the deviates, as {@link #zOf(double)}
	 * @param logp receives the natural logarithms, as {@link #logTwoSided(double)}
	 * @param n number of values
	 */
	public void zAndLogTwoSided(double[] t, double[] z, double[] logp, int n) {
		for (int j = 0; j < n; j++) {
			double tj = t[j];
			z[j] = zOf(tj);
			logp[j] = logTwoSided(tj);
		}
	}

	/**
	 * Natural logarithm of the two-sided p value for degrees of freedom used once.
	 *
	 * @param t statistic of either sign
	 * @param dof degrees of freedom, real, &gt; 0; NaN gives NaN, Infinity the normal distribution
	 * @return ln p &lt;= 0; 0 at t = 0; -Infinity for infinite t
	 * @throws IllegalArgumentException if dof &lt;= 0
	 */
	public static double logTwoSided(double t, double dof) {
		if (dof <= 0) throw badDof(dof);
		if (Double.isNaN(dof)) return Double.NaN;
		double a = Math.abs(t);
		StudentSeries series = seriesOf(dof);
		return series == null ? NormalTail.logTwoSided(a) : series.logTwoSided(a);
	}

	/**
	 * Natural logarithm of the upper tail for degrees of freedom used once; conditions as for
	 * {@link #logTwoSided(double, double)}.
	 */
	public static double logUpper(double t, double dof) {
		return upper(t, logTwoSided(t, dof));
	}

	/**
	 * Normal deviate with t's sign and two-sided p value for degrees of freedom used once; conditions as for
	 * {@link #logTwoSided(double, double)}.
	 */
	public static double zOf(double t, double dof) {
		return deviate(t, dof, logTwoSided(t, dof));
	}

	/**
	 * {@link #tOf(double)} for degrees of freedom used once; conditions as for
	 * {@link #logTwoSided(double, double)}.
	 */
	public static double tOf(double z, double dof) {
		if (dof <= 0) throw badDof(dof);
		return Double.isNaN(dof) ? Double.NaN : tOf(z, seriesOf(dof));
	}

	/**
	 * {@link #tOfLogTwoSided(double)} for degrees of freedom used once; conditions as for
	 * {@link #logTwoSided(double, double)}.
	 */
	public static double tOfLogTwoSided(double logp, double dof) {
		return tOf(NormalTail.zOfLogTwoSided(logp), dof);
	}

	/**
	 * The t &gt;= 0 with a given two-sided p value for degrees of freedom used once; conditions as for
	 * {@link #quantileTwoSided(double)} and {@link #logTwoSided(double, double)}.
	 */
	public static double quantileTwoSided(double alpha, double dof) {
		if (dof <= 0) throw badDof(dof);
		if (Double.isNaN(dof)) return Double.NaN;
		return tOf(NormalTail.quantileTwoSided(alpha), seriesOf(dof));
	}

	/**
	 * Normal deviates and logarithms of two-sided p values where each t has degrees of freedom of its own, in
	 * one pass; the same bits as {@link #zOf(double, double)} and {@link #logTwoSided(double, double)}.
	 *
	 * @param t statistics, at least n
	 * @param dof degrees of freedom of each, real, &gt; 0; NaN gives NaN, Infinity the normal distribution
	 * @param z receives the deviates
	 * @param logp receives the natural logarithms
	 * @param n number of values
	 * @throws IllegalArgumentException if one of the dof is &lt;= 0
	 */
	public static void zAndLogTwoSided(double[] t, double[] dof, double[] z, double[] logp, int n) {
		for (int j = 0; j < n; j++) {
			double tj = t[j];
			double nu = dof[j];
			double log = logTwoSided(tj, nu);
			z[j] = deviate(tj, nu, log);
			logp[j] = log;
		}
	}

	private static StudentSeries seriesOf(double dof) {
		return dof >= NORMAL_DOF ? null : new StudentSeries(dof);
	}

	private static double deviate(double t, double dof, double logTwoSided) {
		if (dof >= NORMAL_DOF) return t + 0.0; // turns -0 into 0
		double z = NormalTail.zOfLogTwoSided(logTwoSided);
		return t < 0 ? -z : z;
	}

	/** @param series null for the normal distribution */
	private static double tOf(double z, StudentSeries series) {
		double a = Math.abs(z);
		if (series == null || !(a > 0 && a < Double.POSITIVE_INFINITY)) return z + 0.0; // turns -0 into 0
		double t = series.quantile(a);
		return z < 0 ? -t : t;
	}

	private static double upper(double t, double logTwoSided) {
		return t < 0 ? Math.log1p(-0.5 * Math.exp(logTwoSided)) : logTwoSided - NormalTail.LN2;
	}

	private static IllegalArgumentException badDof(double dof) {
		return new IllegalArgumentException(
			"Degrees of freedom of t: got " + dof + ", wanted a number above 0");
	}
}
