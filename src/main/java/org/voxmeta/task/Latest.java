package org.voxmeta.task;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A background thread that does only the latest of the things it was asked for: while it is busy, a new wish
 * replaces the one that waits. For what follows a user's hand. Ends with {@link #close}, or with the program.
 */
public final class Latest implements AutoCloseable {

	private final AtomicReference<Runnable> waiting = new AtomicReference<>();
	private final ExecutorService thread;

	/**
	 * A thread that does nothing yet.
	 *
	 * @param name what it is called in lists of threads
	 */
	public Latest(final String name) {
		thread = Executors.newSingleThreadExecutor(code -> {
			final Thread daemon = new Thread(code, name);
			daemon.setDaemon(true);
			return daemon;
		});
	}

	/** Does this next, instead of what may be waiting; never blocks. After {@link #close} nothing is done. */
	public void request(final Runnable wish) {
		if (waiting.getAndSet(wish) != null) return;
		try {
			thread.execute(this::next);
		}
		catch (final RejectedExecutionException e) {
			// closed: nobody looks any more
			waiting.set(null);
		}
	}

	/** What waits is dropped; what is being done is interrupted. */
	@Override
	public void close() {
		thread.shutdownNow();
	}

	private void next() {
		final Runnable wish = waiting.getAndSet(null);
		if (wish != null) wish.run();
	}
}
