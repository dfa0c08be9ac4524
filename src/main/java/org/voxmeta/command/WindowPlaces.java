package org.voxmeta.command;

import java.awt.GraphicsEnvironment;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Window;
import java.util.Optional;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.GUI;
import ij.gui.ImageWindow;
import ij.macro.Interpreter;

/**
 * Places for the image windows of one run, side by side in rows below ImageJ's window: ImageJ itself would put each
 * nearly on top of the last. Where the screen is full, ImageJ's places are kept.
 */
final class WindowPlaces {

	private Window last;
	private boolean isFull;

	/** Shows an image at the next place, if it gets a window. */
	void show(final ImagePlus image, final Runnable show) {
		final boolean hasWindows = !GraphicsEnvironment.isHeadless() && !Interpreter.isBatchMode();
		if (hasWindows && !isFull) {
			final Rectangle screen = freeScreen();
			// maps of a run are of one size, so that the last one's window tells that of the next
			final Optional<Point> place = last == null ? Optional.of(screen.getLocation()) : after(last.getBounds(),
				screen);
			isFull = place.isEmpty();
			place.ifPresent(ImageWindow::setNextLocation);
		}
		show.run();
		last = image.getWindow();
	}

	/** The place for a window of the same size to the right of another, or in the next row, if there is room. */
	static Optional<Point> after(final Rectangle window, final Rectangle area) {
		final Rectangle right = new Rectangle(window.x + window.width, window.y, window.width, window.height);
		if (area.contains(right)) return Optional.of(right.getLocation());
		final Rectangle below = new Rectangle(area.x, window.y + window.height, window.width, window.height);
		return area.contains(below) ? Optional.of(below.getLocation()) : Optional.empty();
	}

	/** The part of ImageJ's screen below its window, or all of it if that window is far down. */
	static Rectangle freeScreen() {
		final Window main = IJ.getInstance();
		final Rectangle screen = main == null ? GUI.getMaxWindowBounds() : GUI.getMaxWindowBounds(main);
		if (main == null) return screen;
		final int top = main.getY() + main.getHeight() - screen.y;
		if (top < 0 || top > screen.height / 3) return screen;
		return new Rectangle(screen.x, screen.y + top, screen.width, screen.height - top);
	}
}
