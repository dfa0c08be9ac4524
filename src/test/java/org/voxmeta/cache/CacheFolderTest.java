package org.voxmeta.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a cache keeps, what it takes for absent, and what it removes. */
class CacheFolderTest {

	private static final String KIND = "row";
	private static final long LARGE = 1 << 20;

	@TempDir
	Path folder;

	@Test
	void whatIsStoredIsLoaded() {
		for (final int length : new int[] { 0, 1, 1 << 16, (1 << 16) + 1, 300_000 }) {
			final byte[] bytes = bytes(length, length);

			assertTrue(store(cache(LARGE), key(length), bytes));

			assertEquals(Optional.of(ByteBuffer.wrap(bytes)), load(cache(LARGE), key(length)));
		}
		assertEquals(Optional.empty(), load(cache(LARGE), key(2)));
	}

	@Test
	void anEntryTakesThePlaceOfTheOneBefore() {
		final CacheFolder cache = cache(LARGE);
		store(cache, key(1), bytes(5, 1));
		store(cache, key(1), bytes(6, 2));

		assertEquals(Optional.of(ByteBuffer.wrap(bytes(6, 2))), load(cache, key(1)));
		assertEquals(1, entries().size());
	}

	/** Wherever it is cut or altered. */
	@Test
	void aDamagedEntryIsAbsentAndCanBeWrittenAgain() throws IOException {
		store(cache(LARGE), key(1), bytes(40, 1));
		final Path file = entries().get(0);
		final byte[] whole = Files.readAllBytes(file);
		final List<byte[]> damaged = new ArrayList<>();
		for (int i = 0; i < whole.length; i++) {
			damaged.add(Arrays.copyOf(whole, i));
			final byte[] flipped = whole.clone();
			flipped[i] ^= 1 << i % 8;
			damaged.add(flipped);
		}
		damaged.add(Arrays.copyOf(whole, whole.length + 1));

		for (final byte[] bytes : damaged) {
			Files.write(file, bytes);
			assertEquals(Optional.empty(), load(cache(LARGE), key(1)));
			assertTrue(store(cache(LARGE), key(1), bytes(40, 1)));
			assertEquals(Optional.of(ByteBuffer.wrap(bytes(40, 1))), load(cache(LARGE), key(1)));
		}
	}

	@Test
	void anEntryUnderTheNameOfAnotherIsAbsent() throws IOException {
		store(cache(LARGE), key(1), bytes(9, 1));
		Files.copy(entries().get(0), folder.resolve(key(2) + "." + KIND));

		assertEquals(Optional.empty(), load(cache(LARGE), key(2)));
	}

	@Test
	void anEntryThatIsNotWhatWasWantedIsAbsent() {
		store(cache(LARGE), key(1), bytes(9, 1));

		assertEquals(Optional.empty(), cache(LARGE).load(KIND, key(1), payload -> payload.fill(ByteBuffer.allocate(
			10))));
	}

	@Test
	void theEntriesNotUsedForLongestGoFirst() throws IOException {
		for (int i = 0; i < 10; i++)
			store(cache(LARGE), key(i), bytes(1000, i));
		for (int i = 0; i < 10; i++)
			age(key(i), Duration.ofDays(20 - i));
		load(cache(LARGE), key(1));

		assertTrue(store(cache(10_300), key(10), bytes(1000, 10)));

		assertEquals(List.of(1, 3, 4, 5, 6, 7, 8, 9, 10), kept(11));
		assertTrue(size() <= 10_300);
	}

	@Test
	void whatARunUsesStaysAndWhatDoesNotFitIsNotStored() throws IOException {
		store(cache(LARGE), key(0), bytes(1000, 0));
		store(cache(LARGE), key(1), bytes(1000, 1));
		age(key(1), Duration.ofDays(20));
		final CacheFolder cache = cache(3500);
		load(cache, key(1));

		assertTrue(store(cache, key(2), bytes(1000, 2)));
		assertTrue(store(cache, key(3), bytes(1000, 3)));
		assertFalse(cache.isFull());
		assertFalse(store(cache, key(4), bytes(1000, 4)));

		assertEquals(List.of(1, 2, 3), kept(5));
		assertTrue(cache.isFull());
		assertEquals(Optional.empty(), cache.problem());
		assertEquals(3, names().size(), "no temporary file is left");
	}

	@Test
	void entriesAreNeverMoreThanTheLimit() throws IOException {
		final Random random = new Random(1);
		for (int run = 0; run < 20; run++) {
			final CacheFolder cache = cache(20_000);
			for (int i = 0; i < 10; i++) {
				store(cache, key(random.nextInt(100)), bytes(random.nextInt(4000), i));
				assertTrue(size() <= 20_000, size() + " bytes");
			}
		}
	}

	@Test
	void otherFilesAreLeftAloneAndAbandonedOnesRemoved() throws IOException {
		final Path letter = Files.write(folder.resolve("letter.txt"), bytes(5000, 1));
		final Path hidden = Files.write(folder.resolve(".notes.tmp"), bytes(5000, 1));
		final Path old = Files.write(folder.resolve("." + key(1) + ".row.x.tmp"), bytes(500, 1));
		final Path young = Files.write(folder.resolve("." + key(2) + ".row.x.tmp"), bytes(500, 1));
		for (final Path file : List.of(letter, hidden, old))
			Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(1))));

		store(cache(2000), key(3), bytes(1000, 1));

		assertEquals(List.of(letter, hidden, young).stream().map(file -> file.getFileName().toString()).sorted().toList(),
			names().stream().filter(name -> !name.endsWith(".row")).sorted().toList());
	}

	@Test
	void aFolderThatCannotBeWrittenIsAProblemButNoFailure() throws IOException {
		final Path file = Files.createFile(folder.resolve("file"));
		final Path below = file.resolve("cache");
		final CacheFolder cache = CacheFolder.at(below, LARGE);

		assertFalse(store(cache, key(1), bytes(1, 1)));
		assertEquals(Optional.empty(), load(cache, key(1)));
		assertTrue(cache.problem().orElseThrow().startsWith("Cache: cannot write to " + below + " ("), cache.problem()
			.get());
		assertFalse(cache.accepts());
	}

	@Test
	void aFolderThatVanishesIsAProblemButNoFailure() throws IOException {
		final CacheFolder cache = CacheFolder.at(folder.resolve("a/b"), LARGE);
		Files.delete(folder.resolve("a/b"));

		assertFalse(store(cache, key(1), bytes(1, 1)));
		assertTrue(cache.problem().isPresent());
	}

	@Test
	void aFileIsRefused() throws IOException {
		final Path file = Files.createFile(folder.resolve("file"));

		assertEquals("Cache: got the file " + file + ", wanted a folder", assertThrows(IllegalArgumentException.class,
			() -> CacheFolder.at(file, LARGE)).getMessage());
	}

	@Test
	void aLinkToAFolderIsAFolder() throws IOException {
		final Path real = Files.createDirectory(folder.resolve("real"));
		final Path link = Files.createSymbolicLink(folder.resolve("link"), real);

		assertTrue(store(CacheFolder.at(link, LARGE), key(1), bytes(1, 1)));
		assertTrue(load(CacheFolder.at(real, LARGE), key(1)).isPresent());
	}

	/** Another run may make room at any time. */
	@Test
	void anEntryThatGoesWhileItIsReadIsReadToItsEnd() throws IOException {
		store(cache(LARGE), key(1), bytes(200_000, 1));

		final Optional<ByteBuffer> loaded = cache(LARGE).load(KIND, key(1), payload -> {
			final ByteBuffer all = ByteBuffer.allocate(200_000);
			payload.fill(all.limit(1000));
			Files.move(entries().get(0), folder.resolve("elsewhere"), StandardCopyOption.ATOMIC_MOVE);
			payload.fill(all.limit(200_000).position(1000));
			return all.rewind();
		});

		assertEquals(Optional.of(ByteBuffer.wrap(bytes(200_000, 1))), loaded);
	}

	private CacheFolder cache(final long limit) {
		return CacheFolder.at(folder, limit);
	}

	private static boolean store(final CacheFolder cache, final String key, final byte[] bytes) {
		return cache.store(KIND, key, out -> out.write(ByteBuffer.wrap(bytes)));
	}

	private static Optional<ByteBuffer> load(final CacheFolder cache, final String key) {
		return cache.load(KIND, key, payload -> payload.fill(ByteBuffer.allocate((int) payload.left())));
	}

	private static String key(final int number) {
		return Sha256.of(new int[] { number });
	}

	private static byte[] bytes(final int length, final int seed) {
		final byte[] bytes = new byte[length];
		new Random(seed).nextBytes(bytes);
		return bytes;
	}

	private void age(final String key, final Duration age) throws IOException {
		Files.setLastModifiedTime(folder.resolve(key + "." + KIND), FileTime.from(Instant.now().minus(age)));
	}

	/** Which of the first keys have an entry. */
	private List<Integer> kept(final int keys) {
		return IntStream.range(0, keys).filter(i -> Files.exists(folder.resolve(key(i) + "." + KIND))).boxed().toList();
	}

	private long size() throws IOException {
		long size = 0;
		for (final Path file : entries())
			size += Files.size(file);
		return size;
	}

	private List<Path> entries() {
		return names().stream().filter(name -> name.endsWith("." + KIND)).map(folder::resolve).toList();
	}

	private List<String> names() {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map(file -> file.getFileName().toString()).toList();
		}
		catch (final IOException e) {
			throw new AssertionError(e);
		}
	}
}
