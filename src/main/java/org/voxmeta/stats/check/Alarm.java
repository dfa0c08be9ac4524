package org.voxmeta.stats.check;

/** What may be wrong with a study's map. */
public enum Alarm {

	/** No voxel has a value. */
	NO_VALUES,
	/** All voxels have the same value, {@link Finding#value()}. */
	CONSTANT,
	/** {@link Finding#value()} values of a variance or standard error are below 0. */
	NEGATIVE,
	/** It has {@link Finding#value()} voxels, the others typically {@link Finding#usual()}. */
	FEW_VOXELS,
	/**
	 * Its correlation with the median map of the others is {@link Finding#value()}; among these {@link
	 * Finding#usual()} is typical.
	 */
	OPPOSITE,
	/** Its typical size is {@link Finding#value()}, that of the others {@link Finding#usual()}. */
	OTHER_SCALE,
	/**
	 * The studies' typical sizes, from {@link Finding#value()} to {@link Finding#usual()}, have no common scale.
	 */
	NO_COMMON_SCALE,
	/** It has no value below 0, where the others do. */
	UNSIGNED,
	/** All values of a t or z map lie between 0 and 1, as those of a p map do. */
	LIKE_P,
	/** It is the same as that of study {@link Finding#other()}. */
	SAME,
	/** It is that of study {@link Finding#other()} times {@link Finding#value()}. */
	PROPORTIONAL,
	/** Effect / &radic;variance is typically {@link Finding#value()}, in the others {@link Finding#usual()}. */
	ODD_RATIO,
	/** Likewise, and it would be usual if the variances were standard errors. */
	RATIO_OF_ERRORS,
	/** Likewise, and it would be usual if the standard errors were variances. */
	RATIO_OF_VARIANCES,
	/** Likewise, and the effects alone are as large as the others' effect / &radic;variance. */
	RATIO_OF_STATISTICS,
	/** Two maps of one study are the same. */
	SAME_KIND,
	/** Two maps of one study differ in sign in {@link Finding#value()} of the voxels. */
	SIGNS_DIFFER,
	/** A study's t is typically {@link Finding#value()} times effect / &radic;variance. */
	NOT_THE_RATIO,
	/** A study's t is effect / variance, so that the variances are standard errors. */
	RATIO_TO_ERRORS,
	/** A study's t is effect / &radic;error, so that the standard errors are variances. */
	RATIO_TO_VARIANCES
}
