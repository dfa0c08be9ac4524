package org.voxmeta.command;

import ij.ImagePlus;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

import org.scijava.command.ContextCommand;
import org.scijava.plugin.Parameter;
import org.voxmeta.analysis.Fit;
import org.voxmeta.analysis.RecordedRun;

/** What commands share that go on with a meta-analysis: which one it is. */
public abstract class FitCommand extends ContextCommand implements OfFit, Forecasting {

	@Parameter(label = "Map of a fit", required = false, persist = false, description =
		"An open map of the meta-analysis to go on with; None: the active image's, unless there is a result")
	private ImageInput fit = ImageInput.NONE;

	@Parameter(label = "or its result", required = false, persist = false,
		description = "The result.json of a meta-analysis, or the output folder that it is in")
	private File result = new File("");

	private Fit used;

	/**
	 * The fit to go on with.
	 *
	 * @throws IOException if its record cannot be read
	 * @throws IllegalArgumentException if there is none
	 */
	final Fit chosenFit() throws IOException {
		// the active image may be another one when a recorded macro runs
		if (!fit.isGiven() && !OptionalFile.isGiven(result) && FitImages.of(Workspace.active()).isPresent())
			fit = Workspace.activeInput();
		used = choose(fit, result).orElseThrow(this::noFit);
		return used;
	}

	private IllegalArgumentException noFit() {
		return new IllegalArgumentException("fit, result: got "
			+ (fit.isGiven() ? "'" + fit + "', which is no map of a fit" : "none")
			+ ", wanted an open map of a meta-analysis, or its output folder or the "
			+ RecordedRun.FILE + " in it" + open());
	}

	@Override
	public final String forecast() throws IOException {
		final Fit chosen = choose(fit, result).orElseThrow(this::noFit);
		return chosen.description() + "\n" + chosen.name();
	}

	@Override
	public final Optional<Fit> usedFit() {
		return Optional.ofNullable(used);
	}

	/**
	 * The fit that was chosen.
	 *
	 * @param map one of its maps, open or a file; none for the active image
	 * @param result its record or folder, which counts before the images
	 * @return nothing if the image belongs to no fit
	 * @throws IOException if the record cannot be read
	 * @throws IllegalArgumentException if there is no image of that name
	 */
	static Optional<Fit> choose(final ImageInput map, final File result) throws IOException {
		if (OptionalFile.isGiven(result)) return Optional.of(Fit.read(result.toPath())
			.withImages(FitImages.FINDER));
		if (!map.isGiven()) return FitImages.of(Workspace.active());
		final Optional<ImagePlus> open = map.openImage();
		if (open.isPresent()) return FitImages.of(open.get());
		return Fit.ofMap(map.file("Fit")).map(fit -> fit.withImages(FitImages.FINDER));
	}

	private static String open() {
		final List<String> titles = FitImages.titles();
		return titles.isEmpty() ? "" : "; open maps: " + String.join(", ", titles);
	}
}
