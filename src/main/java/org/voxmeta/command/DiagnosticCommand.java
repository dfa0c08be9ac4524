package org.voxmeta.command;

import ij.ImagePlus;

import java.awt.GraphicsEnvironment;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

import org.scijava.ItemIO;
import org.scijava.app.StatusService;
import org.scijava.log.LogService;
import org.scijava.plugin.Parameter;
import org.scijava.thread.ThreadService;
import org.scijava.util.VersionUtils;
import org.scijava.widget.FileWidget;
import org.voxmeta.analysis.DiagnosticMap;
import org.voxmeta.analysis.DiagnosticOutcome;
import org.voxmeta.analysis.NumberTable;
import org.voxmeta.analysis.RecordedRun;
import org.voxmeta.task.Progress;

/** What the commands share that look at a meta-analysis of before. */
abstract class DiagnosticCommand extends FitCommand implements DialogPages.Owner {

	@Parameter
	private LogService log;

	@Parameter
	private StatusService status;

	@Parameter
	private ThreadService threads;

	@Parameter(label = "Maps", required = false, persist = false,
		description = "The maps to show: names separated by commas, all or none; auto: the usual ones")
	private String maps = "auto";

	@Parameter(label = "Output folder", style = FileWidget.DIRECTORY_STYLE, required = false, persist = false,
		description = "All maps, the tables and a record are written there; may be the result's own folder; empty:"
			+ " nothing is written")
	private File output = new File("");

	@Parameter(type = ItemIO.OUTPUT, label = "All maps")
	private Map<String, ImagePlus> images = new LinkedHashMap<>();

	@Override
	public final void run() {
		try {
			final List<String> names = maps(maps);
			final DiagnosticOutcome outcome = look(chosenFit().run(), output, VersionUtils.getVersion(getClass()),
				new CommandProgress(status, this::isCanceled));
			outcome.notes().forEach(log::warn);
			final WindowPlaces places = new WindowPlaces();
			for (final DiagnosticMap map : outcome.maps(names))
				show(map, places);
			show(outcome.tables());
			ResultRows.append(outcome.summary());
			log.info("VoxMeta: " + outcome.summary());
			if (OptionalFile.isGiven(output)) log.info("VoxMeta: wrote " + outcome.files().size() + " files to "
				+ output);
		}
		catch (final IOException | IllegalArgumentException | CancellationException e) {
			Failures.report(e, log, this);
		}
		finally {
			CommandProgress.end(status);
		}
	}

	/** The maps that are to be shown. */
	abstract List<String> maps(String names);

	/** Looks at a run. */
	abstract DiagnosticOutcome look(RecordedRun run, File folder, String version, Progress progress)
		throws IOException;

	private void show(final DiagnosticMap map, final WindowPlaces places) {
		final ImagePlus image = MapDisplay.diagnostic(map, Workspace.freeTitle(map.key()));
		images.put(map.key(), image);
		places.show(image, () -> Workspace.show(image, threads.getParent(Thread.currentThread())));
	}

	/**
	 * Without windows, macros see the system table alone, which has the summary: the tables are in files, or the
	 * log.
	 */
	private void show(final List<NumberTable> tables) {
		if (GraphicsEnvironment.isHeadless()) {
			if (!OptionalFile.isGiven(output)) tables.forEach(table -> log.info("VoxMeta: " + table.name() + "\n"
				+ table.text()));
			return;
		}
		final List<TableWindows.Titled> titled = new ArrayList<>();
		for (final NumberTable table : tables)
			if (!table.rows().isEmpty()) titled.add(new TableWindows.Titled(table.name(), OpenTables.of(table)));
		TableWindows.showCardsBelow(List.copyOf(images.values()), titled);
	}
}
