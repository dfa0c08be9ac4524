package org.voxmeta.stats.check;

/** What the values of a kind of map are. */
public enum Content {

	/** Effects, of either sign, in units that the studies should share. */
	EFFECT,
	/** t or z, of either sign, without a unit. */
	STATISTIC,
	/** Variances or standard errors, above 0. */
	ERROR
}
