package org.voxmeta.explore;

import ij.io.OpenDialog;

import java.awt.EventQueue;
import java.awt.Image;
import java.awt.Toolkit;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.StringSelection;
import java.awt.datatransfer.Transferable;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.awt.event.KeyEvent;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Executor;

import javax.swing.JCheckBoxMenuItem;
import javax.swing.JFileChooser;
import javax.swing.JMenu;
import javax.swing.JMenuBar;
import javax.swing.JMenuItem;
import javax.swing.JOptionPane;
import javax.swing.KeyStroke;
import javax.swing.filechooser.FileNameExtensionFilter;

import org.voxmeta.analysis.FitVoxels;
import org.voxmeta.analysis.LocalFit;
import org.voxmeta.plot.Figure;
import org.voxmeta.plot.FigureFiles;
import org.voxmeta.plot.Theme;
import org.voxmeta.task.AtomicFiles;

/** The menus of the window: saving and copying what it shows. Files are written aside of the event thread. */
final class ExplorerMenu {

	private static final String SVG = "svg";
	private static final String PNG = "png";

	private final ExplorerWindow window;
	private final Executor aside;

	ExplorerMenu(final ExplorerWindow window, final Executor aside) {
		this.window = window;
		this.aside = aside;
	}

	/** The menu bar. */
	JMenuBar bar() {
		final JMenuBar bar = new JMenuBar();
		final JMenu file = bar.add(new JMenu("File"));
		item(file, "Save Page...", KeyEvent.VK_S, this::savePage);
		item(file, "Save All to Folder...", 0, this::saveAll);
		file.addSeparator();
		item(file, "Close", KeyEvent.VK_W, window::dispose);
		final JMenu edit = bar.add(new JMenu("Edit"));
		item(edit, "Copy Page", KeyEvent.VK_C, this::copy);
		final JMenu show = bar.add(new JMenu("View"));
		final JCheckBoxMenuItem fitted = new JCheckBoxMenuItem("All Studies in View");
		fitted.setToolTipText("Make rows as low as it takes to see all of them, instead of scrolling");
		fitted.addActionListener(event -> window.setFitted(fitted.isSelected()));
		show.add(fitted);
		return bar;
	}

	private static void item(final JMenu menu, final String label, final int key, final Runnable action) {
		final JMenuItem item = menu.add(new JMenuItem(label));
		if (key != 0) item.setAccelerator(KeyStroke.getKeyStroke(key, Toolkit.getDefaultToolkit()
			.getMenuShortcutKeyMaskEx()));
		item.addActionListener(event -> action.run());
	}

	/** Asks for a file, and saves the figure or the table there. */
	void savePage() {
		final View view = window.view();
		if (view == null) return;
		final boolean isFigure = view.figure() != null;
		final JFileChooser chooser = new JFileChooser(OpenDialog.getDefaultDirectory());
		chooser.setAcceptAllFileFilterUsed(false);
		if (isFigure) {
			chooser.addChoosableFileFilter(new FileNameExtensionFilter("Vector graphics (*.svg)", SVG));
			chooser.addChoosableFileFilter(new FileNameExtensionFilter("Picture (*.png)", PNG));
		}
		else chooser.addChoosableFileFilter(new FileNameExtensionFilter("Table (*.csv)", "csv"));
		chooser.setSelectedFile(new File(view.tab().file() + (isFigure ? "." + SVG : ".csv")));
		if (chooser.showSaveDialog(window) != JFileChooser.APPROVE_OPTION) return;
		final Path file = named(chooser.getSelectedFile(), ((FileNameExtensionFilter) chooser.getFileFilter())
			.getExtensions()[0], isFigure);
		if (Files.exists(file) && !isAgreed(file.getFileName() + " exists. Replace it?")) return;
		OpenDialog.setDefaultDirectory(chooser.getCurrentDirectory().getPath());
		save(view, file);
	}

	private boolean isAgreed(final String question) {
		return JOptionPane.showConfirmDialog(window, question, "Save", JOptionPane.OK_CANCEL_OPTION)
			== JOptionPane.OK_OPTION;
	}

	/** With an ending that says what it is: the one typed, if there is such a kind, else that of the filter. */
	static Path named(final File chosen, final String ending, final boolean isFigure) {
		final String name = chosen.getName().toLowerCase(Locale.ROOT);
		if (name.endsWith("." + ending)) return chosen.toPath();
		if (isFigure && name.endsWith("." + SVG) && ending.equals(PNG)) return chosen.toPath().resolveSibling(chosen
			.getName().replaceAll("(?i)\\.svg$", "." + PNG));
		return isFigure && name.endsWith("." + PNG) ? chosen.toPath() : chosen.toPath().resolveSibling(chosen
			.getName() + "." + ending);
	}

	private void save(final View view, final Path file) {
		aside(() -> {
			if (view.figure() != null) PlaceFiles.write(view.figure(), file);
			else AtomicFiles.write(file, path -> Files.writeString(path, view.table().csv()));
			return "Saved " + file;
		});
	}

	private void saveAll() {
		final View view = window.view();
		final FitVoxels voxels = window.explorer().voxels();
		if (view == null || voxels == null) return;
		final JFileChooser chooser = new JFileChooser(OpenDialog.getDefaultDirectory());
		chooser.setFileSelectionMode(JFileChooser.DIRECTORIES_ONLY);
		chooser.setDialogTitle("Save all figures and tables of " + view.fit().place().text());
		if (chooser.showDialog(window, "Save") != JFileChooser.APPROVE_OPTION) return;
		final Path folder = chooser.getSelectedFile().toPath();
		if (PlaceFiles.areIn(folder) && !isAgreed(folder.getFileName()
			+ " has figures and tables of a place already. Replace them?")) return;
		OpenDialog.setDefaultDirectory(chooser.getSelectedFile().getPath());
		final LocalFit fit = view.fit();
		aside(() -> "Saved " + PlaceFiles.write(voxels, fit, folder).size() + " files to " + folder);
	}

	private void copy() {
		final View view = window.view();
		if (view == null) return;
		final Transferable content = view.figure() == null ? new StringSelection(window.numbers().text())
			: new Picture(picture(view.figure()));
		Toolkit.getDefaultToolkit().getSystemClipboard().setContents(content, null);
		window.tell(view.figure() == null ? "Copied the table" : "Copied the figure");
	}

	private Image picture(final Figure figure) {
		final FigurePanel page = window.page();
		return FigureFiles.image(figure.with(Theme.light()), Math.max(page.getWidth(), 1), Math.max(page
			.getHeight(), 1), 2);
	}

	private void aside(final Work work) {
		window.tell("Saving ...");
		aside.execute(() -> {
			String said;
			try {
				said = work.done();
			}
			catch (final IOException e) {
				EventQueue.invokeLater(() -> {
					window.tell("Not saved");
					JOptionPane.showMessageDialog(window, e.getMessage(), "Not saved", JOptionPane.ERROR_MESSAGE);
				});
				return;
			}
			EventQueue.invokeLater(() -> window.tell(said));
		});
	}

	/** Work with files, which says what it did. */
	@FunctionalInterface
	private interface Work {

		String done() throws IOException;
	}

	/** A picture for the clipboard. */
	private record Picture(Image image) implements Transferable {

		@Override
		public DataFlavor[] getTransferDataFlavors() {
			return new DataFlavor[] { DataFlavor.imageFlavor };
		}

		@Override
		public boolean isDataFlavorSupported(final DataFlavor flavor) {
			return DataFlavor.imageFlavor.equals(flavor);
		}

		@Override
		public Object getTransferData(final DataFlavor flavor) throws UnsupportedFlavorException {
			if (!isDataFlavorSupported(flavor)) throw new UnsupportedFlavorException(flavor);
			return image;
		}
	}
}
