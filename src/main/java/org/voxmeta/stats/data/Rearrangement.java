package org.voxmeta.stats.data;

/**
 * One way to rearrange the errors of K studies: each study gets the error of another, or its own, perhaps
 * with the other sign. Errors move together with their variances. Immutable.
 */
public final class Rearrangement {

	private final int[] sources;
	private final boolean[] flipped;
	private final int[] groups;

	private Rearrangement(final int[] sources, final boolean[] flipped, final int[] groups) {
		this.sources = sources;
		this.flipped = flipped;
		this.groups = groups;
	}

	/**
	 * Other signs.
	 *
	 * @param flipped whether the errors of each group change their sign, G; not copied
	 * @param groups the group of each study, K; null if each study is its own; not copied
	 */
	static Rearrangement flips(final boolean[] flipped, final int[] groups) {
		return new Rearrangement(null, flipped, groups);
	}

	/**
	 * Another order.
	 *
	 * @param sources the study whose error each study gets, K; not copied
	 */
	static Rearrangement order(final int[] sources) {
		return new Rearrangement(sources, null, null);
	}

	/** Whether signs change, and not the order. */
	public boolean isOfSigns() {
		return sources == null;
	}

	/** The study whose error study k gets. */
	public int source(final int k) {
		return sources == null ? k : sources[k];
	}

	/** Whether study k's error changes its sign. */
	public boolean isNegated(final int k) {
		return flipped != null && flipped[groups == null ? k : groups[k]];
	}

	/**
	 * The signs of up to 30 groups as bits, the first group's lowest; 1 where they change.
	 *
	 * @param from first group
	 * @param count number of groups; those beyond the last one are 0
	 */
	public int signs(final int from, final int count) {
		int bits = 0;
		for (int g = 0; g < count && from + g < flipped.length; g++)
			if (flipped[from + g]) bits |= 1 << g;
		return bits;
	}
}
