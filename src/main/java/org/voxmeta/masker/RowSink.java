package org.voxmeta.masker;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;

import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.grid.VoxelSink;
import org.voxmeta.stats.data.Signals;

/**
 * Picks a mask's voxels out of the values of a study's map as they come: the row that
 * {@link VoxelSampler#transform} takes out of the whole image, with NaN where it is not finite or 0.
 */
final class RowSink implements VoxelSink {

	/** Fewer values than this are faster copied one by one. */
	private static final int SHORT = 8;

	private final VoxelMask mask;
	private float[] floats;
	private double[] doubles;
	/** How many values have come. */
	private long come;
	/** The next of the mask's voxels, and the run that it is in. */
	private int next;
	private int run;

	RowSink(final VoxelMask mask) {
		this.mask = mask;
	}

	/** Wants images of the mask's size, for which axes of one voxel at the end do not count. */
	@Override
	public boolean begin(final long[] dims) {
		return Arrays.equals(VoxelGrid.of(dims, null).dimensions(), mask.dimensions());
	}

	@Override
	public void take(final FloatBuffer values) {
		if (floats == null) floats = new float[mask.size()];
		final int first = next;
		for (int n = inRun(values.remaining()); n > 0; n = inRun(values.remaining())) {
			copy(values, values.position() + (int) (mask.index(next) - come), n);
			advance(n);
		}
		Missing.asNaN(floats, first, next);
		come += values.remaining();
	}

	@Override
	public void take(final DoubleBuffer values) {
		if (doubles == null) doubles = new double[mask.size()];
		final int first = next;
		for (int n = inRun(values.remaining()); n > 0; n = inRun(values.remaining())) {
			copy(values, values.position() + (int) (mask.index(next) - come), n);
			advance(n);
		}
		Missing.asNaN(doubles, first, next);
		come += values.remaining();
	}

	/** The row, once all values have come. */
	Signals.Row row() {
		return floats != null ? new Signals.FloatRow(floats) : new Signals.DoubleRow(doubles);
	}

	/** How many voxels of the mask, from the next one on, lie side by side in the next so many values. */
	private int inRun(final int values) {
		if (next == mask.size()) return 0;
		return (int) Math.min(mask.runEnd(run) - next, come + values - mask.index(next));
	}

	private void advance(final int n) {
		next += n;
		if (next == mask.runEnd(run)) run++;
	}

	private void copy(final FloatBuffer values, final int at, final int n) {
		if (n >= SHORT) values.get(at, floats, next, n);
		else for (int i = 0; i < n; i++)
			floats[next + i] = values.get(at + i);
	}

	private void copy(final DoubleBuffer values, final int at, final int n) {
		if (n >= SHORT) values.get(at, doubles, next, n);
		else for (int i = 0; i < n; i++)
			doubles[next + i] = values.get(at + i);
	}
}
