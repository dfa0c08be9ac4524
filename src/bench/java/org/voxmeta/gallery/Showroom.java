package org.voxmeta.gallery;

import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageWindow;
import ij.text.TextWindow;

import java.awt.AWTException;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.Window;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import javax.swing.JButton;
import javax.swing.JCheckBoxMenuItem;
import javax.swing.JDialog;
import javax.swing.JFrame;
import javax.swing.JTabbedPane;
import javax.swing.UIManager;

import org.voxmeta.cli.CommandFailure;
import org.voxmeta.cli.HeadlessRunner;
import org.voxmeta.explore.ExplorerWindow;
import org.voxmeta.explore.Tab;

/** Opens VoxMeta's windows one after the other, in one look and feel, and takes pictures of them. */
public final class Showroom {

	private final Path data;
	private final Shots shots;
	private final boolean isSwingOnly;
	private final HeadlessRunner runner = new HeadlessRunner((fraction, message) -> {
	});

	private Showroom(final Path data, final Shots shots, final boolean isSwingOnly) {
		this.data = data;
		this.shots = shots;
		this.isSwingOnly = isSwingOnly;
	}

	/**
	 * Arguments: the folder of the exhibits, that of the pictures, the class of the look and feel, and whether
	 * only the windows are shown that look and feel changes, which those of images and tables are not.
	 */
	public static void main(final String[] args) throws ReflectiveOperationException, AWTException, IOException,
		InterruptedException, CommandFailure, javax.swing.UnsupportedLookAndFeelException
	{
		UIManager.setLookAndFeel(args[2]);
		final ImageJ imagej = new ImageJ(ImageJ.STANDALONE);
		imagej.exitWhenQuitting(false);
		final Showroom room = new Showroom(Path.of(args[0]), new Shots(Path.of(args[1])), Boolean.parseBoolean(
			args[3]));
		// else windows that are open keep a failed process alive
		Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> {
			failure.printStackTrace();
			System.exit(1);
		});
		for (final Exhibit exhibit : Exhibit.values())
			room.show(exhibit);
		room.about();
		System.exit(0);
	}

	private void show(final Exhibit exhibit) throws CommandFailure, IOException, InterruptedException,
		InvocationTargetException
	{
		explore(exhibit);
		overlay(exhibit);
		if (isSwingOnly) return;
		pictures(exhibit);
		tables(exhibit);
	}

	private void explore(final Exhibit exhibit) throws CommandFailure, IOException, InterruptedException,
		InvocationTargetException
	{
		run("Explore Meta-Analysis...", exhibit, "");
		final ExplorerWindow window = Shots.window(ExplorerWindow.class, w -> w.view() != null);
		final JTabbedPane tabs = Shots.find(window, JTabbedPane.class, pane -> true).orElseThrow();
		for (final Tab tab : Tab.values()) {
			EventQueue.invokeAndWait(() -> tabs.setSelectedIndex(tab.ordinal()));
			Shots.await(tab.title(), () -> Optional.of(window.view()).filter(view -> view.tab() == tab));
			shots.take("explore-" + exhibit.folder() + "_" + tab.ordinal() + tab.title(), window);
		}
		EventQueue.invokeAndWait(() -> tabs.setSelectedIndex(0));
		if (exhibit == Exhibit.CROWD) fitted(window);
		final long[] corner = new long[window.explorer().grid().dimensions().length];
		EventQueue.invokeAndWait(() -> window.pin(corner));
		shots.take("explore-" + exhibit.folder() + "_7Outside", window);
		EventQueue.invokeAndWait(() -> {
			window.pin(corner.length == 2 ? new long[] { 90, 40 } : new long[] { 20, 20, 7 });
			window.setSize(430, 330);
			window.validate();
		});
		shots.take("explore-" + exhibit.folder() + "_8Small", window);
		EventQueue.invokeAndWait(window::dispose);
	}

	private void fitted(final ExplorerWindow window) throws IOException, InterruptedException,
		InvocationTargetException
	{
		EventQueue.invokeAndWait(() -> window.getJMenuBar().getMenu(2).getItem(0).doClick(0));
		shots.take("explore-crowd_6Fitted", window);
		EventQueue.invokeAndWait(() -> ((JCheckBoxMenuItem) window.getJMenuBar().getMenu(2).getItem(0)).doClick(0));
	}

	/** The command waits for an answer meanwhile. */
	private void overlay(final Exhibit exhibit) throws IOException, InterruptedException,
		InvocationTargetException
	{
		final Thread command = new Thread(() -> {
			try {
				run("Overlay on Template...", exhibit, "");
			}
			catch (final CommandFailure e) {
				// was cancelled
			}
		});
		command.start();
		final JDialog dialog = Shots.window(JDialog.class, d -> d.getTitle().startsWith("Overlay"));
		shots.take("overlay-" + exhibit.folder() + "_dialog", dialog);
		shots.take("overlay-" + exhibit.folder() + "_image", WindowManager.getCurrentImage().getWindow());
		EventQueue.invokeAndWait(() -> Shots.find(dialog, JButton.class, button -> "Cancel".equals(button
			.getText())).orElseThrow().doClick());
		command.join();
		close();
	}

	private void pictures(final Exhibit exhibit) throws CommandFailure, IOException, InterruptedException,
		InvocationTargetException
	{
		for (final String page : new String[] { "dark", "light" }) {
			run("Slice Mosaic...", exhibit, "width=1000 page=" + page);
			run("Glass Brain...", exhibit, "width=1000 page=" + page);
			for (final ImageWindow window : imageWindows())
				shots.take("pictures-" + exhibit.folder() + "_" + window.getImagePlus().getTitle().replaceAll(
					"[^A-Za-z]+", "") + "-" + page, window);
			close();
		}
	}

	private void tables(final Exhibit exhibit) throws CommandFailure, IOException, InterruptedException,
		InvocationTargetException
	{
		run("Cluster Table...", exhibit, "threshold=3.1");
		final Map<String, String> check = new LinkedHashMap<>();
		check.put("studies", data.resolve(exhibit.folder()).resolve("studies.tsv").toString());
		runner.run("Check Studies...", check);
		if (exhibit != Exhibit.CROWD) {
			run("Influence...", exhibit, "measures=cook");
			run("Leave One Out...", exhibit, "maps=p_max");
		}
		Shots.settle();
		for (final Window window : Window.getWindows())
			if (window.isShowing() && window instanceof TextWindow table) shots.take("tables-" + exhibit.folder() + "_"
				+ table.getTitle().replaceAll("[^A-Za-z]+", ""), table);
		for (final ImageWindow window : imageWindows())
			shots.take("images-" + exhibit.folder() + "_" + window.getImagePlus().getTitle().replaceAll(
				"[^A-Za-z0-9]+", ""), window);
		close();
	}

	private void about() throws CommandFailure, IOException, InterruptedException, InvocationTargetException {
		runner.run("About VoxMeta...", Map.of());
		shots.take("about_about", Shots.window(JFrame.class, frame -> frame.getTitle().startsWith("About")));
	}

	private void run(final String command, final Exhibit exhibit, final String more) throws CommandFailure {
		final Map<String, String> keys = new LinkedHashMap<>();
		if (!more.isEmpty()) keys.putAll(Exhibit.keys(more));
		keys.put("result", exhibit.maps(data).toString());
		runner.run(command, keys);
	}

	private static ImageWindow[] imageWindows() {
		return Arrays.stream(Window.getWindows()).filter(Window::isShowing).filter(ImageWindow.class::isInstance)
			.map(ImageWindow.class::cast).toArray(ImageWindow[]::new);
	}

	/** Closes all but ImageJ itself. */
	private static void close() throws InterruptedException, InvocationTargetException {
		EventQueue.invokeAndWait(() -> {
			for (final int id : WindowManager.getIDList() == null ? new int[0] : WindowManager.getIDList()) {
				final ImagePlus image = WindowManager.getImage(id);
				image.changes = false;
				image.close();
			}
			for (final Window window : Window.getWindows())
				if (window instanceof TextWindow table) table.close(false);
				else if (window.isShowing() && !(window instanceof ImageJ) && (window instanceof Frame
					|| window instanceof Dialog)) window.dispose();
		});
		Shots.settle();
	}
}
