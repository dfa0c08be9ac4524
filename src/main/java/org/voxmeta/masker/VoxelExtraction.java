package org.voxmeta.masker;

import java.util.Arrays;
import java.util.stream.Collectors;

import org.voxmeta.stats.data.Signals;

/** A signal for each voxel: its value. */
record VoxelExtraction(VoxelMask voxels) implements Extraction {

	@Override
	public int size() {
		return voxels.size();
	}

	/** The voxel's position along each axis, from 0. */
	@Override
	public String name(final int index) {
		return position(voxels.index(index), voxels.dimensions());
	}

	/** A voxel's position along each axis, from 0, by its number in the grid. */
	static String position(final int voxel, final long[] dims) {
		final long[] position = new long[dims.length];
		long rest = voxel;
		for (int d = 0; d < dims.length; d++) {
			position[d] = rest % dims[d];
			rest /= dims[d];
		}
		return Arrays.stream(position).mapToObj(Long::toString).collect(Collectors.joining(" "));
	}

	@Override
	public boolean averages() {
		return false;
	}

	@Override
	public Signals.Row signals(final Signals.Row values) {
		return values;
	}

	@Override
	public double[] voxels(final double[] signals) {
		return signals;
	}

	@Override
	public void describe(final Fingerprint fingerprint) {
		fingerprint.add(voxels);
	}
}
