package org.voxmeta.stats.inference;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.DiagonalMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * The cluster-robust covariance of one weighted regression, with every matrix written out: to compare fast
 * code with.
 */
public final class PlainSandwich {

	/** How the residuals of a group are adjusted; CR1 as in metafor, by m / (m - p). */
	public enum Kind {
		CR0, CR1, CLUBSANDWICH, PYMARE
	}

	public final double[] coefficients;
	public final double[] standardErrors;
	public final double[] degreesOfFreedom;

	/**
	 * @param y effects, K
	 * @param x design, K×P
	 * @param w weights, K, all above 0
	 * @param groups label of each study
	 */
	public PlainSandwich(final double[] y, final double[][] x, final double[] w, final int[] groups, final Kind kind) {
		final int k = y.length;
		final RealMatrix design = new Array2DRowRealMatrix(x);
		final RealMatrix weights = MatrixUtils.createRealMatrix(new DiagonalMatrix(w).getData());
		final RealMatrix variances = inverse(weights);
		final RealMatrix m = inverse(design.transpose().multiply(weights).multiply(design));
		final RealMatrix hat = design.multiply(m).multiply(design.transpose()).multiply(weights);
		coefficients = m.multiply(design.transpose()).multiply(weights).operate(y);

		final int[] labels = Arrays.stream(groups).distinct().toArray();
		final int p = x[0].length;
		standardErrors = new double[p];
		degreesOfFreedom = new double[p];
		// row g is what multiplies the data to give group g's score, for each coefficient
		final RealMatrix annihilator = MatrixUtils.createRealIdentityMatrix(k).subtract(hat);
		for (int c = 0; c < p; c++) {
			final RealMatrix scores = new Array2DRowRealMatrix(labels.length, k);
			for (int g = 0; g < labels.length; g++) {
				final int label = labels[g];
				final int[] rows = IntStream.range(0, k).filter(i -> groups[i] == label).toArray();
				final int[] all = IntStream.range(0, k).toArray();
				final RealMatrix v = variances.getSubMatrix(rows, rows);
				final RealMatrix xg = design.getSubMatrix(rows, IntStream.range(0, p).toArray());
				final RealMatrix a = adjustment(v, xg.multiply(m).multiply(xg.transpose()), kind);
				final RealMatrix left = m.getRowMatrix(c).multiply(xg.transpose()).multiply(inverse(v)).multiply(a);
				scores.setRowMatrix(g, left.multiply(annihilator.getSubMatrix(rows, all)));
			}
			final double scale = kind == Kind.CR1 ? labels.length / (labels.length - (double) p) : 1;
			double sum = 0;
			for (final double score : scores.operate(y))
				sum += score * score;
			standardErrors[c] = Math.sqrt(scale * sum);
			final RealMatrix s = scores.multiply(variances).multiply(scores.transpose());
			degreesOfFreedom[c] = s.getTrace() * s.getTrace() / s.multiply(s).getTrace();
		}
	}

	private static RealMatrix adjustment(final RealMatrix v, final RealMatrix g, final Kind kind) {
		final RealMatrix d = function(v, Math::sqrt);
		final DoubleUnaryOperator inverseRoot = value -> 1 / Math.sqrt(value);
		switch (kind) {
			case CLUBSANDWICH:
				return d.multiply(function(d.multiply(v.subtract(g)).multiply(d), inverseRoot)).multiply(d);
			case PYMARE:
				final RealMatrix inverse = inverse(d);
				return d.multiply(function(MatrixUtils.createRealIdentityMatrix(v.getRowDimension()).subtract(
					inverse.multiply(g).multiply(inverse)), inverseRoot)).multiply(inverse);
			default:
				return MatrixUtils.createRealIdentityMatrix(v.getRowDimension());
		}
	}

	private static RealMatrix function(final RealMatrix symmetric, final DoubleUnaryOperator f) {
		// exactly symmetric, as Commons Math looks for
		final EigenDecomposition eigen = new EigenDecomposition(symmetric.add(symmetric.transpose()).scalarMultiply(0.5));
		return eigen.getV().multiply(new DiagonalMatrix(Arrays.stream(eigen.getRealEigenvalues()).map(f).toArray()))
			.multiply(eigen.getVT());
	}

	private static RealMatrix inverse(final RealMatrix matrix) {
		return new LUDecomposition(matrix).getSolver().getInverse();
	}
}
