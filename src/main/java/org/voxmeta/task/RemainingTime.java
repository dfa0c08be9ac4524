package org.voxmeta.task;

import java.util.function.LongSupplier;

/**
 * Progress that says how long the rest will take, from what the work done so far took. Not told in the first
 * seconds, when it would be a guess. Thread-safe.
 */
public final class RemainingTime implements Progress {

	private static final double NANOS = 1e9;

	/** Seconds after which it is known. */
	private static final double KNOWN = 2;

	/** Nanoseconds between two reports; more would keep the display busy. */
	private static final long PAUSE = 100_000_000;

	private final Progress progress;
	private final LongSupplier clock;
	private final long start;
	private volatile long next;
	private volatile boolean going = true;

	private RemainingTime(final Progress progress, final LongSupplier clock) {
		this.progress = progress;
		this.clock = clock;
		start = clock.getAsLong();
		next = start;
	}

	/** Progress of a stage that begins now. */
	public static RemainingTime of(final Progress progress) {
		return new RemainingTime(progress, System::nanoTime);
	}

	/** With another clock, in nanoseconds. */
	static RemainingTime of(final Progress progress, final LongSupplier clock) {
		return new RemainingTime(progress, clock);
	}

	@Override
	public boolean report(final String stage, final long done, final long total) {
		final long now = clock.getAsLong();
		if (now - next < 0 && done < total) return going;
		next = now + PAUSE;
		going = progress.report(stage + left((now - start) / NANOS, done, total), done, total);
		return going;
	}

	private static String left(final double seconds, final long done, final long total) {
		if (seconds < KNOWN || done == 0 || done >= total) return "";
		return ", " + text(seconds * (total - done) / done) + " left";
	}

	private static String text(final double seconds) {
		if (seconds < 60) return "about " + Math.max(1, Math.round(seconds)) + " s";
		if (seconds < 3600) return "about " + Math.round(seconds / 60) + " min";
		return "about " + Math.round(seconds / 360) / 10.0 + " h";
	}
}
