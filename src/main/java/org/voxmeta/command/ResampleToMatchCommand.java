package org.voxmeta.command;

import ij.ImagePlus;

import java.io.File;
import java.io.IOException;
import java.util.Locale;
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
import org.voxmeta.analysis.ImageMatching;
import org.voxmeta.analysis.InputImage;
import org.voxmeta.analysis.MatchedImage;
import org.voxmeta.grid.Interpolation;
import org.voxmeta.image.NiftiImages;
import org.voxmeta.image.OpeningSlice;

/** Resamples an image, or a stack of images, onto the grid of another one. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Meta-Analysis"),
	@Menu(label = "Resample to Match...") })
public final class ResampleToMatchCommand extends ContextCommand {

	@Parameter
	private LogService log;

	@Parameter
	private StatusService status;

	@Parameter
	private ThreadService threads;

	@Parameter(label = "Image", initializer = "proposeActive", required = false, persist = false,
		description = "An image or a stack of images; None for the active image")
	private ImageInput input = ImageInput.NONE;

	@Parameter(label = "Image to match", required = false, persist = false,
		description = "The image whose grid the result has, such as a mask")
	private ImageInput match = ImageInput.NONE;

	@Parameter(label = "Interpolation", choices = { "auto", "nearest", "linear", "continuous" },
		required = false, persist = false,
		description = "auto: nearest for what looks like a mask or labels, else linear")
	private String interpolation = "auto";

	@Parameter(label = "0 is missing", required = false, persist = false,
		description = "Take voxels that are 0 for missing, as in maps of studies, and not for a value")
	private boolean missingzeros = false;

	@Parameter(label = "Output file", style = FileWidget.SAVE_STYLE, required = false, persist = false,
		description = "A name that ends in .nii or .nii.gz; empty: nothing is written")
	private File output = new File("");

	@Parameter(type = ItemIO.OUTPUT, label = "Resampled image")
	private ImagePlus resampled;

	@Override
	public void run() {
		try {
			final MatchedImage result = resample();
			result.notes().forEach(log::warn);
			result.remarks().forEach(log::info);
			resampled = show(result);
		}
		catch (final IOException | IllegalArgumentException | CancellationException e) {
			Failures.report(e, log, this);
		}
		finally {
			CommandProgress.end(status);
		}
	}

	private MatchedImage resample() throws IOException {
		ImageMatching run = ImageMatching.automatic().withMissingZeros(missingzeros);
		if (!interpolation.trim().toLowerCase(Locale.ROOT).equals("auto"))
			run = run.with(Interpolation.parse(interpolation));
		if (OptionalFile.isGiven(output)) run = run.withOutput(output.toPath());
		if (!match.isGiven()) throw new IllegalArgumentException(
			"Image to match: got none, wanted the image whose grid the result shall have");
		if (!input.isGiven()) input = ImageInput.of(input.imagePlus());
		final InputImage image = input.open("Image");
		return run.run(image, match.open("Image to match"), new CommandProgress(status, this::isCanceled));
	}

	private ImagePlus show(final MatchedImage result) {
		final ImagePlus image = NiftiImages.toImagePlus(result.image(), Workspace.freeTitle(title()));
		OpeningSlice.show(image);
		input.openImage().ifPresent(source -> MapDisplay.colourLike(source, image));
		if (!result.placed()) {
			// with a header, later steps would take its affine for known
			image.setProperty(NiftiImages.HEADER_PROPERTY, null);
			match.openImage().ifPresent(source -> MapDisplay.measureLike(source, image));
		}
		Workspace.show(image, threads.getParent(Thread.currentThread()));
		return image;
	}

	/** The image's title or file name, without its extension. */
	private String title() {
		final String name = new File(input.toString()).getName();
		return name.replaceFirst("(?i)\\.(nii|hdr|img|tiff?)(\\.gz)?$", "") + "-resampled";
	}

	/** Also when no dialog follows: a macro that names no image means the active one. */
	@SuppressWarnings("unused")
	private void proposeActive() {
		if (!input.isGiven()) input = Workspace.activeInput();
	}
}
