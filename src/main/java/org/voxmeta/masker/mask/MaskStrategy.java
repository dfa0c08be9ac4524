package org.voxmeta.masker.mask;

import java.util.Map;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import org.voxmeta.masker.VoxelMask;

/** A way to find, in one image, the voxels that belong to the object in it. Immutable, thread-safe. */
public interface MaskStrategy {

	/** Its name, such as {@code epi}. */
	String name();

	/** Its settings by the names that nilearn has for them, in a fixed order; unmodifiable. */
	Map<String, Object> parameters();

	/**
	 * The mask of an image, on its grid; it may be empty.
	 *
	 * @param image an image of space alone, on any number of axes; of a series, its {@link MeanImage}
	 * @throws IllegalArgumentException if the image has too few voxels for this strategy
	 */
	VoxelMask maskOf(RandomAccessibleInterval<? extends RealType<?>> image);
}
