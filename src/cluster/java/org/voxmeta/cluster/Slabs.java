package org.voxmeta.cluster;

import java.io.Serializable;
import java.util.stream.IntStream;

/**
 * How V voxels are cut into slabs, each of which is fitted by one task: so thin that all studies' values in
 * one fit into a task's memory, and so many that all tasks have work.
 *
 * @param voxels V
 * @param size voxels of a slab; the last one may have fewer
 */
record Slabs(int voxels, int size) implements Serializable {

	/** Values are in double precision at most, and each study may have a variance beside its effect. */
	private static final int BYTES = 2 * Double.BYTES;

	/** For each task that runs at once, so that none waits long for another at the end. */
	private static final int SLABS_PER_TASK = 2;

	/** Voxels of a slab: when a run begins not all machines are known yet, and all of them shall have work. */
	private static final int MOST = 1 << 14;

	/**
	 * The slabs of a run.
	 *
	 * @param bytes that the values of all studies in a slab may take
	 * @param tasks that run at once, as far as known
	 */
	static Slabs of(final int studies, final int voxels, final long bytes, final int tasks) {
		final long fits = bytes / ((long) studies * BYTES);
		final int share = (voxels + tasks * SLABS_PER_TASK - 1) / (tasks * SLABS_PER_TASK);
		return new Slabs(voxels, (int) Math.max(1, Math.min(Math.min(fits, MOST), share)));
	}

	/** How many there are. */
	int count() {
		return (voxels + size - 1) / size;
	}

	/** The first voxel of a slab. */
	int from(final int slab) {
		return slab * size;
	}

	/** The voxels of a slab. */
	int[] at(final int slab) {
		return IntStream.range(from(slab), Math.min(voxels, from(slab) + size)).toArray();
	}
}
