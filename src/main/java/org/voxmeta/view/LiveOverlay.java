package org.voxmeta.view;

import ij.ImagePlus;
import ij.process.ColorProcessor;

import java.awt.EventQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Shows changes of style in an open image: draws the slice that is seen on a thread of its own, and only
 * the newest style if several were asked for meanwhile; the event thread only shows what is drawn.
 */
public final class LiveOverlay implements AutoCloseable {

	private final ImagePlus image;
	private final OverlayStack stack;
	private final String unit;
	private final AtomicReference<OverlayStyle> wanted = new AtomicReference<>();
	private final ExecutorService drawer = Executors.newSingleThreadExecutor(task -> {
		final Thread thread = new Thread(task, "VoxMeta overlay");
		thread.setDaemon(true);
		return thread;
	});

	/** @param image an image of that stack */
	public LiveOverlay(final ImagePlus image, final OverlayStack stack, final String unit) {
		this.image = image;
		this.stack = stack;
		this.unit = unit;
	}

	/** Shows a style soon; returns at once. */
	public void show(final OverlayStyle style) {
		// a style that waits already will be replaced by this one
		if (wanted.getAndSet(style) == null && !drawer.isShutdown()) drawer.execute(this::draw);
	}

	private void draw() {
		final OverlayStyle style = wanted.getAndSet(null);
		if (style == null) return;
		stack.setStyle(style);
		drawSlice();
	}

	private void drawSlice() {
		final int slice = image.getCurrentSlice();
		final Object pixels = stack.getPixels(slice);
		final ij.gui.Overlay numbers = stack.numbers(unit);
		EventQueue.invokeLater(() -> show(slice, pixels, numbers));
	}

	private void show(final int slice, final Object pixels, final ij.gui.Overlay numbers) {
		image.setOverlay(numbers);
		if (image.getCurrentSlice() == slice && image.getProcessor() instanceof ColorProcessor shown) {
			shown.setPixels(pixels);
			image.updateAndDraw();
		}
		// ImageJ may have drawn the other slice before the style was set
		else if (!drawer.isShutdown()) drawer.execute(this::drawSlice);
	}

	/** Ends the thread; what is drawn stays. */
	@Override
	public void close() {
		drawer.shutdown();
	}
}
