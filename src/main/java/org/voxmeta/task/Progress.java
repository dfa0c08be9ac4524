package org.voxmeta.task;

import java.util.concurrent.CancellationException;

/**
 * Tells a long computation's caller how far it is, and the computation whether to stop. Implementations are
 * called from several threads at once.
 */
@FunctionalInterface
public interface Progress {

	/** Neither shows nor stops anything. */
	Progress NONE = (stage, done, total) -> true;

	/**
	 * Reports progress.
	 *
	 * @param stage what is being done, in a few words
	 * @param done finished steps, 0 to {@code total}
	 * @param total steps of this stage, &gt; 0
	 * @return false to ask the computation to stop
	 */
	boolean report(String stage, long done, long total);

	/**
	 * Reports progress, and stops the calling thread's work when that is wanted.
	 *
	 * @throws CancellationException if the work is to stop, by {@link #report} or by an interrupt
	 */
	default void step(final String stage, final long done, final long total) {
		if (!report(stage, done, total) || Thread.currentThread().isInterrupted())
			throw new CancellationException("Cancelled while " + stage + " (" + done + " of " + total + ")");
	}
}
