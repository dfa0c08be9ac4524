package org.voxmeta.stats.estimator;

import java.util.HashMap;
import java.util.Map;

import org.voxmeta.stats.kernel.SignedSums;
import org.voxmeta.stats.kernel.StudentTails;

/**
 * What the statistics of one block after the other are worked out with. Not thread-safe, and lent to one
 * statistic at a time: making another takes it away from the last.
 */
public final class NullBuffers {

	private final StudentTails tails;
	private final Map<Integer, SignedSums> sums = new HashMap<>();

	/**
	 * Buffers of their own.
	 *
	 * @param tails the t distributions that all blocks share
	 */
	public NullBuffers(final StudentTails tails) {
		this.tails = tails;
	}

	/** The t distributions. */
	public StudentTails tails() {
		return tails;
	}

	/** Tables of sums of so many terms, to be loaded. */
	SignedSums sums(final int terms) {
		return sums.computeIfAbsent(terms, SignedSums::new);
	}
}
