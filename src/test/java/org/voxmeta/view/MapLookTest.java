package org.voxmeta.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;

import org.junit.jupiter.api.Test;

class MapLookTest {

	@Test
	void signedMapsAreCentredAtZero() {
		final ImagePlus z = image(-3, 1, Float.NaN, 0, 2);

		final MapLook look = MapLook.suggested(z).withPercentile(100).measured(z);
		look.apply(z);

		assertEquals(-3, z.getDisplayRangeMin());
		assertEquals(3, z.getDisplayRangeMax());
		final int zero = z.getProcessor().getBufferedImage().getRGB(3, 0);
		assertTrue((zero & 0xff) > 0xe0 && (zero >> 16 & 0xff) > 0xe0);
	}

	@Test
	void othersBeginAtZero() {
		final ImagePlus tau2 = image(0, 1, Float.NaN, 4);

		MapLook.suggested(tau2).withPercentile(100).measured(tau2).apply(tau2);

		assertEquals(4, tau2.getDisplayRangeMax());
		assertEquals(0, tau2.getDisplayRangeMin(), 0.05);
		final var drawn = tau2.getProcessor().getBufferedImage();
		assertTrue(drawn.getRGB(0, 0) != drawn.getRGB(2, 0));
	}

	@Test
	void thePercentileIsOfTheValuesThatAreNotZero() {
		final float[] values = new float[1000];
		for (int i = 0; i < 100; i++)
			values[i] = i + 1;
		final ImagePlus image = new ImagePlus("k", new FloatProcessor(1000, 1, values));

		assertEquals(90, MapLook.parse("sequential").withPercentile(90).measured(image).limit());
		assertEquals(1, MapLook.parse("diverging").measured(image(0, 0)).limit());
	}

	@Test
	void everyChannelHasTheColours() {
		final ImageStack planes = new ImageStack(2, 1);
		planes.addSlice(new FloatProcessor(2, 1, new float[] { -2, 2 }));
		planes.addSlice(new FloatProcessor(2, 1, new float[] { -5, 5 }));
		final ImagePlus stack = new ImagePlus("maps", planes);
		stack.setDimensions(2, 1, 1);
		final CompositeImage composite = new CompositeImage(stack, CompositeImage.GRAYSCALE);

		MapLook.parse("diverging").withLimit(4).apply(composite);

		for (int c = 1; c <= 2; c++) {
			composite.setC(c);
			assertEquals(-4, composite.getDisplayRangeMin(), "channel " + c);
			assertEquals(4, composite.getDisplayRangeMax(), "channel " + c);
			assertEquals(org.voxmeta.image.Luts.diverging().getRGB(200), composite.getChannelLut(c).getRGB(200));
		}
	}

	@Test
	void valuesOfCalibratedImagesCount() {
		final ImagePlus image = new ImagePlus("signed", new ij.process.ShortProcessor(2, 1, new short[] { (
			short) 32768,
			(short) 32868 }, null));
		image.getCalibration().setSigned16BitCalibration();

		MapLook.parse("diverging").withLimit(100).apply(image);

		assertEquals(32668, image.getDisplayRangeMin());
		assertEquals(32868, image.getDisplayRangeMax());
	}

	@Test
	void mistakesAreExplained() {
		assertMessage("Colours: got 'rainbow', wanted auto, diverging, sequential or p", () -> MapLook.parse(
			"rainbow"));
		assertMessage("Percentile: got 0.0, wanted more than 0, up to 100", () -> MapLook.parse("p").withPercentile(
			0));
		assertMessage("Limit: got -1.0, wanted a number above 0", () -> MapLook.parse("p").withLimit(-1));
		assertMessage("Image 'rgb': got a colour image, wanted 8-bit, 16-bit or 32-bit grey values", (
			) -> MapLook.parse("p")
			.apply(new ImagePlus("rgb", new ColorProcessor(2, 2))));
	}

	private static void assertMessage(final String wanted,
		final org.junit.jupiter.api.function.Executable call) {
		assertEquals(wanted, assertThrows(IllegalArgumentException.class, call).getMessage());
	}

	private static ImagePlus image(final float... values) {
		return new ImagePlus("map", new FloatProcessor(values.length, 1, values));
	}
}
