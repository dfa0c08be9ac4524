package org.voxmeta.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.Overlay;
import ij.gui.Roi;

import org.junit.jupiter.api.Test;
import org.voxmeta.grid.VoxelGrid;

class VoxelMarkTest {

	private final VoxelMark mark = new VoxelMark(VoxelGrid.of(new long[] { 8, 6, 3 }, null));

	@Test
	void aKeptVoxelHasACrossOnItsSlice() {
		final ImagePlus image = image(3);
		final ImageCanvas canvas = new ImageCanvas(image);

		mark.show(canvas, image, 2, 4, 1);

		final Roi cross = canvas.getShowAllList().get(0);
		assertEquals(2, cross.getPosition());
		assertEquals(2, cross.getXBase());
		assertEquals(4, cross.getYBase());
		assertNull(image.getOverlay());
		mark.show(canvas, image, 3, 4, 2);
		assertEquals(3, canvas.getShowAllList().get(0).getPosition());
		assertEquals(1, canvas.getShowAllList().size());
		mark.hide();
		assertNull(canvas.getShowAllList());
	}

	@Test
	void outlinesOfOthersStay() {
		final ImagePlus image = image(3);
		final ImageCanvas canvas = new ImageCanvas(image);
		final Overlay outlines = new Overlay(new Roi(1, 1, 2, 2));
		canvas.setShowAllList(outlines);

		mark.show(canvas, image, 2, 4, 1);
		mark.hide();

		assertSame(outlines, canvas.getShowAllList());
	}

	@Test
	void imagesOfAnotherSizeAreNotMarked() {
		final ImagePlus image = image(2);
		final ImageCanvas canvas = new ImageCanvas(image);

		mark.show(canvas, image, 2, 4, 1);

		assertNull(canvas.getShowAllList());
	}

	private static ImagePlus image(final int slices) {
		return IJ.createImage("z", "32-bit", 8, 6, slices);
	}
}
