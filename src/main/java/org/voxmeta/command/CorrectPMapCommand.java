package org.voxmeta.command;

import ij.ImagePlus;

import java.io.File;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.log.LogService;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.thread.ThreadService;
import org.scijava.util.VersionUtils;
import org.scijava.widget.FileWidget;
import org.voxmeta.analysis.CorrectedMaps;
import org.voxmeta.analysis.CorrectionRun;
import org.voxmeta.analysis.Fit;
import org.voxmeta.analysis.InputImage;
import org.voxmeta.analysis.MapCorrection;
import org.voxmeta.analysis.PMapKind;
import org.voxmeta.cli.HeadlessRunner;
import org.voxmeta.stats.correction.Correction;
import org.voxmeta.stats.result.MapKind;

/** Corrects the p values of a map, or of a fit's maps, for the number of tests. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Meta-Analysis"),
	@Menu(label = "Correct p Map...") })
public final class CorrectPMapCommand extends ContextCommand implements OfFit {

	private static final String AUTO = "auto";

	@Parameter
	private LogService log;

	@Parameter
	private ThreadService threads;

	@Parameter(label = "Map of p, -log10 p or z", required = false, persist = false,
		description = "An open image, or a file; None for the active image, unless there is a fit")
	private ImageInput input = ImageInput.NONE;

	@Parameter(label = "It holds", choices = { AUTO, "p", "logp", "z" }, required = false, persist = false,
		description = "auto: what its header or its name says; logp is -log10 p")
	private String kind = AUTO;

	@Parameter(label = "One-sided", required = false, persist = false,
		description = "p is the probability of a z as large or larger; otherwise of one as far from 0 or further")
	private boolean onesided = false;

	@Parameter(label = "Estimate", required = false, persist = false,
		description = "The effects that were tested: z gets their signs, and they are shown where they survive")
	private ImageInput estimate = ImageInput.NONE;

	@Parameter(label = "or result of a fit", required = false, persist = false,
		description = "result.json in the output folder of an estimator, or that folder, instead of images")
	private File result = new File("");

	@Parameter(label = "Its term", required = false, persist = false,
		description = "With moderators: the coefficient, contrast or prediction; empty: each of them")
	private String term = "";

	@Parameter(label = "Mask", required = false, persist = false,
		description = "Voxels that are not 0 are tests; none: all voxels that are numbers")
	private ImageInput mask = ImageInput.NONE;

	@Parameter(label = "Correction", choices = { "bonferroni", "holm", "fdr_bh", "fdr_by" }, required = false,
		persist = false,
		description = "bonferroni, holm: of the family-wise error; fdr_bh, fdr_by: of the false discovery rate")
	private String correction = "fdr_bh";

	@Parameter(label = "alpha", required = false, persist = false,
		description = "Estimates are shown where the corrected p is this or below")
	private String alpha = "0.05";

	@Parameter(label = "Output folder", style = FileWidget.DIRECTORY_STYLE, required = false, persist = false,
		attrs = @Attr(name = HeadlessRunner.UNNEEDED_WITH, value = "result"),
		description = "Every map is written there, with a record; empty: beside the maps of the fit, or nowhere")
	private File output = new File("");

	@Parameter(type = ItemIO.OUTPUT, label = "Corrected p")
	private ImagePlus p;

	@Parameter(type = ItemIO.OUTPUT, label = "Corrected z")
	private ImagePlus z;

	@Parameter(type = ItemIO.OUTPUT, label = "Corrected -log10 p")
	private ImagePlus logp;

	@Parameter(type = ItemIO.OUTPUT, label = "Estimate that survives")
	private ImagePlus est;

	@Parameter(type = ItemIO.OUTPUT, label = "All maps")
	private Map<String, ImagePlus> images = new LinkedHashMap<>();

	private Fit fit;

	@Override
	public Optional<Fit> usedFit() {
		return Optional.ofNullable(fit);
	}

	@Override
	public void run() {
		try {
			final CorrectionRun.Outcome outcome = correct();
			outcome.terms().forEach(this::show);
			if (!outcome.files().isEmpty()) log.info("VoxMeta: wrote " + outcome.files().size() + " files to "
				+ outcome.files().get(0).getParent());
		}
		catch (final IOException | IllegalArgumentException | CancellationException e) {
			Failures.report(e, log, this);
		}
	}

	private CorrectionRun.Outcome correct() throws IOException {
		MapCorrection settings = MapCorrection.of(Correction.parse(correction)).withAlpha(Texts.number("alpha",
			alpha));
		if (!kind.strip().toLowerCase(Locale.ROOT).equals(AUTO)) settings = settings.withKind(PMapKind.parse(kind));
		final String version = VersionUtils.getVersion(getClass());
		if (OptionalFile.isGiven(result)) {
			refuseImages();
			fit = Fit.read(result.toPath()).withImages(FitImages.FINDER);
			return run(settings).run(fit, term, version);
		}
		if (!term.isBlank()) throw new IllegalArgumentException("term: got '" + term
			+ "', wanted none without a result");
		if (!input.isGiven()) input = ImageInput.of(input.imagePlus());
		fit = FitCommand.choose(input, result).orElse(null);
		final InputImage effects = estimate.isGiven() ? estimate.open("Estimate") : null;
		return run(settings.withOneSided(onesided || fit != null && fit.oneSided()))
			.run(input.open("Map"), effects, version);
	}

	private CorrectionRun run(final MapCorrection settings) throws IOException {
		CorrectionRun run = CorrectionRun.of(settings);
		if (OptionalFile.isGiven(output)) run = run.withOutput(output.toPath());
		return mask.isGiven() ? run.withMask(mask.open("Mask")) : run;
	}

	/** So that no option is taken to count that does not. */
	private void refuseImages() {
		refuse("input", input.isGiven(), input.toString());
		refuse("estimate", estimate.isGiven(), estimate.toString());
		refuse("kind", !kind.strip().toLowerCase(Locale.ROOT).equals(AUTO), kind);
		refuse("onesided", onesided, "true");
	}

	private static void refuse(final String key, final boolean given, final String value) {
		if (given) throw new IllegalArgumentException(key + ": got '" + value
			+ "', wanted none, as the result of a fit tells it");
	}

	private void show(final CorrectionRun.Term corrected) {
		final CorrectedMaps maps = corrected.maps();
		maps.notes().forEach(log::warn);
		maps.remarks().forEach(log::info);
		ResultRows.append(maps.summary());
		for (final MapKind map : maps.kinds()) {
			final String title = Workspace.freeTitle(corrected.key(map));
			final ImagePlus image = MapDisplay.of(maps.image(map, corrected.key(map)), map.scale(), title);
			input.openImage().ifPresent(source -> MapDisplay.calibrateLike(source, image));
			images.put(corrected.key(map), image);
			setOutput(map, image);
			Workspace.show(image, threads.getParent(Thread.currentThread()));
		}
	}

	/** The first term's maps are outputs of their own. */
	private void setOutput(final MapKind map, final ImagePlus image) {
		switch (map) {
			case P -> p = p == null ? image : p;
			case Z -> z = z == null ? image : z;
			case LOGP -> logp = logp == null ? image : logp;
			default -> est = est == null ? image : est;
		}
	}
}
