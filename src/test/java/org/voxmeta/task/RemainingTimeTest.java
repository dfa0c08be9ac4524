package org.voxmeta.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

class RemainingTimeTest {

	private static final long SECOND = 1_000_000_000L;

	private final AtomicLong now = new AtomicLong(17);
	private final List<String> stages = new ArrayList<>();
	private final RemainingTime time = RemainingTime.of((stage, done, total) -> stages.add(stage), now::get);

	@Test
	void nothingIsGuessedInTheFirstSeconds() {
		at(1, 10, 100);

		assertEquals(List.of("work"), stages);
	}

	@Test
	void theRestTakesAsLongAsWhatIsDone() {
		at(10, 25, 100);

		assertEquals(List.of("work, about 30 s left"), stages);
	}

	@Test
	void longTimesAreInLargerUnits() {
		at(10, 1, 13);
		at(20, 1, 1000);

		assertEquals(List.of("work, about 2 min left", "work, about 5.6 h left"), stages);
	}

	@Test
	void nothingIsLeftAtTheEnd() {
		at(10, 100, 100);

		assertEquals(List.of("work"), stages);
	}

	@Test
	void reportsAreATenthOfASecondApartButForTheLast() {
		time.report("work", 1, 10);
		time.report("work", 2, 10);
		now.addAndGet(SECOND / 20);
		time.report("work", 3, 10);
		now.addAndGet(SECOND / 20);
		time.report("work", 4, 10);
		time.report("work", 10, 10);

		assertEquals(3, stages.size());
	}

	@Test
	void aWishToStopIsPassedOnAndKept() {
		final RemainingTime stopped = RemainingTime.of((stage, done, total) -> false, now::get);

		assertFalse(stopped.report("work", 0, 10));
		assertFalse(stopped.report("work", 1, 10));
		assertTrue(time.report("work", 0, 10));
	}

	private void at(final int seconds, final long done, final long total) {
		now.set(17 + seconds * SECOND);
		time.report("work", done, total);
	}
}
