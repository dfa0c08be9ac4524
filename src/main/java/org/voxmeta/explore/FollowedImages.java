package org.voxmeta.explore;

import ij.ImageListener;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageCanvas;
import ij.gui.Roi;
import ij.gui.RoiListener;

import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/**
 * Follows the mouse over the images of a fit, also over those opened later. All images are listened to, as
 * one may come to belong to a fit after it was opened; whether it does is found out aside. To be used on the
 * event thread.
 */
final class FollowedImages implements AutoCloseable {

	/** An image of no fit is asked again after so long. */
	private static final long ASKED_AGAIN = 1_000_000_000;

	private final Predicate<ImagePlus> belongs;
	private final Executor aside;
	private final Executor events;
	private final Listener listener;
	private final Map<ImagePlus, Known> images = new WeakHashMap<>();
	private final Map<ImageCanvas, Mouse> canvases = new WeakHashMap<>();
	private final Openings openings = new Openings();
	private boolean isClosed;

	/** What happens on the images. */
	interface Listener {

		/** The mouse is over a pixel. */
		void moved(ImagePlus image, int x, int y);

		/** A pixel was clicked. */
		void clicked(ImagePlus image, int x, int y);

		/** Another slice is shown, or the image has changed. */
		void updated(ImagePlus image);

		/** The selection has changed. */
		void selected(ImagePlus image);

		/** How many images of the fit are open has changed. */
		void counted(int open);
	}

	/**
	 * Follows nothing yet.
	 *
	 * @param belongs whether an image belongs to the fit; may take its time
	 * @param aside where that is asked
	 * @param events the event thread
	 */
	FollowedImages(final Predicate<ImagePlus> belongs, final Executor aside, final Executor events,
		final Listener listener)
	{
		this.belongs = belongs;
		this.aside = aside;
		this.events = events;
		this.listener = listener;
	}

	/** Begins with the images that are open. */
	void start() {
		ImagePlus.addImageListener(openings);
		Roi.addRoiListener(openings);
		final int[] ids = WindowManager.getIDList();
		if (ids != null) for (final int id : ids)
			opened(WindowManager.getImage(id));
	}

	/** Listens to an image's canvas, and asks whether it belongs to the fit. */
	void opened(final ImagePlus image) {
		if (isClosed || image == null) return;
		listen(image, image.getCanvas());
		ask(image);
	}

	/** Listens to a canvas of an image; a canvas is listened to once. */
	void listen(final ImagePlus image, final ImageCanvas canvas) {
		if (canvas == null || canvases.containsKey(canvas)) return;
		final Mouse mouse = new Mouse(image);
		canvas.addMouseListener(mouse);
		canvas.addMouseMotionListener(mouse);
		canvases.put(canvas, mouse);
	}

	/** How many images of the fit are open. */
	int open() {
		return (int) images.values().stream().filter(Known::isOfFit).count();
	}

	/** The open images that are known to belong to the fit. */
	List<ImagePlus> followed() {
		return images.keySet().stream().filter(this::isFollowed).toList();
	}

	/** Whether an image is known to belong to the fit. */
	boolean isFollowed(final ImagePlus image) {
		final Known known = images.get(image);
		return known != null && known.isOfFit();
	}

	/** Removes all listeners. */
	@Override
	public void close() {
		isClosed = true;
		ImagePlus.removeImageListener(openings);
		Roi.removeRoiListener(openings);
		canvases.forEach((canvas, mouse) -> mouse.remove(canvas));
		canvases.clear();
		images.clear();
	}

	private void ask(final ImagePlus image) {
		final long now = System.nanoTime();
		final Known known = images.get(image);
		if (known != null && (known.isOfFit() || now - known.time() < ASKED_AGAIN)) return;
		images.put(image, new Known(false, now));
		aside.execute(() -> {
			final boolean isOfFit = belongs.test(image);
			events.execute(() -> {
				if (isClosed || !isOfFit || !images.containsKey(image)) return;
				images.put(image, new Known(true, now));
				listener.counted(open());
			});
		});
	}

	private void closed(final ImagePlus image) {
		final Known known = images.remove(image);
		canvases.entrySet().removeIf(entry -> entry.getValue().removed(entry.getKey(), image));
		if (known != null && known.isOfFit()) listener.counted(open());
	}

	private void updated(final ImagePlus image) {
		if (isClosed) return;
		// a window that was made anew has another canvas
		listen(image, image.getCanvas());
		if (isFollowed(image)) listener.updated(image);
		else ask(image);
	}

	/** Whether an image belongs to the fit, and when that was asked. */
	private record Known(boolean isOfFit, long time) {
	}

	/** Images that come and go, on whatever thread. */
	private final class Openings implements ImageListener, RoiListener {

		@Override
		public void imageOpened(final ImagePlus image) {
			events.execute(() -> opened(image));
		}

		@Override
		public void imageClosed(final ImagePlus image) {
			events.execute(() -> closed(image));
		}

		@Override
		public void imageUpdated(final ImagePlus image) {
			events.execute(() -> updated(image));
		}

		@Override
		public void roiModified(final ImagePlus image, final int id) {
			if (image != null) events.execute(() -> {
				if (isFollowed(image)) listener.selected(image);
			});
		}
	}

	/** The mouse over one image. */
	private final class Mouse extends MouseAdapter {

		private final ImagePlus image;

		Mouse(final ImagePlus image) {
			this.image = image;
		}

		/** Stops listening to a canvas if it is one of that image. */
		boolean removed(final ImageCanvas canvas, final ImagePlus closed) {
			if (closed == image) remove(canvas);
			return closed == image;
		}

		void remove(final ImageCanvas canvas) {
			canvas.removeMouseListener(this);
			canvas.removeMouseMotionListener(this);
		}

		@Override
		public void mouseMoved(final MouseEvent event) {
			if (isFollowed(image)) listener.moved(image, x(event), y(event));
			else ask(image);
		}

		@Override
		public void mouseDragged(final MouseEvent event) {
			mouseMoved(event);
		}

		@Override
		public void mouseClicked(final MouseEvent event) {
			if (isFollowed(image)) listener.clicked(image, x(event), y(event));
		}

		private int x(final MouseEvent event) {
			return event.getSource() instanceof ImageCanvas canvas ? canvas.offScreenX(event.getX()) : event.getX();
		}

		private int y(final MouseEvent event) {
			return event.getSource() instanceof ImageCanvas canvas ? canvas.offScreenY(event.getY()) : event.getY();
		}
	}
}
