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

	/** Kilobytes: less than any map of one fit and its image. */
	private static final long SLACK = 400;

	@TempDir
	Path folder;

	@Test
	void fitsLeaveNothingBehind() throws IOException, InterruptedException {
		final List<State> states = Soak.run(folder, 60, 20, 20, 6, 24, 24, 20);

		final State first = states.get(0);
		final State last = states.get(2);
		states.forEach(state -> System.err.println(state.line()));
		assertEquals(60, last.fits());
		assertTrue(last.heap() <= first.heap() + SLACK, "heap: " + states);
		assertTrue(last.threads() <= first.threads(), "threads: " + states);
		assertTrue(last.files() <= first.files(), "files: " + states);
		assertEquals(0, last.temporary());
	}
}
