package org.voxmeta.stats.inference;

import org.voxmeta.stats.kernel.ChiSquareTail;

/**
 * Chi-square distributions for the residual degrees of freedom of a block's voxels, each prepared when it is
 * first asked for: there are as many as numbers of studies. Not thread-safe.
 */
final class ChiSquareTails {

	private final ChiSquareTail[] tails;

	/** @param most the largest number of degrees of freedom there can be */
	ChiSquareTails(final int most) {
		tails = new ChiSquareTail[most + 1];
	}

	/** The distribution with so many degrees of freedom, a whole number from 1 to the largest. */
	ChiSquareTail of(final double dof) {
		final int index = (int) dof;
		if (tails[index] == null) tails[index] = ChiSquareTail.of(dof);
		return tails[index];
	}
}
