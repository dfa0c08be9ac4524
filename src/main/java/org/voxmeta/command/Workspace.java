package org.voxmeta.command;

import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;
import ij.plugin.Zoom;

/**
 * The images that are open in ImageJ: windows in the GUI, the batch mode's list in macros without windows.
 * <p>
 * SciJava runs commands on pooled threads, while ImageJ keeps a current image per thread. So no image is made
 * current for a command's own thread here: the next command on it would take it for the active one.
 * </p>
 */
public final class Workspace {

	/** Images are magnified by whole factors up to this number of pixels on the screen. */
	private static final int COMFORTABLE_SIZE = 256;

	private Workspace() {
	}

	/**
	 * Shows an image: as a window in the GUI; in a macro without windows so that {@code selectImage(title)}
	 * finds it. In plain Java without a display this does nothing.
	 *
	 * @param imp the image
	 */
	public static void show(final ImagePlus imp) {
		show(imp, null);
	}

	/**
	 * Shows an image like {@link #show(ImagePlus)} and, in a macro without windows, makes it the active one.
	 *
	 * @param imp the image
	 * @param caller the thread of the macro that called the command, see {@code ThreadService.getParent};
	 *          null if unknown
	 */
	public static void show(final ImagePlus imp, final Thread caller) {
		if (!Interpreter.isBatchMode()) {
			if (!GraphicsEnvironment.isHeadless()) openWindow(imp);
			return;
		}
		if (Interpreter.getBatchModeImage(imp.getID()) == null) Interpreter.addBatchModeImage(imp);
		Interpreter.activateImage(imp);
		// after selectImage the macro's thread has a current image of its own, which would hide the new one
		if (WindowManager.getTempCurrentImage() != null) WindowManager.setTempCurrentImage(imp);
		if (caller != null) WindowManager.setTempCurrentImage(caller, imp);
	}

	/**
	 * A new window's sliders stand at the first slice whatever the image shows, so they are moved afterwards.
	 * Small images, as brains are, are magnified.
	 */
	private static void openWindow(final ImagePlus imp) {
		final int channel = imp.getC();
		final int slice = imp.getZ();
		final int frame = imp.getT();
		imp.setPosition(1, 1, 1);
		imp.show();
		imp.setPosition(channel, slice, frame);
		magnify(imp, COMFORTABLE_SIZE / Math.max(imp.getWidth(), imp.getHeight()));
	}

	/** Shows an image so many times as large, if it has a window and that is more than once. */
	static void magnify(final ImagePlus imp, final int factor) {
		if (factor > 1 && imp.getWindow() != null) onEventThread(() -> Zoom.set(imp, factor));
	}

	/**
	 * The event thread lays windows out: a window that another thread resizes meanwhile may end up too small.
	 */
	private static void onEventThread(final Runnable code) {
		if (EventQueue.isDispatchThread()) {
			code.run();
			return;
		}
		try {
			EventQueue.invokeAndWait(code);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		catch (final InvocationTargetException e) {
			throw new IllegalStateException(e.getCause());
		}
	}

	/**
	 * Returns an open image.
	 *
	 * @param titleOrId a window's title (of several, the first), or ImageJ's negative image id; empty for the
	 *          active image
	 * @return the image
	 * @throws IllegalArgumentException if there is none; the message lists the open titles
	 */
	public static ImagePlus find(final String titleOrId) {
		final String wanted = titleOrId == null ? "" : titleOrId.trim();
		final ImagePlus found = wanted.isEmpty() ? active() : named(wanted);
		if (found != null) return found;
		throw new IllegalArgumentException((wanted.isEmpty() ? "No image is active" : "No image is called '" +
			wanted + "'") + "; open images: " + (titles().isEmpty() ? "none" : String.join(", ", titles())));
	}

	/** Returns the titles of the open images, each once, the active image's first. */
	public static List<String> titles() {
		final Set<String> titles = new LinkedHashSet<>();
		if (active() != null) titles.add(active().getTitle());
		titles.addAll(Arrays.asList(WindowManager.getImageTitles()));
		return new ArrayList<>(titles);
	}

	/** Returns the active image, or null if there is none. */
	static ImagePlus active() {
		final ImagePlus batch = Interpreter.isBatchMode() ? Interpreter.getLastBatchModeImage() : null;
		return batch != null ? batch : WindowManager.getCurrentImage();
	}

	/** Returns the active image by its title, or none if there is none or its title means another image. */
	static ImageInput activeInput() {
		final ImagePlus active = active();
		return active != null && named(active.getTitle()) == active ? ImageInput.named(active.getTitle())
			: ImageInput.NONE;
	}

	/** Returns a title that no open image has: the wanted one, or that with -1, -2, ... */
	public static String freeTitle(final String wanted) {
		final List<String> taken = titles();
		String title = wanted;
		for (int i = 1; taken.contains(title); i++)
			title = wanted + "-" + i;
		return title;
	}

	/** Returns the open image of that title or id, or null if there is none. */
	static ImagePlus named(final String titleOrId) {
		final ImagePlus titled = WindowManager.getImage(titleOrId);
		if (titled != null || !titleOrId.matches("-\\d{1,9}")) return titled;
		return WindowManager.getImage(Integer.parseInt(titleOrId));
	}
}
