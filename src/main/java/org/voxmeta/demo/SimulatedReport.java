package org.voxmeta.demo;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Draws what each of {@link SimulatedStudies} reports, the same whatever was drawn before.
 *
 * @param phantom where what lies
 * @param options how it is to be
 */
record SimulatedReport(Phantom phantom, SimulationOptions options) {

	/** What study k reports, from 0; its maps are new arrays. */
	SimulatedStudy study(final int k) {
		final SplittableRandom random = stream(k);
		final int sampleSize = random.nextInt(options.minSample, options.maxSample + 1);
		final FieldOfView view = FieldOfView.of(phantom, k, options.incomplete, random.nextDouble());
		final Participants participants = Participants.of(options.seed, k);
		final float[] variance = variance(sampleSize, random);
		final float[] effect = effect(variance, participants, random);
		final boolean[] missing = droppedVoxels(random);
		for (final float[] map : List.of(effect, variance)) {
			view.cut(map);
			for (int i = 0; i < missing.length; i++)
				if (missing[i]) map[i] = 0;
		}
		return new SimulatedStudy(name(k), sampleSize, participants.age(), participants.drug(),
			view.bottomCut(), view.topCut(), effect, variance);
	}

	private String name(final int k) {
		return k < options.names.size() ? options.names.get(k) : String.format(Locale.ROOT, "study-%02d", k + 1);
	}

	/** Drawn last, so that all other numbers are the same whatever the share. */
	private boolean[] droppedVoxels(final SplittableRandom random) {
		if (options.dropped == 0) return new boolean[0];
		final boolean[] dropped = new boolean[phantom.mask().length];
		for (int i = 0; i < dropped.length; i++)
			dropped[i] = random.nextDouble() < options.dropped;
		return dropped;
	}

	/**
	 * Returns the k-th stream of random numbers split off the seed's, which does not depend on earlier
	 * calls.
	 */
	private SplittableRandom stream(final int k) {
		final SplittableRandom root = new SplittableRandom(options.seed);
		for (int i = 0; i < k; i++)
			root.split();
		return root.split();
	}

	/** Participants vary more at the bottom, and in every study also along a wave of its own. */
	private float[] variance(final int sampleSize, final SplittableRandom random) {
		final double[] phase = { turn(random), turn(random), turn(random) };
		final float[] variance = phantom.wave(new double[] { 2, 2, 2 }, phase);
		final boolean[] mask = phantom.mask();
		final int slice = phantom.dims()[0] * phantom.dims()[1];
		final double square = options.participantSd * options.participantSd;
		for (int i = 0; i < variance.length; i++)
			variance[i] = mask[i]
				? (float) (square * (1 - 0.25 * phantom.height(i / slice)) * (1 + 0.25 * variance[i]) / sampleSize)
				: 0;
		return variance;
	}

	private static double turn(final SplittableRandom random) {
		return 2 * Math.PI * random.nextDouble();
	}

	private float[] effect(final float[] variance, final Participants participants,
		final SplittableRandom random)
	{
		final SmoothNoise noise = new SmoothNoise(phantom.dims(), options.smoothness / options.voxelSize);
		final float[] between = noise.next(random);
		final float[] within = noise.next(random);
		final SimulationTruth truth = new SimulationTruth(phantom, options);
		final float[] tau2 = truth.tau2();
		final float[] effect = truth.effect();
		addMultiple(truth.slope(), participants.age() - Participants.MEAN_AGE, effect);
		addMultiple(truth.difference(), participants.drugCode(), effect);
		final boolean[] mask = phantom.mask();
		for (int i = 0; i < effect.length; i++)
			if (mask[i])
				effect[i] += (float) (Math.sqrt(tau2[i]) * between[i] + Math.sqrt(variance[i]) * within[i]);
		return effect;
	}

	private static void addMultiple(final float[] map, final double factor, final float[] sum) {
		for (int i = 0; i < sum.length; i++)
			sum[i] += (float) (factor * map[i]);
	}
}
