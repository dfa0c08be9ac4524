package org.voxmeta.command;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import java.awt.GraphicsEnvironment;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.scijava.ItemIO;
import org.scijava.app.StatusService;
import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.log.LogService;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.thread.ThreadService;
import org.scijava.widget.FileWidget;
import org.voxmeta.analysis.NumberTable;
import org.voxmeta.analysis.StudyCheck;
import org.voxmeta.cli.HeadlessRunner;

/** Looks at the maps of a study table before anything is fitted. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Meta-Analysis"),
	@Menu(label = "Check Studies...") })
public final class CheckStudiesCommand extends ContextCommand {

	@Parameter
	private LogService log;

	@Parameter
	private StatusService status;

	@Parameter
	private ThreadService threads;

	@Parameter(label = "Study table", required = false, persist = false,
		description = "A .tsv or .csv file with a row for each study and the paths of its maps")
	private File studies = new File("");

	@Parameter(label = "Mask", required = false, persist = false,
		description = "Only voxels that are not 0 are looked at; none: all")
	private ImageInput mask = ImageInput.NONE;

	@Parameter(label = "Output folder", style = FileWidget.DIRECTORY_STYLE, required = false, persist = false,
		attrs = @Attr(name = HeadlessRunner.UNNEEDED_WITH, value = "studies"), description =
		"Every table is written there as .csv, and the number of studies in each voxel as coverage.nii.gz;"
		+ " empty: nothing is written")
	private File output = new File("");

	@Parameter(type = ItemIO.OUTPUT, label = "Studies in each voxel")
	private ImagePlus coverage;

	@Override
	public void run() {
		try {
			show(check());
		}
		catch (final IOException | IllegalArgumentException | CancellationException e) {
			Failures.report(e, log, this);
		}
		finally {
			CommandProgress.end(status);
		}
	}

	private StudyCheck.Outcome check() throws IOException {
		if (!OptionalFile.isGiven(studies)) throw new IllegalArgumentException(
			"Studies: got none, wanted a study table");
		StudyCheck check = StudyCheck.of(studies.toPath());
		if (mask.isGiven()) check = check.withMask(mask.open("Mask"));
		if (OptionalFile.isGiven(output)) check = check.withOutput(output.toPath());
		return check.run(new CommandProgress(status, this::isCanceled));
	}

	private void show(final StudyCheck.Outcome outcome) {
		outcome.warnings().forEach(log::warn);
		outcome.tables().forEach(this::tell);
		coverage = MapDisplay.counts(outcome.coverage(), Workspace.freeTitle("coverage"));
		Workspace.show(coverage, threads.getParent(Thread.currentThread()));
		if (!GraphicsEnvironment.isHeadless()) TableWindows.showCardsBelow(List.of(coverage), outcome.tables()
			.stream().filter(table -> !table.rows().isEmpty()).map(table -> new TableWindows.Titled("Studies "
				+ table.name(), OpenTables.of(table))).toList());
		if (!outcome.files().isEmpty()) log.info("VoxMeta: wrote " + outcome.files().size() + " files to "
			+ output);
		if (outcome.warnings().isEmpty()) log.info("VoxMeta: nothing odd was found in the maps of " + studies);
	}

	private void tell(final NumberTable table) {
		// the log has the warnings already
		if (!table.name().equals(StudyCheck.WARNINGS)) log.info("VoxMeta: " + table.name() + "\n" + table.text());
		// without windows, macros see the system table alone
		if (GraphicsEnvironment.isHeadless() && table.name().equals(StudyCheck.MAPS))
			table.rows().forEach(row -> OpenTables.addRow(ResultsTable.getResultsTable(), table.columns(), row));
	}
}
