package org.voxmeta.stats.data;

/** What an estimator needs of every study. */
public enum Need {
	/** Effect maps. */
	EFFECT,
	/** The effects' sampling variances. */
	VARIANCE,
	/** Maps of t statistics. */
	T,
	/** Maps of z statistics. */
	Z,
	/** The number of subjects. */
	SAMPLE_SIZE
}
