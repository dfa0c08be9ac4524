package org.voxmeta.task;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
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
	 * thrown, none is begun any more, and its exception is thrown here. None is running any more when this
	 * method ends, however it ends.
	 *
	 * @throws CancellationException if an action threw it, or the calling thread is interrupted meanwhile; the
	 *           actions that run then are interrupted too
	 */
	public static <T> void forEach(final int threads, final List<T> items, final Consumer<? super T> action) {
		final AtomicBoolean failed = new AtomicBoolean();
		final TaskExecutor executor = TaskExecutors.fixedThreadPool(threads);
		try {
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
			throw unwrapped(e);
		}
		finally {
			end(executor.getExecutorService());
		}
	}

	/** What the executor's exception stands for: it wraps errors and its own interruption. */
	private static RuntimeException unwrapped(final RuntimeException e) {
		if (e.getClass() != RuntimeException.class) return e;
		if (e.getCause() instanceof Error error) throw error;
		if (!(e.getCause() instanceof InterruptedException)) return e;
		Thread.currentThread().interrupt();
		final CancellationException cancelled = new CancellationException("Interrupted");
		cancelled.initCause(e);
		return cancelled;
	}

	/** Waits for the running actions: an interrupted call must not let them write behind its caller's back. */
	private static void end(final ExecutorService pool) {
		pool.shutdown();
		boolean interrupted = false;
		boolean ended = false;
		while (!ended) {
			try {
				ended = pool.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
			}
			catch (final InterruptedException e) {
				interrupted = true;
			}
		}
		if (interrupted) Thread.currentThread().interrupt();
	}
}
