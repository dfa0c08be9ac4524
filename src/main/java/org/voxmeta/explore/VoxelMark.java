package org.voxmeta.explore;

import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;

import java.awt.Color;
import java.util.Map;
import java.util.WeakHashMap;

import org.voxmeta.grid.VoxelGrid;

/**
 * A cross on the maps at the voxel that is kept. It is a part of their canvases and not of the images, so
 * that it is neither saved nor duplicated. To be used on the event thread.
 */
final class VoxelMark {

	/** A green that no colour table of maps has. */
	private static final Color COLOUR = new Color(0x00a651);

	private final VoxelGrid grid;
	private final Map<ImageCanvas, Overlay> marked = new WeakHashMap<>();

	VoxelMark(final VoxelGrid grid) {
		this.grid = grid;
	}

	/**
	 * Marks a voxel of an image of the grid's size; others, and canvases that show other outlines, are left
	 * alone.
	 */
	void show(final ImagePlus image, final long... voxel) {
		show(image.getCanvas(), image, voxel);
	}

	/** Marks a voxel on a canvas of an image; nothing happens without a canvas. */
	void show(final ImageCanvas canvas, final ImagePlus image, final long... voxel) {
		if (canvas == null || canvas.getShowAllList() != marked.get(canvas) || !ImagePlaces.in(grid).hasGridSize(
			image)) return;
		final PointRoi cross = new PointRoi((int) voxel[0], (int) voxel[1]);
		cross.setPointType(PointRoi.CROSSHAIR);
		cross.setSize(3);
		cross.setStrokeColor(COLOUR);
		final int[] at = ImagePlaces.shown(grid, voxel);
		if (image.isHyperStack()) cross.setPosition(at[0], at[1], at[2]);
		else if (image.getStackSize() > 1) cross.setPosition(image.getStackIndex(at[0], at[1], at[2]));
		final Overlay overlay = new Overlay((Roi) cross);
		marked.put(canvas, overlay);
		canvas.setShowAllList(overlay);
		canvas.repaint();
	}

	/** Removes the marks. */
	void hide() {
		marked.forEach((canvas, overlay) -> {
			if (canvas.getShowAllList() != overlay) return;
			canvas.setShowAllList(null);
			canvas.repaint();
		});
		marked.clear();
	}
}
