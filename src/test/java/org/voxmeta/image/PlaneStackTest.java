package org.voxmeta.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;

import java.util.Arrays;
import java.util.stream.LongStream;

import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.CellGrid;
import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.Test;

/** Stacks of images that are not in memory. */
class PlaneStackTest {

	@Test
	void planesAreThoseOfAStackInMemory() {
		for (final long[] dims : new long[][] { { 4, 3 }, { 4, 3, 5 }, { 4, 3, 5, 2 }, { 4, 3, 2, 3, 2 }, { 4, 3, 2, 2, 2, 2,
			2 } }) {
			final float[] values = new float[(int) LongStream.of(dims).reduce(1, (a, b) -> a * b)];
			for (int i = 0; i < values.length; i++)
				values[i] = i % 7 == 0 ? Float.NaN : i;
			final NiftiImage image = new NiftiImage(NiftiHeader.of(dims, NiftiType.FLOAT32), ArrayImgs.floats(values, dims));
			final ImagePlus wanted = NiftiImages.toImagePlus(image, "a");
			final PlaneStack got = new PlaneStack(StackLayout.of(dims), image.img());

			assertEquals(wanted.getStackSize(), got.getSize());
			assertTrue(got.isVirtual());
			for (int n = 1; n <= got.getSize(); n++)
				assertArrayEquals((float[]) wanted.getStack().getPixels(n), (float[]) got.getPixels(n), Arrays.toString(dims));
		}
	}

	/** Its voxels would take more memory than there is, and only those that are looked at are made. */
	@Test
	void anImageThatIsNotInMemoryIsShownWithoutTakingIt() {
		final long[] dims = { 1 << 12, 1 << 12, 1 + Runtime.getRuntime().maxMemory() / (4L << 24) };
		final int[] plane = { 1 << 12, 1 << 12, 1 };
		final FloatArray same = new FloatArray(new float[1 << 24]);
		final CellGrid grid = new CellGrid(dims, plane);
		final NiftiImage large = new NiftiImage(NiftiHeader.of(dims, NiftiType.FLOAT32).withCalRange(0, 1),
			new LazyCellImg<>(grid, new FloatType(), i -> new Cell<>(plane, new long[] { 0, 0, i }, same)));

		final ImagePlus shown = NiftiImages.toImagePlus(large, "large");

		assertTrue(shown.getStack().isVirtual());
		assertEquals(dims[2], shown.getNSlices());
		assertEquals(0, shown.getStack().getProcessor(3).getf(5));
		assertFalse(NiftiImages.toImagePlus(NiftiImage.of(NiftiHeader.of(new long[] { 2, 2 }, NiftiType.FLOAT32), new float[4]),
			"small").getStack().isVirtual());
	}
}
