package org.voxmeta.demo;

/**
 * The maps that {@link SimulatedStudies} are made up from, x fastest; each call returns a new array.
 *
 * @param phantom where what lies
 * @param options how strong it is
 */
record SimulationTruth(Phantom phantom, SimulationOptions options) {

	/** The mean effect, exactly 0 without signal and outside the mask. */
	float[] effect() {
		return scaled(phantom.blobs().clone(), options.peakEffect);
	}

	/** The slope of the effect over age, per year. */
	float[] slope() {
		return scaled(phantom.slopes(), options.slope);
	}

	/** The difference of the effect, active drug less placebo. */
	float[] difference() {
		return scaled(phantom.differences(), options.difference);
	}

	/** The variance between studies, 0 outside the mask. */
	float[] tau2() {
		// odd in the left-right direction, so that the mean over the symmetric mask is the one asked for
		final float[] wave = phantom.wave(new double[] { 3, 2, 2 }, new double[] { -Math.PI / 2, 0, 0 });
		final boolean[] mask = phantom.mask();
		final float[] tau2 = new float[mask.length];
		for (int i = 0; i < tau2.length; i++)
			if (mask[i]) tau2[i] = (float) (options.meanTau2 * (1 + 0.5 * wave[i]));
		return tau2;
	}

	private static float[] scaled(final float[] values, final double factor) {
		for (int i = 0; i < values.length; i++)
			values[i] *= (float) factor;
		return values;
	}
}
