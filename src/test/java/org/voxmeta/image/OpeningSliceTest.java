package org.voxmeta.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.FloatProcessor;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

class OpeningSliceTest {

	@Test
	void brainOpensInItsMiddle() {
		assertEquals(4, OpeningSlice.of(new int[] { 0, 3, 9, 12, 9, 3, 0 }));
		assertEquals(3, OpeningSlice.of(new int[] { 0, 5, 5, 5, 0, 0, 0, 0 }));
	}

	@Test
	void fullStackOpensOnItsFirstSlice() {
		assertEquals(1, OpeningSlice.of(new int[] { 8, 8, 8, 8 }));
		assertEquals(1, OpeningSlice.of(new int[] { 4, 8, 8, 8 }));
		assertEquals(3, OpeningSlice.of(new int[] { 3, 8, 8, 8 }));
	}

	@Test
	void emptyStackOpensOnItsFirstSlice() {
		assertEquals(1, OpeningSlice.of(new int[4]));
	}

	@Test
	void sliceIsNeverEmptyUnlessAllAre() {
		final SplittableRandom random = new SplittableRandom(11);
		for (int run = 0; run < 500; run++) {
			final int[] voxels = new int[1 + random.nextInt(9)];
			for (int z = 0; z < voxels.length; z++)
				voxels[z] = random.nextInt(3) == 0 ? random.nextInt(100) : 0;
			voxels[random.nextInt(voxels.length)]++;

			assertTrue(voxels[OpeningSlice.of(voxels) - 1] > 0);
		}
	}

	@Test
	void countsDoNotOverflow() {
		final int[] voxels = { 0, 2_000_000_000, 2_000_000_000, 2_000_000_000 };

		assertEquals(3, OpeningSlice.of(voxels));
	}

	@Test
	void neitherNaNNorTheBackgroundCounts() {
		final ImagePlus imp = stack(5, -1, Float.NaN, -1, 2, -1);

		OpeningSlice.show(imp);

		assertEquals(4, imp.getCurrentSlice());
		assertEquals(2, imp.getProcessor().getf(0));
		assertEquals(-1, imp.getStack().getProcessor(1).getf(0));
	}

	@Test
	void hyperstackOpensInItsFirstFrame() {
		final ImagePlus imp = IJ.createHyperStack("y", 2, 2, 1, 5, 3, 32);
		imp.getStack().getProcessor(imp.getStackIndex(1, 4, 1)).set(1, 1, Float.floatToIntBits(7));
		imp.getStack().getProcessor(imp.getStackIndex(1, 2, 2)).set(1, 1, Float.floatToIntBits(7));

		OpeningSlice.show(imp);

		assertEquals(4, imp.getZ());
		assertEquals(1, imp.getT());
	}

	private static ImagePlus stack(final int size, final float... slices) {
		final ImageStack stack = new ImageStack(size, 1);
		for (final float value : slices) {
			final FloatProcessor plane = new FloatProcessor(size, 1);
			plane.setValue(value);
			plane.fill();
			stack.addSlice(plane);
		}
		return new ImagePlus("stack", stack);
	}
}
