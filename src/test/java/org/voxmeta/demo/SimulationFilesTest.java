package org.voxmeta.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxmeta.study.Study;
import org.voxmeta.study.StudyTable;
import org.voxmeta.task.Progress;

/** Maps and tables appear together or not at all, whatever goes wrong, and what was there stays. */
class SimulationFilesTest {

	private static final SimulatedStudies STUDIES = SimulatedStudies.withDefaults().withStudies(3)
		.withGrid(8, 9, 7, 8);
	/** The steps of {@link #STUDIES}: one for each study, and one before the files take their names. */
	private static final int STEPS = 4;

	@TempDir
	Path folder;

	@Test
	void allFilesAppearWithTheTableLast() throws IOException {
		final List<Path> files = new SimulationFiles(STUDIES).write(folder, Progress.NONE);

		assertEquals(folder.resolve(SimulationFiles.TABLE), files.get(files.size() - 1));
		assertEquals(files.stream().map(Path::toString).sorted().toList(), content().keySet().stream().toList());
		for (final Study study : StudyTable.read(folder.resolve(SimulationFiles.TABLE)).studies())
			assertTrue(files.containsAll(study.maps().values()), study.toString());
	}

	@Test
	void noTableIsThereBeforeTheLastStepAndNoMapEither() throws IOException {
		final AtomicInteger steps = new AtomicInteger();

		new SimulationFiles(STUDIES).write(folder, (stage, done, total) -> {
			steps.incrementAndGet();
			for (final String file : folder.toFile().list())
				assertTrue(file.endsWith(".tmp"), file);
			return true;
		});

		assertEquals(STEPS, steps.get());
	}

	@Test
	void aCancelAtAnyStepLeavesNothingNew() throws IOException {
		for (int step = 0; step < STEPS; step++) {
			cancelledAt(step, folder);

			assertEquals(Map.of(), content(), "cancelled at step " + step);
		}
	}

	@Test
	void aCancelAtAnyStepLeavesTheFilesOfAnEarlierCall() throws IOException {
		new SimulationFiles(STUDIES.withSeed(1).withStudies(2)).write(folder, Progress.NONE);
		final Map<String, String> before = content();

		for (int step = 0; step < STEPS; step++) {
			cancelledAt(step, folder);

			assertEquals(before, content(), "cancelled at step " + step);
		}
	}

	@Test
	void afterACancelTheSameCallSucceeds() throws IOException {
		cancelledAt(STEPS - 1, folder.resolve("a"));
		new SimulationFiles(STUDIES).write(folder.resolve("a"), Progress.NONE);
		new SimulationFiles(STUDIES).write(folder.resolve("b"), Progress.NONE);

		assertEquals(List.of(folder.resolve("b").toFile().list()).stream().sorted().toList(),
			List.of(folder.resolve("a").toFile().list()).stream().sorted().toList());
	}

	@Test
	void aFileThatCannotBeReplacedLeavesAllOthersOld() throws IOException {
		final List<Path> targets = new SimulationFiles(STUDIES).write(folder.resolve("names"), Progress.NONE)
			.stream().map(Path::getFileName).toList();
		assertTrue(targets.contains(Path.of(SimulationFiles.TABLE)));
		assertTrue(targets.contains(Path.of(SimulationFiles.DESCRIPTION)));

		for (final Path target : targets) {
			final Path here = folder.resolve("blocked-" + target);
			new SimulationFiles(STUDIES.withSeed(1)).write(here, Progress.NONE);
			Files.delete(here.resolve(target));
			Files.writeString(Files.createDirectories(here.resolve(target)).resolve("inside.txt"), "old");
			final Map<String, String> before = content();

			final String message = assertThrows(IOException.class, () -> new SimulationFiles(STUDIES).write(here,
				Progress.NONE)).getMessage();

			assertTrue(message.startsWith(here.resolve(target) + ": cannot be replaced"), message);
			assertEquals(before, content(), "blocked: " + target);
		}
	}

	@Test
	void aFailureWhileStudiesAreMadeLeavesNothing() throws IOException {
		// a noise smoother than a voxel is refused when the first study is made
		final SimulationFiles files = new SimulationFiles(STUDIES.withSmoothness(1));

		assertThrows(IllegalArgumentException.class, () -> files.write(folder, Progress.NONE));

		assertEquals(Map.of(), content());
	}

	@Test
	void twoStudiesWhoseMapsHaveTheSameNameLeaveNothing() throws IOException {
		final SimulationFiles files = new SimulationFiles(STUDIES.withNames(List.of("a b", "a/b")));

		assertThrows(IllegalArgumentException.class, () -> files.write(folder, Progress.NONE));

		assertEquals(Map.of(), content());
	}

	@Test
	void namesThatMakeNoTableLeaveNoMaps() throws IOException {
		final SimulationFiles files = new SimulationFiles(STUDIES.withNames(List.of(" a")));

		final String message = assertThrows(IllegalArgumentException.class,
			() -> files.write(folder, Progress.NONE)).getMessage();

		assertTrue(message.startsWith(folder.resolve(SimulationFiles.TABLE).toString()), message);
		assertEquals(Map.of(), content());
	}

	@Test
	void aFileInPlaceOfTheFolderStays() throws IOException {
		final Path file = Files.writeString(folder.resolve("taken"), "old");

		assertThrows(IOException.class, () -> new SimulationFiles(STUDIES).write(file, Progress.NONE));

		assertFalse(Files.isDirectory(file));
		assertEquals("old", Files.readString(file));
	}

	private static void cancelledAt(final int step, final Path folder) {
		final AtomicInteger steps = new AtomicInteger();
		assertThrows(CancellationException.class, () -> new SimulationFiles(STUDIES).write(folder, (stage, done,
			total) -> steps.getAndIncrement() < step));
	}

	/** Every file below the folder, temporary ones too, with the bytes it holds. */
	private Map<String, String> content() throws IOException {
		final Map<String, String> content = new TreeMap<>();
		try (Stream<Path> paths = Files.walk(folder)) {
			for (final Path path : paths.filter(Files::isRegularFile).toList())
				content.put(path.toString(), new String(Files.readAllBytes(path), ISO_8859_1));
		}
		return content;
	}
}
