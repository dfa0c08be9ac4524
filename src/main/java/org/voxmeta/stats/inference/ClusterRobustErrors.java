package org.voxmeta.stats.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.inference.Dependence.Robust;
import org.voxmeta.stats.regression.WeightedRegression;

/**
 * Cluster-robust standard errors of the kind CR2, with Satterthwaite's degrees of freedom: what is left of
 * the effects tells how much they scatter, whatever the correlation of the studies of one group. With a
 * group's rows X, weights W, V = W^-1, residuals e, M = (X'WX)^-1 over all studies and the term's weights m,
 * <pre>
 * a   = A' W X M m                          for each group
 * se  = sqrt(sum (a'e)²)
 * dof = (tr S)² / tr S², at least 1          S_gh = (g = h) a_g' V a_g - a_g' X_g M X_h' a_h
 * </pre>
 * A makes se² unbiased if the weights are right. With D = V^(1/2) and G = X M X', it is
 * <pre>
 * A = D (D (V - G) D)^(-1/2) D              {@link Robust#CLUBSANDWICH}
 * A = D (I - D^-1 G D^-1)^(-1/2) D^-1       {@link Robust#PYMARE}
 * </pre>
 * The two are the same for groups of one study and for equal weights within each group. If one group alone
 * determines what is estimated (its residuals are 0 whatever the effects), its scatter is unknown: standard
 * error and degrees of freedom are NaN. clubSandwich and PyMARE leave that group out, and so state too small
 * an error.
 * <p>
 * Groups of which a voxel has one study each give CR2, not the model's errors; {@link GroupErrors} chooses.
 * clubSandwich has no lower limit of the degrees of freedom; PyMARE's is 1 too.
 *
 * @see <a href="https://doi.org/10.1080/07350015.2016.1247004">Pustejovsky JE, Tipton E (2018). Small-sample
 *      methods for cluster-robust variance estimation and hypothesis testing in fixed effects models.
 *      Journal of Business and Economic Statistics 36, 672-683</a>
 */
public final class ClusterRobustErrors implements TermErrors {

	private final WeightedRegression fit;
	private final int size;
	private final List<Cluster> clusters = new ArrayList<>();
	/** The term last asked for, null before the first. */
	private double[] weights;
	private ClusterSums sums;

	/**
	 * The errors of a block's fit.
	 *
	 * @param block what was fitted; its studies' groups are independent of each other
	 * @param robust form of the adjustment
	 */
	public ClusterRobustErrors(final VoxelBlock block, final WeightedRegression fit, final Robust robust) {
		this.fit = fit;
		size = block.size();
		final Design design = block.studies().design();
		double[] basis = null;
		double[][] row = null;
		for (final int[] members : block.studies().members()) {
			// groups often have the row of the one before, all of them in a mean
			if (!Arrays.equals(basis, design.basis(members[0]))) row = fit.whitened(design.basis(members[0]));
			basis = design.basis(members[0]);
			clusters.add(isSimple(members, block, robust) ? new SimpleCluster(members, row, block, fit)
				: new GeneralCluster(members, block, fit, robust));
		}
	}

	/**
	 * Whether the group's studies are one to the fit: they have the same row and, where it matters, weight.
	 */
	private static boolean isSimple(final int[] members, final VoxelBlock block, final Robust robust) {
		if (members.length == 1) return true;
		final Design design = block.studies().design();
		return (robust == Robust.PYMARE || block.isShared()) && Arrays.stream(members)
			.allMatch(k -> Arrays.equals(design.basis(k), design.basis(members[0])));
	}

	@Override
	public double[] standardErrors(final double[] weights) {
		return sums(weights).standardErrors();
	}

	@Override
	public double[] degreesOfFreedom(final double[] weights) {
		return sums(weights).degreesOfFreedom();
	}

	@Override
	public boolean isNormal() {
		return false;
	}

	/** One combination as by its own test, several by {@link HotellingTest}. */
	@Override
	public JointTest jointTest(final WeightedRegression fit, final double[][] weights) {
		return weights.length == 1 ? TermErrors.super.jointTest(fit, weights) : hotellingTest(fit, weights);
	}

	/** The test of one or more combinations; the degrees of freedom have no lower limit. */
	JointTest hotellingTest(final WeightedRegression fit, final double[][] weights) {
		final JointEstimate joint = new JointEstimate(fit, weights);
		final HotellingTest test = new HotellingTest(joint.values, weights[0].length);
		final ClusterScore[] scores = new ClusterScore[weights.length];
		Arrays.setAll(scores, s -> new ClusterScore(weights[0].length, size));
		for (final Cluster cluster : clusters) {
			for (int s = 0; s < scores.length; s++)
				cluster.write(scores[s], joint.directions[s]);
			test.add(scores, covariances(cluster, joint, scores));
		}
		return test.test();
	}

	/** Of a group's scores under the model, lower triangle, from the variances of their sums. */
	private double[][][] covariances(final Cluster cluster, final JointEstimate joint,
		final ClusterScore[] scores)
	{
		final double[][][] own = new double[scores.length][scores.length][];
		for (int s = 0; s < scores.length; s++) {
			own[s][s] = scores[s].own;
			for (int t = 0; t < s; t++) {
				final ClusterScore sum = new ClusterScore(scores[s].vector.length, size);
				cluster.write(sum, sum(joint.directions[s], joint.directions[t]));
				own[s][t] = sum.own;
				for (int j = 0; j < size; j++)
					own[s][t][j] = 0.5 * (sum.own[j] - scores[s].own[j] - scores[t].own[j]);
			}
		}
		return own;
	}

	private static double[][] sum(final double[][] a, final double[][] b) {
		final double[][] sum = new double[a.length][a[0].length];
		for (int p = 0; p < sum.length; p++)
			for (int j = 0; j < sum[p].length; j++)
				sum[p][j] = a[p][j] + b[p][j];
		return sum;
	}

	private ClusterSums sums(final double[] term) {
		if (weights == null || !Arrays.equals(weights, term)) {
			final ClusterSums sums = new ClusterSums(term.length, size);
			final ClusterScore score = new ClusterScore(term.length, size);
			final double[][] whitened = fit.whitened(term);
			for (final Cluster cluster : clusters) {
				cluster.write(score, whitened);
				sums.add(score);
			}
			weights = term.clone();
			this.sums = sums;
		}
		return sums;
	}
}
