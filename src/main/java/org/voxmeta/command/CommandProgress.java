package org.voxmeta.command;

import ij.IJ;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

import org.scijava.app.StatusService;
import org.voxmeta.task.Progress;

/** Shows progress in ImageJ's status bar; Esc, or the command's own cancelling, stops the work. */
final class CommandProgress implements Progress {

	private static final int STEPS = 1000;
	private static final long NANOS_BETWEEN_UPDATES = 50_000_000;

	private final StatusService status;
	private final BooleanSupplier cancelled;
	private final AtomicLong shown = new AtomicLong(System.nanoTime() - NANOS_BETWEEN_UPDATES);

	CommandProgress(final StatusService status, final BooleanSupplier cancelled) {
		this.status = status;
		this.cancelled = cancelled;
		IJ.resetEscape();
	}

	/** Clears the status bar when the work is over, however it ended. */
	static void end(final StatusService status) {
		// ImageJ takes the end of the bar for the end of the work: else a cancelled run would leave it standing
		status.showProgress(1, 1);
		status.clearStatus();
	}

	@Override
	public boolean report(final String stage, final long done, final long total) {
		final long last = shown.get();
		final long now = System.nanoTime();
		if (done == total || now - last > NANOS_BETWEEN_UPDATES && shown.compareAndSet(last, now))
			status.showStatus((int) (STEPS * done / total), STEPS, "VoxMeta: " + stage);
		return !cancelled.getAsBoolean() && !IJ.escapePressed();
	}
}
