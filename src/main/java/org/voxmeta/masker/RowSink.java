package org.voxmeta.masker;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;

import org.voxmeta.stats.data.Signals;

/** Takes a row with the signals of a mask's voxels out of the values of a study's map as they come. */
final class RowSink extends MaskSink {

	private final int size;
	private float[] floats;
	private double[] doubles;
	private int taken;

	RowSink(final VoxelMask mask) {
		super(mask);
		size = mask.size();
	}

	@Override
	void take(final FloatBuffer values, final int from, final int to) {
		if (floats == null) floats = new float[size];
		final int n = mask().gather(values, from, from, to, floats, taken);
		Missing.asNaN(floats, taken, taken + n);
		taken += n;
	}

	@Override
	void take(final DoubleBuffer values, final int from, final int to) {
		if (doubles == null) doubles = new double[size];
		final int n = mask().gather(values, from, from, to, doubles, taken);
		Missing.asNaN(doubles, taken, taken + n);
		taken += n;
	}

	/** The row, once all values have come. */
	Signals.Row row() {
		return floats != null ? new Signals.FloatRow(floats) : new Signals.DoubleRow(doubles);
	}
}
