package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxmeta.SmallStudies;
import org.voxmeta.analysis.StudyReader.Readings;
import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.masker.ImageSource;
import org.voxmeta.masker.FittedMasker;
import org.voxmeta.masker.VoxelMask;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Signals.FloatRow;
import org.voxmeta.task.Progress;

class StudyReaderTest {

	private static final VoxelGrid GRID = VoxelGrid.of(new long[] { 2, 2 }, null);
	private static final StudyMasker MASKER = StudyMasker.of(FittedMasker.of(VoxelMask.all(2, 2), VoxelGrid.of(new long[] { 2, 2 }, null)));

	@TempDir
	Path folder;

	@Test
	void rowsAreInTheOrderOfTheImagesWhateverTheThreads() {
		final List<StudyImage> images = new ArrayList<>();
		for (int k = 0; k < 50; k++)
			images.add(image(k));

		for (final int threads : new int[] { 0, 1, 2, 7 }) {
			final Readings<Signals.Row> readings = StudyReader.of(MASKER).withThreads(threads).read(images, Function
				.identity(), Progress.NONE);
			assertEquals(Map.of(), readings.failures());
			for (int k = 0; k < 50; k++)
				assertArrayEquals(new float[] { k == 0 ? Float.NaN : k, 1, Float.NaN, Float.NaN }, values(readings.rows().get(
					k)), "0 and infinity are missing");
		}
	}

	@Test
	void imagesThatCannotBeReadAreNamedAndTheOthersRead() {
		final IOException damaged = new IOException("b: damaged");
		final IOException other = new IOException("d: damaged");
		final List<StudyImage> images = List.of(image(1), failing(damaged), image(3), failing(other));

		final Readings<Signals.Row> readings = StudyReader.of(MASKER).read(images, Function.identity(), Progress.NONE);

		assertEquals(Map.of(1, damaged, 3, other), readings.failures());
		assertNull(readings.rows().get(1));
		assertEquals(3, values(readings.rows().get(2))[0]);
		assertEquals(Map.of(1, List.of(damaged, other)), readings.failures(2), "two maps of the second of two studies");
		assertEquals(Map.of(1, List.of(damaged), 3, List.of(other)), readings.failures(4));
	}

	@Test
	void aThreadHoldsOneImageAtATime() {
		final AtomicInteger open = new AtomicInteger();
		final Set<Integer> seen = ConcurrentHashMap.newKeySet();
		final StudyMasker closing = StudyMasker.of("", image -> {
			image.open();
			seen.add(open.getAndDecrement());
			return new FloatRow(new float[1]);
		});
		final List<StudyImage> images = new ArrayList<>();
		for (int k = 0; k < 40; k++)
			images.add(image(() -> {
				open.incrementAndGet();
				return ArrayImgs.floats(2, 2);
			}));

		StudyReader.of(closing).withThreads(2).read(images, Function.identity(), Progress.NONE);

		assertTrue(Set.of(1, 2).containsAll(seen), seen.toString());
	}

	@Test
	void theProgressIsToldAndCanCancel() {
		final List<StudyImage> images = List.of(image(1), image(2), image(3), image(4));
		final List<String> told = new ArrayList<>();

		final CancellationException cancelled = assertThrows(CancellationException.class, () -> StudyReader.of(MASKER)
			.withThreads(1).read(images, Function.identity(), (stage, done, total) -> {
				told.add(stage + " " + done + "/" + total);
				return done < 2;
			}));

		assertEquals("Cancelled while reading maps (2 of 4)", cancelled.getMessage());
		assertEquals(List.of("reading maps 0/4", "reading maps 1/4", "reading maps 2/4"), told);
	}

	/** An interrupted thread cannot read a file, which is none of the file's fault. */
	@Test
	void anInterruptIsNoDamage() throws IOException {
		final Path file = SmallStudies.of(1, 2, 2).writeMap(folder.resolve("a.nii"), 1, 2, 3, 4);
		final StudyImage interrupted = image(() -> {
			Thread.currentThread().interrupt();
			return StudyImage.ofFile("a", file, GRID, StudyFiles.OPENED).source().open();
		});

		final CancellationException cancelled = assertThrows(CancellationException.class, () -> StudyReader.of(MASKER)
			.read(List.of(interrupted), Function.identity(), Progress.NONE));

		assertEquals("Cancelled while reading maps", cancelled.getMessage());
		assertTrue(Files.exists(file));
	}

	@Test
	void whatIsKeptOfARowIsWhatWasAskedFor() {
		final Readings<Integer> readings = StudyReader.of(MASKER).read(List.of(image(1)), Signals.Row::length,
			Progress.NONE);

		assertEquals(List.of(4), readings.rows());
		assertEquals(0, readings.kept());
	}

	@Test
	void otherFailuresFly() {
		final IllegalStateException bug = new IllegalStateException("bug");

		assertSame(bug, assertThrows(IllegalStateException.class, () -> StudyReader.of(MASKER).read(List.of(image(() -> {
			throw bug;
		})), Function.identity(), Progress.NONE)));
	}

	private static StudyImage image(final int first) {
		return image(() -> ArrayImgs.floats(new float[] { first, 1, 0, Float.POSITIVE_INFINITY }, 2, 2));
	}

	private static StudyImage failing(final IOException failure) {
		return image(() -> {
			throw failure;
		});
	}

	private static StudyImage image(final ImageSource source) {
		return new StudyImage("", List.of(), List.of(), GRID, source);
	}

	private static float[] values(final Signals.Row row) {
		return ((FloatRow) row).values();
	}
}
