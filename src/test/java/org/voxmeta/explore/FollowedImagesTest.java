package org.voxmeta.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImageListener;
import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.Roi;

import java.awt.event.MouseEvent;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FollowedImagesTest {

	private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();
	private final Set<ImagePlus> ofFit = new HashSet<>();
	private final List<String> heard = new ArrayList<>();
	private final FollowedImages followed = new FollowedImages(ofFit::contains, Runnable::run, events::add,
		new Ear());

	@AfterEach
	void close() {
		followed.close();
	}

	@Test
	void theMouseIsFollowedOverImagesOfTheFit() {
		final ImagePlus z = image("z", true);
		final ImageCanvas canvas = open(z);

		canvas.dispatchEvent(event(canvas, MouseEvent.MOUSE_MOVED, 3, 2));
		canvas.dispatchEvent(event(canvas, MouseEvent.MOUSE_CLICKED, 4, 2));

		assertEquals(List.of("1 open", "z moved 3 2", "z clicked 4 2"), heard);
		assertEquals(1, followed.open());
	}

	@Test
	void otherImagesAreNot() {
		final ImagePlus other = image("other", false);
		final ImageCanvas canvas = open(other);

		canvas.dispatchEvent(event(canvas, MouseEvent.MOUSE_MOVED, 3, 2));
		canvas.dispatchEvent(event(canvas, MouseEvent.MOUSE_CLICKED, 4, 2));

		assertEquals(List.of(), heard);
		assertFalse(followed.isFollowed(other));
	}

	@Test
	void imagesOpenedLaterAreFollowedAndClosedOnesAreCounted() {
		followed.start();
		final ImagePlus first = image("first", true);
		final ImagePlus second = image("second", true);
		Listeners.open(first);
		Listeners.open(second);
		run();
		assertEquals(List.of("1 open", "2 open"), counts());

		Listeners.update(second);
		Listeners.close(first);
		Listeners.close(second);
		run();
		assertTrue(heard.contains("second updated"));
		assertEquals(List.of("1 open", "2 open", "1 open", "0 open"), counts());
	}

	@Test
	void aChangedSelectionIsHeardOf() {
		followed.start();
		final ImagePlus z = image("z", true);
		open(z);
		heard.clear();

		z.setRoi(1, 1, 2, 2);
		run();

		assertTrue(heard.contains("z selected"), heard.toString());
	}

	@Test
	void closingRemovesAllListeners() {
		final ImagePlus z = image("z", true);
		final ImageCanvas canvas = new ImageCanvas(z);
		final int mouse = canvas.getMouseListeners().length;
		final int motion = canvas.getMouseMotionListeners().length;
		final int images = Listeners.images();
		followed.start();
		followed.listen(z, canvas);
		followed.listen(z, canvas);
		assertEquals(mouse + 1, canvas.getMouseListeners().length);
		assertEquals(images + 1, Listeners.images());

		followed.close();

		assertEquals(mouse, canvas.getMouseListeners().length);
		assertEquals(motion, canvas.getMouseMotionListeners().length);
		assertEquals(images, Listeners.images());
		followed.opened(z);
		Listeners.open(z);
		z.setRoi(new Roi(0, 0, 1, 1));
		run();
		assertEquals(List.of(), heard);
	}

	/** ImageJ tells of updates by itself as well, whenever it comes to it. */
	private List<String> counts() {
		return heard.stream().filter(text -> text.endsWith("open")).toList();
	}

	private ImagePlus image(final String title, final boolean isOfFit) {
		final ImagePlus image = IJ.createImage(title, "32-bit", 8, 6, 2);
		if (isOfFit) ofFit.add(image);
		return image;
	}

	private ImageCanvas open(final ImagePlus image) {
		final ImageCanvas canvas = new ImageCanvas(image);
		followed.opened(image);
		followed.listen(image, canvas);
		run();
		return canvas;
	}

	private void run() {
		while (!events.isEmpty())
			events.remove().run();
	}

	private static MouseEvent event(final ImageCanvas canvas, final int id, final int x, final int y) {
		return new MouseEvent(canvas, id, 0, 0, x, y, id == MouseEvent.MOUSE_CLICKED ? 1 : 0, false);
	}

	/** ImageJ's listeners, which it calls when windows come and go. */
	private static final class Listeners {

		static int images() {
			return listeners().size();
		}

		static void open(final ImagePlus image) {
			List.copyOf(listeners()).forEach(listener -> listener.imageOpened(image));
		}

		static void update(final ImagePlus image) {
			List.copyOf(listeners()).forEach(listener -> listener.imageUpdated(image));
		}

		static void close(final ImagePlus image) {
			List.copyOf(listeners()).forEach(listener -> listener.imageClosed(image));
		}

		private static List<ImageListener> listeners() {
			try {
				final Field field = ImagePlus.class.getDeclaredField("listeners");
				field.setAccessible(true);
				@SuppressWarnings("unchecked")
				final List<ImageListener> listeners = (List<ImageListener>) field.get(null);
				return listeners;
			}
			catch (final ReflectiveOperationException e) {
				throw new IllegalStateException(e);
			}
		}
	}

	/** Writes down what it hears. */
	private final class Ear implements FollowedImages.Listener {

		@Override
		public void moved(final ImagePlus image, final int x, final int y) {
			heard.add(image.getTitle() + " moved " + x + " " + y);
		}

		@Override
		public void clicked(final ImagePlus image, final int x, final int y) {
			heard.add(image.getTitle() + " clicked " + x + " " + y);
		}

		@Override
		public void updated(final ImagePlus image) {
			heard.add(image.getTitle() + " updated");
		}

		@Override
		public void selected(final ImagePlus image) {
			heard.add(image.getTitle() + " selected");
		}

		@Override
		public void counted(final int open) {
			heard.add(open + " open");
		}
	}
}
