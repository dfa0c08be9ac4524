package org.voxmeta.command;

import ij.ImagePlus;

import java.io.File;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;

import org.scijava.ItemIO;
import org.scijava.app.StatusService;
import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.log.LogService;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.thread.ThreadService;
import org.scijava.widget.FileWidget;
import org.voxmeta.demo.Sample;
import org.voxmeta.demo.SimulatedStudies;
import org.voxmeta.demo.SimulationFiles;

/** Opens a small data set that every command can be tried with. */
@Plugin(type = Command.class, menu = { @Menu(label = "File"), @Menu(label = "Open Samples"),
	@Menu(label = "Meta-Analysis...") })
public final class OpenSamplesCommand extends ContextCommand {

	private static final String TRUTH = "true_effect";

	@Parameter
	private LogService log;

	@Parameter
	private StatusService status;

	@Parameter
	private ThreadService threads;

	@Parameter(label = "Sample", choices = { "brain", "tissue" }, required = false, persist = false,
		description = "12 simulated studies, one of which lacks some slices; brain: 3-D maps; tissue: 2-D maps,"
			+ " as of a slice under the microscope")
	private String sample = Sample.BRAIN.toString();

	@Parameter(label = "Output folder", style = FileWidget.DIRECTORY_STYLE, required = false, persist = false,
		description = "The maps are also written there, with a study table studies.tsv that names them; empty: not")
	private File output = new File("");

	@Parameter(type = ItemIO.OUTPUT, label = "All images")
	private Map<String, ImagePlus> images = new LinkedHashMap<>();

	@Override
	public void run() {
		try {
			final SimulatedStudies studies = Sample.parse(sample).studies();
			final CommandProgress progress = new CommandProgress(status, this::isCanceled);
			if (OptionalFile.isGiven(output)) log.info("VoxMeta: wrote "
				+ new SimulationFiles(studies).write(output.toPath(), progress).size() + " files to " + output);
			images.putAll(SimulationDisplay.studies(studies, progress));
			images.put(TRUTH, SimulationDisplay.truth(studies).get(TRUTH));
			final WindowPlaces places = new WindowPlaces();
			images.values().forEach(image -> places.show(image, () -> Workspace.show(image, threads.getParent(Thread
				.currentThread()))));
			tell(studies);
		}
		catch (final IOException | IllegalArgumentException | CancellationException e) {
			Failures.report(e, log, this);
		}
		finally {
			CommandProgress.end(status);
		}
	}

	private void tell(final SimulatedStudies studies) {
		log.info("VoxMeta: " + studies.studies() + " simulated studies. 'effects' and 'variances' have a frame"
			+ " for each study, '" + TRUTH + "' is what a meta-analysis of them should find.");
		log.info("VoxMeta: now run Plugins > Meta-Analysis > DerSimonian-Laird... and press OK.");
	}
}
