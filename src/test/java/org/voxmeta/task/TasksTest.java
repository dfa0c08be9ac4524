package org.voxmeta.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class TasksTest {

	private static final List<Integer> THOUSAND = IntStream.range(0, 1000).boxed().toList();

	@Test
	void everyItemIsDoneOnce() {
		for (final int threads : new int[] { 1, 2, 7 }) {
			final AtomicIntegerArray times = new AtomicIntegerArray(1000);

			Tasks.forEach(threads, THOUSAND, times::incrementAndGet);

			for (int i = 0; i < 1000; i++)
				assertEquals(1, times.get(i), "item " + i + " on " + threads + " threads");
		}
	}

	@Test
	void noItemsAreNoWork() {
		Tasks.forEach(2, List.of(), item -> {
			throw new AssertionError("there is nothing to do");
		});
	}

	@Test
	void asManyThreadsAsAskedForWorkAtOnce() {
		final CyclicBarrier barrier = new CyclicBarrier(3);
		final Set<Thread> threads = ConcurrentHashMap.newKeySet();

		// each item waits for two others that run beside it
		Tasks.forEach(3, THOUSAND.subList(0, 9), item -> {
			threads.add(Thread.currentThread());
			meet(barrier);
		});

		assertEquals(3, threads.size());
		assertFalse(threads.contains(Thread.currentThread()));
	}

	@Test
	void anExceptionComesThroughAsItIs() {
		final IllegalArgumentException thrown = new IllegalArgumentException("item 7");

		final Exception caught = assertThrows(IllegalArgumentException.class, () -> Tasks.forEach(2, THOUSAND,
			item -> {
				if (item == 7) throw thrown;
			}));

		assertSame(thrown, caught);
	}

	@Test
	void anErrorComesThroughAsItIs() {
		final OutOfMemoryError thrown = new OutOfMemoryError("no room");

		final Throwable caught = assertThrows(OutOfMemoryError.class, () -> Tasks.forEach(2, THOUSAND, item -> {
			throw thrown;
		}));

		assertSame(thrown, caught);
	}

	@Test
	void noItemIsBegunAfterAFailure() {
		final AtomicIntegerArray begun = new AtomicIntegerArray(1000);

		assertThrows(IllegalStateException.class, () -> Tasks.forEach(1, THOUSAND, item -> {
			begun.incrementAndGet(item);
			if (item == 3) throw new IllegalStateException("item 3");
		}));

		for (int i = 0; i < 1000; i++)
			assertEquals(i <= 3 ? 1 : 0, begun.get(i), "item " + i);
	}

	@Test
	void runningItemsEndBeforeAFailureIsThrown() {
		final CountDownLatch begun = new CountDownLatch(1);
		final CountDownLatch failing = new CountDownLatch(1);
		final AtomicBoolean ended = new AtomicBoolean();

		assertThrows(IllegalStateException.class, () -> Tasks.forEach(2, List.of(0, 1), item -> {
			if (item == 0) {
				await(begun);
				failing.countDown();
				throw new IllegalStateException("item 0");
			}
			begun.countDown();
			await(failing);
			ended.set(true);
		}));

		assertTrue(ended.get());
	}

	@Test
	void anInterruptCancelsAndIsKept() {
		Thread.currentThread().interrupt();

		assertThrows(CancellationException.class, () -> Tasks.forEach(2, THOUSAND, item -> {
		}));

		assertTrue(Thread.interrupted());
	}

	@Test
	void runningItemsEndBeforeAnInterruptIsThrown() throws Exception {
		final CountDownLatch running = new CountDownLatch(1);
		final CountDownLatch interrupted = new CountDownLatch(1);
		final CountDownLatch mayEnd = new CountDownLatch(1);
		final AtomicBoolean ended = new AtomicBoolean();
		final FutureTask<Boolean> call = new FutureTask<>(() -> {
			assertThrows(CancellationException.class, () -> Tasks.forEach(1, List.of(0), item -> {
				running.countDown();
				assertThrows(InterruptedException.class, () -> new CountDownLatch(1).await());
				interrupted.countDown();
				await(mayEnd);
				ended.set(true);
			}));
			return ended.get() && Thread.interrupted();
		});
		final Thread caller = new Thread(call);
		caller.start();
		running.await();

		caller.interrupt();
		interrupted.await();
		while (!isWaitingOrDone(caller))
			Thread.onSpinWait();
		mayEnd.countDown();

		assertTrue(call.get(), "the item had ended when the call did, and the interrupt was kept");
	}

	private static boolean isWaitingOrDone(final Thread thread) {
		final Thread.State state = thread.getState();
		return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING
			|| state == Thread.State.TERMINATED;
	}

	private static void meet(final CyclicBarrier barrier) {
		try {
			barrier.await();
		}
		catch (final InterruptedException | BrokenBarrierException e) {
			throw new IllegalStateException(e);
		}
	}

	private static void await(final CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (final InterruptedException e) {
			throw new IllegalStateException(e);
		}
	}
}
