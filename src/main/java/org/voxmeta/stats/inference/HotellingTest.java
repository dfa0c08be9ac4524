package org.voxmeta.stats.inference;

import java.util.Arrays;

/**
 * The cluster-robust Wald test that m linear combinations of coefficients are all 0, referred to an
 * approximate distribution of Hotelling's T-squared.
 * <p>
 * For a {@link JointEstimate} t, whose covariance under the model is 1, D = sum T T' over groups with their
 * scores T is the robust covariance. &eta; D is taken for a Wishart matrix with &eta; degrees of freedom, so
 * that the variances of its elements add up to those of D:
 * <pre>
 * Q   = t' D^-1 t
 * eta = m (m + 1) / sum_st Var(D_st),    sum_st Var(D_st) = sum_gh (tr S_gh)² + tr S_gh²
 * (eta - m + 1) / (eta m) Q   is F with m and eta - m + 1 degrees of freedom
 * </pre>
 * S_gh, m×m, is the covariance of the scores of groups g and h under the model. For m = 1, &eta; is
 * Satterthwaite's number. There is no test where &eta; - m + 1 is not above 0.
 *
 * @see <a href="https://doi.org/10.3102/1076998615606099">Tipton E, Pustejovsky JE (2015). Small-sample
 *      adjustments for tests of moderators and model fit using robust variance estimation in meta-regression.
 *      Journal of Educational and Behavioral Statistics 40, 604-634</a>
 */
final class HotellingTest {

	/** A pivot of D this small beside its diagonal element is rounding noise. */
	private static final double SINGULAR = 1e-12;

	private final double[][] estimates;
	private final int tested;
	private final int predictors;
	private final int size;
	/** D, lower triangle. */
	private final double[][][] covariance;
	/** sum_st Var(D_st). */
	private final double[] variance;
	private final double[] trace;
	private final double[] lost;
	/**
	 * Sums of products of the groups' vectors so far, those of all m scores in a row: mP×mP, lower triangle.
	 */
	private final double[][][] products;

	/**
	 * A test without groups yet.
	 *
	 * @param estimates t, m×B
	 */
	HotellingTest(final double[][] estimates, final int predictors) {
		this.estimates = estimates;
		this.predictors = predictors;
		tested = estimates.length;
		size = estimates[0].length;
		covariance = triangle(tested);
		products = triangle(tested * predictors);
		variance = new double[size];
		trace = new double[size];
		lost = new double[size];
	}

	/**
	 * Adds a group.
	 *
	 * @param scores what it tells about each of the combinations
	 * @param own the covariances of these scores under the model, m×m×B, lower triangle
	 */
	void add(final ClusterScore[] scores, final double[][][] own) {
		final double[] ownTrace = new double[size];
		for (int s = 0; s < tested; s++) {
			add(own[s][s], ownTrace);
			add(own[s][s], trace);
			add(scores[s].lost, lost);
			for (int t = 0; t <= s; t++) {
				addProduct(scores[s].score, scores[t].score, covariance[s][t]);
				addProduct(t < s ? 2 : 1, own[s][t], own[s][t], variance);
			}
		}
		addProduct(1, ownTrace, ownTrace, variance);
		addVariances(scores);
		addProducts(scores);
	}

	/** What the group's covariances with each group before it, S and S', add to the variances of D. */
	private void addVariances(final ClusterScore[] scores) {
		for (int a = 0; a < products.length; a++)
			for (int b = 0; b <= a; b++) {
				final int s = a / predictors;
				final int t = b / predictors;
				// the element of the same coefficients, with the scores exchanged
				final double[] exchanged = product(t * predictors + a % predictors, s * predictors
					+ b % predictors);
				final double[] u = vector(scores, a);
				final double[] v = vector(scores, b);
				final double times = b < a ? 4 : 2;
				for (int j = 0; j < size; j++)
					variance[j] += times * u[j] * v[j] * (products[a][b][j] + exchanged[j]);
			}
	}

	private void addProducts(final ClusterScore[] scores) {
		for (int a = 0; a < products.length; a++)
			for (int b = 0; b <= a; b++)
				addProduct(vector(scores, a), vector(scores, b), products[a][b]);
	}

	private double[] vector(final ClusterScore[] scores, final int a) {
		return scores[a / predictors].vector[a % predictors];
	}

	private double[] product(final int a, final int b) {
		return products[Math.max(a, b)][Math.min(a, b)];
	}

	/** The test of the groups so far. */
	JointTest test() {
		final double[] statistic = new double[size];
		final double[] dof = new double[size];
		Arrays.fill(statistic, Double.NaN);
		Arrays.fill(dof, Double.NaN);
		for (int j = 0; j < size; j++) {
			final double eta = tested * (tested + 1) / variance[j];
			final double denominator = eta - tested + 1;
			if (!ClusterSums.isKnown(lost[j], trace[j]) || !(denominator > 0)) continue;
			statistic[j] = denominator / (eta * tested) * squares(j);
			dof[j] = denominator;
		}
		return new JointTest(statistic, dof);
	}

	/** t' D^-1 t, by Cholesky's method. */
	private double squares(final int j) {
		final double[][] root = new double[tested][tested];
		final double[] solved = new double[tested];
		double sum = 0;
		for (int s = 0; s < tested; s++) {
			solved[s] = estimates[s][j];
			for (int t = 0; t <= s; t++) {
				double rest = covariance[s][t][j];
				for (int i = 0; i < t; i++)
					rest -= root[s][i] * root[t][i];
				if (t < s) {
					root[s][t] = rest / root[t][t];
					solved[s] -= root[s][t] * solved[t];
				}
				else root[s][s] = rest > SINGULAR * covariance[s][s][j] ? Math.sqrt(rest) : Double.NaN;
			}
			solved[s] /= root[s][s];
			sum += solved[s] * solved[s];
		}
		return sum;
	}

	private double[][][] triangle(final int rows) {
		final double[][][] triangle = new double[rows][][];
		for (int s = 0; s < rows; s++)
			triangle[s] = new double[s + 1][size];
		return triangle;
	}

	private static void addProduct(final double times, final double[] a, final double[] b, final double[] sum)
	{
		for (int j = 0; j < sum.length; j++)
			sum[j] += times * a[j] * b[j];
	}

	private static void addProduct(final double[] a, final double[] b, final double[] sum) {
		for (int j = 0; j < sum.length; j++)
			sum[j] += a[j] * b[j];
	}

	private static void add(final double[] a, final double[] sum) {
		for (int j = 0; j < sum.length; j++)
			sum[j] += a[j];
	}
}
