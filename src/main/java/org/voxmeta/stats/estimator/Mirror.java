package org.voxmeta.stats.estimator;

/** What becomes of an estimator's z when all values that it is given change their sign. */
public enum Mirror {

	/** It changes its sign. */
	ODD,
	/** It changes to something else. */
	OTHER,
	/** It stays, so that signs say nothing. */
	EVEN
}
