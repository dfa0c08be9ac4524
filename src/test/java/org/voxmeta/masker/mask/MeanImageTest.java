package org.voxmeta.masker.mask;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.imglib2.img.array.ArrayImgs;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;

class MeanImageTest {

	@Test
	void theMeanIsThatOfEveryVoxel() {
		final MeanImage mean = MeanImage.of(2, 2);

		mean.add(ArrayImgs.floats(new float[] { 1, 2, 3, Float.NaN }, 2, 2));
		mean.add(ArrayImgs.shorts(new short[] { 3, 2, 6, 1 }, 2, 2));

		assertArrayEquals(new double[] { 2, 2, 4.5, Double.NaN }, Values.of(mean.mean()).values());
	}

	@Test
	void theLastAxisOfASeriesIsTime() {
		final double[] values = { 1, 2, 3, 4, 5, 6, 3, 2, 2 };

		assertArrayEquals(new double[] { 8 / 3.0, 3, 11 / 3.0 }, Values.of(MeanImage.alongLastAxis(Views.translate(
			ArrayImgs.doubles(values, 3, 3), 5, -2))).values());
	}

	@Test
	void mistakesAreRefused() {
		assertEquals("Mean image: got 0 images, wanted at least 1", assertThrows(IllegalArgumentException.class,
			() -> MeanImage.of(2).mean()).getMessage());
		assertEquals("Mean image: got an image of size [3], wanted [2] as the others", assertThrows(
			IllegalArgumentException.class, () -> MeanImage.of(2).add(ArrayImgs.bytes(3))).getMessage());
		assertEquals("Mean image: got 1 axis, wanted at least 2", assertThrows(IllegalArgumentException.class,
			() -> MeanImage.alongLastAxis(ArrayImgs.bytes(3))).getMessage());
		assertThrows(IllegalArgumentException.class, () -> MeanImage.of(1L << 32, 1L << 32));
	}
}
