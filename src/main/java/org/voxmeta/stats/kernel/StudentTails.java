package org.voxmeta.stats.kernel;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The t distributions of one fit, each prepared once: an image has few distinct degrees of freedom, as they
 * are counts of studies. Thread-safe.
 */
public final class StudentTails {

	private final Map<Double, StudentTail> tails = new ConcurrentHashMap<>();

	/**
	 * The t distribution with that many degrees of freedom.
	 *
	 * @throws IllegalArgumentException if dof is not above 0
	 */
	public StudentTail of(final double dof) {
		return tails.computeIfAbsent(dof, StudentTail::of);
	}
}
