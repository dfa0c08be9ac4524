package org.voxmeta;

import java.util.stream.IntStream;

import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.kernel.NormalTail;
import org.voxmeta.stats.kernel.StudentTail;

/**
 * The regression of one voxel's studies with known variances and its tests: to compare the fast fits with.
 * There must be studies enough to determine the coefficients.
 */
public final class PlainRegression {

	private static final double NO_RESIDUAL = Math.ulp(1.0);

	private final double[] beta;
	private final double[][] covariance;
	private final double scale;
	private final Adjustment adjustment;

	/** Residual degrees of freedom. */
	public final int dof;

	/** Fits one voxel. */
	public PlainRegression(final PlainModel model, final Adjustment adjustment) {
		this.adjustment = adjustment;
		final PlainGls gls = model.studies().gls();
		dof = gls.studies() - gls.predictors();
		beta = gls.coefficients(model.tau2());
		covariance = gls.covariance(model.tau2());
		scale = scale(gls.q(model.tau2()));
	}

	/** The linear combination of the coefficients with these weights. */
	public double est(final double[] weights) {
		return IntStream.range(0, beta.length).mapToDouble(p -> weights[p] * beta[p]).sum();
	}

	/** Its standard error. */
	public double se(final double[] weights) {
		double variance = 0;
		for (int p = 0; p < beta.length; p++)
			for (int q = 0; q < beta.length; q++)
				variance += weights[p] * covariance[p][q] * weights[q];
		return Math.sqrt(scale * variance);
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
