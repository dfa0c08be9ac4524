package org.voxmeta.stats.data;

import java.io.Serializable;

/**
 * The data of K studies at V voxels.
 *
 * @param studies what is known of the studies besides their maps
 * @param values effects or statistics, K×V
 * @param variances the effects' sampling variances, squared units of the effects, K×V; null where there are
 *          none
 */
public record StudyData(Studies studies, Signals values, Signals variances) implements Serializable {

	/**
	 * Checks the shapes.
	 *
	 * @throws IllegalArgumentException if the numbers of studies or of voxels differ
	 */
	public StudyData {
		if (values.studies() != studies.count()) throw new IllegalArgumentException("Effects: got "
			+ values.studies() + " studies, wanted " + studies.count() + " as in the design");
		if (variances != null && variances.studies() != values.studies()) throw new IllegalArgumentException(
			"Variances: got " + variances.studies() + " studies, wanted " + values.studies()
				+ " as in the effects");
		if (variances != null && variances.voxels() != values.voxels()) throw new IllegalArgumentException(
			"Variances: got " + variances.voxels() + " voxels, wanted " + values.voxels()
			+ " as in the effects");
	}

	/** Effects and variances of independent studies whose mean is wanted. */
	public static StudyData of(final Signals effects, final Signals variances) {
		return new StudyData(Studies.independent(effects.studies()), effects, variances);
	}

	/** V. */
	public int voxels() {
		return values.voxels();
	}
}
