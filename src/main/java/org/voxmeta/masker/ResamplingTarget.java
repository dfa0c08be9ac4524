package org.voxmeta.masker;

import java.util.Locale;

/** Which grid a masker of regions works on, where its images do not lie on one. */
public enum ResamplingTarget {

	/** That of the images which it is fitted to; of labels or maps where it is fitted to none. */
	DATA,
	/** That of the label image. */
	LABELS,
	/** That of the maps. */
	MAPS,
	/** That of the mask. */
	MASK,
	/** All have to lie on one grid; nothing is resampled. */
	NONE;

	/** The name as nilearn's parameter {@code resampling_target} has it; null for {@link #NONE}. */
	public String label() {
		return this == NONE ? null : name().toLowerCase(Locale.ROOT);
	}
}
