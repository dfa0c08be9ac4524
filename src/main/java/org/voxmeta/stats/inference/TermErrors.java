package org.voxmeta.stats.inference;

import org.voxmeta.stats.regression.WeightedRegression;

/**
 * How sure a fit is of linear combinations of its coefficients, at each voxel of a block. Weights are those
 * of the design's orthonormal basis; arrays have B values and are new.
 */
public interface TermErrors {

	/** Standard errors of a linear combination. */
	double[] standardErrors(double[] weights);

	/** Degrees of freedom of its test, also where the reference is normal. */
	double[] degreesOfFreedom(double[] weights);

	/**
	 * The test that several linear combinations are all 0. A single one's is the square of its own test,
	 * where its standard error is above 0 and finite; there is none of several unless overridden.
	 *
	 * @param fit the fit that these are the errors of
	 * @param weights of the combinations, in the basis, m×P, linearly independent
	 */
	default JointTest jointTest(final WeightedRegression fit, final double[][] weights) {
		final double[] statistic = fit.estimate(weights[0]);
		final double[] se = standardErrors(weights[0]);
		for (int j = 0; j < statistic.length; j++) {
			final double t = statistic[j] / se[j];
			statistic[j] = weights.length == 1 && se[j] > 0 && se[j] <= Double.MAX_VALUE ? t * t : Double.NaN;
		}
		return new JointTest(statistic, reference(weights[0]));
	}

	/** Whether tests use the normal distribution whatever the degrees of freedom. */
	boolean isNormal();

	/**
	 * Degrees of freedom of the t distribution that its test refers to; infinite, that is normal, where there
	 * are none or tests use the normal distribution.
	 */
	default double[] reference(final double[] weights) {
		final double[] dof = degreesOfFreedom(weights);
		for (int j = 0; j < dof.length; j++)
			if (isNormal() || !(dof[j] > 0)) dof[j] = Double.POSITIVE_INFINITY;
		return dof;
	}
}
