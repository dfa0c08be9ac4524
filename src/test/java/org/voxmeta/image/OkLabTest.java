package org.voxmeta.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

class OkLabTest {

	/** Published coordinates of the sRGB primaries. */
	@Test
	void primariesHaveTheirPublishedCoordinates() {
		assertLab(0.627955, 0.224863, 0.125846, OkLab.ofRgb(0xff0000));
		assertLab(0.866440, -0.233888, 0.179498, OkLab.ofRgb(0x00ff00));
		assertLab(0.452014, -0.032457, -0.311528, OkLab.ofRgb(0x0000ff));
	}

	@Test
	void greysHaveNoColour() {
		assertLab(1, 0, 0, OkLab.ofRgb(0xffffff));
		assertLab(0, 0, 0, OkLab.ofRgb(0x000000));
		assertEquals(0, OkLab.ofRgb(0x777777).a(), 1e-6);
		assertEquals(0, OkLab.ofRgb(0x777777).b(), 1e-6);
	}

	@Test
	void everyRgbComesBack() {
		final SplittableRandom random = new SplittableRandom(1);
		for (int i = 0; i < 10_000; i++) {
			final int rgb = random.nextInt(1 << 24);
			assertEquals(rgb, OkLab.ofRgb(rgb).toRgb());
		}
	}

	@Test
	void coloursBeyondTheScreenAreClipped() {
		assertEquals(0xffffff, new OkLab(1.2, 0, 0).toRgb());
		assertEquals(0x000000, new OkLab(-0.2, 0, 0).toRgb());
	}

	@Test
	void blackAndWhiteAreOneApart() {
		assertEquals(1, OkLab.ofRgb(0).distance(OkLab.ofRgb(0xffffff)), 1e-6);
	}

	private static void assertLab(final double l, final double a, final double b, final OkLab got) {
		assertEquals(l, got.l(), 1e-5);
		assertEquals(a, got.a(), 1e-5);
		assertEquals(b, got.b(), 1e-5);
	}
}
