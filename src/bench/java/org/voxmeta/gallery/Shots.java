package org.voxmeta.gallery;

import java.awt.AWTException;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;

import javax.imageio.ImageIO;
import javax.swing.RootPaneContainer;

/** Takes pictures of windows as they are on the screen, in all its pixels. */
final class Shots {

	private static final int PATIENCE = 20_000;
	private static final int STEP = 50;
	private static final int SETTLED = 350;

	private final Path folder;
	private final Robot robot;

	Shots(final Path folder) throws IOException, AWTException {
		this.folder = Files.createDirectories(folder);
		robot = new Robot();
	}

	/** Takes a picture of the screen where those windows are. */
	void take(final String name, final Window... windows) throws IOException, InterruptedException,
		InvocationTargetException
	{
		take(name, 0, windows);
	}

	/** The same, with so much of the screen around. */
	void take(final String name, final int around, final Window... windows) throws IOException,
		InterruptedException, InvocationTargetException
	{
		EventQueue.invokeAndWait(() -> Arrays.asList(windows).forEach(Window::toFront));
		settle();
		// on a busy machine Swing's own painting may be late
		for (final Window window : windows)
			if (window instanceof RootPaneContainer swing) EventQueue.invokeAndWait(() -> swing.getRootPane()
				.paintImmediately(0, 0, window.getWidth(), window.getHeight()));
		Toolkit.getDefaultToolkit().sync();
		Rectangle bounds = null;
		for (final Window window : windows)
			bounds = bounds == null ? window.getBounds() : bounds.union(window.getBounds());
		bounds.grow(around, around);
		final Rectangle screen = windows[0].getGraphicsConfiguration().getBounds();
		write(name, robot.createMultiResolutionScreenCapture(bounds.intersection(screen)).getResolutionVariants());
	}

	/** Writes a picture that is on no screen. */
	void write(final String name, final BufferedImage picture) throws IOException {
		ImageIO.write(picture, "png", folder.resolve(name + ".png").toFile());
	}

	private void write(final String name, final List<Image> variants) throws IOException {
		final Image finest = variants.get(variants.size() - 1);
		final BufferedImage picture = new BufferedImage(finest.getWidth(null), finest.getHeight(null),
			BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = picture.createGraphics();
		g.drawImage(finest, 0, 0, null);
		g.dispose();
		write(name, picture);
	}

	/** Lets windows be laid out and painted. */
	static void settle() throws InterruptedException, InvocationTargetException {
		for (int i = 0; i < 2; i++) {
			Thread.sleep(SETTLED);
			EventQueue.invokeAndWait(() -> {
			});
		}
	}

	/** Does something on the event thread. */
	static <T> T events(final Callable<T> work) throws InterruptedException, InvocationTargetException {
		final AtomicReference<T> answer = new AtomicReference<>();
		EventQueue.invokeAndWait(() -> {
			try {
				answer.set(work.call());
			}
			catch (final Exception e) {
				throw new IllegalStateException(e);
			}
		});
		return answer.get();
	}

	/** Waits until something is there. */
	static <T> T await(final String what, final Supplier<Optional<T>> supplier)
		throws InterruptedException, InvocationTargetException
	{
		for (int waited = 0; waited < PATIENCE; waited += STEP) {
			final Optional<T> found = events(supplier::get);
			if (found.isPresent()) return found.get();
			Thread.sleep(STEP);
		}
		throw new IllegalStateException(what + ": not seen within " + PATIENCE + " ms");
	}

	/** A window that shows. */
	static <T extends Window> T window(final Class<T> type, final Predicate<T> wanted)
		throws InterruptedException, InvocationTargetException
	{
		return await(type.getSimpleName(), () -> Arrays.stream(Window.getWindows()).filter(Window::isShowing)
			.filter(type::isInstance).map(type::cast).filter(wanted).findFirst());
	}

	/** The first part of a window of that kind. */
	static <T> Optional<T> find(final Component in, final Class<T> type, final Predicate<T> wanted) {
		if (type.isInstance(in) && wanted.test(type.cast(in))) return Optional.of(type.cast(in));
		if (in instanceof Container container) for (final Component part : container.getComponents()) {
			final Optional<T> found = find(part, type, wanted);
			if (found.isPresent()) return found;
		}
		return Optional.empty();
	}
}
