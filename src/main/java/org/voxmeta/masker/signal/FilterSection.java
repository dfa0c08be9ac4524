package org.voxmeta.masker.signal;

/**
 * A step of a filter: (b0 + b1/z + b2/z²) / (1 + a1/z + a2/z²), where 1/z is a delay of one sample.
 *
 * @param b0 weight of the input
 * @param b1 weight of the input one sample ago
 * @param b2 weight of the input two samples ago
 * @param a1 weight of the output one sample ago, to be taken away
 * @param a2 weight of the output two samples ago, to be taken away
 */
record FilterSection(double b0, double b1, double b2, double a1, double a2) {

	/** What a constant input of 1 becomes in the end. */
	double gain() {
		return (b0 + b1 + b2) / (1 + a1 + a2);
	}

	/** What the section remembers, two values, after a constant input of 1 that began long ago. */
	double[] steadyState() {
		final double first = b1 - a1 * b0;
		final double second = b2 - a2 * b0;
		final double state = (first + second) / (1 + a1 + a2);
		return new double[] { state, second - a2 * state };
	}

	/** Whether it reaches two samples back. */
	boolean isSecondOrder() {
		return b2 != 0 || a2 != 0;
	}

	/**
	 * Filters the next sample of each voxel in place.
	 *
	 * @param row input, then output
	 * @param near first value remembered of each voxel
	 * @param far second value remembered of each voxel
	 */
	void step(final double[] row, final double[] near, final double[] far) {
		for (int j = 0; j < row.length; j++) {
			final double in = row[j];
			final double out = b0 * in + near[j];
			near[j] = b1 * in - a1 * out + far[j];
			far[j] = b2 * in - a2 * out;
			row[j] = out;
		}
	}
}
