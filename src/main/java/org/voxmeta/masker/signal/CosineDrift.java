package org.voxmeta.masker.signal;

/**
 * Slow drifts as cosines: the first columns of the discrete cosine transform (DCT-II), those of frequencies
 * up to a cut-off.
 */
final class CosineDrift {

	private CosineDrift() {
	}

	/**
	 * The cosines, without the constant.
	 *
	 * @param samples T, at least 2
	 * @param cutOff in Hz
	 * @param repetitionTime seconds from sample to sample
	 * @return T×N, with N from 0 to T - 1
	 */
	static double[][] of(final int samples, final double cutOff, final double repetitionTime) {
		// the number is nilearn's, where the last digit of the interval can decide
		final double interval = (samples - 1) * repetitionTime / (samples - 1);
		final int number = (int) Math.min(samples - 1, Math.floor(2 * samples * cutOff * interval));
		final double height = Math.sqrt(2.0 / samples);
		final double[][] rows = new double[samples][number];
		for (int t = 0; t < samples; t++)
			for (int n = 0; n < number; n++)
				rows[t][n] = height * Math.cos(Math.PI / samples * (t + 0.5) * (n + 1));
		return rows;
	}
}
