package org.voxmeta.stats.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.DiagonalMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

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

	private final double[] y;
	/** The weights' inverse. */
	private final RealMatrix variances;
	/** (X'WX)^-1. */
	private final RealMatrix m;
	/** What multiplies the data to give each group's scores, a row for each coefficient. */
	private final List<RealMatrix> scores = new ArrayList<>();

	/**
	 * @param y effects, K
	 * @param x design, K×P
	 * @param w weights, K, all above 0
	 * @param groups label of each study
	 */
	public PlainSandwich(final double[] y, final double[][] x, final double[] w, final int[] groups,
		final Kind kind)
	{
		this.y = y;
		final int k = y.length;
		final RealMatrix design = new Array2DRowRealMatrix(x);
		final RealMatrix weights = MatrixUtils.createRealMatrix(new DiagonalMatrix(w).getData());
		variances = inverse(weights);
		m = inverse(design.transpose().multiply(weights).multiply(design));
		final RealMatrix hat = design.multiply(m).multiply(design.transpose()).multiply(weights);
		coefficients = m.multiply(design.transpose()).multiply(weights).operate(y);

		final int p = x[0].length;
		final RealMatrix annihilator = MatrixUtils.createRealIdentityMatrix(k).subtract(hat);
		for (final int label : Arrays.stream(groups).distinct().toArray()) {
			final int[] rows = IntStream.range(0, k).filter(i -> groups[i] == label).toArray();
			final RealMatrix v = variances.getSubMatrix(rows, rows);
			final RealMatrix xg = design.getSubMatrix(rows, IntStream.range(0, p).toArray());
			final RealMatrix a = adjustment(v, xg.multiply(m).multiply(xg.transpose()), kind);
			scores.add(m.multiply(xg.transpose()).multiply(inverse(v)).multiply(a)
				.multiply(annihilator.getSubMatrix(rows, IntStream.range(0, k).toArray())));
		}

		standardErrors = new double[p];
		degreesOfFreedom = new double[p];
		final double scale = kind == Kind.CR1 ? scores.size() / (scores.size() - (double) p) : 1;
		for (int c = 0; c < p; c++) {
			standardErrors[c] = Math.sqrt(scale * covariance().getEntry(c, c));
			final RealMatrix ofGroups = new Array2DRowRealMatrix(scores.size(), k);
			for (int g = 0; g < scores.size(); g++)
				ofGroups.setRow(g, scores.get(g).getRow(c));
			final RealMatrix s = ofGroups.multiply(variances).multiply(ofGroups.transpose());
			degreesOfFreedom[c] = s.getTrace() * s.getTrace() / s.multiply(s).getTrace();
		}
	}

	/**
	 * F and its denominator degrees of freedom for these coefficients being 0, by the approximate Hotelling
	 * test (HTZ of clubSandwich).
	 */
	public double[] jointTest(final int... tested) {
		final int q = tested.length;
		final RealMatrix c = new Array2DRowRealMatrix(q, coefficients.length);
		for (int s = 0; s < q; s++)
			c.setEntry(s, tested[s], 1);
		final RealVector b = MatrixUtils.createRealVector(c.operate(coefficients));
		final double wald = b.dotProduct(inverse(c.multiply(covariance()).multiply(c.transpose()))
			.operate(b));

		// the covariances of any two groups' scores, where the estimates' covariance under the model is 1
		final RealMatrix root = function(c.multiply(m).multiply(c.transpose()),
			value -> 1 / Math.sqrt(value));
		double variance = 0;
		final List<RealMatrix> whitened = scores.stream().map(g -> root.multiply(c).multiply(g)).toList();
		for (final RealMatrix g : whitened)
			for (final RealMatrix h : whitened) {
				final RealMatrix s = g.multiply(variances).multiply(h.transpose());
				for (int i = 0; i < q; i++)
					for (int l = 0; l < q; l++)
						variance += s.getEntry(i, l) * s.getEntry(l, i) + s.getEntry(i, i) * s.getEntry(l, l);
			}
		final double eta = q * (q + 1) / variance;
		return new double[] { (eta - q + 1) / eta * wald / q, eta - q + 1 };
	}

	private RealMatrix covariance() {
		RealMatrix sum = new Array2DRowRealMatrix(coefficients.length, coefficients.length);
		for (final RealMatrix g : scores) {
			final RealVector score = MatrixUtils.createRealVector(g.operate(y));
			sum = sum.add(score.outerProduct(score));
		}
		return sum;
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
		final EigenDecomposition eigen = new EigenDecomposition(symmetric.add(symmetric.transpose())
			.scalarMultiply(0.5));
		return eigen.getV().multiply(new DiagonalMatrix(Arrays.stream(eigen.getRealEigenvalues()).map(f)
			.toArray())).multiply(eigen.getVT());
	}

	private static RealMatrix inverse(final RealMatrix matrix) {
		return new LUDecomposition(matrix).getSolver().getInverse();
	}
}
