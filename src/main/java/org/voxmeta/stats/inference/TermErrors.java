package org.voxmeta.stats.inference;

/**
 * How sure a fit is of linear combinations of its coefficients, at each voxel of a block. Weights are those of the
 * design's orthonormal basis; arrays have B values and are new.
 */
public interface TermErrors {

	/** Standard errors of a linear combination. */
	double[] standardErrors(double[] weights);

	/** Degrees of freedom of its test, also where the reference is normal. */
	double[] degreesOfFreedom(double[] weights);

	/** Whether tests use the normal distribution whatever the degrees of freedom. */
	boolean isNormal();

	/**
	 * Degrees of freedom of the t distribution that its test refers to; infinite, that is normal, where there are
	 * none or tests use the normal distribution.
	 */
	default double[] reference(final double[] weights) {
		final double[] dof = degreesOfFreedom(weights);
		for (int j = 0; j < dof.length; j++)
			if (isNormal() || !(dof[j] > 0)) dof[j] = Double.POSITIVE_INFINITY;
		return dof;
	}
}
