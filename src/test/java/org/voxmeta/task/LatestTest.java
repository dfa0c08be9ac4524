package org.voxmeta.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

class LatestTest {

	@Test
	void ofABurstTheLastIsAnsweredAndFewAreComputed() throws InterruptedException {
		final CountDownLatch begun = new CountDownLatch(1);
		final CountDownLatch go = new CountDownLatch(1);
		final AtomicInteger computed = new AtomicInteger();
		final BlockingQueue<Integer> got = new LinkedBlockingQueue<>();
		try (Latest<Integer, Integer> latest = new Latest<>("test", i -> {
			computed.incrementAndGet();
			begun.countDown();
			await(go);
			return i;
		}, got::add, Runnable::run)) {
			latest.submit(0);
			await(begun);
			for (int i = 1; i <= 1000; i++)
				latest.submit(i);
			go.countDown();

			int last = -1;
			while (last != 1000)
				last = got.poll(60, TimeUnit.SECONDS);
			assertEquals(2, computed.get());
		}
	}

	@Test
	void resultsComeInOrder() throws InterruptedException {
		final ConcurrentLinkedQueue<Integer> got = new ConcurrentLinkedQueue<>();
		final CountDownLatch last = new CountDownLatch(1);
		try (Latest<Integer, Integer> latest = new Latest<>("test", i -> i, i -> {
			got.add(i);
			if (i == 5000) last.countDown();
		}, Runnable::run)) {
			for (int i = 1; i <= 5000; i++)
				latest.submit(i);
			await(last);
		}
		final List<Integer> results = new ArrayList<>(got);
		assertEquals(results.stream().sorted().toList(), results);
	}

	@Test
	void aResultThatANewerOneWaitsBehindIsNotShown() throws InterruptedException {
		final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
		final List<Integer> got = new ArrayList<>();
		try (Latest<Integer, Integer> latest = new Latest<>("test", i -> i, got::add, events::add)) {
			latest.submit(1);
			final Runnable first = events.poll(60, TimeUnit.SECONDS);
			latest.submit(2);
			final Runnable second = events.poll(60, TimeUnit.SECONDS);

			first.run();
			assertEquals(List.of(), got);
			second.run();
			assertEquals(List.of(2), got);
		}
	}

	@Test
	void nothingIsGivenAfterClosing() throws InterruptedException {
		final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
		final List<Integer> got = new ArrayList<>();
		final Latest<Integer, Integer> latest = new Latest<>("test", i -> i, got::add, events::add);
		latest.submit(1);
		final Runnable waiting = events.poll(60, TimeUnit.SECONDS);

		latest.close();
		waiting.run();
		latest.submit(2);

		assertTrue(got.isEmpty());
		assertTrue(events.isEmpty());
	}

	@Test
	void afterAFailureTheNextIsDone() throws InterruptedException {
		final CountDownLatch failing = new CountDownLatch(1);
		final BlockingQueue<Integer> got = new LinkedBlockingQueue<>();
		try (Latest<Integer, Integer> latest = new Latest<>("test", i -> {
			if (i > 1) return i;
			failing.countDown();
			throw new ThreadDeath();
		}, got::add, Runnable::run)) {
			latest.submit(1);
			await(failing);
			latest.submit(2);

			assertEquals(2, got.poll(1, TimeUnit.MINUTES));
		}
	}

	@Test
	void closingInterruptsWhatIsBeingDone() throws InterruptedException {
		final CountDownLatch begun = new CountDownLatch(1);
		final CountDownLatch interrupted = new CountDownLatch(1);
		final Latest<Integer, Integer> latest = new Latest<>("test", i -> {
			begun.countDown();
			assertThrows(InterruptedException.class, () -> new CountDownLatch(1).await());
			interrupted.countDown();
			return i;
		}, i -> {
		}, Runnable::run);
		latest.submit(1);
		await(begun);

		latest.close();

		await(interrupted);
	}

	@Test
	void workThatEndsBecauseOfClosingIsNoError() throws InterruptedException {
		final BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
		final List<Throwable> errors = new CopyOnWriteArrayList<>();
		final Latest<Integer, Integer> latest = new Latest<>("test", i -> {
			Thread.currentThread().setUncaughtExceptionHandler((thread, error) -> errors.add(error));
			threads.add(Thread.currentThread());
			assertThrows(InterruptedException.class, () -> new CountDownLatch(1).await());
			throw new CancellationException("Interrupted");
		}, i -> {
		}, Runnable::run);
		latest.submit(1);
		final Thread thread = threads.poll(60, TimeUnit.SECONDS);

		latest.close();

		thread.join();
		assertEquals(List.of(), errors);
	}

	private static void await(final CountDownLatch latch) {
		try {
			assertTrue(latch.await(60, TimeUnit.SECONDS));
		}
		catch (final InterruptedException e) {
			throw new IllegalStateException(e);
		}
	}
}
