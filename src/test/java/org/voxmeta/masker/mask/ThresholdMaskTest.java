package org.voxmeta.masker.mask;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.DoubleType;

import org.junit.jupiter.api.Test;

class ThresholdMaskTest {

	private static final double NAN = Double.NaN;
	private static final double INFINITE = Double.POSITIVE_INFINITY;
	private static final ThresholdMask ALL = ThresholdMask.withDefaults();

	@Test
	void masksAreThoseOfTheTable() {
		final List<MaskTables.Row> rows = MaskTables.masks("threshold");

		for (final MaskTables.Row row : rows) {
			final ThresholdMask strategy = ALL.withLower(Level.parse(row.settings()[0])).withUpper(Level.parse(row
				.settings()[1])).withCleaning(row.cleaning());
			assertEquals(row.mask(), MaskTables.digits(strategy.maskOf(MaskTables.image(row.image()))), row.what());
		}
		assertTrue(rows.size() > 30);
	}

	@Test
	void bothLevelsAreIncludedAndWhatIsNotFiniteIsOut() {
		final double[] values = { 1, 2, 3, NAN, 4, INFINITE, -INFINITE, 0, -1 };

		assertArrayEquals(new int[] { 1, 2 }, mask(ALL.withLower(Level.of(2)).withUpper(Level.of(3)), values));
		assertArrayEquals(new int[] { 1, 2, 4 }, mask(ALL.withLower(Level.of(2)), values));
		assertArrayEquals(new int[] { 7, 8 }, mask(ALL.withUpper(Level.of(0)), values));
		assertArrayEquals(new int[] { 0, 1, 2, 4, 7, 8 }, mask(ALL, values));
	}

	@Test
	void percentilesAreThoseOfTheFiniteValues() {
		final double[] values = { NAN, 10, 30, 20, INFINITE, 40, 50 };

		assertArrayEquals(new int[] { 2, 5, 6 }, mask(ALL.withLower(Level.percentile(50)), values));
		assertArrayEquals(new int[] { 1, 3 }, mask(ALL.withUpper(Level.percentile(49)), values));
	}

	@Test
	void withoutFiniteValuesNothingReachesAPercentile() {
		assertArrayEquals(new int[0], mask(ALL.withLower(Level.percentile(0)), NAN, INFINITE));
		assertArrayEquals(new int[0], mask(ALL, NAN, INFINITE));
	}

	/** nilearn's template is not at hand: the step after it, by a plain loop. */
	@Test
	void aTemplateIsCutAtOneHalf() {
		final Random random = new Random(8);
		final double[] template = new double[12 * 11 * 10];
		for (int i = 0; i < template.length; i++)
			template[i] = Math.exp(-Math.pow((i % 12 - 5.5) / 6, 2) - Math.pow((i / 12 % 11 - 5) / 5.5, 2) - Math
				.pow((i / 132 - 4.5) / 5, 2)) + 0.05 * random.nextGaussian();
		template[5 + 12 * (5 + 11 * 4)] = 0.5;
		final boolean[] mask = new boolean[template.length];
		for (int i = 0; i < mask.length; i++)
			mask[i] = template[i] >= 0.5;
		final boolean[] opened = new MaskCleaning(2, true, false).apply(mask, 12, 11, 10);

		final int[] got = mask(ThresholdMask.ofTemplate(), ArrayImgs.doubles(template, 12, 11, 10));

		int n = 0;
		for (int i = 0; i < opened.length; i++)
			if (opened[i]) assertEquals(i, got[n++]);
		assertEquals(n, got.length);
		assertTrue(n > 50);
	}

	@Test
	void levelsAreReadFromTexts() {
		assertEquals(Level.of(-2.5), Level.parse(" -2.5 "));
		assertEquals(Level.percentile(25), Level.parse("25%"));
		assertEquals(Level.percentile(2.5), Level.parse(Level.percentile(2.5).toString()));
		assertEquals("Threshold: got '0,5', wanted a number (with a decimal point), or a percentile such as 25%",
			refusal("0,5"));
		assertEquals("Threshold: got 101.0%, wanted 0% to 100%", refusal("101%"));
		assertEquals("Threshold: got NaN, wanted a number", refusal("NaN"));
		assertThrows(IllegalArgumentException.class, () -> Level.parse("%"));
		assertThrows(IllegalArgumentException.class, () -> Level.parse(""));
		assertThrows(IllegalArgumentException.class, () -> Level.parse("NaN%"));
	}

	@Test
	void settingsAreListed() {
		assertEquals("{lower=-Infinity, upper=25.0%, opening=0, connected=false, fill_holes=false}", ALL.withUpper(
			Level.percentile(25)).parameters().toString());
		assertEquals("{lower=0.5, upper=Infinity, opening=2, connected=true, fill_holes=false}", ThresholdMask
			.ofTemplate().parameters().toString());
	}

	private static String refusal(final String text) {
		return assertThrows(IllegalArgumentException.class, () -> Level.parse(text)).getMessage();
	}

	private static int[] mask(final ThresholdMask strategy, final double... values) {
		return mask(strategy, ArrayImgs.doubles(values, values.length));
	}

	private static int[] mask(final ThresholdMask strategy, final Img<DoubleType> image) {
		return MaskTables.indices(strategy.maskOf(image));
	}
}
