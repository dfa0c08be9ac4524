package org.voxmeta.command;

import java.awt.GraphicsEnvironment;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Window;
import java.util.Optional;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.GUI;

/**
 * Places for the windows of one run, side by side in rows below ImageJ's window: ImageJ itself would put each nearly
 * on top of the last. Where the screen is full, ImageJ's places are kept.
 */
final class WindowPlaces {

	private final Rectangle area;
	private Rectangle last;
	private boolean isFull;

	private WindowPlaces(final Rectangle area) {
		this.area = area;
	}

	/** An empty area. */
	static WindowPlaces in(final Rectangle area) {
		return new WindowPlaces(area);
	}

	/** The screen below ImageJ's window; nowhere if there are no windows. */
	static WindowPlaces onScreen() {
		return in(GraphicsEnvironment.isHeadless() ? new Rectangle() : freeScreen());
	}

	/** Moves the window of an image that has one. */
	void place(final ImagePlus image) {
		final Window window = image.getWindow();
		if (window == null) return;
		next(window.getBounds()).ifPresent(window::setLocation);
	}

	/** The place for a window of this size, if there is one left. */
	Optional<Point> next(final Rectangle window) {
		if (isFull) return Optional.empty();
		Point place = last == null ? area.getLocation() : new Point(last.x + last.width, last.y);
		if (place.x + window.width > area.x + area.width && last != null) place = new Point(area.x, last.y
			+ last.height);
		isFull = !area.contains(new Rectangle(place, window.getSize()));
		if (isFull) return Optional.empty();
		last = new Rectangle(place, window.getSize());
		return Optional.of(place);
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
