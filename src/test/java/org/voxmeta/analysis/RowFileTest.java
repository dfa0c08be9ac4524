package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxmeta.stats.data.Signals.DoubleRow;
import org.voxmeta.stats.data.Signals.FloatRow;
import org.voxmeta.stats.data.Signals.Row;
import org.voxmeta.stats.data.Signals.StoredRow;
import org.voxmeta.task.Tasks;

class RowFileTest {

	@TempDir
	Path folder;

	@Test
	void rowsComeBackBitForBitWhateverTheWindow() throws IOException {
		final Random random = new Random(3);
		for (final int window : new int[] { 8, 24, 1 << 10, 1 << 20 })
			try (RowFile file = RowFile.in(folder, window, output -> output)) {
				final List<Row> rows = new ArrayList<>();
				final List<StoredRow> stored = new ArrayList<>();
				for (int i = 0; i < 12; i++) {
					rows.add(random(random, i % 4 == 3, i == 5 ? 20_000 : random.nextInt(60)));
					stored.add(file.add(rows.get(i)));
					// a part of the file is mapped before the rest is written
					if (i == 4) assertSame(rows.get(2), stored.get(2), random);
				}
				for (int i = 0; i < rows.size(); i++)
					assertSame(rows.get(i), stored.get(i), random);
			}
	}

	@Test
	void wordsComeBack() throws IOException {
		final long[] words = new Random(4).longs(20_000).toArray();
		try (RowFile file = RowFile.in(folder, 4096, output -> output)) {
			file.add(new FloatRow(new float[3]));
			final long start = file.add(words);
			final long[] read = new long[words.length];
			file.read(start, read);
			assertArrayEquals(words, read);
		}
	}

	@Test
	void threadsMayWriteAndReadAtOnce() throws IOException {
		try (RowFile file = RowFile.in(folder, 1 << 12, output -> output)) {
			Tasks.forEach(4, IntStream.range(0, 200).boxed().toList(), i -> {
				final Random random = new Random(i);
				final Row row = random(random, i % 3 == 0, 300);
				assertSame(row, stored(file, row), random);
			});
		}
	}

	@Test
	void aStoredRowIsSerializedWithItsValues() throws IOException, ClassNotFoundException {
		final FloatRow row = new FloatRow(new float[] { 1, Float.NaN, -3 });
		try (RowFile file = RowFile.in(folder)) {
			final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			new ObjectOutputStream(bytes).writeObject(file.add(row));
			final Object read = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
			assertArrayEquals(row.values(), assertInstanceOf(FloatRow.class, read).values());
		}
	}

	/** So that nothing is left when the program is killed. */
	@Test
	void theFileHasNoNameWhileItIsUsed() throws IOException {
		Assumptions.assumeFalse(System.getProperty("os.name").startsWith("Windows"), "Windows removes it at the end");
		try (RowFile file = RowFile.in(folder)) {
			file.add(new FloatRow(new float[1000]));
			assertEquals(List.of(), list());
		}
		assertEquals(List.of(), list());
	}

	@Test
	void aClosedFileIsNotRead() throws IOException {
		final RowFile file = RowFile.in(folder);
		final StoredRow row = file.add(new FloatRow(new float[] { 1, 2 }));
		assertEquals(2, ((FloatRow) row.inMemory()).values()[1]);
		file.close();
		file.close();
		assertThrows(UncheckedIOException.class, row::inMemory);
	}

	@Test
	void aStoreFillsMemoryFirst() throws IOException {
		final Row row = new FloatRow(new float[100]);
		// 416 bytes each
		try (RowStore store = RowStore.in(RowPlace.of(new MemoryLimit(900), folder))) {
			assertInstanceOf(FloatRow.class, store.keep(row));
			assertInstanceOf(FloatRow.class, store.keep(row));
			assertEquals(true, store.isInMemory());
			assertInstanceOf(StoredRow.class, store.keep(row));
			assertEquals(false, store.isInMemory());
			assertEquals(1, store.stored());
			assertEquals(400, store.fileSize());
		}
	}

	@Test
	void compactRowsComeBackFromMemoryAndFile() throws IOException {
		final Random random = new Random(5);
		try (RowStore store = RowStore.in(RowPlace.of(new MemoryLimit(1700), folder))) {
			final List<Row> rows = IntStream.range(0, 9).mapToObj(i -> random(random, i % 2 == 0, 130)).toList();
			final List<RowStore.KeptRow> kept = rows.stream().map(row -> store.keep(CompactRow.of(row))).toList();
			for (int i = 0; i < rows.size(); i++) {
				assertEquals(kept.get(i).compact() == null, kept.get(i).reading() != null);
				assertArrayEquals(values(rows.get(i)), values(kept.get(i).row().row()));
			}
			assertEquals(2, kept.stream().filter(row -> row.compact() != null).count());
			kept.forEach(store::release);
			assertEquals(true, store.isInMemory());
			assertInstanceOf(FloatRow.class, store.keep(new FloatRow(new float[400])));
		}
	}

	/** Else a study's row would stay in memory as long as the one in the file. */
	@Test
	void whatIsInTheFileIsNotInMemory() throws IOException {
		try (RowStore store = RowStore.in(RowPlace.of(new MemoryLimit(0), folder))) {
			CompactRow row = CompactRow.of(new FloatRow(new float[1000]));
			final WeakReference<Object> values = new WeakReference<>(row.values());
			final WeakReference<Object> present = new WeakReference<>(row.present());
			final RowStore.KeptRow kept = store.keep(row);
			final Row stored = store.keep(row.values());
			row = null;
			for (int i = 0; i < 100 && (values.get() != null || present.get() != null); i++)
				System.gc();
			assertNull(values.get());
			assertNull(present.get());
			assertArrayEquals(values(stored), values(kept.row().row()));
		}
	}

	@Test
	void aFileThatCannotBeWrittenIsToldWithTheWayOut() throws IOException {
		final Path gone = Files.createDirectory(folder.resolve("gone"));
		final RowStore store = RowStore.in(RowPlace.of(new MemoryLimit(0), gone));
		Files.delete(gone);

		final UncheckedIOException e = assertThrows(UncheckedIOException.class, () -> store.keep(new FloatRow(
			new float[10])));

		assertEquals("Memory: got more maps than the 0.0 MB that are for them in memory, and a temporary file in " + gone
			+ " cannot take the others: no such folder", e.getCause().getMessage());
	}

	@Test
	void anInterruptCancels() throws IOException {
		try (RowStore store = RowStore.in(RowPlace.of(new MemoryLimit(0), folder))) {
			Thread.currentThread().interrupt();
			assertThrows(CancellationException.class, () -> store.keep(new FloatRow(new float[10])));
		}
		finally {
			Thread.interrupted();
		}
	}

	private List<Path> list() throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.toList();
		}
	}

	private static StoredRow stored(final RowFile file, final Row row) {
		try {
			return file.add(row);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static Row random(final Random random, final boolean single, final int length) {
		final double[] values = random.doubles(length).map(x -> x < 0.1 ? Double.NaN : x - 0.5).toArray();
		if (!single) return new DoubleRow(values);
		final float[] floats = new float[length];
		for (int j = 0; j < length; j++)
			floats[j] = (float) values[j];
		return new FloatRow(floats);
	}

	private static void assertSame(final Row wanted, final StoredRow got, final Random random) {
		assertEquals(wanted.length(), got.length());
		assertEquals(wanted.countBelowZero(), got.countBelowZero());
		assertEquals(wanted.getClass(), got.inMemory().getClass());
		assertArrayEquals(values(wanted), values(got));
		if (wanted.length() == 0) return;
		final int from = random.nextInt(wanted.length());
		final int n = random.nextInt(wanted.length() - from + 1);
		final int[] at = random.ints(n + 2, 0, wanted.length()).toArray();
		final double[] expected = new double[n];
		final double[] actual = new double[n];
		wanted.read(from, n, expected);
		got.read(from, n, actual);
		assertArrayEquals(expected, actual);
		wanted.read(at, 1, n, expected);
		got.read(at, 1, n, actual);
		assertArrayEquals(expected, actual);
		assertArrayEquals(values(wanted.at(at)), values(got.at(at)));
		assertEquals(wanted.getClass(), got.at(at).getClass());
	}

	private static double[] values(final Row row) {
		final double[] values = new double[row.length()];
		row.read(0, values.length, values);
		return values;
	}
}
