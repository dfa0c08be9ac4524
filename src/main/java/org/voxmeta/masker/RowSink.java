package org.voxmeta.masker;

import java.util.Arrays;

import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.grid.VoxelSink;
import org.voxmeta.stats.data.Signals;

/**
 * Picks a mask's voxels out of the values of a study's map as they come: the row that
 * {@link VoxelSampler#transform} takes out of the whole image, with NaN where it is not finite or 0.
 */
final class RowSink implements VoxelSink {

	private final VoxelMask mask;
	private final int[] indices;
	/** How many values have come, and how many of the mask's voxels were among them. */
	private long come;
	private int taken;
	private float[] floats;
	private double[] doubles;

	RowSink(final VoxelMask mask) {
		this.mask = mask;
		indices = mask.indices();
	}

	/** Wants images of the mask's size, for which axes of one voxel at the end do not count. */
	@Override
	public boolean begin(final long[] dims) {
		return Arrays.equals(VoxelGrid.of(dims, null).dimensions(), mask.dimensions());
	}

	@Override
	public void take(final float[] values, final int n) {
		if (floats == null) floats = new float[indices.length];
		final int to = mask.firstFrom(come + n);
		gather(values, (int) come, indices, taken, to, floats);
		Missing.asNaN(floats, taken, to);
		come += n;
		taken = to;
	}

	@Override
	public void take(final double[] values, final int n) {
		if (doubles == null) doubles = new double[indices.length];
		final int to = mask.firstFrom(come + n);
		gather(values, (int) come, indices, taken, to, doubles);
		Missing.asNaN(doubles, taken, to);
		come += n;
		taken = to;
	}

	/** The row, once all values have come. */
	Signals.Row row() {
		return floats != null ? new Signals.FloatRow(floats) : new Signals.DoubleRow(doubles);
	}

	/**
	 * Copies the voxels {@code from} to {@code to - 1} of a mask out of a part of an image that begins at
	 * {@code start}.
	 */
	static void gather(final float[] part, final int start, final int[] indices, final int from, final int to,
		final float[] row)
	{
		for (int j = from; j < to; j++)
			row[j] = part[indices[j] - start];
	}

	/** As {@link #gather(float[], int, int[], int, int, float[])}. */
	static void gather(final double[] part, final int start, final int[] indices, final int from, final int to,
		final double[] row)
	{
		for (int j = from; j < to; j++)
			row[j] = part[indices[j] - start];
	}
}
