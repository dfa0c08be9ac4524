package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiIntent;
import org.voxmeta.image.NiftiType;

class LabelImageTest {

	@Test
	void masksAndLabelsAreTold() {
		assertLabels(true, 0, 1, 1, 0, 1, 0, 0, 1);
		assertLabels(true, 0, 255, 0, 255, Float.NaN, 255, 0, 255);
		assertLabels(true, 0, 0, 3, 3, 7, 7, 7, 0);
		assertLabels(true, 5, 5, 5, 5, 5, 5, 5, 5);
	}

	@Test
	void measurementsAreNot() {
		assertLabels(false, 0, 0.5f, 0.5f, 0, 0, 0, 0, 0);
		assertLabels(false, 0, 1, Float.POSITIVE_INFINITY, 0, 0, 0, 0, 0);
		assertLabels(false, 12, 14, 13, 17, 15, 15, 16, 11);
	}

	/** Background is alike in all images. */
	@Test
	void evenBackgroundSaysNothing() {
		assertLabels(false, 0, 0, 0, 0, 0, 3, 4, 6);
		assertLabels(true, 0, 0, 0, 0, 3, 3, 4, 4);
	}

	/** Line ends are no neighbours: each row has four voxels. */
	@Test
	void neighboursLieInARow() {
		assertLabels(false, 1, 2, 3, 4, 4, 5, 6, 7);
	}

	@Test
	void aHeaderThatSaysSoIsBelieved() {
		final NiftiHeader header = NiftiHeader.of(new long[] { 4, 2 }, NiftiType.FLOAT32).withIntent(NiftiIntent.LABEL
			.code(), "");

		assertEquals(true, LabelImage.isLikely(image(header, 1, 2, 3, 4, 5, 6, 7, 8)));
	}

	@Test
	void noiseOfEightBitsIsNoLabels() {
		final float[] noise = new float[4000];
		final Random random = new Random(1);
		for (int i = 0; i < noise.length; i++)
			noise[i] = Math.round(100 + 3 * random.nextGaussian());

		assertEquals(false, LabelImage.isLikely(image(NiftiHeader.of(new long[] { 40, 100 }, NiftiType.UINT8), noise)));
	}

	private static void assertLabels(final boolean wanted, final float... values) {
		assertEquals(wanted, LabelImage.isLikely(image(NiftiHeader.of(new long[] { 4, 2 }, NiftiType.FLOAT32), values)));
	}

	private static InputImage image(final NiftiHeader header, final float... values) {
		return new InputImage("x", header, false, ArrayImgs.floats(values, header.dims()));
	}
}
