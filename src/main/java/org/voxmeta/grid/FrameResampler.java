package org.voxmeta.grid;

/** Finds the values of one frame, three axes long, at the voxels of a target. Thread-safe. */
interface FrameResampler {

	/**
	 * A resampler that suits the mapping: axis by axis where the axes have the same directions, else by voxel.
	 */
	static FrameResampler of(final GridMapping mapping) {
		return mapping.sharedDirections() == null ? new ObliqueResampler(mapping) : new AlignedResampler(mapping);
	}

	/**
	 * The values at the target's voxels; those outside the frame get values of its border.
	 *
	 * @param frame finite values, or any for {@link Interpolation#NEAREST}, first axis fastest; not changed
	 */
	double[] interpolate(double[] frame, Interpolation interpolation);

	/** How much of the target's voxels lies inside the frame: the product of their shares along the axes. */
	double[] inside(Share share);

	/** How much of a value lies inside along an axis. */
	@FunctionalInterface
	interface Share {

		/**
		 * The share, 0 to 1.
		 *
		 * @param coordinate along the axis, in voxels
		 * @param length of the axis, in voxels
		 */
		double of(double coordinate, int length);
	}
}
