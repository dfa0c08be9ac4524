package org.voxmeta.grid;

/** What resampling makes of places without a value: voxels that are not finite, and all outside the image. */
public enum Gaps {

	/**
	 * Only what is there counts: a voxel that is not finite, or outside, has weight 0, and the other weights are
	 * scaled up to a sum of 1. Where less than half of the weight is there, the result is NaN. So neither the
	 * border nor a hole draws the values beside it towards 0.
	 */
	AVAILABLE,

	/**
	 * As nilearn's {@code resample_img}: voxels that are not finite take the mean of their finite neighbours,
	 * two voxels deep, else 0; the result is NaN where the nearest voxel was not finite, and 0 wherever it lies
	 * beyond the centres of the outermost voxels.
	 */
	NILEARN
}
