package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.voxmeta.Numbers.assertClose;

import ij.ImagePlus;
import ij.ImageStack;

/** Assertions on maps. */
final class MapAssertions {

	private MapAssertions() {
	}

	/** Fails unless each voxel is NaN where wanted, else differs by at most that share of the wanted value. */
	static void assertMap(final double[] wanted, final ImagePlus got, final double tolerance) {
		final double[] values = values(got);
		assertEquals(wanted.length, values.length, "voxels of " + got);
		for (int j = 0; j < wanted.length; j++)
			assertClose(wanted[j], values[j], tolerance, got.getTitle() + " at voxel " + j);
	}

	/** The values of all planes, one after the other. */
	static double[] values(final ImagePlus image) {
		final ImageStack stack = image.getStack();
		final int plane = stack.getWidth() * stack.getHeight();
		final double[] values = new double[stack.size() * plane];
		for (int i = 0; i < values.length; i++)
			values[i] = stack.getProcessor(i / plane + 1).getf(i % plane);
		return values;
	}
}
