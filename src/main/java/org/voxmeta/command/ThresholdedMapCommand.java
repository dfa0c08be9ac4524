package org.voxmeta.command;

import ij.IJ;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

import org.scijava.app.StatusService;
import org.scijava.command.ContextCommand;
import org.scijava.log.LogService;
import org.scijava.plugin.Parameter;
import org.scijava.thread.ThreadService;
import org.voxmeta.analysis.Fit;
import org.voxmeta.analysis.MapPreparation;
import org.voxmeta.analysis.PreparedMap;
import org.voxmeta.grid.cluster.ClusterSearch.Sign;

/** What commands that show a map from a threshold on have in common. */
abstract class ThresholdedMapCommand extends ContextCommand implements OfFit {

	@Parameter
	private LogService log;

	@Parameter
	private StatusService status;

	@Parameter
	private ThreadService threads;

	@Parameter(label = "Map", required = false, persist = false,
		description = "An open image or a file, best of z; None for the active image, unless there is a fit")
	private ImageInput map = ImageInput.NONE;

	@Parameter(label = "or result of a fit", required = false, persist = false,
		description = "result.json in the output folder of an estimator, or that folder: its map of z")
	private File result = new File("");

	@Parameter(label = "Its term", required = false, persist = false,
		description = "With moderators: the coefficient, contrast or prediction; empty: the first")
	private String term = "";

	@Parameter(label = "Template", required = false, persist = false,
		description = "An image to show the map on, such as an anatomical one; None: the shape of the map")
	private ImageInput template = ImageInput.NONE;

	@Parameter(label = "Mask", required = false, persist = false,
		description = "Only voxels that are not 0 are shown, and are tests that thresholds are corrected for")
	private ImageInput mask = ImageInput.NONE;

	@Parameter(label = "Threshold", required = false, persist = false,
		description = "The least absolute value shown; or p<0.001, fdr, bonferroni, or fwe of a permutation test")
	private String threshold = "";

	@Parameter(label = "Signs", choices = { "both", "positive", "negative" }, required = false, persist = false,
		description = "Show values above 0, below 0, or both")
	private String signs = "both";

	@Parameter(label = "Colours end at", required = false, persist = false,
		description = "The absolute value from which on all look alike; empty: one that few voxels are beyond")
	private String limit = "";

	private Fit fit;

	@Override
	public final Optional<Fit> usedFit() {
		return Optional.ofNullable(fit);
	}

	/** The map, on one grid with the template. */
	final PreparedMap prepare(final boolean onTemplate) throws IOException {
		MapPreparation preparation = MapPreparation.withDefaults().onTemplate(onTemplate);
		if (template.isGiven()) preparation = preparation.withTemplate(template.open("Template"));
		if (mask.isGiven()) preparation = preparation.withMask(mask.open("Mask"));
		final PreparedMap prepared = prepare(preparation);
		prepared.notes().forEach(log::warn);
		prepared.remarks().forEach(log::info);
		return prepared;
	}

	private PreparedMap prepare(final MapPreparation preparation) throws IOException {
		final CommandProgress progress = new CommandProgress(status, this::isCanceled);
		if (OptionalFile.isGiven(result)) {
			if (map.isGiven()) throw new IllegalArgumentException("map: got '" + map
				+ "', wanted none, as the result of a fit tells it");
			fit = Fit.read(result.toPath()).withImages(FitImages.FINDER);
			return preparation.run(fit, term, progress);
		}
		if (!term.isBlank()) throw new IllegalArgumentException("term: got '" + term
			+ "', wanted none without a result");
		if (!map.isGiven()) map = ImageInput.of(map.imagePlus());
		fit = FitCommand.choose(map, result).orElse(null);
		return preparation.run(map.open("Map"), fit, progress);
	}

	/** The threshold, of which the recorder gets the number. */
	final double threshold(final PreparedMap prepared) {
		return prepared.thresholds().parse(threshold);
	}

	/** Whether the user gave no threshold, and may be asked for it. */
	final boolean isThresholdOpen() {
		return threshold.isBlank();
	}

	/** What the recorder shall write. */
	final void record(final double least, final Sign shown) {
		threshold = Double.toString(least);
		signs = shown.name().toLowerCase(Locale.ROOT);
	}

	final Sign signs() {
		for (final Sign sign : Sign.values())
			if (sign.name().equalsIgnoreCase(signs.strip())) return sign;
		throw new IllegalArgumentException("signs: got '" + signs + "', wanted both, positive, negative");
	}

	/** NaN if none was given. */
	final double limit() {
		return limit.isBlank() ? Double.NaN : Texts.number("limit", limit);
	}

	/** What the map is called in titles. */
	final String title(final PreparedMap prepared) {
		return new File(prepared.name()).getName().replaceFirst("(?i)\\.(nii|hdr|img|tiff?)(\\.gz)?$", "");
	}

	final LogService log() {
		return log;
	}

	/** The thread of a macro that called. */
	final Thread caller() {
		return threads.getParent(Thread.currentThread());
	}

	/** Tells of a failure, and ends the progress bar. */
	final void report(final Exception reason) {
		Failures.report(reason, log, this);
	}

	final void finish() {
		CommandProgress.end(status);
	}

	/** A picture as an image in colour. */
	static ij.ImagePlus image(final BufferedImage picture, final String title) {
		return new ij.ImagePlus(title, new ij.process.ColorProcessor(picture));
	}

	/** Whether there is somebody to ask. */
	static boolean isInteractive() {
		return !java.awt.GraphicsEnvironment.isHeadless() && !IJ.isMacro() && !ij.macro.Interpreter.isBatchMode();
	}
}
