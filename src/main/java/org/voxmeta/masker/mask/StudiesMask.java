package org.voxmeta.masker.mask;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.voxmeta.masker.VoxelMask;

/**
 * The voxels that at least a given share of the studies have, and at least one: 1 means all studies, 0 any.
 * A study has the voxels in which its map is finite and not 0.
 */
public final class StudiesMask implements MaskCombination {

	/** Rounding of a share times the number of studies, such as 0.07 of 100. */
	private static final double ROUNDING = 1e-9;

	private final double share;
	private final MaskCleaning cleaning;

	private StudiesMask(final double share, final MaskCleaning cleaning) {
		this.share = share;
		this.cleaning = cleaning;
	}

	/** The voxels of all studies; no cleaning. */
	public static StudiesMask withDefaults() {
		return new StudiesMask(1, MaskCleaning.NONE);
	}

	/**
	 * The share of the studies.
	 *
	 * @throws IllegalArgumentException if it is not between 0 and 1
	 */
	public StudiesMask withShare(final double least) {
		if (!(least >= 0 && least <= 1)) throw new IllegalArgumentException("Mask of studies: got the share "
			+ least + ", wanted 0 (any study) to 1 (all)");
		return new StudiesMask(least, cleaning);
	}

	/** What is done to the mask. */
	public StudiesMask withCleaning(final MaskCleaning wanted) {
		return new StudiesMask(share, wanted);
	}

	@Override
	public String name() {
		return "studies";
	}

	@Override
	public Map<String, Object> parameters() {
		final Map<String, Object> parameters = new LinkedHashMap<>();
		parameters.put("share", share);
		cleaning.list(parameters);
		return Collections.unmodifiableMap(parameters);
	}

	@Override
	public VoxelMask maskOf(final Coverage coverage) {
		final double least = Math.max(1, share * coverage.images() - ROUNDING);
		return coverage.mask(count -> count >= least, cleaning);
	}
}
