package org.voxmeta.image;

import ij.ImagePlus;
import ij.process.ImageProcessor;

/**
 * The slice that a stack opens on. ImageJ opens the first one, which of a brain is empty; this is the slice
 * that halves what there is to see, so it is never empty.
 */
public final class OpeningSlice {

	private OpeningSlice() {
	}

	/**
	 * Returns the first slice if it is at least half as full as the one that halves the voxels; else that one.
	 *
	 * @param voxels the number of voxels to see in each slice, at least one slice
	 * @return the slice, from 1
	 */
	public static int of(final int[] voxels) {
		long total = 0;
		for (final int n : voxels)
			total += n;
		int slice = 0;
		for (long seen = voxels[0]; 2 * seen < total; seen += voxels[slice])
			slice++;
		return 2L * voxels[0] >= voxels[slice] ? 1 : slice + 1;
	}

	/**
	 * Moves a stack to its opening slice, in the first channel and frame. A pixel counts unless it is NaN or
	 * equals the first pixel, which is taken for the background.
	 *
	 * @param imp the image; only its position is changed
	 */
	public static void show(final ImagePlus imp) {
		final float background = imp.getStack().getProcessor(1).getf(0);
		final int[] pixels = new int[imp.getNSlices()];
		for (int z = 0; z < pixels.length; z++)
			pixels[z] = count(imp.getStack().getProcessor(imp.getStackIndex(1, z + 1, 1)), background);
		imp.setPosition(1, of(pixels), 1);
	}

	private static int count(final ImageProcessor plane, final float background) {
		int n = 0;
		for (int i = 0; i < plane.getPixelCount(); i++) {
			final float value = plane.getf(i);
			if (value != background && !Float.isNaN(value)) n++;
		}
		return n;
	}
}
