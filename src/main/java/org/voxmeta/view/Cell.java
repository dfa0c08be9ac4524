package org.voxmeta.view;

/**
 * One picture in a {@link Sheet}.
 *
 * @param shade its colours
 * @param width its width in mm, or whatever the voxels are measured in
 * @param height its height
 * @param label what stands below it; may be empty
 * @param left what stands at its left edge, such as "L"; may be empty
 * @param right what stands at its right edge
 */
record Cell(Shade shade, double width, double height, String label, String left, String right) {

	/** What there is to see at a point. */
	@FunctionalInterface
	interface Shade {

		/**
		 * The colour, 0xRRGGBB.
		 *
		 * @param x distance from the left edge, in mm
		 * @param y distance from the top
		 * @param pixel the size of a pixel, in mm
		 */
		int rgb(double x, double y, double pixel);
	}
}
