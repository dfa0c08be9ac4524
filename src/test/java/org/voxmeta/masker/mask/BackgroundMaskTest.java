package org.voxmeta.masker.mask;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;

class BackgroundMaskTest {

	private static final BackgroundMask DEFAULTS = BackgroundMask.withDefaults();

	@Test
	void masksAreThoseOfTheTable() {
		final List<MaskTables.Row> rows = MaskTables.masks("background");

		for (final MaskTables.Row row : rows) {
			final BackgroundMask strategy = DEFAULTS.withBorderSize(Integer.parseInt(row.settings()[0])).withCleaning(
				row.cleaning());
			assertEquals(row.mask(), MaskTables.digits(strategy.maskOf(MaskTables.image(row.image()))), row.what());
		}
		assertTrue(rows.size() > 30);
	}

	@Test
	void whatDiffersFromTheBordersMedianIsIn() {
		final double[] values = { 7, 7, 1, 2, 7, 3, 7, 5 };

		assertArrayEquals(new int[] { 2, 3, 5, 7 }, mask(DEFAULTS, values, 8));
	}

	@Test
	void cornersCountOnceForEachEndTheyAreNear() {
		// border of 1: four corners of 1 count twice, the other six once, so 1 is the median
		final double[] values = { //
			1, 2, 3, 1, //
			4, 9, 9, 5, //
			1, 6, 7, 1 };

		assertArrayEquals(new int[] { 1, 2, 4, 5, 6, 7, 9, 10 }, mask(DEFAULTS.withBorderSize(1),
			values, 4, 3));
	}

	@Test
	void aNanAtTheBorderMakesNanTheBackground() {
		final double[] values = { Double.NaN, 0, 0, 3, Double.NaN, 0, 0, 0 };

		assertArrayEquals(new int[] { 1, 2, 3, 5, 6, 7 }, mask(DEFAULTS, values, 8));
	}

	@Test
	void aNanInsideIsNoBackground() {
		final double[] values = { 0, 0, 3, Double.NaN, 1, 0, 0 };

		assertArrayEquals(new int[] { 2, 3, 4 }, mask(DEFAULTS, values, 7));
	}

	@Test
	void axesOfOneVoxelAtTheEndDoNotMatter() {
		final double[] values = new double[64];
		for (int i = 0; i < 64; i++)
			values[i] = i % 8 > 2 && i % 8 < 6 && i / 8 > 2 && i / 8 < 6 ? 1 : 0;
		final BackgroundMask strategy = DEFAULTS.withCleaning(new MaskCleaning(1, true, true));

		final int[] mask = mask(strategy, values, 8, 8);

		assertArrayEquals(new int[] { 28, 35, 36, 37, 44 }, mask);
		assertArrayEquals(mask, mask(strategy, values, 8, 8, 1));
		assertArrayEquals(new long[] { 8, 8, 1 }, strategy.maskOf(ArrayImgs.doubles(values, 8, 8, 1)).dimensions());
	}

	@Test
	void imagesOfOneValueHaveAnEmptyMask() {
		assertEquals(0, DEFAULTS.maskOf(ArrayImgs.bytes(5, 5, 5)).size());
		final float[] nan = new float[9];
		Arrays.fill(nan, Float.NaN);
		assertEquals(0, DEFAULTS.maskOf(ArrayImgs.floats(nan, 3, 3)).size());
	}

	@Test
	void settingsAreListed() {
		assertEquals("{border_size=2, opening=0, connected=false, fill_holes=false}", DEFAULTS.parameters()
			.toString());
		assertEquals("{border_size=3, opening=1, connected=true, fill_holes=true}", DEFAULTS.withBorderSize(3)
			.withCleaning(new MaskCleaning(1, true, true)).parameters().toString());
	}

	@Test
	void aBorderOfNothingIsRefused() {
		assertEquals("Background mask: got a border of 0 voxels, wanted 1 or more", assertThrows(
			IllegalArgumentException.class, () -> DEFAULTS.withBorderSize(0)).getMessage());
	}

	private static int[] mask(final BackgroundMask strategy, final double[] values, final long... dims) {
		return MaskTables.indices(strategy.maskOf(ArrayImgs.doubles(values, dims)));
	}
}
