package org.voxmeta.command;

import ij.ImagePlus;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;
import org.voxmeta.analysis.InputImage;
import org.voxmeta.analysis.SignalImaging;
import org.voxmeta.analysis.SignalsImage;
import org.voxmeta.masker.Masker;
import org.voxmeta.masker.RegionStatistic;
import org.voxmeta.study.SignalsTable;
import org.voxmeta.study.TextTable;

/** Makes an image, or a series of images, of a table of signals. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Meta-Analysis"),
	@Menu(label = "Signals to Image...") })
public final class SignalsToImageCommand extends MaskerCommand {

	private static final DialogPages PAGES = new DialogPages(
		List.of("table", "masker", "mask", "labels", "maps", "seeds", "radius", "allowoverlap", "match", "outside",
			"output"),
		List.of(), List.of());

	@Parameter(label = "Table", required = false, persist = false, description =
		"The title of an open table, or a .csv or .tsv file, with a row for each image and a column for each"
		+ " signal")
	private File table = new File("");

	@Parameter(label = "Image of their grid", required = false, persist = false, description =
		"The image that signals were extracted from, or another on its grid; none: the grid of mask, labels"
		+ " or maps")
	private ImageInput match = ImageInput.NONE;

	@Parameter(label = "Value outside", required = false, persist = false,
		description = "What voxels of no signal get: NaN or a number")
	private String outside = "NaN";

	@Parameter(label = "Output file", style = FileWidget.SAVE_STYLE, required = false, persist = false,
		description = "A name that ends in .nii or .nii.gz; empty: nothing is written")
	private File output = new File("");

	@Parameter(type = ItemIO.OUTPUT, label = "Image of signals")
	private ImagePlus image;

	@Override
	public DialogPages pages() {
		return PAGES;
	}

	@Override
	void execute() throws IOException {
		final MaskerOptions options = options();
		if (options.kind().equals(MaskerOptions.VOXELS) && !options.mask().isGiven())
			throw new IllegalArgumentException("Mask: got none, wanted the one that the signals were extracted with");
		final MaskerOptions.Opened opened = options.open(RegionStatistic.MEAN, match.isGiven() ? match.open("Image")
			: null);
		final Masker masker = opened.masker().with(opened.masker().settings().withOutside(Texts.number("outside",
			outside)));
		SignalImaging imaging = SignalImaging.of(masker, opened.images());
		if (path(output) != null) imaging = imaging.withOutput(path(output));
		final InputImage grid = opened.other();
		final SignalsImage made = imaging.run(signals(), grid, log()::warn);
		image = MapDisplay.signals(made, Workspace.freeTitle("signals"));
		if (grid != null && made.like() == grid)
			match.openImage().ifPresent(source -> MapDisplay.measureLike(source, image));
		Workspace.show(image, caller());
	}

	private SignalsTable signals() throws IOException {
		final Optional<TextTable> open = OpenTables.findOpen(table);
		return open.isPresent() ? SignalsTable.of(open.get()) : SignalsTable.read(OpenTables.file(table));
	}
}
