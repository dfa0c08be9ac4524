package org.voxmeta.demo;

import java.util.SplittableRandom;

/**
 * What a simulated study's row of the table says of its participants. Two studies in a row are as far above
 * the mean age as below it, and have the same drug; the next two have the other.
 *
 * @param age mean age of the participants in years
 * @param drug placebo or active
 */
record Participants(int age, String drug) {

	/** What the ages of two studies in a row have as their mean. */
	static final int MEAN_AGE = 45;

	private static final int MIN_DISTANCE = 3;
	private static final int MAX_DISTANCE = 20;
	private static final String ACTIVE = "active";

	/** What study k says, which depends on the seed and k alone. */
	static Participants of(final long seed, final int k) {
		final int pair = k / 2;
		// not the stream of the maps, which must stay what it was
		final SplittableRandom random = new SplittableRandom(~seed + pair);
		final int distance = random.nextInt(MIN_DISTANCE, MAX_DISTANCE + 1);
		final boolean firstIsOlder = random.nextBoolean();
		final boolean isOlder = firstIsOlder == (k % 2 == 0);
		return new Participants(MEAN_AGE + (isOlder ? distance : -distance), pair % 2 == 0 ? "placebo" : ACTIVE);
	}

	/** 1/2 for the active drug and -1/2 for the placebo. */
	double drugCode() {
		return drug.equals(ACTIVE) ? 0.5 : -0.5;
	}
}
