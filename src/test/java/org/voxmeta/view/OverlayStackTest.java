package org.voxmeta.view;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Roi;
import ij.gui.TextRoi;
import ij.process.FloatProcessor;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.voxmeta.grid.cluster.ClusterSearch.Sign;
import org.voxmeta.image.Luts;

class OverlayStackTest {

	private static final float NAN = Float.NaN;
	private static final OverlayStyle PLAIN = new OverlayStyle(2, Sign.BOTH, 1);

	@Test
	void onlyValuesFromTheThresholdOnHaveColour() {
		final OverlayStack stack = OverlayStack.of(map(1, NAN, 0, 1.9f, 2, -2, -5), new float[] { 9, 9, 9, 9, 9,
			9 }, PLAIN, 5,
			false);

		final int[] rgb = (int[]) stack.getPixels(1);

		for (final int i : new int[] { 1, 2 })
			assertEquals(rgb[0], rgb[i]);
		assertEquals(Luts.divergingDark().getRGB(0) & 0xffffff, rgb[5]);
		assertEquals(Luts.divergingDark().getRGB((int) (256 * (2 + 5) / 10.0)) & 0xffffff, rgb[3]);
		assertArrayEquals(new int[] { 3 }, stack.voxelsPerSlice());
	}

	@Test
	void signsCanBeShownAlone() {
		final OverlayStack stack = OverlayStack.of(map(1, NAN, 3, -3), new float[] { 9, 9, 9 }, PLAIN.with(
			Sign.NEGATIVE), 5,
			false);
		final int[] rgb = (int[]) stack.getPixels(1);

		assertEquals(rgb[0], rgb[1]);
		assertTrue((rgb[2] & 0xff) > (rgb[2] >> 16 & 0xff));
	}

	@Test
	void missingVoxelsShowTheTemplate() {
		final OverlayStack stack = OverlayStack.of(map(1, NAN, NAN, NAN, 9), new float[] { 0, 50, 100, 100 },
			PLAIN, 9, false);

		final int[] rgb = (int[]) stack.getPixels(1);

		assertEquals(0x0d1117, rgb[0]);
		assertTrue((rgb[1] & 0xff) < (rgb[2] & 0xff));
		assertEquals(rgb[2] & 0xff, rgb[2] >> 16 & 0xff);
	}

	@Test
	void withoutTemplateTheShapeOfTheMapIsSeen() {
		final int[] rgb = (int[]) OverlayStack.of(map(1, NAN, 0, 1), null, PLAIN, 9, false).getPixels(1);
		final int[] zeros = (int[]) OverlayStack.of(map(1, 0, 1, 9), null, PLAIN, 9, false).getPixels(1);

		assertEquals(0x0d1117, rgb[0]);
		assertEquals(rgb[1], rgb[2]);
		assertTrue(rgb[1] != rgb[0]);
		assertEquals(0x0d1117, zeros[0]);
		assertEquals(rgb[1], zeros[1]);
	}

	@Test
	void everyFrameAndChannelLiesOnTheSameTemplate() {
		final ImageStack planes = new ImageStack(2, 1);
		for (int n = 0; n < 12; n++)
			planes.addSlice(new FloatProcessor(2, 1, new float[] { NAN, n }));
		final ImagePlus map = new ImagePlus("map", planes);
		map.setDimensions(2, 3, 2);
		final OverlayStack stack = OverlayStack.of(map, new float[] { 10, 10, 20, 20, 30, 30 }, new OverlayStyle(
			100, Sign.BOTH, 1),
			Double.NaN, false);

		assertEquals(12, stack.size());
		for (int t = 1; t <= 2; t++)
			for (int c = 1; c <= 2; c++)
				for (int z = 1; z <= 3; z++) {
					final int[] rgb = (int[]) stack.getPixels(map.getStackIndex(c, z, t));
					assertEquals(((int[]) stack.getPixels(map.getStackIndex(1, z, 1)))[0], rgb[0]);
					if (z > 1) assertTrue((rgb[0] & 0xff) > (((int[]) stack.getPixels(map.getStackIndex(c, z - 1,
						t)))[0] & 0xff));
				}
	}

	@Test
	void drawnSlicesAreThoseDrawnWhenAskedFor() {
		final OverlayStack stack = OverlayStack.of(map(3, noise(60)), null, PLAIN.withThreshold(0.5).withOpacity(
			0.5), Double.NaN,
			true);

		final ImageStack drawn = stack.drawn();

		assertEquals(3, drawn.size());
		for (int n = 1; n <= 3; n++)
			assertArrayEquals((int[]) stack.getPixels(n), (int[]) drawn.getPixels(n));
	}

	@Test
	void anotherStyleIsSeenInSlicesDrawnAfterwards() {
		final OverlayStack stack = OverlayStack.of(map(1, noise(60)), null, PLAIN, Double.NaN, true);
		final int[] before = (int[]) stack.getPixels(1);

		stack.setStyle(PLAIN.withThreshold(0.5));

		assertTrue(!Arrays.equals(before, (int[]) stack.getPixels(1)));
		stack.setStyle(PLAIN);
		assertArrayEquals(before, (int[]) stack.getPixels(1));
	}

	@Test
	void theBarStandsBesideTheImageWithItsNumbers() {
		final float[] values = noise(40 * 50);
		values[0] = NAN;
		final ImagePlus map = new ImagePlus("z", new FloatProcessor(40, 50, values));
		final OverlayStack stack = OverlayStack.of(map, null, PLAIN, 6, true);

		final List<String> texts = Arrays.stream(stack.numbers("z").toArray()).map(roi -> ((TextRoi) roi)
			.getText().strip())
			.toList();

		assertEquals(List.of("z", "\u22126", "\u22124", "0", "4", "6", "\u22122", "2"), texts);
		for (final Roi roi : stack.numbers("z").toArray())
			assertTrue(roi.getXBase() >= 40 && roi.getYBase() >= 0 && roi.getYBase() < 50);
		assertNull(OverlayStack.of(map, null, PLAIN, 6, false).numbers("z"));
		assertEquals(40, OverlayStack.of(map, null, PLAIN, 6, false).getWidth());
	}

	@Test
	void mistakesAreExplained() {
		assertMessage("Template: got 2 voxels, wanted 3", () -> OverlayStack.of(map(1, 1, 2, 3), new float[2],
			PLAIN, 5, false));
		assertMessage("Overlay: got a map of 8 bits, wanted 32", () -> OverlayStack.of(new ImagePlus("b",
			new ij.process.ByteProcessor(2, 2)), null, PLAIN, 5, false));
		assertMessage("Opacity: got 1.5, wanted 0 to 1", () -> PLAIN.withOpacity(1.5));
		assertMessage("Threshold: got NaN, wanted a number of 0 or more", () -> PLAIN.withThreshold(Double.NaN));
	}

	private static void assertMessage(final String wanted,
		final org.junit.jupiter.api.function.Executable call) {
		assertEquals(wanted, assertThrows(IllegalArgumentException.class, call).getMessage());
	}

	private static float[] noise(final int n) {
		final SplittableRandom random = new SplittableRandom(8);
		final float[] values = new float[n];
		for (int i = 0; i < n; i++)
			values[i] = (float) (2 * random.nextGaussian());
		return values;
	}

	/** A line of values in each slice. */
	private static ImagePlus map(final int slices, final float... values) {
		final int width = values.length / slices;
		final ImageStack stack = new ImageStack(width, 1);
		for (int z = 0; z < slices; z++)
			stack.addSlice(new FloatProcessor(width, 1, Arrays.copyOfRange(values, z * width, (z + 1) * width)));
		return new ImagePlus("map", stack);
	}
}
