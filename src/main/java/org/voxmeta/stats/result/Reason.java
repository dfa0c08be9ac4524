package org.voxmeta.stats.result;

/** Why a voxel has no result. The code is the value in the reason map. */
public enum Reason {

	/** The voxel has a result. */
	NONE(0, "fitted"),
	/** The voxel lies outside the mask. */
	OUTSIDE_MASK(1, "outside the mask"),
	/** Fewer studies have the voxel than a fit needs. */
	TOO_FEW_STUDIES(2, "too few studies"),
	/** A study lacks the voxel, and the aggressive mask wants all of them. */
	AGGRESSIVE_MASK(3, "missing in some study (aggressive mask)"),
	/** The studies are there, but the test statistic does not exist, such as with a standard error of 0. */
	DEGENERATE(4, "degenerate"),
	/** The studies that have the voxel cannot tell the moderators' coefficients apart. */
	RANK_DEFICIENT(5, "moderators not separable"),
	/** All studies that have the voxel belong to fewer groups than a fit needs. */
	TOO_FEW_GROUPS(6, "too few independent groups"),
	/** The iteration did not reach its tolerance. */
	NOT_CONVERGED(7, "not converged");

	private final int code;
	private final String text;

	Reason(final int code, final String text) {
		this.code = code;
		this.text = text;
	}

	/** The value in the reason map. */
	public int code() {
		return code;
	}

	/** The reason in words. */
	public String text() {
		return text;
	}

	/**
	 * Whether the values of a voxel that ended so mean nothing; a degenerate one has an estimate without a
	 * test.
	 */
	public boolean isFailure() {
		return this != NONE && this != DEGENERATE;
	}
}
