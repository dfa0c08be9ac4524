package org.voxmeta.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Sha256Test {

	@TempDir
	Path folder;

	/** By Python's hashlib, of each part's length in 8 bytes and the part, and of numbers in 4 bytes each. */
	@Test
	void digitsAreThoseOfOtherPrograms() throws IOException {
		final Path file = Files.writeString(folder.resolve("a"), "abc");

		assertEquals("dd36d2bbd52a75ae1af694f0ab93b3146275934cb55376cc53c608d7ab10bf86", Sha256.of(List.of("abc", "d")));
		assertEquals("7b0b5ea3ff36958c8e32ccf24b71da9ac68e51d0881bf75e62b837ec9ea6f3a5", Sha256.of(new int[] { 1, 2, 3 }));
		assertEquals("c3494ca1a2cf8eeb8a11ded316fb55b83c3bbbedb6313cd50415251e5d09e12f", Sha256.ofFiles(List.of(file)));
	}

	@Test
	void otherListsHaveOtherDigits() throws IOException {
		final Path one = Files.writeString(folder.resolve("1"), "ab");
		final Path two = Files.writeString(folder.resolve("2"), "c");
		final Path all = Files.writeString(folder.resolve("3"), "abc");
		final int[] long1 = new int[100_000];
		final int[] long2 = long1.clone();
		long2[99_999] = 1;

		assertAllDiffer(Sha256.of(List.of("ab", "c")), Sha256.of(List.of("a", "bc")), Sha256.of(List.of("abc")), Sha256
			.of(List.of()));
		assertAllDiffer(Sha256.ofFiles(List.of(one, two)), Sha256.ofFiles(List.of(two, one)), Sha256.ofFiles(List.of(
			all)));
		assertAllDiffer(Sha256.of(long1), Sha256.of(long2), Sha256.of(Arrays.copyOf(long1, 99_999)));
	}

	private static void assertAllDiffer(final String... digits) {
		assertEquals(digits.length, new HashSet<>(List.of(digits)).size());
	}
}
