package org.voxmeta.masker;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;

import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.grid.VoxelSink;

/**
 * Picks a mask's voxels out of the values of a study's map as they come: those that
 * {@link VoxelSampler#transform} takes out of the whole image, with NaN where they are not finite or 0.
 */
abstract class MaskSink implements VoxelSink {

	private final VoxelMask mask;
	/** How many values have come. */
	private int come;

	MaskSink(final VoxelMask mask) {
		this.mask = mask;
	}

	final VoxelMask mask() {
		return mask;
	}

	/** Wants images of the mask's size, for which axes of one voxel at the end do not count. */
	@Override
	public final boolean begin(final long[] dims) {
		return Arrays.equals(VoxelGrid.of(dims, null).dimensions(), mask.dimensions());
	}

	@Override
	public final void take(final FloatBuffer values) {
		take(values, come, come + values.remaining());
		come += values.remaining();
	}

	@Override
	public final void take(final DoubleBuffer values) {
		take(values, come, come + values.remaining());
		come += values.remaining();
	}

	/** Takes the values of a part of the grid. */
	abstract void take(FloatBuffer values, int from, int to);

	/** Takes the values of a part of the grid. */
	abstract void take(DoubleBuffer values, int from, int to);
}
