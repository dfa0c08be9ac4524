package org.voxmeta.stats.regression;

import java.util.Arrays;

import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.VoxelBlock;

/**
 * Standard errors of tau2. Closed-form estimates are (y'Py - constant) / c, with P that of {@link
 * WeightedRegression#trace} for weights that do not depend on tau2, so that for normal effects with the
 * variances s = v + tau2
 * <pre>
 * se = sqrt(2 sum_ij P_ij² s_i s_j) / c
 * </pre>
 * with the estimate in place of tau2, as in metafor: also where it was truncated at 0. Arrays have B values
 * and are new; NaN where no degrees of freedom are left.
 *
 * @see <a href="https://doi.org/10.3102/10769986030003261">Viechtbauer W (2005). Bias and efficiency of
 *      meta-analytic variance estimators in the random-effects model. Journal of Educational and Behavioral
 *      Statistics 30, 261-293</a>
 */
public final class Tau2Errors {

	private final WeightedRegression fit;
	private final VoxelBlock block;
	/** v + tau2, K×B, 0 where missing. */
	private final double[][] variances;
	private final int n;

	/** @param fit with the weights of P */
	private Tau2Errors(final WeightedRegression fit, final RandomEffectsModel model) {
		this(fit, model.block(), variances(model));
	}

	private Tau2Errors(final WeightedRegression fit, final VoxelBlock block, final double[][] variances) {
		this.fit = fit;
		this.block = block;
		this.variances = variances;
		n = block.size();
	}

	private static double[][] variances(final RandomEffectsModel model) {
		final VoxelBlock block = model.block();
		final double[][] variances = new double[block.count()][block.size()];
		for (int k = 0; k < variances.length; k++) {
			final double[] w = block.weights()[k];
			for (int j = 0; j < block.size(); j++)
				variances[k][j] = w[j] > 0 ? 1 / w[j] + model.tau2()[j] : 0;
		}
		return variances;
	}

	/** Of DerSimonian and Laird's: the weights of P are 1/v, c is trace P. */
	public static double[] dersimonianLaird(final RandomEffectsModel model) {
		final WeightedRegression fit = WeightedRegression.fixed(model.block());
		return new Tau2Errors(fit, model).by(fit.trace());
	}

	/**
	 * Of {@link CorrelatedEffects}', if its model holds with this rho: the effects of a group of n studies
	 * have the variances mean v + tau2 and the covariances rho mean v + tau2. Its means then are independent
	 * with the variances
	 * <pre>
	 * s = mean v (1 + (n - 1) rho) / n + tau2
	 * </pre>
	 * and Q is the sum of the means' weighted residual squares, by P with the weights 1 / mean v, and of the
	 * squares within groups, whose variance is 2 (n - 1) (1 - rho)² / n².
	 *
	 * @param model of a block as {@link GroupShares} makes it
	 * @return NaN if moderators differ within a group
	 */
	public static double[] correlatedEffects(final RandomEffectsModel model, final double rho) {
		final VoxelBlock block = model.block();
		final int[][] groups = block.studies().members();
		final double[][] weights = new double[groups.length][block.size()];
		final double[][] variances = new double[groups.length][block.size()];
		final double[] within = new double[block.size()];
		if (block.studies().columnDifferingWithinGroups() >= 0) {
			Arrays.fill(within, Double.NaN);
			return within;
		}
		for (int g = 0; g < groups.length; g++)
			for (int j = 0; j < block.size(); j++) {
				for (final int k : groups[g])
					weights[g][j] += block.weights()[k][j];
				if (!(weights[g][j] > 0)) continue;
				final double[] multiplicity = block.multiplicity(groups[g][0]);
				final double n = multiplicity == null ? 1 : multiplicity[j];
				variances[g][j] = (1 + (n - 1) * rho) / (n * weights[g][j]) + model.tau2()[j];
				within[j] += (n - 1) * (1 - rho) * (1 - rho) / (n * n);
			}
		final VoxelBlock means = VoxelBlock.of(Studies.of(GroupMeans.design(block.studies().design(),
			groups)), new double[groups.length][block.size()], weights, block.size());
		final WeightedRegression fit = WeightedRegression.fixed(means);
		return new Tau2Errors(fit, means, variances).by(fit.trace(), within);
	}

	/** Of Hunter and Schmidt's: the weights of P are 1/v, c is their sum. */
	public static double[] hunterSchmidt(final RandomEffectsModel model) {
		final VoxelBlock block = model.block();
		final double[] sum = new double[block.size()];
		for (final double[] w : block.weights())
			for (int j = 0; j < sum.length; j++)
				sum[j] += w[j];
		return new Tau2Errors(WeightedRegression.fixed(block), model).by(sum);
	}

	/** Of Hedges's: the weights of P are 1, c is k - p. */
	public static double[] hedges(final RandomEffectsModel model) {
		final VoxelBlock block = model.block();
		final double[][] ones = new double[block.count()][block.size()];
		for (int k = 0; k < ones.length; k++)
			for (int j = 0; j < block.size(); j++)
				ones[k][j] = block.weights()[k][j] > 0 ? 1 : 0;
		final VoxelBlock equal = VoxelBlock.of(block.studies(), block.effects(), ones, block.size());
		return new Tau2Errors(WeightedRegression.fixed(equal), model).by(Ranks.residualDegrees(block));
	}

	/**
	 * Of Sidik and Jonkman's: the weights of P are 1/(v/t + 1), c is k - p, with t the mean square of the
	 * effects around their plain mean, divided by k; 0 where t is 0.
	 */
	public static double[] sidikJonkman(final RandomEffectsModel model) {
		final VoxelBlock block = model.block();
		final double[] start = meanSquares(block);
		final double[] c = Ranks.residualDegrees(block);
		// with the weights 1/(v + t) P is 1/t times what it should be
		for (int j = 0; j < c.length; j++)
			c[j] /= start[j];
		return new Tau2Errors(WeightedRegression.random(block, start), model).by(c);
	}

	/** Of the solution of {@link GeneralizedQ} for k - p: sqrt(2 k² / (k - p)) / sum w, w = 1/(v + tau2). */
	public static double[] generalizedQ(final RandomEffectsModel model) {
		final double[] dof = Ranks.residualDegrees(model.block());
		final double[] se = sumOfPowers(model, 1);
		for (int j = 0; j < se.length; j++) {
			final double k = model.block().counts()[j];
			se[j] = dof[j] > 0 ? Math.sqrt(2 * k * k / dof[j]) / se[j] : Double.NaN;
		}
		return se;
	}

	/**
	 * Of the maximum of the likelihood, from the expected information: sqrt(2 / sum w²), w = 1/(v + tau2).
	 */
	public static double[] likelihood(final RandomEffectsModel model) {
		return fromInformation(sumOfPowers(model, 2));
	}

	/** Of the maximum of the restricted likelihood, from the expected information: sqrt(2 / sum_ij P_ij²). */
	public static double[] restrictedLikelihood(final RandomEffectsModel model) {
		final WeightedRegression fit = WeightedRegression.random(model.block(), model.tau2());
		final VoxelBlock block = model.block();
		final double[][] ones = new double[block.count()][block.size()];
		for (int k = 0; k < ones.length; k++)
			for (int j = 0; j < block.size(); j++)
				ones[k][j] = block.weights()[k][j] > 0 ? 1 : 0;
		// with variances of 1 in place of v + tau2, the sum is that of P_ij² alone
		final RandomEffectsModel unit = new RandomEffectsModel(VoxelBlock.of(block.studies(), block.effects(),
			ones, block.size()), new double[block.size()]);
		return fromInformation(new Tau2Errors(fit, unit).squares());
	}

	private static double[] fromInformation(final double[] information) {
		for (int j = 0; j < information.length; j++)
			information[j] = information[j] > 0 ? Math.sqrt(2 / information[j]) : Double.NaN;
		return information;
	}

	/** The sum of w or of w² over studies. */
	private static double[] sumOfPowers(final RandomEffectsModel model, final int power) {
		final WeightedRegression fit = WeightedRegression.random(model.block(), model.tau2());
		final double[] sum = new double[model.block().size()];
		for (int k = 0; k < model.block().count(); k++) {
			final double[] w = fit.weights(k);
			for (int j = 0; j < sum.length; j++)
				sum[j] += power == 1 ? w[j] : w[j] * w[j];
		}
		return sum;
	}

	private static double[] meanSquares(final VoxelBlock block) {
		final int n = block.size();
		final double[] mean = new double[n];
		for (final double[] y : block.effects())
			for (int j = 0; j < n; j++)
				mean[j] += y[j] / block.counts()[j];
		final double[] squares = new double[n];
		for (int k = 0; k < block.count(); k++) {
			final double[] y = block.effects()[k];
			final double[] w = block.weights()[k];
			for (int j = 0; j < n; j++)
				if (w[j] > 0) squares[j] += (y[j] - mean[j]) * (y[j] - mean[j]) / block.counts()[j];
		}
		return squares;
	}

	private double[] by(final double[] c) {
		return by(c, new double[n]);
	}

	/** @param more what else half the variance of the quadratic form has than {@link #squares} */
	private double[] by(final double[] c, final double[] more) {
		final double[] dof = Ranks.residualDegrees(block);
		final double[] se = squares();
		for (int j = 0; j < n; j++)
			se[j] = dof[j] > 0 ? Math.sqrt(2 * (se[j] + more[j])) / c[j] : Double.NaN;
		return se;
	}

	/**
	 * sum_ij P_ij² s_i s_j. With w the weights of P and z = (X'WX)^-1 x, P_ij is -w_i w_j z_i'x_j for each
	 * pair, so that its pairs' share is sum_i w_i² s_i z_i' (sum_j<i w_j² s_j x_j x_j') z_i, without
	 * differences that cancel.
	 */
	private double[] squares() {
		final Design design = block.studies().design();
		final int predictors = design.predictors();
		final double[][] unexplained = unexplained();
		final double[][][] before = new double[predictors][predictors][n];
		final double[] sum = new double[n];
		for (int k = 0; k < block.count(); k++) {
			final double[] x = design.basis(k);
			final double[][] z = fit.solve(x);
			final double[] w = fit.weights(k);
			final double[] s = variances[k];
			final double[] share = new double[n];
			for (int j = 0; j < n; j++) {
				final double diagonal = w[j] * unexplained[k][j] * s[j];
				sum[j] += diagonal * diagonal;
				share[j] = w[j] * w[j] * s[j];
			}
			for (int p = 0; p < predictors; p++)
				for (int q = 0; q < predictors; q++) {
					addPairs(z[p], z[q], before[p][q], share, sum);
					final double product = x[p] * x[q];
					for (int j = 0; j < n; j++)
						before[p][q][j] += product * share[j];
				}
		}
		return sum;
	}

	private void addPairs(final double[] z1, final double[] z2, final double[] before, final double[] share,
		final double[] sum)
	{
		for (int j = 0; j < n; j++)
			sum[j] += 2 * share[j] * z1[j] * z2[j] * before[j];
	}

	/** 1 - leverage, K×B. */
	private double[][] unexplained() {
		if (block.studies().design().isIntercept()) return othersShares();
		final double[][] unexplained = new double[block.count()][];
		for (int k = 0; k < unexplained.length; k++) {
			unexplained[k] = fit.leverage(k);
			for (int j = 0; j < n; j++)
				unexplained[k][j] = 1 - unexplained[k][j];
		}
		return unexplained;
	}

	/**
	 * For a mean, the share that the other studies have in the weights, without 1 - h, which cancels for
	 * large h.
	 */
	private double[][] othersShares() {
		final int studies = block.count();
		final double[][] others = new double[studies][n];
		final double[] total = new double[n];
		for (int k = 0; k < studies; k++)
			addOthers(k, total, others[k]);
		final double[] after = new double[n];
		for (int k = studies - 1; k >= 0; k--)
			addOthers(k, after, others[k]);
		for (final double[] share : others)
			for (int j = 0; j < n; j++)
				share[j] /= total[j];
		return others;
	}

	/** Adds the sum of the weights so far, then study k's weights to that. */
	private void addOthers(final int k, final double[] sum, final double[] others) {
		final double[] w = fit.weights(k);
		for (int j = 0; j < n; j++) {
			others[j] += sum[j];
			sum[j] += w[j];
		}
	}
}
