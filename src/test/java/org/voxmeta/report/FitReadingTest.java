package org.voxmeta.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxmeta.analysis.FitReading;
import org.voxmeta.stats.combination.Stouffer;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;

/** The studies of a fit, read again. */
class FitReadingTest {

	@TempDir
	Path folder;

	@Test
	void aVoxelIsFittedWithTheStudiesThatHaveIt() throws IOException {
		final FitReading reading = reading(SmallFit.of(folder, 5));

		assertArrayEquals(new int[] { 0, 2, 3, 4 }, reading.present(0));
		assertEquals(List.of("study 1", "study 3", "study 4", "study 5"), reading.at(0).orElseThrow().data().names());
		for (int j = 0; j < 120; j++)
			assertEquals(reading.result().maps().get(MapKind.EST)[j], reading.at(j).orElseThrow().get(MapKind.EST),
				1e-12);
	}

	@Test
	void numbersOfSubjectsAreThoseOfTheTable() throws IOException {
		final FitReading reading = reading(SmallFit.of(folder, 3));

		assertArrayEquals(new double[] { 20, 21, 22 }, reading.sampleSizes());
		assertEquals(List.of("study 1", "study 2", "study 3"), reading.names());
	}

	@Test
	void groupsKeepTheCorrelationOfAllVoxels() throws IOException {
		final FitReading reading = reading(SmallFit.of(folder, 6).with(Stouffer.withDefaults()).withGroups(3));

		assertTrue(reading.at(0).isEmpty(), "a study is missing there, and the correlation is that of all");
		for (final int j : IntStream.of(1, 50, 119).toArray())
			assertEquals(reading.result().maps().get(MapKind.Z)[j], reading.at(j).orElseThrow().get(MapKind.Z), 1e-12);
	}

	@Test
	void cleanStudiesRaiseNoAlarm() throws IOException {
		final FitReading reading = reading(SmallFit.of(folder, 6));

		assertEquals(List.of(), reading.warnings(reading.check()));
	}

	private static FitReading reading(final SmallFit small) throws IOException {
		return FitReading.of(small.fit(), Set.of(MapKind.EST), Progress.NONE);
	}
}
