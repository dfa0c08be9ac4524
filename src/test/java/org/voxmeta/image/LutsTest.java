package org.voxmeta.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.FloatProcessor;
import ij.process.LUT;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LutsTest {

	@Test
	void zeroIsNearlyWhiteAndNaNIsDarkInAnImageJWindow() {
		final int[] drawn = drawDiverging(2.5, 0, Float.NaN, -2.5f, 2.5f);

		assertTrue(darkestChannel(drawn[0]) > 0xf0);
		assertTrue(lightness(drawn[1]) < 16);
		assertEquals(drawn[2], drawn[1]);
		assertTrue(lightness(drawn[3]) < 16);
	}

	@Test
	void negativeIsBlueAndPositiveIsRed() {
		final int[] drawn = drawDiverging(2, -1, 1);

		assertTrue((drawn[0] & 0xff) > (drawn[0] >> 16 & 0xff) + 80);
		assertTrue((drawn[1] >> 16 & 0xff) > (drawn[1] & 0xff) + 80);
	}

	@Test
	void displayRangeIsSymmetricAndValuesStay() {
		final float[] values = { -7, 0, 3, Float.NaN };
		final ImagePlus imp = new ImagePlus("z", new FloatProcessor(4, 1, values.clone()));

		Luts.applyDiverging(imp, 4.25);

		assertEquals(-4.25, imp.getDisplayRangeMin());
		assertEquals(4.25, imp.getDisplayRangeMax());
		assertEquals(-7, imp.getProcessor().getf(0));
	}

	@Test
	void neitherSignLooksStronger() {
		for (final LUT lut : new LUT[] { Luts.diverging(), Luts.divergingDark() })
			for (int i = 0; i < 128; i++)
				assertEquals(okLightness(lut, i), okLightness(lut, 255 - i), 0.03);
	}

	@Test
	void lightnessOnlyFallsOrOnlyRisesAwayFromZero() {
		final LUT light = Luts.diverging();
		final LUT dark = Luts.divergingDark();
		for (int i = 136; i < 256; i += 8) {
			assertTrue(okLightness(light, i) < okLightness(light, i - 8));
			assertTrue(okLightness(dark, i) > okLightness(dark, i - 8));
		}
	}

	@Test
	void labelsHaveColoursOfTheirOwn() {
		final ImagePlus imp = new ImagePlus("labels", new FloatProcessor(4, 1, new float[] { 0, 1, 2, 3 }));

		Luts.applyLabels(imp, 3);

		final LUT lut = imp.getProcessor().getLut();
		assertTrue(okLightness(lut, 0) < 0.2);
		assertEquals(0, imp.getDisplayRangeMin());
		assertEquals(255, imp.getDisplayRangeMax());
		for (int i = 1; i < 256; i++) {
			assertTrue(okLightness(lut, i) > 0.5, "label " + i);
			for (int j = 1; j < i; j++)
				assertTrue(lut.getRGB(i) != lut.getRGB(j), "labels " + i + ", " + j);
			if (i > 1) assertTrue(distance(lut, i, i - 1) > 0.15, "labels " + i + ", " + (i - 1));
		}
		Luts.applyLabels(imp, 1000);
		assertEquals(1000, imp.getDisplayRangeMax());
	}

	@Test
	void sequentialStepsLookEqualAndRise() {
		final LUT lut = Luts.sequential();

		double length = 0;
		for (int i = 0; i < 255; i += 15)
			length += distance(lut, i, i + 15);
		for (int i = 0; i < 255; i += 15) {
			assertEquals(length / 17, distance(lut, i, i + 15), 0.08 * length / 17);
			assertTrue(okLightness(lut, i + 15) > okLightness(lut, i) + 0.02);
		}
	}

	@Test
	void sequentialRangeIsTheOneAskedFor() {
		final ImagePlus imp = new ImagePlus("tau2", new FloatProcessor(2, 1, new float[] { 0, 1 }));

		Luts.applySequential(imp, 0, 0.5);

		assertEquals(0, imp.getDisplayRangeMin());
		assertEquals(0.5, imp.getDisplayRangeMax());
		assertEquals(Luts.sequential().getRGB(255), imp.getProcessor().getBufferedImage().getRGB(1, 0));
	}

	@Test
	void zeroIsToldFromNaNInMapsFromZero() {
		for (final double limit : new double[] { 1e-6, 0.03, 1, 7, 1e12 }) {
			final ImagePlus imp = row("tau2", Float.NaN, 0, (float) limit, (float) (2 * limit), 1e-9f * (float) limit);

			Luts.applyFromZero(imp, limit);

			final int[] drawn = drawn(imp);
			assertTrue(lightness(drawn[0]) < 3);
			assertTrue(lightness(drawn[1]) > lightness(drawn[0]) + 8);
			assertTrue(lightness(drawn[2]) > 90);
			assertEquals(drawn[2], drawn[3]);
			assertEquals(drawn[1], drawn[4]);
		}
	}

	@Test
	void smallPValuesShineAndLargeOnesAreNotTheBackground() {
		final ImagePlus imp = row("p", Float.NaN, 0, 1e-30f, 0.01f, 0.05f, 1);

		Luts.applyPValues(imp);

		final int[] drawn = drawn(imp);
		assertTrue(lightness(drawn[1]) > 90);
		assertEquals(drawn[1], drawn[2]);
		assertTrue(lightness(drawn[3]) < lightness(drawn[2]) - 5);
		assertTrue(lightness(drawn[4]) < lightness(drawn[3]) - 40);
		assertEquals(drawn[4], drawn[5]);
		assertTrue(lightness(drawn[5]) > lightness(drawn[0]) + 8);
	}

	@Test
	void codesHaveTheirColours() {
		final ImagePlus imp = row("reason", 0, 1, 2, 3);

		Luts.applyCodes(imp, 0x102030, 0x405060, 0x708090);

		final int[] wanted = { 0xff102030, 0xff405060, 0xff708090, 0xff708090 };
		assertArrayEquals(wanted, drawn(imp));
	}

	@Test
	void everyCallGivesALutOfItsOwn() {
		assertNotSame(Luts.diverging(), Luts.diverging());
	}

	@Test
	void limitIsThe999thOfAThousand() {
		final double[] values = new double[1000];
		final SplittableRandom random = new SplittableRandom(3);
		for (int i = 0; i < values.length; i++)
			values[i] = (random.nextBoolean() ? 1 : -1) * (i + 1);
		values[999] = -1e30;

		assertEquals(999, Luts.symmetricLimit(values));
	}

	@Test
	void limitSkipsWhatIsNotFinite() {
		final float[] values = { Float.NaN, -2, 1, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY };

		assertEquals(2, Luts.symmetricLimit(values));
	}

	@Test
	void limitIsAboveZeroWithoutAnySignal() {
		assertEquals(1, Luts.symmetricLimit(new float[0]));
		assertEquals(1, Luts.symmetricLimit(new double[] { Double.NaN }));
		assertTrue(Luts.symmetricLimit(new float[50]) > 0);
	}

	@Test
	void limitOfAFewSignalVoxelsIsTheirHeight() {
		final float[] values = new float[5000];
		values[17] = -3;

		assertEquals(3, Luts.symmetricLimit(values));
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0, -1, Double.NaN, Double.POSITIVE_INFINITY })
	void limitThatIsNoLimitIsRefused(final double limit) {
		final ImagePlus imp = new ImagePlus("z", new FloatProcessor(1, 1));

		final var error = assertThrows(IllegalArgumentException.class, () -> Luts.applyDiverging(imp, limit));
		assertTrue(error.getMessage().contains("got " + limit));
		assertThrows(IllegalArgumentException.class, () -> Luts.applyFromZero(imp, limit));
	}

	@Test
	void rangeThatIsNoRangeIsRefused() {
		final ImagePlus imp = new ImagePlus("k", new FloatProcessor(1, 1));

		assertThrows(IllegalArgumentException.class, () -> Luts.applySequential(imp, 1, 1));
		assertThrows(IllegalArgumentException.class, () -> Luts.applySequential(imp, 0, Double.NaN));
		assertThrows(IllegalArgumentException.class,
			() -> Luts.applySequential(imp, Double.NEGATIVE_INFINITY, 0));
	}

	private static int[] drawDiverging(final double limit, final float... values) {
		final ImagePlus imp = row("z", values);
		Luts.applyDiverging(imp, limit);
		return drawn(imp);
	}

	private static ImagePlus row(final String title, final float... values) {
		return new ImagePlus(title, new FloatProcessor(values.length, 1, values));
	}

	private static int[] drawn(final ImagePlus imp) {
		final int width = imp.getWidth();
		return imp.getProcessor().getBufferedImage().getRGB(0, 0, width, 1, null, 0, width);
	}

	private static int darkestChannel(final int rgb) {
		return Math.min(rgb >> 16 & 0xff, Math.min(rgb >> 8 & 0xff, rgb & 0xff));
	}

	/** CIE lightness L*, 0 to 100, from the relative luminance of sRGB. */
	private static double lightness(final int rgb) {
		final double[] weights = { 0.2126, 0.7152, 0.0722 };
		double luminance = 0;
		for (int c = 0; c < 3; c++)
			luminance += weights[c] * Math.pow(((rgb >> 16 - 8 * c & 0xff) / 255.0 + 0.055) / 1.055, 2.4);
		return 116 * Math.cbrt(luminance) - 16;
	}

	private static double okLightness(final LUT lut, final int entry) {
		return OkLab.ofRgb(lut.getRGB(entry)).l();
	}

	private static double distance(final LUT lut, final int from, final int to) {
		return OkLab.ofRgb(lut.getRGB(from)).distance(OkLab.ofRgb(lut.getRGB(to)));
	}
}
