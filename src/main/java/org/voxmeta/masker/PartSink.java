package org.voxmeta.masker;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;

/** Hands on the signals of a mask's voxels as the values of a study's map come. */
final class PartSink extends MaskSink {

	private final ValueSink to;
	private float[] floats = {};
	private double[] doubles = {};

	PartSink(final VoxelMask mask, final ValueSink to) {
		super(mask);
		this.to = Missing.asNaN(to);
	}

	@Override
	void take(final FloatBuffer values, final int from, final int end) {
		if (floats.length < end - from) floats = new float[end - from];
		to.add(floats, mask().gather(values, from, from, end, floats, 0));
	}

	@Override
	void take(final DoubleBuffer values, final int from, final int end) {
		if (doubles.length < end - from) doubles = new double[end - from];
		to.add(doubles, mask().gather(values, from, from, end, doubles, 0));
	}
}
