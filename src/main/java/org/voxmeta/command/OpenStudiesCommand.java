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
import org.voxmeta.analysis.StudyStacks;
import org.voxmeta.study.Derivation;

/** Opens the maps of a study table as stacks whose frames are the studies. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Meta-Analysis"),
	@Menu(label = "Open Studies...") })
public final class OpenStudiesCommand extends ContextCommand {

	@Parameter
	private LogService log;

	@Parameter
	private StatusService status;

	@Parameter
	private ThreadService threads;

	@Parameter(label = "Study table", required = false, persist = false,
		description = "A .tsv or .csv file with a row for each study and the paths of its maps")
	private File studies = new File("");

	@Parameter(label = "Maps", required = false, persist = false, description =
		"Any of beta, varcope, t, z, g, varg, separated by commas; auto: those of the first four that the"
		+ " table names and all studies have")
	private String maps = "auto";

	@Parameter(label = "Drop incomplete studies", required = false, persist = false,
		description = "Leave out studies that lack one of the maps; otherwise that is an error")
	private boolean dropinvalid = true;

	@Parameter(label = "Derive missing maps", choices = { "auto", "all", "none" }, required = false,
		persist = false, description = "Make maps of a study's others, as z from t and n; auto: those that no"
			+ " study has; all: also those that only some studies lack")
	private String derive = Derivation.AUTO.toString();

	@Parameter(label = "Output folder", style = FileWidget.DIRECTORY_STYLE, required = false, persist = false,
		description = "Every stack is written there as .tif, with all that is known of the studies; empty: nothing"
			+ " is written")
	private File output = new File("");

	@Parameter(type = ItemIO.OUTPUT, label = "All stacks")
	private Map<String, ImagePlus> images = new LinkedHashMap<>();

	@Override
	public void run() {
		try {
			final StudyStacks.Outcome outcome = open();
			outcome.notes().forEach(log::warn);
			outcome.remarks().forEach(log::info);
			outcome.stacks().forEach((kind, stack) -> {
				images.put(kind.key(), MapDisplay.studies(stack, kind, Workspace.freeTitle(kind.key())));
				Workspace.show(stack, threads.getParent(Thread.currentThread()));
				log.info("VoxMeta: opened " + kind.key() + " of " + stack.getNFrames() + " studies");
			});
			if (OptionalFile.isGiven(output)) log.info("VoxMeta: wrote " + StudyStacks.write(outcome, output.toPath())
				.size() + " files to " + output);
		}
		catch (final IOException | IllegalArgumentException | CancellationException e) {
			Failures.report(e, log, this);
		}
		finally {
			CommandProgress.end(status);
		}
	}

	private StudyStacks.Outcome open() throws IOException {
		if (!OptionalFile.isGiven(studies)) throw new IllegalArgumentException(
			"Studies: got none, wanted a study table");
		return StudyStacks.of(studies.toPath()).withKinds(maps).withDerivation(Derivation.parse(derive))
			.withDropInvalid(dropinvalid).open(new CommandProgress(status, this::isCanceled));
	}
}
