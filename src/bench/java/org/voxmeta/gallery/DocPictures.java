package org.voxmeta.gallery;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;

import java.awt.AWTException;
import java.awt.EventQueue;
import java.awt.Window;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.swing.JTabbedPane;
import javax.swing.UIManager;

import org.voxmeta.cli.CommandFailure;
import org.voxmeta.cli.HeadlessRunner;
import org.voxmeta.explore.ExplorerWindow;
import org.voxmeta.explore.Tab;

/**
 * Takes the pictures of windows in docs/images: maps, samples, tables, explore, explore-moderators and
 * tutorial/window-explore. Needs a display of 1920 x 1080 pixels with a window manager. Arguments: a folder
 * for the pictures, the class of the look and feel, and {@code dark} for the picture in a dark one alone.
 */
public final class DocPictures {

	private static final long[] PEAK = { 17, 42, 28 };
	private static final Path TRIALS = Path.of("src/test/resources/stats/bcg_risk_ratio.csv");

	private final Shots shots;
	private final Path data = Files.createTempDirectory("voxmeta-pictures");
	private final HeadlessRunner runner = new HeadlessRunner((fraction, message) -> {
	});

	private DocPictures(final Path folder) throws IOException, AWTException {
		shots = new Shots(folder);
	}

	/** Takes all. */
	public static void main(final String[] args) throws ReflectiveOperationException, AWTException, IOException,
		InterruptedException, CommandFailure, javax.swing.UnsupportedLookAndFeelException
	{
		UIManager.setLookAndFeel(args[1]);
		final ImageJ imagej = new ImageJ(ImageJ.STANDALONE);
		imagej.exitWhenQuitting(false);
		imagej.setLocation(0, 0);
		// else windows that are open keep a failed process alive
		Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> {
			failure.printStackTrace();
			System.exit(1);
		});
		final DocPictures pictures = new DocPictures(Path.of(args[0]));
		if (args.length > 2) pictures.moderators();
		else {
			pictures.samples();
			pictures.explorer();
			pictures.tables();
			pictures.maps();
		}
		System.exit(0);
	}

	private void samples() throws CommandFailure, IOException, InterruptedException, InvocationTargetException {
		runner.run("Meta-Analysis...", Map.of("sample", "brain"));
		runner.run("DerSimonian-Laird...", Map.of("effects", "effects", "variances", "variances"));
		closeTables();
		shots.take("samples", windows());
	}

	/** Of the fit of the tutorial. */
	private void explorer() throws CommandFailure, IOException, InterruptedException, InvocationTargetException {
		close();
		final Path sample = data.resolve("sample");
		runner.run("Meta-Analysis...", Map.of("sample", "brain", "output", sample.toString()));
		close();
		runner.run("DerSimonian-Laird...", Map.of("studies", sample.resolve("studies.tsv").toString(),
			"aggressivemask", "false", "adjustment", "Knapp-Hartung", "maps", "z"));
		closeTables();
		final ImagePlus z = WindowManager.getImage("z");
		EventQueue.invokeAndWait(() -> z.getWindow().setLocation(0, 120));
		runner.run("Explore Meta-Analysis...", Map.of("fit", "z"));
		final ExplorerWindow window = Shots.window(ExplorerWindow.class, w -> w.view() != null);
		EventQueue.invokeAndWait(() -> {
			window.setLocation(z.getWindow().getX() + z.getWindow().getWidth(), 120);
			z.setSlice((int) PEAK[2] + 1);
			window.pin(PEAK);
		});
		shots.take("window-explore", window);
		shots.take("explore", z.getWindow(), window);
		EventQueue.invokeAndWait(window::dispose);
		close();
	}

	private void tables() throws CommandFailure, IOException, InterruptedException, InvocationTargetException {
		runner.run("Meta-Analysis of a Table...", Map.of("table", riskRatios().toString(), "y", "logRR", "v",
			"var", "tables", "summary,heterogeneity,influence", "permutations", "0"));
		Shots.settle();
		final List<Window> tables = new ArrayList<>();
		int top = 150;
		for (final String name : new String[] { "summary", "heterogeneity", "influence" }) {
			final Window table = WindowManager.getWindow("Meta-Analysis " + name);
			final int y = top;
			EventQueue.invokeAndWait(() -> table.setLocation(0, y));
			Shots.settle();
			top += table.getHeight();
			tables.add(table);
		}
		shots.take("tables", tables.toArray(Window[]::new));
		close();
	}

	/** The trials' log risk ratios and their variances. */
	private Path riskRatios() throws IOException {
		final List<String> lines = new ArrayList<>(List.of("study,logRR,var"));
		for (final String line : Files.readAllLines(TRIALS).subList(1, 14)) {
			final String[] cells = line.split(",");
			final double[] n = Arrays.stream(cells).limit(5).mapToDouble(Double::parseDouble).toArray();
			lines.add("Trial " + cells[0] + " of " + cells[6] + "," + Math.log(n[1] / (n[1] + n[2]) * (n[3] + n[4])
				/ n[3]) + "," + (1 / n[1] - 1 / (n[1] + n[2]) + 1 / n[3] - 1 / (n[3] + n[4])));
		}
		return Files.write(data.resolve("trials.csv"), lines);
	}

	private void maps() throws CommandFailure, IOException, InterruptedException, InvocationTargetException {
		final Path studies = data.resolve("brains");
		runner.run("Simulate Studies...", Map.of("studies", "21", "grid", "91,109,91", "voxelsize", "2", "output",
			studies.toString()));
		runner.run("DerSimonian-Laird...", Map.of("studies", studies.resolve("studies.tsv").toString(),
			"adjustment", "Knapp-Hartung"));
		Shots.settle();
		int bottom = 0;
		for (final int id : WindowManager.getIDList()) {
			final Window window = WindowManager.getImage(id).getWindow();
			bottom = Math.max(bottom, window.getY() + window.getHeight());
		}
		final Window results = WindowManager.getWindow("VoxMeta Results");
		final int y = bottom;
		EventQueue.invokeAndWait(() -> results.setLocation(0, y));
		final List<Window> all = new ArrayList<>(List.of(windows()));
		all.add(results);
		shots.take("maps", all.toArray(Window[]::new));
	}

	private void moderators() throws CommandFailure, IOException, InterruptedException,
		InvocationTargetException
	{
		runner.run("Meta-Analysis...", Map.of("sample", "brain", "output", data.toString()));
		final Path maps = data.resolve("maps");
		runner.run("DerSimonian-Laird...", Map.of("studies", data.resolve("studies.tsv").toString(), "moderators",
			"age", "output", maps.toString()));
		runner.run("Explore Meta-Analysis...", Map.of("result", maps.toString(), "position", "17,42,28"));
		final ExplorerWindow window = Shots.window(ExplorerWindow.class, w -> w.view() != null);
		final JTabbedPane tabs = Shots.find(window, JTabbedPane.class, pane -> true).orElseThrow();
		EventQueue.invokeAndWait(() -> {
			tabs.setSelectedIndex(Tab.MODERATORS.ordinal());
			window.setSize(620, 520);
			window.setLocation(0, 200);
		});
		Shots.await("Moderators", () -> Optional.of(window.view()).filter(view -> view.tab() == Tab.MODERATORS));
		shots.take("explore-moderators", window);
	}

	/** ImageJ's, and those of all images. */
	private static Window[] windows() {
		final List<Window> windows = new ArrayList<>(List.of(IJ.getInstance()));
		for (final int id : WindowManager.getIDList())
			windows.add(WindowManager.getImage(id).getWindow());
		return windows.toArray(Window[]::new);
	}

	private static void closeTables() throws InterruptedException, InvocationTargetException {
		Shots.settle();
		if (WindowManager.getWindow("VoxMeta Results") instanceof ij.text.TextWindow table)
			EventQueue.invokeAndWait(() -> table.close(false));
	}

	private static void close() throws InterruptedException, InvocationTargetException {
		closeTables();
		EventQueue.invokeAndWait(WindowManager::closeAllWindows);
		Shots.settle();
	}
}
