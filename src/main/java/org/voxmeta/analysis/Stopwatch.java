package org.voxmeta.analysis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Seconds that each stage of a run took, in order. Not thread-safe. */
public final class Stopwatch {

	private static final double NANOS = 1e9;

	private final Map<String, Double> seconds = new LinkedHashMap<>();
	private long last = System.nanoTime();

	/** Ends a stage: the time since the previous end, or the start, is this stage's. */
	public void lap(final String stage) {
		final long now = System.nanoTime();
		seconds.merge(stage, (now - last) / NANOS, Double::sum);
		last = now;
	}

	/** The stages so far and their seconds. */
	public Map<String, Double> seconds() {
		return Collections.unmodifiableMap(seconds);
	}
}
