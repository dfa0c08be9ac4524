package org.voxmeta.masker.mask;

import java.util.Map;

import org.voxmeta.masker.VoxelMask;

/** A way to make one mask of several masks or studies. Immutable, thread-safe. */
public interface MaskCombination {

	/** Its name, such as {@code intersection}. */
	String name();

	/** Its settings, in a fixed order; unmodifiable. */
	Map<String, Object> parameters();

	/**
	 * The mask of images whose voxels are counted; it may be empty.
	 *
	 * @throws IllegalArgumentException if no image was counted
	 */
	VoxelMask maskOf(Coverage coverage);
}
