package org.voxmeta.task;

import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Work on a thread of its own, of which only the latest counts: a wish that was not begun when the next one
 * comes is forgotten, and a result that is older than one that was given is never given. While wishes keep
 * coming, results are given now and then, so that a picture follows the mouse. Thread-safe. Ends with
 * {@link #close}, or with the program.
 */
public final class Latest<I, O> implements AutoCloseable {

	/** So long a result may be held back because a newer one is on its way: about two pictures of a film. */
	private static final long HELD_BACK = 80_000_000;

	private final ExecutorService thread;
	private final Executor events;
	private final AtomicReference<Function<I, O>> work;
	private final AtomicReference<Consumer<O>> taker;
	private final AtomicReference<I> wish = new AtomicReference<>();
	private final AtomicLong given = new AtomicLong();
	private long last = System.nanoTime() - HELD_BACK;

	/**
	 * Work that waits for wishes.
	 *
	 * @param name of the thread
	 * @param work what is done on the thread
	 * @param taker of results
	 * @param events where the taker is called, such as on AWT's event thread
	 */
	public Latest(final String name, final Function<I, O> work, final Consumer<O> taker, final Executor events) {
		this.work = new AtomicReference<>(work);
		this.taker = new AtomicReference<>(taker);
		this.events = events;
		thread = Executors.newSingleThreadExecutor(task -> {
			final Thread made = new Thread(task, name);
			made.setDaemon(true);
			return made;
		});
	}

	/** Asks for a result, instead of what may be waiting; never blocks. Nothing happens after {@link #close}. */
	public void submit(final I wanted) {
		// if one was waiting, so was the thread's task for it
		if (wish.getAndSet(wanted) != null) return;
		try {
			thread.execute(this::answer);
		}
		catch (final RejectedExecutionException e) {
			// closed: nobody looks any more
			wish.set(null);
		}
	}

	private void answer() {
		final I wanted = wish.getAndSet(null);
		final Function<I, O> function = work.get();
		if (wanted == null || function == null) return;
		final O result;
		try {
			result = function.apply(wanted);
		}
		catch (final CancellationException e) {
			// closed meanwhile, which is no error
			if (work.get() == null) return;
			throw e;
		}
		final long now = System.nanoTime();
		if (wish.get() != null && now - last < HELD_BACK) return;
		last = now;
		final long number = given.incrementAndGet();
		events.execute(() -> give(result, number));
	}

	private void give(final O result, final long number) {
		final Consumer<O> consumer = taker.get();
		// another one is waiting for the event thread already
		if (consumer != null && given.get() == number) consumer.accept(result);
	}

	/**
	 * Ends the thread, and lets go of the work and the taker with all that they hold. What waits is dropped,
	 * what is being done is interrupted, and no result is given any more.
	 */
	@Override
	public void close() {
		work.set(null);
		taker.set(null);
		wish.set(null);
		thread.shutdownNow();
	}
}
