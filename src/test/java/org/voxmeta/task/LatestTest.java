package org.voxmeta.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class LatestTest {

	@Test
	void whatWaitsIsReplaced() throws InterruptedException {
		final List<Integer> done = Collections.synchronizedList(new ArrayList<>());
		final CountDownLatch started = new CountDownLatch(1);
		final CountDownLatch go = new CountDownLatch(1);
		final CountDownLatch last = new CountDownLatch(1);
		try (Latest latest = new Latest("test")) {
			latest.request(() -> {
				started.countDown();
				await(go);
				done.add(0);
			});
			await(started);
			for (int i = 1; i < 1000; i++) {
				final int number = i;
				latest.request(() -> done.add(number));
			}
			latest.request(last::countDown);
			go.countDown();
			assertTrue(last.await(1, TimeUnit.MINUTES));
		}

		assertEquals(List.of(0), done);
	}

	@Test
	void afterAFailureTheNextIsDone() throws InterruptedException {
		final CountDownLatch done = new CountDownLatch(1);
		final CountDownLatch failing = new CountDownLatch(1);
		try (Latest latest = new Latest("test")) {
			latest.request(() -> {
				failing.countDown();
				throw new ThreadDeath();
			});
			await(failing);
			latest.request(done::countDown);
			assertTrue(done.await(1, TimeUnit.MINUTES));
		}
	}

	@Test
	void nothingIsDoneAfterTheEnd() {
		final Latest latest = new Latest("test");
		latest.close();
		final List<Integer> done = new ArrayList<>();

		latest.request(() -> done.add(1));
		latest.request(() -> done.add(2));

		assertEquals(List.of(), done);
	}

	private static void await(final CountDownLatch latch) {
		try {
			assertTrue(latch.await(1, TimeUnit.MINUTES));
		}
		catch (final InterruptedException e) {
			throw new IllegalStateException(e);
		}
	}
}
