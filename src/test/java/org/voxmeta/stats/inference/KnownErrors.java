package org.voxmeta.stats.inference;

import java.util.Arrays;

/**
 * Errors that are the same for every term and voxel.
 *
 * @param se standard error
 * @param dof degrees of freedom
 * @param voxels B
 */
record KnownErrors(double se, double dof, int voxels) implements TermErrors {

	@Override
	public double[] standardErrors(final double[] weights) {
		return everywhere(se);
	}

	@Override
	public double[] degreesOfFreedom(final double[] weights) {
		return everywhere(dof);
	}

	@Override
	public boolean isNormal() {
		return false;
	}

	private double[] everywhere(final double value) {
		final double[] values = new double[voxels];
		Arrays.fill(values, value);
		return values;
	}
}
