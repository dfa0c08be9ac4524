package org.voxmeta.endurance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxmeta.endurance.Soak.State;

/** Fits in one Java leave nothing behind. */
class SoakTest {

	/** Kilobytes for each fit: a third of the smallest map. */
	private static final long MOST_EACH = 5;

	@TempDir
	Path folder;

	@Test
	void fitsLeaveNothingBehind() throws IOException, InterruptedException {
		final List<State> states = Soak.run(folder, 30, 10, 10, 5, 14, 14, 12);

		final State middle = states.get(1);
		final State last = states.get(2);
		assertEquals(30, last.fits());
		assertTrue(last.heap() <= middle.heap() + 10 * MOST_EACH, "heap: " + states);
		assertTrue(last.threads() <= middle.threads(), "threads: " + states);
		assertTrue(last.files() <= middle.files(), "files: " + states);
		assertEquals(0, last.temporary());
	}
}
