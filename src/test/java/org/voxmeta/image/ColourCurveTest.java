package org.voxmeta.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ColourCurveTest {

	@Test
	void beginsAndEndsAtItsAnchors() {
		final int[] rgb = ColourCurve.through(0x102030, 0xaa5500, 0xf0f0c0).sample(64);

		assertEquals(64, rgb.length);
		assertEquals(0x102030, rgb[0]);
		assertEquals(0xf0f0c0, rgb[63]);
	}

	@Test
	void passesThroughTheMiddleAnchor() {
		final int[] rgb = ColourCurve.through(0x102030, 0x2060a0, 0xf0f0c0).sample(512);

		double nearest = 1;
		for (final int colour : rgb)
			nearest = Math.min(nearest, OkLab.ofRgb(colour).distance(OkLab.ofRgb(0x2060a0)));
		assertEquals(0, nearest, 0.005);
	}

	@Test
	void twoGreysGiveEvenGreysInBetween() {
		final int[] rgb = ColourCurve.through(0x000000, 0xffffff).sample(3);

		// lightness 0.5 is linear light 0.125, which sRGB encodes as 99
		assertArrayEquals(new int[] { 0x000000, 0x636363, 0xffffff }, rgb);
	}

	@Test
	void stepsLookEqualAlthoughTheAnchorsAreNot() {
		final int[] rgb = ColourCurve.through(0x000000, 0x161616, 0x636363, 0xffffff).sample(9);

		for (int i = 1; i < rgb.length; i++)
			assertEquals(1 / 8.0, OkLab.ofRgb(rgb[i - 1]).distance(OkLab.ofRgb(rgb[i])), 0.01);
	}
}
