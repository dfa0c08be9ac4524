package org.voxmeta.masker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.voxmeta.grid.VoxelGrid;

/** One image or a series of them, on a grid. */
class GridImageTest {

	private static final float[] VALUES = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 };

	@Test
	void anImageIsASeriesOfOne() {
		final GridImage image = GridImage.of(ArrayImgs.floats(VALUES, 3, 2, 2), null);

		assertEquals(1, image.samples());
		assertArrayEquals(new long[] { 3, 2, 2 }, image.grid().dimensions());
		assertValues(image.sample(0), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
		assertEquals("image of 3x2x2 voxels", image.toString());
	}

	@Test
	void samplesMayFollowEachOtherAlongAnyAxis() {
		final GridImage last = GridImage.series(ArrayImgs.floats(VALUES, 2, 2, 3), 2, null);
		final GridImage first = GridImage.series(ArrayImgs.floats(VALUES, 3, 2, 2), 0, null);
		final GridImage middle = GridImage.series(ArrayImgs.floats(VALUES, 2, 3, 2), 1, null);

		for (final GridImage series : List.of(last, first, middle)) {
			assertEquals(3, series.samples());
			assertArrayEquals(new long[] { 2, 2 }, series.grid().dimensions());
		}
		assertValues(last.sample(1), 4, 5, 6, 7);
		assertValues(first.sample(1), 1, 4, 7, 10);
		assertValues(middle.sample(1), 2, 3, 8, 9);
		assertEquals("3 images of 2x2 voxels", last.toString());
	}

	@Test
	void axesOfOnePositionMayStandBetweenSpaceAndSamples() {
		final GridImage series = new GridImage(ArrayImgs.floats(VALUES, 2, 2, 1, 3, 1), VoxelGrid.of(new long[] { 2,
			2 }, null));

		assertEquals(3, series.samples());
		assertValues(series.sample(2), 8, 9, 10, 11);
		assertEquals(1, new GridImage(ArrayImgs.floats(VALUES, 4, 3, 1, 1), VoxelGrid.of(new long[] { 4, 3 }, null))
			.samples());
		// a series of one image, and of images of one slice
		assertEquals(1, GridImage.series(ArrayImgs.floats(VALUES, 4, 3, 1), 2, null).samples());
		final GridImage slices = GridImage.series(ArrayImgs.floats(VALUES, 2, 2, 1, 3), 3, null);
		assertEquals(3, slices.samples());
		assertValues(slices.sample(1), 4, 5, 6, 7);
	}

	@Test
	void imagesAreStackedWithoutBeingCopied() {
		final float[] values = { 1, 2, 3, 4 };
		final GridImage one = GridImage.of(ArrayImgs.floats(values, 2, 2), null);
		final GridImage stack = GridImage.stack(List.of(one, GridImage.of(ArrayImgs.floats(new float[] { 5, 6, 7,
			8 }, 2, 2), null)));

		values[0] = 9;

		assertEquals(2, stack.samples());
		assertValues(stack.sample(0), 9, 2, 3, 4);
		assertValues(stack.sample(1), 5, 6, 7, 8);
	}

	@Test
	void whatIsNoSeriesIsRefused() {
		final VoxelGrid grid = VoxelGrid.of(new long[] { 3, 2 }, null);

		assertEquals(
			"Image: got values of size [2, 3], wanted [3, 2] as the grid, and perhaps one more axis, the samples",
			message(() -> new GridImage(ArrayImgs.floats(2, 3), grid)));
		assertThrows(IllegalArgumentException.class, () -> new GridImage(ArrayImgs.floats(3), grid));
		assertEquals("Image: got values of size [3, 2, 4, 5], wanted at most one axis after the grid's [3, 2]",
			message(() -> new GridImage(ArrayImgs.floats(3, 2, 4, 5), grid)));
	}

	@Test
	void imagesThatDoNotGoTogetherAreNotStacked() {
		final GridImage one = GridImage.of(ArrayImgs.floats(2, 2), null);

		assertEquals("Images: got none, wanted at least 1", message(() -> GridImage.stack(List.of())));
		assertEquals("Images: image 2 is a series of 3, wanted single images", message(() -> GridImage.stack(
			List.of(one, GridImage.series(ArrayImgs.floats(2, 2, 3), 2, null)))));
		assertEquals("Images: image 2 is of DoubleType, wanted FloatType as image 1", message(() -> GridImage.stack(
			List.of(one, GridImage.of(ArrayImgs.doubles(2, 2), null)))));
		assertThrows(IllegalArgumentException.class, () -> GridImage.stack(List.of(one, GridImage.of(
			ArrayImgs.floats(2, 3), null))));
	}

	private static void assertValues(final RandomAccessibleInterval<? extends RealType<?>> image,
		final double... wanted)
	{
		assertArrayEquals(wanted, Images.values(image));
	}

	private static String message(final Executable action) {
		return assertThrows(IllegalArgumentException.class, action).getMessage();
	}
}
