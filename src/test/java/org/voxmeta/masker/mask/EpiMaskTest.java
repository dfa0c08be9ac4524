package org.voxmeta.masker.mask;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;

class EpiMaskTest {

	private static final EpiMask PLAIN = EpiMask.withDefaults().withCleaning(MaskCleaning.NONE);

	@Test
	void masksAreThoseOfTheTable() {
		final List<MaskTables.Row> rows = MaskTables.masks("epi");

		for (final MaskTables.Row row : rows) {
			final EpiMask strategy = EpiMask.withDefaults().withCutoffs(Double.parseDouble(row.settings()[0]), Double
				.parseDouble(row.settings()[1])).withExcludeZeros(Boolean.parseBoolean(row.settings()[2]))
				.withCleaning(row.cleaning());
			assertEquals(row.mask(), MaskTables.digits(strategy.maskOf(MaskTables.image(row.image()))), row.what());
		}
		assertTrue(rows.size() > 40);
	}

	@Test
	void theThresholdLiesInTheWidestGapBetweenTheCutoffs() {
		// ten values: between places 2 and 8 the gap from 5 to 9 is widest; that from 0 to 1 is outside
		final double[] values = { 20, 4, 9, 0, 2, 5, 10, 11, 3, -9 };

		assertArrayEquals(new int[] { 0, 2, 6, 7 }, mask(PLAIN, values));
		assertArrayEquals(new int[] { 0, 1, 2, 3, 4, 5, 6, 7, 8 }, mask(PLAIN.withCutoffs(0, 0.5), values));
		assertArrayEquals(new int[] { 0 }, mask(PLAIN.withCutoffs(0.3, 1), values));
	}

	@Test
	void ofEquallyWideGapsTheFirstCounts() {
		assertArrayEquals(new int[] { 2, 3, 4, 5 }, mask(PLAIN.withCutoffs(0, 1), 0, 1, 3, 4, 6, 7));
	}

	@Test
	void zerosMayBeLeftOutOfTheOrder() {
		final double[] values = { 0, 0, 0, 0, 0, 0, 5, 6, 9, 10 };

		assertArrayEquals(new int[] { 6, 7, 8, 9 }, mask(PLAIN, values));
		assertArrayEquals(new int[] { 8, 9 }, mask(PLAIN.withExcludeZeros(true), values));
	}

	@Test
	void valuesThatAreNotFiniteCountAsZero() {
		final double infinite = Double.POSITIVE_INFINITY;
		final double[] values = { 3, Double.NaN, 9, infinite, 2, -infinite, 9, 8, 1, 9 };
		final double[] zeros = { 3, 0, 9, 0, 2, 0, 9, 8, 1, 9 };

		assertArrayEquals(mask(PLAIN, zeros), mask(PLAIN, values));
	}

	@Test
	void theScaleOfTheImageDoesNotMatter() {
		final double[] values = new Random(3).doubles(15 * 14 * 13).toArray();
		final EpiMask strategy = EpiMask.withDefaults().withCleaning(MaskCleaning.NONE.withOpening(1));

		final String mask = MaskTables.digits(strategy.maskOf(ArrayImgs.doubles(values, 15, 14, 13)));
		for (int i = 0; i < values.length; i++)
			values[i] *= 1024;

		assertEquals(mask, MaskTables.digits(strategy.maskOf(ArrayImgs.doubles(values, 15, 14, 13))));
	}

	@Test
	void axesOfOneVoxelAtTheEndDoNotMatter() {
		final RandomAccessibleInterval<DoubleType> plane = MaskTables.image("plane");
		final EpiMask strategy = EpiMask.withDefaults().withCleaning(new MaskCleaning(1, true, true));

		final String mask = MaskTables.digits(strategy.maskOf(plane));

		assertTrue(strategy.maskOf(plane).size() > 0);
		assertEquals(mask, MaskTables.digits(strategy.maskOf(Views.addDimension(plane, 0, 0))));
	}

	@Test
	void aConstantImageIsAllInTheMask() {
		assertArrayEquals(new int[] { 0, 1, 2 }, mask(PLAIN, 7, 7, 7));
	}

	@Test
	void settingsAreListed() {
		assertEquals("{lower_cutoff=0.2, upper_cutoff=0.85, exclude_zeros=false, opening=2, connected=true,"
			+ " fill_holes=false}", EpiMask.withDefaults().parameters().toString());
		assertEquals("{lower_cutoff=0.1, upper_cutoff=0.7, exclude_zeros=true, opening=0, connected=false,"
			+ " fill_holes=false}", PLAIN.withCutoffs(0.1, 0.7).withExcludeZeros(true).parameters().toString());
		assertEquals("epi", PLAIN.name());
	}

	@Test
	void mistakesAreRefused() {
		assertEquals("EPI mask: got the cutoffs 0.5 and 0.2, wanted a lower and a higher one between 0 and 1",
			assertThrows(IllegalArgumentException.class, () -> PLAIN.withCutoffs(0.5, 0.2)).getMessage());
		assertThrows(IllegalArgumentException.class, () -> PLAIN.withCutoffs(Double.NaN, 0.2));
		assertThrows(IllegalArgumentException.class, () -> PLAIN.withCutoffs(-0.1, 0.2));
		assertThrows(IllegalArgumentException.class, () -> PLAIN.withCutoffs(0.1, 1.2));
		assertEquals("EPI mask: got 1 voxels, wanted at least two between the cutoffs 0.2 and 0.85", assertThrows(
			IllegalArgumentException.class, () -> mask(PLAIN, 1)).getMessage());
		assertEquals("EPI mask: got 0 voxels other than 0, wanted at least two between the cutoffs 0.2 and 0.85",
			assertThrows(IllegalArgumentException.class, () -> mask(PLAIN.withExcludeZeros(true), 0, 0, 0, 0))
				.getMessage());
	}

	private static int[] mask(final EpiMask strategy, final double... values) {
		return MaskTables.indices(strategy.maskOf(ArrayImgs.doubles(values, values.length)));
	}
}
