package org.voxmeta.study;

import java.util.Locale;

/** The kinds of image a study can bring, each named by a column of the study table. */
public enum StudyMap {
	/** The effect estimate. */
	BETA,
	/** The sampling variance of the effect, in squared units of the effect. */
	VARCOPE,
	/** The standard error of the effect, in units of the effect. */
	SE,
	/** The effect's t statistic. */
	T,
	/** The effect's z statistic. */
	Z;

	/** Returns the name of the table's column that names these images, in lower case. */
	public String column() {
		return name().toLowerCase(Locale.ROOT);
	}
}
