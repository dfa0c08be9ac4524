package org.voxmeta.command;

import ij.ImagePlus;

import java.io.File;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

import org.scijava.ItemIO;
import org.scijava.app.StatusService;
import org.scijava.command.Command;
import org.scijava.log.LogService;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.thread.ThreadService;
import org.scijava.util.VersionUtils;
import org.scijava.widget.FileWidget;
import org.voxmeta.analysis.ClusterChoice;
import org.voxmeta.analysis.PermutationAnalysis;
import org.voxmeta.analysis.PermutationAnalysis.Outcome;
import org.voxmeta.analysis.PermutationMap;
import org.voxmeta.fit.permutation.PermutationPlan;

/** Permutation inference for a meta-analysis that was written to a folder. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Meta-Analysis"),
	@Menu(label = "Permutation Test...") })
public final class PermutationTestCommand extends FitCommand implements DialogPages.Owner {

	private static final DialogPages PAGES = new DialogPages(List.of("fit", "result", "permutations", "twosided",
		"clusters", "threshold", "output"), List.of("term", "blocks", "connectivity", "uncorrected", "stopafter",
			"seed"), List.of());

	@Parameter
	private LogService log;

	@Parameter
	private StatusService status;

	@Parameter
	private ThreadService threads;

	@Parameter(label = "Permutations", min = "2", required = false, persist = false,
		description = "How often studies are rearranged; where there are not more ways than that, all of them")
	private int permutations = PermutationPlan.DEFAULT.count();

	@Parameter(label = "Two-sided", required = false, persist = false,
		description = "Effects on both sides of 0 count; otherwise only those above")
	private boolean twosided = true;

	@Parameter(label = "Clusters", choices = { "none", "extent", "mass", "tfce", "all" }, required = false,
		persist = false, description = "What is tested of clusters, besides the voxels themselves")
	private String clusters = "none";

	@Parameter(label = "Clusters: threshold p", required = false, persist = false,
		description = "Voxels with an uncorrected p below that form clusters; not for tfce")
	private double threshold = PermutationAnalysis.FORMING_P;

	@Parameter(label = "Output folder", style = FileWidget.DIRECTORY_STYLE,
		required = false, persist = false, description =
		"The maps, the null distributions and a record are written there; may be the result's own folder;"
		+ " empty: nothing is written")
	private File output = new File("");

	@Parameter(label = "Term", required = false, persist = false, description =
		"The coefficient or contrast to test, as in the names of its maps; empty: the mean, or the first"
		+ " moderator")
	private String term = "";

	@Parameter(label = "Exchangeability blocks", required = false, persist = false, description =
		"With moderators: the study table's column whose labels tell which studies may change places; empty:"
		+ " all may")
	private String blocks = "";

	@Parameter(label = "Clusters: neighbours",
		choices = { "auto", "6", "18", "26", "4", "8" }, required = false, persist = false,
		description = "How many neighbours a voxel has; 4 and 8 in a plane; auto: those that share a face")
	private String connectivity = "auto";

	@Parameter(label = "p of each voxel", required = false, persist = false,
		description = "Count each voxel's own p as well, not corrected for the number of voxels")
	private boolean uncorrected = false;

	@Parameter(label = "Stop after", min = "0", required = false, persist = false,
		description = "End when so many rearrangements have reached the largest statistics observed; 0: never")
	private int stopafter = 0;

	@Parameter(label = "Seed", required = false, persist = false,
		description = "The same number gives the same maps")
	private long seed = 0;

	@Parameter(type = ItemIO.OUTPUT, label = "p_fwe")
	private ImagePlus p;

	@Parameter(type = ItemIO.OUTPUT, label = "All maps")
	private Map<String, ImagePlus> images = new LinkedHashMap<>();

	@Override
	public DialogPages pages() {
		return PAGES;
	}

	@Override
	public void run() {
		try {
			final Outcome outcome = test();
			outcome.notes().forEach(log::warn);
			final WindowPlaces places = new WindowPlaces();
			for (final PermutationMap map : outcome.maps())
				show(map, places);
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

	private Outcome test() throws IOException {
		PermutationAnalysis analysis = PermutationAnalysis.of(chosenFit().run())
			.with(PermutationPlan.DEFAULT.withCount(permutations).withSeed(seed).withTwoSided(twosided)
				.withPerVoxel(uncorrected).withStopAfter(stopafter))
			.withTerm(term).withBlocks(blocks).withClusters(ClusterChoice.parse(clusters), threshold)
			.withNeighbours(neighbours());
		if (OptionalFile.isGiven(output)) analysis = analysis.withOutput(output.toPath());
		return analysis.run(VersionUtils.getVersion(getClass()), new CommandProgress(status, this::isCanceled));
	}

	private int neighbours() {
		if (connectivity.equalsIgnoreCase("auto")) return 0;
		if (connectivity.matches("[1-9]\\d?")) return Integer.parseInt(connectivity);
		throw new IllegalArgumentException("Connectivity: got '" + connectivity
			+ "', wanted auto, 6, 18, 26, 4 or 8");
	}

	private void show(final PermutationMap map, final WindowPlaces places) {
		final ImagePlus image = MapDisplay.permutation(map, Workspace.freeTitle(map.key()));
		if (p == null) p = image;
		images.put(map.key(), image);
		places.show(image, () -> Workspace.show(image, threads.getParent(Thread.currentThread())));
	}
}
