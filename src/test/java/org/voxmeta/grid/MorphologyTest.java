package org.voxmeta.grid;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

class MorphologyTest {

	@Test
	void erosionIsThatOfScipy() {
		MorphologyTable.each("erosion", (times, dims, mask, result) -> assertEquals(result, MorphologyTable.digits(
			Morphology.erosion(mask, times, dims))));
	}

	@Test
	void dilationIsThatOfScipy() {
		MorphologyTable.each("dilation", (times, dims, mask, result) -> assertEquals(result, MorphologyTable
			.digits(Morphology.dilation(mask, times, dims))));
	}

	@Test
	void openingIsThatOfScipy() {
		MorphologyTable.each("opening", (times, dims, mask, result) -> assertEquals(result, MorphologyTable.digits(
			Morphology.opening(mask, times, dims))));
	}

	@Test
	void holesAreFilledAsScipyDoes() {
		MorphologyTable.each("fillHoles", (times, dims, mask, result) -> assertEquals(result, MorphologyTable
			.digits(Morphology.fillHoles(mask, dims))));
	}

	@Test
	void severalTimesAreOneAfterTheOther() {
		final Random random = new Random(4);
		for (int i = 0; i < 50; i++) {
			final long[] dims = random.longs(3, 1, 12).toArray();
			final boolean[] mask = random(random, dims, 0.9);

			boolean[] eroded = mask;
			boolean[] grown = mask;
			for (int time = 0; time < 3; time++) {
				eroded = Morphology.erosion(eroded, 1, dims);
				grown = Morphology.dilation(grown, 1, dims);
			}

			assertArrayEquals(eroded, Morphology.erosion(mask, 3, dims));
			assertArrayEquals(grown, Morphology.dilation(mask, 3, dims));
		}
	}

	@Test
	void openingTakesVoxelsAwayAndOnceMoreTakesNone() {
		final Random random = new Random(5);
		for (int i = 0; i < 50; i++) {
			final long[] dims = random.longs(3, 1, 12).toArray();
			final boolean[] mask = random(random, dims, 0.9);

			final boolean[] opened = Morphology.opening(mask, 1, dims);

			for (int j = 0; j < mask.length; j++)
				assertEquals(opened[j] && mask[j], opened[j]);
			assertArrayEquals(opened, Morphology.opening(opened, 1, dims));
		}
	}

	@Test
	void zeroTimesGivesACopy() {
		final boolean[] mask = { true, false, true };

		assertArrayEquals(mask, Morphology.erosion(mask, 0, 3));
		assertNotSame(mask, Morphology.dilation(mask, 0, 3));
	}

	@Test
	void manyTimesEmptyOrFillTheMask() {
		final boolean[] mask = random(new Random(6), new long[] { 9, 8 }, 0.5);
		final boolean[] full = new boolean[72];
		Arrays.fill(full, true);

		assertArrayEquals(new boolean[72], Morphology.erosion(mask, Integer.MAX_VALUE, 9, 8));
		assertArrayEquals(full, Morphology.dilation(mask, Integer.MAX_VALUE, 9, 8));
	}

	@Test
	void theInputIsLeftAsItIs() {
		final boolean[] mask = { true, true, false, true };

		Morphology.erosion(mask, 1, 4);
		Morphology.dilation(mask, 1, 4);
		Morphology.fillHoles(mask, 4);

		assertArrayEquals(new boolean[] { true, true, false, true }, mask);
	}

	@Test
	void mistakesAreRefused() {
		assertEquals("Morphology: got -1 times, wanted 0 or more", assertThrows(IllegalArgumentException.class,
			() -> Morphology.erosion(new boolean[2], -1, 2)).getMessage());
		assertThrows(IllegalArgumentException.class, () -> Morphology.dilation(new boolean[2], 1, 3));
		assertThrows(IllegalArgumentException.class, () -> Morphology.dilation(new boolean[2], 0, 3));
		assertThrows(IllegalArgumentException.class, () -> Morphology.fillHoles(new boolean[2], 3));
	}

	private static boolean[] random(final Random random, final long[] dims, final double share) {
		final boolean[] mask = new boolean[(int) Arrays.stream(dims).reduce(1, (a, b) -> a * b)];
		for (int i = 0; i < mask.length; i++)
			mask[i] = random.nextDouble() < share;
		return mask;
	}
}
