package org.voxmeta.stats.estimator;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.voxmeta.stats.inference.Dependence;
import org.voxmeta.stats.inference.Dependence.Scheme;
import org.voxmeta.stats.inference.PlainSandwich;

/**
 * DerSimonian and Laird's fit of one voxel's studies in groups, or one with a given tau2, from the formulas:
 * to compare fast code with. Where no group has two studies, errors are Wald's.
 */
final class PlainGroupedFit {

	final double tau2;
	final double[] est;
	final double[] se;
	final double[] dof;

	/**
	 * @param y effects, K, all valid
	 * @param v variances, K
	 * @param x design, K×P
	 * @param groups label of each study
	 * @param given tau2, or NaN to estimate it
	 * @param fromMeans whether the scheme "rescale" takes tau2 from the means of groups
	 */
	PlainGroupedFit(final double[] y, final double[] v, final double[][] x, final int[] groups,
		final Dependence dependence, final double given, final boolean fromMeans)
	{
		final Scheme scheme = dependence.scheme();
		final boolean dependent = Arrays.stream(groups).distinct().count() < groups.length;
		final int[] labels = Arrays.stream(groups).distinct().toArray();
		final double[] meanY = new double[labels.length];
		final double[] meanV = new double[labels.length];
		final double[][] meanX = new double[labels.length][];
		for (int g = 0; g < labels.length; g++) {
			final int[] rows = members(groups, labels[g]);
			for (final int i : rows)
				for (final int l : rows) {
					meanY[g] += y[i] / rows.length / rows.length;
					meanV[g] += (i == l ? v[i] : dependence.rho() * Math.sqrt(v[i] * v[l])) / rows.length / rows.length;
				}
			meanX[g] = x[rows[0]];
		}
		if (!Double.isNaN(given)) tau2 = given;
		else if (!dependent || scheme == Scheme.INDIVIDUAL) tau2 = dersimonianLaird(y, v, x);
		else if (scheme == Scheme.COLLAPSE || fromMeans) tau2 = dersimonianLaird(meanY, meanV, meanX);
		else tau2 = correlated(y, v, x, groups, dependence.rho());

		final boolean collapsed = dependent && scheme == Scheme.COLLAPSE;
		final int[] fittedGroups = collapsed ? labels : groups;
		final double[] fittedV = collapsed ? meanV : v;
		final double[] w = new double[fittedV.length];
		for (int i = 0; i < w.length; i++) {
			final int[] rows = members(fittedGroups, fittedGroups[i]);
			w[i] = scheme == Scheme.RESCALE ? 1 / (rows.length * (Arrays.stream(rows).mapToDouble(l -> v[l]).average()
				.getAsDouble() + tau2)) : 1 / (fittedV[i] + tau2);
		}
		final PlainSandwich fit = new PlainSandwich(collapsed ? meanY : y, collapsed ? meanX : x, w, fittedGroups,
			PlainSandwich.Kind.valueOf(dependence.robust().name()));
		est = fit.coefficients;
		final RealMatrix m = inverse(product(collapsed ? meanX : x, w));
		se = dependent ? fit.standardErrors : IntStream.range(0, est.length).mapToDouble(c -> Math.sqrt(m.getEntry(c,
			c))).toArray();
		dof = new double[est.length];
		Arrays.setAll(dof, c -> dependent ? Math.max(1, fit.degreesOfFreedom[c]) : y.length - est.length);
	}

	private static double dersimonianLaird(final double[] y, final double[] v, final double[][] x) {
		final double[] w = Arrays.stream(v).map(value -> 1 / value).toArray();
		final RealMatrix weights = MatrixUtils.createRealMatrix(MatrixUtils.createRealDiagonalMatrix(w).getData());
		final RealMatrix design = new Array2DRowRealMatrix(x);
		final RealMatrix p = weights.subtract(weights.multiply(design).multiply(inverse(product(x, w))).multiply(design
			.transpose()).multiply(weights));
		final double q = MatrixUtils.createRealVector(y).dotProduct(p.operate(MatrixUtils.createRealVector(y)));
		return Math.max(0, (q - (y.length - x[0].length)) / p.getTrace());
	}

	/** Hedges, Tipton and Johnson's, as in equations 8 and 9 of Fisher and Tipton's paper on robumeta. */
	private static double correlated(final double[] y, final double[] v, final double[][] x, final int[] groups,
		final double rho)
	{
		final int[] labels = Arrays.stream(groups).distinct().toArray();
		final int predictors = x[0].length;
		RealMatrix bread = new Array2DRowRealMatrix(predictors, predictors);
		RealMatrix within = bread.copy();
		RealMatrix across = bread.copy();
		RealMatrix squares = bread.copy();
		double sum = 0;
		final double[] w = new double[y.length];
		for (final int label : labels) {
			final int[] rows = members(groups, label);
			final double weight = 1 / Arrays.stream(rows).mapToDouble(i -> v[i]).sum();
			final RealMatrix xg = new Array2DRowRealMatrix(Arrays.stream(rows).mapToObj(i -> x[i]).toArray(
				double[][]::new));
			final RealMatrix ones = new Array2DRowRealMatrix(rows.length, rows.length).scalarAdd(1);
			final RealMatrix xx = xg.transpose().multiply(xg);
			final RealMatrix xjx = xg.transpose().multiply(ones).multiply(xg);
			bread = bread.add(xx.scalarMultiply(weight));
			within = within.add(xx.scalarMultiply(weight / rows.length));
			across = across.add(xjx.subtract(xx).scalarMultiply(weight / rows.length));
			squares = squares.add(xjx.scalarMultiply(weight * weight));
			sum += rows.length * weight;
			for (final int i : rows)
				w[i] = weight;
		}
		final RealMatrix m = inverse(bread);
		final double[] beta = new PlainSandwich(y, x, w, groups, PlainSandwich.Kind.CR0).coefficients;
		double q = 0;
		for (int i = 0; i < y.length; i++) {
			double residual = y[i];
			for (int p = 0; p < predictors; p++)
				residual -= x[i][p] * beta[p];
			q += w[i] * residual * residual;
		}
		return Math.max(0, (q - labels.length + m.multiply(within).getTrace() + rho * m.multiply(across).getTrace())
			/ (sum - m.multiply(squares).getTrace()));
	}

	private static RealMatrix product(final double[][] x, final double[] w) {
		final RealMatrix design = new Array2DRowRealMatrix(x);
		return design.transpose().multiply(MatrixUtils.createRealDiagonalMatrix(w)).multiply(design);
	}

	private static int[] members(final int[] groups, final int label) {
		return IntStream.range(0, groups.length).filter(i -> groups[i] == label).toArray();
	}

	private static RealMatrix inverse(final RealMatrix matrix) {
		return new LUDecomposition(matrix).getSolver().getInverse();
	}
}
