package org.voxmeta.masker.signal;

import java.util.Arrays;

/**
 * How much of the voxels' means the cleaning takes away, in each run: what decides whether percent changes
 * are taken from the cleaned or from the original mean. It depends on all voxels, so that blocks of them are
 * added up first. Immutable.
 */
public final class MeanLoss {

	/** With a smaller share left of the means, cleaned signals have lost their scale; nilearn's limit. */
	private static final double LOST = 0.1;

	/** Sums of absolute means over voxels, by run. */
	private final double[] before;
	private final double[] after;

	MeanLoss(final double[] before, final double[] after) {
		this.before = before;
		this.after = after;
	}

	/** What these voxels and others lost. */
	public MeanLoss plus(final MeanLoss other) {
		final double[] sumBefore = before.clone();
		final double[] sumAfter = after.clone();
		Rows.add(sumBefore, 1, other.before);
		Rows.add(sumAfter, 1, other.after);
		return new MeanLoss(sumBefore, sumAfter);
	}

	/** Whether the means of a run are gone. */
	boolean isLost(final int run) {
		return after[run] / before[run] < LOST;
	}

	@Override
	public String toString() {
		return "means before " + Arrays.toString(before) + ", after " + Arrays.toString(after);
	}
}
