package org.voxmeta.view;

import ij.ImagePlus;
import ij.process.ColorProcessor;

import java.awt.EventQueue;

import org.voxmeta.task.Latest;

/**
 * Shows changes of style in an open image: draws the slice that is seen on a thread of its own, and only
 * the newest style if several were asked for meanwhile; the event thread only shows what is drawn.
 */
public final class LiveOverlay implements AutoCloseable {

	private final ImagePlus image;
	private final OverlayStack stack;
	private final String unit;
	private final Latest<OverlayStyle, Drawn> drawer = new Latest<>("VoxMeta overlay", this::draw, this::show,
		EventQueue::invokeLater);
	private OverlayStyle wanted;

	/** @param image an image of that stack */
	public LiveOverlay(final ImagePlus image, final OverlayStack stack, final String unit) {
		this.image = image;
		this.stack = stack;
		this.unit = unit;
	}

	/** Shows a style soon; returns at once. */
	public synchronized void show(final OverlayStyle style) {
		wanted = style;
		drawer.submit(style);
	}

	private Drawn draw(final OverlayStyle style) {
		stack.setStyle(style);
		final int slice = image.getCurrentSlice();
		return new Drawn(slice, stack.getPixels(slice), stack.numbers(unit));
	}

	private void show(final Drawn drawn) {
		image.setOverlay(drawn.numbers());
		if (image.getCurrentSlice() == drawn.slice() && image.getProcessor() instanceof ColorProcessor shown) {
			shown.setPixels(drawn.pixels());
			image.updateAndDraw();
		}
		// ImageJ may have drawn the other slice before the style was set
		else showAgain();
	}

	private synchronized void showAgain() {
		drawer.submit(wanted);
	}

	/** Ends the thread; what is shown stays. */
	@Override
	public void close() {
		drawer.close();
	}

	/** A slice, and what lies on it. */
	private record Drawn(int slice, Object pixels, ij.gui.Overlay numbers) {
	}
}
