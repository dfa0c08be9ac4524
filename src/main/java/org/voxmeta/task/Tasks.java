package org.voxmeta.task;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import net.imglib2.parallel.TaskExecutor;
import net.imglib2.parallel.TaskExecutors;

/** Runs independent pieces of work on several threads. */
public final class Tasks {

	private Tasks() {
	}

	/** One thread for each processor of this machine. */
	public static int processors() {
		return Runtime.getRuntime().availableProcessors();
	}

	/**
	 * Applies an action to each item, on up to {@code threads} threads, and waits for all. After an action has
	 * thrown, none is begun any more, and its exception is thrown here once the running ones have ended.
	 *
	 * @throws CancellationException if an action threw it, or the calling thread is interrupted meanwhile
	 */
	public static <T> void forEach(final int threads, final List<T> items, final Consumer<? super T> action) {
		final AtomicBoolean failed = new AtomicBoolean();
		try (TaskExecutor executor = TaskExecutors.fixedThreadPool(threads)) {
			executor.forEach(items, item -> {
				if (failed.get()) return;
				boolean done = false;
				try {
					action.accept(item);
					done = true;
				}
				finally {
					if (!done) failed.set(true);
				}
			});
		}
		catch (final RuntimeException e) {
			if (!(e.getCause() instanceof InterruptedException)) throw e;
			Thread.currentThread().interrupt();
			throw (CancellationException) new CancellationException("Interrupted").initCause(e);
		}
	}
}
