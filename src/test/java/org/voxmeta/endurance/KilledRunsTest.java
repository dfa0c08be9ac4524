package org.voxmeta.endurance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxmeta.SmallStudies;
import org.voxmeta.endurance.KilledRuns.Count;
import org.voxmeta.endurance.KilledRuns.Way;

/** A fit that is killed leaves no half-written file, and what it leaves the next one clears. */
class KilledRunsTest {

	private static final int KILLS = 4;

	@TempDir
	Path folder;

	@ParameterizedTest
	@EnumSource(Way.class)
	void aKilledFitLeavesWholeFiles(final Way way) throws IOException, InterruptedException {
		final Count count = new KilledRuns(folder, SmallStudies.of(8, 40, 40, 30), way.ordinal()).kill(KILLS, way);

		assertEquals(KILLS, count.early() + count.writing() + count.late() + count.mixed());
	}
}
