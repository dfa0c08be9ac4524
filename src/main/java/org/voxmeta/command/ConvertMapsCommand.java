package org.voxmeta.command;

import ij.ImagePlus;

import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
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
import org.voxmeta.analysis.ConvertedMap;
import org.voxmeta.analysis.InputImage;
import org.voxmeta.analysis.MapConversion;
import org.voxmeta.image.StackStudies;
import org.voxmeta.image.StudyAxis;
import org.voxmeta.stats.effectsize.Conversion;

/** Converts an image, or a stack of studies, from one statistic to another, voxel by voxel. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Meta-Analysis"),
	@Menu(label = "Convert Maps...") })
public final class ConvertMapsCommand extends ContextCommand implements DialogPages.Owner {

	private static final DialogPages PAGES = new DialogPages(List.of("input", "conversion", "n", "dof", "second",
		"studyaxis", "output"), List.of(), List.of());

	@Parameter
	private LogService log;

	@Parameter
	private StatusService status;

	@Parameter
	private ThreadService threads;

	@Parameter(label = "Maps", initializer = "proposeActive", required = false, persist = false,
		description = "An image of one study, or a stack of studies; None for the active image")
	private ImageInput input = ImageInput.NONE;

	// before "conversion", in which ImageJ's recorder would see a second "n="
	@Parameter(label = "Subjects", required = false, persist = false,
		description = "One number, or one for each study, separated by commas")
	private String n = "";

	@Parameter(label = "Degrees of freedom", required = false, persist = false,
		description = "One number, or one for each study; empty: subjects - 1")
	private String dof = "";

	@Parameter(label = "Conversion", required = false, persist = false,
		choices = { "t to z", "z to t", "t to d", "d to g", "d to variance of g", "t and beta to varcope",
			"t and varcope to beta", "se to varcope", "sd to varcope", "variance to varcope", "p to z",
			"one-sided p to z", "z to p", "z to one-sided p", "z to logp", "logp to z" },
		description = "What the maps hold, and what they become")
	private String conversion = "t to z";

	@Parameter(label = "Second maps", required = false, persist = false,
		description = "The maps of beta or varcope, or, for p or logp to z, maps with the signs of z")
	private ImageInput second = ImageInput.NONE;

	@Parameter(label = "Studies in a stack along", choices = { "Auto", "T", "C", "Z" }, required = false,
		persist = false,
		description = "The axis, if studies differ in size; Auto: T if there are frames, else C, else Z")
	private String studyaxis = "Auto";

	@Parameter(label = "Output file", style = FileWidget.SAVE_STYLE, required = false, persist = false,
		description = "A name that ends in .nii or .nii.gz; empty: nothing is written")
	private File output = new File("");

	@Parameter(type = ItemIO.OUTPUT, label = "Converted maps")
	private ImagePlus converted;

	@Override
	public DialogPages pages() {
		return PAGES;
	}

	@Override
	public void run() {
		try {
			final ConvertedMap map = convert();
			map.notes().forEach(log::warn);
			converted = MapDisplay.converted(map, Workspace.freeTitle(map.quantity().key()));
			input.openImage().ifPresent(source -> {
				MapDisplay.calibrateLike(source, converted);
				StackStudies.copy(source, converted);
			});
			Workspace.show(converted, threads.getParent(Thread.currentThread()));
		}
		catch (final IOException | IllegalArgumentException | CancellationException e) {
			Failures.report(e, log, this);
		}
		finally {
			CommandProgress.end(status);
		}
	}

	private ConvertedMap convert() throws IOException {
		MapConversion run = MapConversion.of(Conversion.parse(conversion)).withAxis(StudyAxis.parse(studyaxis))
			.withSubjects(numbers("n", n)).withDof(numbers("dof", dof));
		if (OptionalFile.isGiven(output)) run = run.withOutput(output.toPath());
		if (!input.isGiven()) input = ImageInput.of(input.imagePlus());
		final InputImage maps = input.open("Maps");
		return run.run(maps, second.isGiven() ? second.open("Second maps") : null,
			new CommandProgress(status, this::isCanceled));
	}

	/** Also when no dialog follows: a macro that names no image means the active one. */
	@SuppressWarnings("unused")
	private void proposeActive() {
		if (!input.isGiven()) input = Workspace.activeInput();
	}

	private static double[] numbers(final String key, final String text) {
		if (text == null || text.isBlank()) return new double[0];
		try {
			return Arrays.stream(text.split(",", -1)).mapToDouble(number -> Double.parseDouble(number.trim()))
				.toArray();
		}
		catch (final NumberFormatException e) {
			throw new IllegalArgumentException(key + ": got '" + text + "', wanted numbers separated by commas", e);
		}
	}
}
