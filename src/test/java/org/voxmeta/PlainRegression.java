package org.voxmeta;

import java.util.stream.IntStream;

import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.kernel.NormalTail;
import org.voxmeta.stats.kernel.StudentTail;

/**
 * The regression of one voxel's studies with known variances, in matrices: to compare the fast fits with.
 * There must be studies enough to determine the coefficients.
 */
public final class PlainRegression {

	private static final double NO_RESIDUAL = Math.ulp(1.0);

	private final double[] beta;
	private final RealMatrix covariance;
	private final Adjustment adjustment;

	/** Residual degrees of freedom. */
	public final int dof;

	/** Fits one voxel. */
	public PlainRegression(final PlainModel model, final Adjustment adjustment) {
		this.adjustment = adjustment;
		final PlainStudies s = model.studies();
		dof = s.k() - s.p();
		final QRDecomposition factors = s.factors(model.tau2());
		final double[] w = s.weights(model.tau2());
		final double[] wy = IntStream.range(0, s.k()).mapToDouble(k -> Math.sqrt(w[k]) * s.y()[k]).toArray();
		beta = factors.getSolver().solve(new ArrayRealVector(wy)).toArray();
		final RealMatrix inverse = MatrixUtils.inverse(factors.getR().getSubMatrix(0, s.p() - 1, 0, s.p() - 1));
		covariance = inverse.multiply(inverse.transpose()).scalarMultiply(scale(s.q(model.tau2())));
	}

	/** The linear combination of the coefficients with these weights. */
	public double est(final double[] weights) {
		return new ArrayRealVector(weights).dotProduct(new ArrayRealVector(beta));
	}

	/** Its standard error. */
	public double se(final double[] weights) {
		return Math.sqrt(new ArrayRealVector(weights).dotProduct(covariance.operate(new ArrayRealVector(weights))));
	}

	/** The normal deviate of its test. */
	public double z(final double[] weights) {
		final double t = t(weights);
		return isNormal() || Double.isNaN(t) ? t : StudentTail.of(dof).zOf(t);
	}

	/** The natural logarithm of its two-sided p value. */
	public double logP(final double[] weights) {
		final double t = t(weights);
		return isNormal() || Double.isNaN(t) ? NormalTail.logTwoSided(t) : StudentTail.of(dof).logTwoSided(t);
	}

	private double t(final double[] weights) {
		final double se = se(weights);
		return se > 0 ? est(weights) / se : Double.NaN;
	}

	private boolean isNormal() {
		return adjustment == Adjustment.WALD || dof == 0;
	}

	private double scale(final double squares) {
		if (isNormal()) return 1;
		final double scale = squares <= NO_RESIDUAL ? 0 : squares / dof;
		return adjustment == Adjustment.KNAPP_HARTUNG ? scale : Math.max(1, scale);
	}
}
