package org.voxmeta.command;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.plugin.frame.RoiManager;

import java.awt.GraphicsEnvironment;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;

import org.scijava.ItemIO;
import org.scijava.app.StatusService;
import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.log.LogService;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.thread.ThreadService;
import org.scijava.util.VersionUtils;
import org.scijava.widget.FileWidget;
import org.voxmeta.analysis.ClusterRun;
import org.voxmeta.analysis.Fit;
import org.voxmeta.analysis.FoundClusters;
import org.voxmeta.analysis.InputImage;
import org.voxmeta.analysis.MapClusters;
import org.voxmeta.analysis.NumberTable;
import org.voxmeta.grid.cluster.ClusterSearch;
import org.voxmeta.image.LabelRois;
import org.voxmeta.task.Progress;

/** Lists the clusters of a map with their peaks, and shows them as a label image and ROIs. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Meta-Analysis"),
	@Menu(label = "Cluster Table...") })
public final class ClusterTableCommand extends ContextCommand implements OfFit, DialogPages.Owner {

	private static final DialogPages PAGES = new DialogPages(
		List.of("input", "result", "threshold", "where", "alpha", "signs", "minimumsize", "rois", "output"),
		List.of("term", "mask", "connectivity", "subpeaks", "distance", "order"), List.of());

	private static final String AUTO = "auto";

	@Parameter
	private LogService log;

	@Parameter
	private StatusService status;

	@Parameter
	private ThreadService threads;

	@Parameter(label = "Map", required = false, persist = false, description =
		"An open image or a file, of z or an effect; None for the active image, unless there is a fit")
	private ImageInput input = ImageInput.NONE;

	@Parameter(label = "or result of a fit", required = false, persist = false,
		description = "result.json in the output folder of an estimator, or that folder: its map of z")
	private File result = new File("");

	@Parameter(label = "Its term", required = false, persist = false,
		description = "With moderators: the coefficient, contrast or prediction; empty: each of them")
	private String term = "";

	@Parameter(label = "Threshold", required = false, persist = false,
		description = "The least absolute value of a cluster's voxels; empty: none, if p values say where")
	private String threshold = "";

	@Parameter(label = "Where p is small", required = false, persist = false,
		description = "A map of p values, such as corrected ones; of a fit also the end of its name, as in fdr_bh")
	private ImageInput where = ImageInput.NONE;

	@Parameter(label = "alpha", required = false, persist = false,
		description = "The largest of these p values in a cluster")
	private String alpha = "0.05";

	@Parameter(label = "Mask", required = false, persist = false,
		description = "Only voxels that are not 0 can be in clusters")
	private ImageInput mask = ImageInput.NONE;

	@Parameter(label = "Signs", choices = { "both", "positive", "negative" }, required = false, persist = false,
		description = "Clusters of values above 0, below 0, or both; never of both signs in one")
	private String signs = "both";

	@Parameter(label = "Neighbours of a voxel", choices = { AUTO, "6", "18", "26", "4", "8" },
		required = false, persist = false, description =
		"Which voxels hang together; in a plane 4 or 8; auto: 6, those that share a face, in a plane 4")
	private String connectivity = AUTO;

	@Parameter(label = "Minimum size", required = false, persist = false,
		description = "Leave out clusters of fewer voxels")
	private String minimumsize = "1";

	@Parameter(label = "Sub-peaks", required = false, persist = false,
		description = "How many peaks of a cluster are listed besides its largest, at most")
	private String subpeaks = "3";

	@Parameter(label = "Distance of sub-peaks", required = false, persist = false,
		description = "How far peaks of a cluster are apart: more than this, in mm, or in um for such images")
	private String distance = "8";

	@Parameter(label = "Order", choices = { "peak", "size" }, required = false, persist = false,
		description = "Which cluster is the first: that of the largest absolute value, or of the most voxels")
	private String order = "peak";

	@Parameter(label = "ROIs to the ROI Manager", required = false, persist = false,
		description = "A ROI for each cluster and slice; the label image has them as an overlay anyway")
	private boolean rois = true;

	@Parameter(label = "Output folder", style = FileWidget.DIRECTORY_STYLE, required = false, persist = false,
		description = "Table, label image, ROIs and a record are written there; empty: nothing is written")
	private File output = new File("");

	@Parameter(type = ItemIO.OUTPUT, label = "Clusters")
	private ImagePlus clusters;

	private Fit fit;

	@Override
	public Optional<Fit> usedFit() {
		return Optional.ofNullable(fit);
	}

	@Override
	public DialogPages pages() {
		return PAGES;
	}

	@Override
	public void run() {
		try {
			final ClusterRun.Outcome outcome = find();
			final List<ImagePlus> images = new ArrayList<>();
			for (int i = 0; i < outcome.terms().size(); i++)
				images.add(show(outcome.terms().get(i), outcome.clusters().get(i)));
			show(outcome.clusters().stream().map(ClusterTableCommand::table).toList(), images);
			if (!outcome.files().isEmpty()) log.info("VoxMeta: wrote " + outcome.files().size() + " files to "
				+ output);
		}
		catch (final IOException | IllegalArgumentException | CancellationException e) {
			Failures.report(e, log, this);
		}
		finally {
			CommandProgress.end(status);
		}
	}

	private ClusterRun.Outcome find() throws IOException {
		final Progress progress = new CommandProgress(status, this::isCanceled);
		ClusterRun run = ClusterRun.of(MapClusters.of(search()).withNeighbours(neighbours())
			.withAlpha(Texts.number("alpha", alpha)));
		if (OptionalFile.isGiven(output)) run = run.withOutput(output.toPath());
		if (mask.isGiven()) run = run.withMask(mask.open("Mask"));
		final String version = VersionUtils.getVersion(getClass());
		if (OptionalFile.isGiven(result)) {
			if (input.isGiven()) throw new IllegalArgumentException("input: got '" + input
				+ "', wanted none, as the result of a fit tells it");
			fit = Fit.read(result.toPath()).withImages(FitImages.FINDER);
			return run.run(fit, term, this::pValues, version, progress);
		}
		if (!term.isBlank()) throw new IllegalArgumentException("term: got '" + term
			+ "', wanted none without a result");
		if (!input.isGiven()) input = ImageInput.of(input.imagePlus());
		fit = FitCommand.choose(input, result).orElse(null);
		return run.run(input.open("Map"), where.isGiven() ? where.open("Where p is small") : null, version,
			progress);
	}

	private ClusterSearch search() {
		if (threshold.isBlank() && !where.isGiven()) throw new IllegalArgumentException(
			"threshold, where: got neither, wanted a threshold such as 3.1, or a map of p values");
		return ClusterSearch.above(threshold.isBlank() ? 0 : Texts.number("threshold", threshold))
			.with(choice(ClusterSearch.Sign.class, "signs", signs))
			.with(choice(ClusterSearch.Order.class, "order", order))
			.withMinimumSize(Texts.integer("minimumsize", minimumsize))
			.withSubPeaks(Texts.integer("subpeaks", subpeaks), Texts.number("distance", distance));
	}

	private int neighbours() {
		return connectivity.strip().toLowerCase(Locale.ROOT).equals(AUTO) ? 0 : Texts.integer("connectivity",
			connectivity);
	}

	private static <E extends Enum<E>> E choice(final Class<E> type, final String key, final String text) {
		for (final E value : type.getEnumConstants())
			if (value.name().equalsIgnoreCase(text.strip())) return value;
		throw new IllegalArgumentException(key + ": got '" + text + "', wanted "
			+ Arrays.stream(type.getEnumConstants()).map(value -> value.name().toLowerCase(Locale.ROOT))
			.collect(Collectors.joining(", ")));
	}

	/** The p values of a term: an image, or a file beside the maps of the fit by the end of its name. */
	private InputImage pValues(final String name) throws IOException {
		if (!where.isGiven()) return null;
		final Path file =
			fit.folder().orElseThrow().resolve("p_" + (name.isEmpty() ? "" : name + "_") + where + ".nii.gz");
		return where.openImage().isEmpty() && Files.exists(file) ? InputImage.read(file)
			: where.open("Where p is small");
	}

	/** The label image, which has got a window. */
	private ImagePlus show(final String name, final FoundClusters found) {
		found.remarks().forEach(log::info);
		final String title = Workspace.freeTitle(name.isEmpty() ? "clusters" : "clusters_" + name);
		final LabelRois outlines = found.rois();
		final ImagePlus labels = MapDisplay.labels(found.labels(), found.clusters().clusters().size(), title);
		input.openImage().ifPresent(source -> MapDisplay.calibrateLike(source, labels));
		labels.setOverlay(outlines.overlay());
		if (clusters == null) clusters = labels;
		Workspace.show(labels, threads.getParent(Thread.currentThread()));
		if (rois && !GraphicsEnvironment.isHeadless()) outlines.rois().forEach(ClusterTableCommand::addToManager);
		return labels;
	}

	private static NumberTable table(final FoundClusters found) {
		return found.table("Clusters of " + new File(found.name()).getName());
	}

	private static void addToManager(final Roi roi) {
		RoiManager.getRoiManager().addRoi(roi);
	}

	private static void show(final List<NumberTable> tables, final List<ImagePlus> images) {
		if (!GraphicsEnvironment.isHeadless())
			TableWindows.showCardsBelow(images,
				tables.stream().map(table -> new TableWindows.Titled(table.name(), OpenTables.of(table))).toList());
		// without windows, macros see the system table alone
		else for (final NumberTable table : tables)
			table.rows().forEach(row -> OpenTables.addRow(ResultsTable.getResultsTable(), table.columns(), row));
	}
}
