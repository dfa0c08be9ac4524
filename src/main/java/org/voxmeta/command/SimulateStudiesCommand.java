package org.voxmeta.command;

import ij.ImagePlus;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

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
import org.voxmeta.demo.SimulatedStudies;
import org.voxmeta.demo.SimulationFiles;

/** Makes up studies with a known truth, as stacks or as files with a study table. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Meta-Analysis"),
	@Menu(label = "Simulate Studies...") })
public final class SimulateStudiesCommand extends ContextCommand implements DialogPages.Owner {

	private static final DialogPages PAGES = new DialogPages(
		List.of("studies", "grid", "voxelsize", "effect", "tau2", "slope", "samplesizes", "smoothness", "seed",
			"truth", "output"),
		List.of("difference", "noise", "incomplete", "dropped"), List.of());

	@Parameter
	private LogService log;

	@Parameter
	private StatusService status;

	@Parameter
	private ThreadService threads;

	@Parameter(label = "Studies", min = "1", required = false, persist = false,
		description = "How many; a multiple of 4 balances ages and drugs")
	private int studies = 12;

	@Parameter(label = "Grid", columns = 12, required = false, persist = false,
		description = "Voxels along x, y and z, as in 61,73,61; two numbers for 2-D maps, as in 192,160")
	private String grid = "61,73,61";

	@Parameter(label = "Voxel size in mm (2-D: um)", min = "0", required = false, persist = false,
		description = "Edge of a voxel; in micrometres for 2-D maps")
	private double voxelsize = 3;

	@Parameter(label = "Largest effect", columns = 8, required = false, persist = false,
		description = "Height of the strongest blob; 0: there is no effect anywhere")
	private String effect = "0.5";

	@Parameter(label = "tau2, variance between studies", columns = 8, required = false, persist = false,
		description = "Its average over the mask; single voxels have half to one and a half times as much")
	private String tau2 = "0.02";

	@Parameter(label = "Slope over age", columns = 8, required = false, persist = false,
		description = "Largest change of the effect per year of the column age; 0: age does not matter")
	private String slope = "0";

	@Parameter(label = "Difference between drugs", columns = 8, required = false, persist = false,
		description = "Largest difference of the effect between active and placebo in the column drug; 0: none")
	private String difference = "0";

	@Parameter(label = "Noise", min = "0", required = false, persist = false,
		description = "Standard deviation of a single participant, in units of the effect")
	private double noise = 1;

	@Parameter(label = "Sample sizes", columns = 8, required = false, persist = false,
		description = "Participants of a study: a number, or the least and the most, as in 12-60")
	private String samplesizes = "12-60";

	@Parameter(label = "Smoothness in mm (2-D: um)", min = "0", required = false, persist = false,
		description = "Full width at half maximum of the Gaussian that smoothed the noise, at least a voxel")
	private double smoothness = 8;

	@Parameter(label = "Share of incomplete studies", columns = 8, required = false, persist = false,
		description = "0 to 1: these studies lack slices at the bottom or the top (2-D: rows)")
	private String incomplete = "0";

	@Parameter(label = "Share of dropped voxels", columns = 8, required = false, persist = false,
		description = "0 to below 1: each study lacks so many voxels, scattered at random")
	private String dropped = "0";

	@Parameter(label = "Seed", columns = 8, required = false, persist = false,
		description = "A whole number; the same seed gives the same studies")
	private String seed = "1";

	@Parameter(label = "Show the truth", required = false, persist = false,
		description = "Also open the true effect, tau2, slope and difference, and the mask")
	private boolean truth = true;

	@Parameter(label = "Output folder", style = FileWidget.DIRECTORY_STYLE, required = false, persist = false,
		description = "Everything is written there as .nii.gz, with a study table studies.tsv, instead of opened;"
			+ " empty: it is opened")
	private File output = new File("");

	@Parameter(type = ItemIO.OUTPUT, label = "All images")
	private Map<String, ImagePlus> images = new LinkedHashMap<>();

	@Override
	public DialogPages pages() {
		return PAGES;
	}

	@Override
	public void run() {
		try {
			final CommandProgress progress = new CommandProgress(status, this::isCanceled);
			final SimulatedStudies simulation = simulation();
			if (OptionalFile.isGiven(output)) log.info("VoxMeta: wrote "
				+ new SimulationFiles(simulation).write(output.toPath(), progress).size() + " files to " + output);
			else show(simulation, progress);
		}
		catch (final IOException | IllegalArgumentException | CancellationException e) {
			Failures.report(e, log, this);
		}
		finally {
			CommandProgress.end(status);
		}
	}

	private void show(final SimulatedStudies simulation, final CommandProgress progress) {
		images.putAll(SimulationDisplay.studies(simulation, progress));
		if (truth) images.putAll(SimulationDisplay.truth(simulation));
		final WindowPlaces places = new WindowPlaces();
		images.values().forEach(image -> places.show(image,
			() -> Workspace.show(image, threads.getParent(Thread.currentThread()))));
		log.info("VoxMeta: simulated " + simulation.studies() + " studies");
	}

	private SimulatedStudies simulation() {
		final int[] voxels = wholeNumbers("Grid", grid, "[,x]");
		if (voxels.length < 2 || voxels.length > 3) throw new IllegalArgumentException("Grid: got '" + grid
			+ "', wanted two or three whole numbers, as in 61,73,61");
		final int[] sizes = wholeNumbers("Sample sizes", samplesizes, "-");
		if (sizes.length > 2) throw new IllegalArgumentException("Sample sizes: got '" + samplesizes
			+ "', wanted a whole number or two, as in 12-60");
		return SimulatedStudies.withDefaults().withStudies(studies).withGrid(voxels[0], voxels[1],
			voxels.length == 3 ? voxels[2] : 1, voxelsize)
			.withPeakEffect(Texts.number("Effect", effect))
			.withMeanTau2(Texts.number("tau2", tau2))
			.withSlope(Texts.number("Slope", slope))
			.withDifference(Texts.number("Difference", difference))
			.withParticipantSd(noise)
			.withSampleSizes(sizes[0], sizes[sizes.length - 1])
			.withSmoothness(smoothness)
			.withIncomplete(Texts.number("Incomplete", incomplete))
			.withDroppedVoxels(Texts.number("Dropped", dropped))
			.withSeed(Texts.integer("Seed", seed));
	}

	private static int[] wholeNumbers(final String what, final String text, final String separator) {
		return Stream.of(text.split(separator, -1)).mapToInt(number -> Texts.integer(what, number)).toArray();
	}
}
