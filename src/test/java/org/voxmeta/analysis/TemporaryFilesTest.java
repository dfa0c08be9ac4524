package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxmeta.SmallStudies;
import org.voxmeta.analysis.EstimatorRun.Outcome;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;

/** How long the files of rows and maps live that memory has no room for, and what happens when a disk is full. */
class TemporaryFilesTest {

	private static final DerSimonianLaird ESTIMATOR = DerSimonianLaird.withDefaults();
	/** Enough collections for a reference that nothing holds to be cleared. */
	private static final int COLLECTIONS = 100;

	@TempDir
	Path folder;

	private Path table;
	/** Every file that a run made. */
	private final List<RowFile> files = new ArrayList<>();

	@BeforeEach
	void writeStudies() throws IOException {
		table = SmallStudies.of(6, 7, 6, 5).withHoles().write(folder.resolve("studies"));
	}

	@Test
	void rowsGoWithTheRunAndMapsStay() throws IOException {
		final Outcome outcome = run(RowFile::in, Progress.NONE);
		// rows without their missing voxels, rows, maps
		assertEquals(3, files.size());
		assertFalse(files.get(0).isOpen());
		assertFalse(files.get(1).isOpen());
		assertTrue(files.get(2).isOpen());
		assertEquals(outcome.result().maps().voxels(), outcome.result().maps().get(MapKind.Z).length);
	}

	@ParameterizedTest
	@ValueSource(strings = { "reading maps", "fitting voxels", "writing maps" })
	void nothingIsOpenAfterARunThatIsStopped(final String stage) throws IOException {
		assertThrows(CancellationException.class, () -> run(RowFile::in, (now, done, total) -> !now.equals(stage) || done
			< 1));
		assertNoneIsOpen();
	}

	/** Wherever the disk is full: while studies are read, while their voxels are chosen, while maps are written. */
	@Test
	void aFullDiskIsOneMessageAndLeavesNothing() throws IOException {
		final AtomicLong written = new AtomicLong();
		run(place -> limited(place, Long.MAX_VALUE, written), Progress.NONE);
		final long all = written.get();
		files.clear();
		Files.createDirectories(folder.resolve("maps"));
		final List<String> before = names();
		for (int i = 0; i < 12; i++) {
			final long room = all * i / 12;
			final AtomicLong soFar = new AtomicLong();
			final IOException e = assertThrows(IOException.class, () -> run(place -> limited(place, room, soFar),
				Progress.NONE));
			assertEquals("Memory: got more maps than the 0.0 MB that are for them in memory, and a temporary file in " + folder
				.resolve("maps") + " cannot take the others: No space left on device", e.getMessage());
			assertNoneIsOpen();
			assertEquals(before, names());
		}
	}

	/** The seam writes what a disk would, byte by byte up to the last one there is room for. */
	private static RowFile limited(final Path place, final long room, final AtomicLong written) throws IOException {
		return RowFile.in(place, 1 << 20, output -> (bytes, at) -> {
			if (written.get() >= room) throw new IOException("No space left on device");
			final int some = (int) Math.min(bytes.remaining(), room - written.get());
			final ByteBuffer part = bytes.slice().order(bytes.order()).limit(some);
			final int done = output.write(part, at);
			bytes.position(bytes.position() + done);
			written.addAndGet(done);
			return done;
		});
	}

	@Test
	void mapsGoWithTheLastReferenceToThem() throws IOException {
		Outcome outcome = run(RowFile::in, Progress.NONE);
		final WeakReference<RowFile> file = new WeakReference<>(files.get(2));
		files.clear();
		assertTrue(file.get().isOpen());
		assertTrue(openFiles() > 0);
		assertTrue(outcome.result().maps().stored() > 0);
		outcome = null;
		collect(file);
		assertNull(file.get());
		for (int i = 0; i < COLLECTIONS && openFiles() > 0; i++)
			System.gc();
		assertEquals(0, openFiles());
	}

	/** As Fiji does: an image holds the fit, and the fit what it was made of as long as memory allows. */
	@Test
	void aFitHoldsItsFilesNoLongerThanItIsHeld() throws IOException {
		Outcome outcome = run(RowFile::in, Progress.NONE);
		Fit fit = outcome.fit();
		outcome = null;
		final WeakReference<RowFile> file = new WeakReference<>(files.get(2));
		files.clear();
		collect(file);
		assertNull(file.get());
		assertEquals("DerSimonian-Laird", fit.estimator());
		fit = null;
	}

	/** How many of this process's files are rows or maps of this test; they have no name any more. */
	private long openFiles() throws IOException {
		final Path descriptors = Path.of("/proc/self/fd");
		Assumptions.assumeTrue(Files.isDirectory(descriptors), "Only Linux tells which files a process has open");
		try (Stream<Path> open = Files.list(descriptors)) {
			return open.filter(path -> {
				try {
					final String target = Files.readSymbolicLink(path).toString();
					return target.startsWith(folder.toString()) && target.contains(".voxmeta-rows-");
				}
				catch (final IOException e) {
					// the one that lists them
					return false;
				}
			}).count();
		}
	}

	private static void collect(final WeakReference<?> reference) {
		for (int i = 0; i < COLLECTIONS && reference.get() != null; i++)
			System.gc();
	}

	private void assertNoneIsOpen() {
		assertFalse(files.isEmpty());
		files.forEach(file -> assertFalse(file.isOpen()));
		files.clear();
	}

	private Outcome run(final RowPlace.Maker maker, final Progress progress) throws IOException {
		return EstimatorRun.of(ESTIMATOR).withAggressiveMask(false).withMemory(new MemoryLimit(0)).withRows(place -> {
			final RowFile file = maker.in(place);
			files.add(file);
			return file;
		}, 64).withOutput(folder.resolve("maps")).run(StudyInputs.ofTable(table, ESTIMATOR.needs(), true), null, "test",
			progress);
	}

	private List<String> names() throws IOException {
		try (Stream<Path> paths = Files.walk(folder)) {
			return paths.map(Path::toString).filter(name -> !name.contains("maps/")).sorted().toList();
		}
	}
}
