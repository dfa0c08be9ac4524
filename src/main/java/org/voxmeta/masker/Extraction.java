package org.voxmeta.masker;

import org.voxmeta.stats.data.Signals;

/** How signals are made of the voxels that a masker reads, and back. Immutable, thread-safe. */
interface Extraction {

	/** The voxels that it reads, n. */
	VoxelMask voxels();

	/** The number of signals, V. */
	int size();

	/** What signal {@code index} is of. */
	String name(int index);

	/** Whether a signal summarises several voxels. */
	boolean averages();

	/**
	 * The signals of one image.
	 *
	 * @param values the n voxels' values, NaN where missing: a signal is made of the others, and NaN without any
	 */
	Signals.Row signals(Signals.Row values);

	/** The n voxels' values that V signals stand for. */
	double[] voxels(double[] signals);

	/** Adds all that the signals depend on. */
	void describe(Fingerprint fingerprint);
}
