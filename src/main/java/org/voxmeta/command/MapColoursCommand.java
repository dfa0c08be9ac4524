package org.voxmeta.command;

import ij.ImagePlus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.log.LogService;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.thread.ThreadService;
import org.voxmeta.image.ImageFiles;
import org.voxmeta.image.NiftiImages;
import org.voxmeta.image.OpeningSlice;
import org.voxmeta.view.MapLook;

/** Gives an image the colours and the display range of maps. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Meta-Analysis"),
	@Menu(label = "Map Colours...") })
public final class MapColoursCommand extends ContextCommand {

	@Parameter
	private LogService log;

	@Parameter
	private ThreadService threads;

	@Parameter(label = "Image", initializer = "proposeActive", required = false, persist = false,
		description = "An open image, or a file, which is opened; None for the active image")
	private ImageInput input = ImageInput.NONE;

	@Parameter(label = "Colours", choices = { "auto", "diverging", "sequential", "p" }, required = false,
		persist = false,
		description = "diverging: zero in the middle; sequential: from 0 up; p: p values; auto: as values suggest")
	private String colours = "auto";

	@Parameter(label = "Colours end at", required = false, persist = false,
		description = "The absolute value from which on all look alike; empty: by the percentile")
	private String limit = "";

	@Parameter(label = "Percentile", required = false, persist = false,
		description = "Of the absolute values other than 0: there the colours end, so that outliers do not count")
	private String percentile = "99.9";

	@Parameter(type = ItemIO.OUTPUT, label = "Image")
	private ImagePlus image;

	@Override
	public void run() {
		try {
			if (!input.isGiven() && input.openImage().isEmpty()) input = ImageInput.of(input.imagePlus());
			image = input.openImage().isPresent() ? input.openImage().get() : open();
			final MapLook look = look();
			look.apply(image);
			log.info("VoxMeta: '" + image.getTitle() + "' in " + look.text());
			if (input.openImage().isEmpty()) Workspace.show(image, threads.getParent(Thread.currentThread()));
		}
		catch (final IOException | IllegalArgumentException e) {
			Failures.report(e, log, this);
		}
	}

	private MapLook look() {
		final String wanted = colours.strip().toLowerCase(Locale.ROOT);
		MapLook look = wanted.equals("auto") ? MapLook.suggested(image) : MapLook.parse(wanted);
		look = look.withPercentile(Texts.number("percentile", percentile));
		return limit.isBlank() ? look.measured(image) : look.withLimit(Texts.number("limit", limit));
	}

	private ImagePlus open() throws IOException {
		input.open("Image");
		final Path file = Path.of(input.toString());
		final String title = Workspace.freeTitle(file.getFileName().toString());
		final ImagePlus opened = ImageFiles.isNifti(file) ? NiftiImages.toImagePlus(ImageFiles.read(file), title)
			: ImageFiles.open(file);
		OpeningSlice.show(opened);
		return opened;
	}

	/** Also when no dialog follows: a macro that names no image means the active one. */
	@SuppressWarnings("unused")
	private void proposeActive() {
		if (!input.isGiven()) input = Workspace.activeInput();
	}
}
