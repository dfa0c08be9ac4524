package org.voxmeta.command;

import java.awt.GraphicsEnvironment;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Window;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GUI;
import ij.gui.ImageWindow;
import ij.macro.Interpreter;

/**
 * Places for the image windows of one run, side by side in rows below ImageJ's window: ImageJ itself would
 * put each nearly on top of the last. Where the screen is full, ImageJ's places are kept.
 */
final class WindowPlaces {

	/** What a window has around its image, roughly; that of a shown window is taken as it is. */
	private static final int BORDER = 60;

	private Window last;
	private boolean isFull;

	/** Shows an image at the next place, if it gets a window. */
	void show(final ImagePlus image, final Runnable show) {
		if (!GraphicsEnvironment.isHeadless() && !Interpreter.isBatchMode() && !isFull) {
			final Rectangle area = freeScreen();
			// maps of a run are of one size, so that the last one's window tells that of the next
			final Rectangle wanted = last == null ? new Rectangle(area.x, area.y, image.getWidth() + BORDER,
				image.getHeight() + BORDER) : right(last.getBounds());
			final Optional<Point> place = free(wanted, area, windows());
			isFull = place.isEmpty();
			place.ifPresent(ImageWindow::setNextLocation);
		}
		show.run();
		last = image.getWindow();
	}

	/**
	 * The first place for a window that covers no other.
	 *
	 * @param wanted where it should be, as far as there is room
	 * @param area where it may be
	 * @param others the windows that are not to be covered
	 */
	static Optional<Point> free(final Rectangle wanted, final Rectangle area, final List<Rectangle> others) {
		Rectangle place = wanted;
		while (place.y + place.height <= area.y + area.height) {
			if (area.contains(place)) {
				final Optional<Rectangle> covered = others.stream().filter(place::intersects).findFirst();
				if (covered.isEmpty()) return Optional.of(place.getLocation());
				place = new Rectangle(covered.get().x + covered.get().width, place.y, place.width, place.height);
			}
			else if (place.x == area.x) return Optional.empty();
			else place = new Rectangle(area.x, place.y + place.height, place.width, place.height);
		}
		return Optional.empty();
	}

	private static Rectangle right(final Rectangle window) {
		return new Rectangle(window.x + window.width, window.y, window.width, window.height);
	}

	private static List<Rectangle> windows() {
		final int[] images = WindowManager.getIDList();
		if (images == null) return List.of();
		return Arrays.stream(images).mapToObj(id -> WindowManager.getImage(id))
			.filter(image -> image != null && image.getWindow() != null)
			.map(image -> image.getWindow().getBounds()).toList();
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
