package org.voxmeta.masker.mask;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.voxmeta.masker.VoxelMask;

/**
 * The voxels that are in more than a given share of several masks; 1 means in all, 0 in any. This is
 * nilearn's
 * {@code intersect_masks}: of two masks and half of them, both.
 */
public final class MaskIntersection implements MaskCombination {

	/** nilearn's share. */
	public static final double THRESHOLD = 0.5;

	/** The largest share of which "more than" is still all of up to ten million masks. */
	private static final double LARGEST = 1 - 1e-7;

	private final double threshold;
	private final MaskCleaning cleaning;

	private MaskIntersection(final double threshold, final MaskCleaning cleaning) {
		this.threshold = threshold;
		this.cleaning = cleaning;
	}

	/** nilearn's: more than half of the masks; the largest part. */
	public static MaskIntersection withDefaults() {
		return new MaskIntersection(THRESHOLD, MaskCleaning.NONE.withConnected(true));
	}

	/**
	 * The share of the masks.
	 *
	 * @throws IllegalArgumentException if it is not between 0 and 1
	 */
	public MaskIntersection withThreshold(final double share) {
		if (!(share >= 0 && share <= 1)) throw new IllegalArgumentException("Intersection of masks: got the share "
			+ share + ", wanted 0 (in any mask) to 1 (in all)");
		return new MaskIntersection(share, cleaning);
	}

	/** What is done to the mask. */
	public MaskIntersection withCleaning(final MaskCleaning wanted) {
		return new MaskIntersection(threshold, wanted);
	}

	@Override
	public String name() {
		return "intersection";
	}

	@Override
	public Map<String, Object> parameters() {
		final Map<String, Object> parameters = new LinkedHashMap<>();
		parameters.put("threshold", threshold);
		cleaning.list(parameters);
		return Collections.unmodifiableMap(parameters);
	}

	@Override
	public VoxelMask maskOf(final Coverage coverage) {
		final double least = Math.min(threshold, LARGEST) * coverage.images();
		return coverage.mask(count -> count > least, cleaning);
	}

	/**
	 * The mask of several masks.
	 *
	 * @throws IllegalArgumentException if there is none, or they differ in size
	 */
	public VoxelMask maskOf(final List<VoxelMask> masks) {
		if (masks.isEmpty()) throw new IllegalArgumentException(
			"Intersection of masks: got none, wanted at least 1");
		final Coverage coverage = Coverage.of(masks.get(0).dimensions());
		masks.forEach(coverage::add);
		return maskOf(coverage);
	}
}
