package org.voxmeta.command;

import ij.ImagePlus;

import java.io.File;
import java.io.IOException;
import java.util.List;
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
import org.voxmeta.analysis.MadeMask;
import org.voxmeta.analysis.MaskImages;
import org.voxmeta.analysis.MaskMaking;
import org.voxmeta.image.StudyAxis;

/** Makes a mask of an image or stack, of files, or of the studies of a table. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Meta-Analysis"),
	@Menu(label = "Make Mask...") })
public final class MakeMaskCommand extends ContextCommand implements DialogPages.Owner {

	private static final DialogPages PAGES = new DialogPages(
		List.of("input", "files", "studies", "strategy", "lower", "upper", "opening", "connected", "fillholes",
			"output"),
		List.of("column", "excludezeros", "border", "each", "share", "studyaxis"), List.of());

	@Parameter
	private LogService log;

	@Parameter
	private StatusService status;

	@Parameter
	private ThreadService threads;

	@Parameter(label = "Image or stack", required = false, persist = false,
		description = "An open image, or a file; None for the active image, unless there are files or a table")
	private ImageInput input = ImageInput.NONE;

	@Parameter(label = "or files", required = false, persist = false,
		description = "Image files, separated by semicolons; file names may be patterns, as in maps/*.nii.gz")
	private String files = "";

	@Parameter(label = "or study table", required = false, persist = false,
		description = "A .tsv or .csv file with a row for each study and the paths of its maps")
	private File studies = new File("");

	@Parameter(label = "Its column of maps", required = false, persist = false,
		description = "beta, t, z, varcope or se; empty: the first of them that the table has")
	private String column = "";

	@Parameter(label = "Strategy", required = false, persist = false,
		choices = { "background", "epi", "threshold", "studies", "intersection" },
		description = "What voxels of the mask are: not as the border, bright, between limits, those of a share of"
			+ " the studies, or of masks")
	private String strategy = "background";

	@Parameter(label = "Lower limit", required = false, persist = false,
		description = "threshold: the lowest value, or a percentile, as in 25%; epi: the lower cutoff; empty: 0.2")
	private String lower = "";

	@Parameter(label = "Upper limit", required = false, persist = false,
		description = "threshold: the highest value, or a percentile; epi: the upper cutoff; empty: 0.85")
	private String upper = "";

	@Parameter(label = "Leave out zeros", required = false, persist = false,
		description = "epi: look for the threshold among the other values, for images with much padding")
	private boolean excludezeros = false;

	@Parameter(label = "Border", min = "1", required = false, persist = false,
		description = "background: how many voxels thick the border is that shows the background")
	private int border = MaskOptions.BORDER;

	@Parameter(label = "A mask of each image", required = false, persist = false,
		description = "background, epi, threshold: the intersection of masks of all images, instead of the mask"
			+ " of their mean")
	private boolean each = false;

	@Parameter(label = "Share", required = false, persist = false,
		description = "0 (any) to 1 (all); studies: at least this share must have a voxel, empty for 1;"
			+ " intersection: more than this share of masks, empty for 0.5")
	private String share = "";

	@Parameter(label = "Opening", required = false, persist = false,
		description = "How many voxels thick things are that are taken away; empty: 2 for epi, else 0")
	private String opening = "";

	@Parameter(label = "Largest part only", choices = { "Auto", "Yes", "No" }, required = false, persist = false,
		description = "Keep the largest connected part; Auto: yes for epi and intersections")
	private String connected = "Auto";

	@Parameter(label = "Fill holes", required = false, persist = false,
		description = "Add voxels that the mask encloses")
	private boolean fillholes = false;

	@Parameter(label = "Stacks have images along", choices = { "Auto", "T", "C", "Z" }, required = false,
		persist = false,
		description = "The axis of frames or studies; Auto: T if there are frames, else C; slices only for studies"
			+ " and intersection")
	private String studyaxis = "Auto";

	@Parameter(label = "Output file", style = FileWidget.SAVE_STYLE, required = false, persist = false,
		description = "A name that ends in .nii or .nii.gz; empty: nothing is written")
	private File output = new File("");

	@Parameter(type = ItemIO.OUTPUT, label = "Mask")
	private ImagePlus mask;

	@Override
	public DialogPages pages() {
		return PAGES;
	}

	@Override
	public void run() {
		try {
			final MadeMask made = make();
			mask = MapDisplay.mask(made, Workspace.freeTitle("mask"));
			if (!isOfFiles()) input.openImage().ifPresent(source -> MapDisplay.calibrateLike(source, mask));
			Workspace.show(mask, threads.getParent(Thread.currentThread()));
			log.info("VoxMeta: " + made.summary());
		}
		catch (final IOException | IllegalArgumentException | CancellationException e) {
			Failures.report(e, log, this);
		}
		finally {
			CommandProgress.end(status);
		}
	}

	private MadeMask make() throws IOException {
		final MaskOptions options = new MaskOptions(strategy, lower, upper, excludezeros, border, each, share,
			opening, connected, fillholes);
		MaskMaking making = options.making();
		if (OptionalFile.isGiven(output)) making = making.withOutput(output.toPath());
		final MaskImages images = images(options.isCombination());
		images.notes().forEach(log::warn);
		return making.run(images, new CommandProgress(status, this::isCanceled));
	}

	private MaskImages images(final boolean slices) throws IOException {
		final boolean hasTable = OptionalFile.isGiven(studies);
		if (Stream.of(input.isGiven(), !files.isBlank(), hasTable).filter(given -> given).count() > 1)
			throw new IllegalArgumentException("input, files, studies: got several of them, wanted one");
		if (!column.isBlank() && !hasTable) throw new IllegalArgumentException("column: got '" + column
			+ "', wanted none without a study table");
		final StudyAxis axis = StudyAxis.parse(studyaxis);
		if (hasTable) return MaskImages.ofTable(studies.toPath(), column);
		if (!files.isBlank()) return MaskImages.ofFiles(FileList.parse(files), axis);
		if (!input.isGiven()) input = ImageInput.of(input.imagePlus());
		return MaskImages.ofImage(input.open("Image"), axis, slices);
	}

	private boolean isOfFiles() {
		return !files.isBlank() || OptionalFile.isGiven(studies);
	}
}
