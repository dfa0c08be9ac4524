package org.voxmeta;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * DerSimonian-Laird meta-regression with Wald tests for one voxel, with whole matrices: to compare the fast
 * fit with.
 */
public final class PlainMetaRegression {

	public final int k;
	public final double tau2;

	private final boolean singular;
	private final RealVector beta;
	private final RealMatrix covariance;

	/**
	 * Fits one voxel.
	 *
	 * @param effects K, NaN = missing
	 * @param variances K, not above 0 or NaN = missing
	 * @param design K×P
	 */
	public PlainMetaRegression(final double[] effects, final double[] variances, final double[][] design) {
		final int[] valid = IntStream.range(0, effects.length)
			.filter(i -> Double.isFinite(effects[i]) && effects[i] != 0)
			.filter(i -> Double.isFinite(variances[i]) && variances[i] > 0).toArray();
		k = valid.length;
		singular = k < design[0].length || rank(valid, design) < design[0].length;
		if (singular) {
			tau2 = Double.NaN;
			beta = null;
			covariance = null;
			return;
		}
		final RealVector y = new ArrayRealVector(Arrays.stream(valid).mapToDouble(i -> effects[i]).toArray());
		final RealMatrix x = new Array2DRowRealMatrix(Arrays.stream(valid).mapToObj(i -> design[i]).toArray(
			double[][]::new));
		final RealMatrix w = diagonal(Arrays.stream(valid).mapToDouble(i -> 1 / variances[i]).toArray());
		final RealMatrix p = w.subtract(w.multiply(x).multiply(inverse(x, w)).multiply(x.transpose()).multiply(w));
		final double q = y.dotProduct(p.operate(y));
		tau2 = Math.max(0, (q - (k - x.getColumnDimension())) / p.getTrace());
		final RealMatrix random = diagonal(Arrays.stream(valid).mapToDouble(i -> 1 / (variances[i] + tau2))
			.toArray());
		covariance = inverse(x, random);
		beta = covariance.multiply(x.transpose()).multiply(random).operate(y);
	}

	/** Whether the studies there are do not determine the coefficients. */
	public boolean isSingular() {
		return singular;
	}

	/** A linear combination of the coefficients. */
	public double estimate(final double... weights) {
		return beta.dotProduct(new ArrayRealVector(weights));
	}

	/** Its standard error. */
	public double standardError(final double... weights) {
		final RealVector m = new ArrayRealVector(weights);
		return Math.sqrt(m.dotProduct(covariance.operate(m)));
	}

	private static int rank(final int[] rows, final double[][] design) {
		return new SingularValueDecomposition(new Array2DRowRealMatrix(Arrays.stream(rows).mapToObj(i -> design[i])
			.toArray(double[][]::new))).getRank();
	}

	private static RealMatrix inverse(final RealMatrix x, final RealMatrix w) {
		return new LUDecomposition(x.transpose().multiply(w).multiply(x)).getSolver().getInverse();
	}

	private static RealMatrix diagonal(final double[] values) {
		return MatrixUtils.createRealDiagonalMatrix(values);
	}
}
