package org.voxmeta;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.StudyData;

/**
 * The studies that one voxel has, those missing left out, and the matrices that papers on meta-regression
 * write down.
 *
 * @param y effects or statistics
 * @param v sampling variances; NaN where there are none
 * @param n numbers of subjects; NaN where they are unknown
 * @param x the design, K×P
 */
public record PlainStudies(double[] y, double[] v, double[] n, double[][] x) {

	/** Smaller variances are not taken for such. */
	private static final double LEAST = 5.421010862427522e-20;

	/** The studies that have a voxel. */
	public static PlainStudies at(final StudyData data, final int voxel) {
		final int count = data.studies().count();
		final double[] y = column(data.values(), voxel);
		final double[] v = data.variances() == null ? filled(count) : column(data.variances(), voxel);
		final double[] n = data.studies().hasSampleSizes() ? data.studies().sampleSizes() : filled(count);
		final int[] valid = IntStream.range(0, count).filter(k -> Double.isFinite(y[k])).filter(k -> data
			.variances() == null || Double.isFinite(v[k]) && v[k] > LEAST).toArray();
		final double[][] x = Arrays.stream(valid).mapToObj(k -> data.studies().design().row(k)).toArray(
			double[][]::new);
		return new PlainStudies(at(valid, y), at(valid, v), at(valid, n), x);
	}

	/** These studies with other effects and variances. */
	public PlainStudies with(final double[] effects, final double[] variances) {
		return new PlainStudies(effects, variances, n, x);
	}

	/** The number of studies. */
	public int k() {
		return y.length;
	}

	/** The number of coefficients. */
	public int p() {
		return x[0].length;
	}

	/** The weights 1 / (v + tau2). */
	public double[] weights(final double tau2) {
		return Arrays.stream(v).map(variance -> 1 / (variance + tau2)).toArray();
	}

	/** W^(1/2) X = QR. */
	QRDecomposition factors(final double tau2) {
		return new QRDecomposition(root(tau2).multiply(new Array2DRowRealMatrix(x)));
	}

	/** P = W - WX (X'WX)^-1 X'W, by way of W^(1/2) (I - QQ') W^(1/2). */
	public RealMatrix projection(final double tau2) {
		final RealMatrix q = factors(tau2).getQ().getSubMatrix(0, k() - 1, 0, p() - 1);
		return root(tau2).multiply(MatrixUtils.createRealIdentityMatrix(k()).subtract(q.multiply(q.transpose())))
			.multiply(root(tau2));
	}

	/** y'Py, the weighted residual sum of squares. */
	public double q(final double tau2) {
		final double[] wy = root(tau2).operate(y);
		final RealMatrix q = factors(tau2).getQ().getSubMatrix(0, k() - 1, 0, p() - 1);
		final double[] fitted = q.operate(q.preMultiply(wy));
		return IntStream.range(0, k()).mapToDouble(k -> (wy[k] - fitted[k]) * (wy[k] - fitted[k])).sum();
	}

	private RealMatrix root(final double tau2) {
		return MatrixUtils.createRealDiagonalMatrix(Arrays.stream(weights(tau2)).map(Math::sqrt).toArray());
	}

	private static double[] column(final Signals signals, final int voxel) {
		final double[] column = new double[signals.studies()];
		final double[] value = new double[1];
		for (int k = 0; k < column.length; k++) {
			signals.row(k).read(voxel, 1, value);
			column[k] = value[0];
		}
		return column;
	}

	private static double[] at(final int[] studies, final double[] values) {
		return Arrays.stream(studies).mapToDouble(k -> values[k]).toArray();
	}

	private static double[] filled(final int count) {
		final double[] none = new double[count];
		Arrays.fill(none, Double.NaN);
		return none;
	}
}
