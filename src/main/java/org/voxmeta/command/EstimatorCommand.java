package org.voxmeta.command;

import ij.ImagePlus;

import java.io.File;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;

import org.scijava.ItemIO;
import org.scijava.app.StatusService;
import org.scijava.command.ContextCommand;
import org.scijava.log.LogService;
import org.scijava.plugin.Parameter;
import org.scijava.thread.ThreadService;
import org.scijava.util.VersionUtils;
import org.scijava.widget.FileWidget;
import org.voxmeta.analysis.EstimatorRun;
import org.voxmeta.analysis.EstimatorRun.Outcome;
import org.voxmeta.analysis.StudyInputs;
import org.voxmeta.image.StudyAxis;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.NamedMap;

/**
 * What the commands of all estimators share: the studies, the mask, the maps to show and the output folder. A
 * command adds its estimator and that one's options.
 */
public abstract class EstimatorCommand extends ContextCommand {

	@Parameter
	private LogService log;

	@Parameter
	private StatusService status;

	@Parameter
	private ThreadService threads;

	@Parameter(label = "Study table", required = false, persist = false,
		description = "A .tsv or .csv file with a row for each study and the paths of its maps")
	private File studies = new File("");

	@Parameter(label = "or effects", required = false, persist = false,
		description = "Without a table: a stack of effect maps, one after the other for each study")
	private ImageInput effects = ImageInput.NONE;

	@Parameter(label = "and variances", required = false, persist = false,
		description = "The stack of their sampling variances, in the same order")
	private ImageInput variances = ImageInput.NONE;

	@Parameter(label = "Studies lie along", choices = { "Auto", "T", "C", "Z" }, required = false, persist = false,
		description = "The axis of the stacks; Auto: T if there are frames, else C, else Z")
	private String studyaxis = "Auto";

	@Parameter(label = "Mask", required = false, persist = false,
		description = "Voxels that are not 0 are fitted; none: all voxels that any study has")
	private ImageInput mask = ImageInput.NONE;

	@Parameter(label = "Only voxels of all studies", required = false, persist = false,
		description = "Fit only voxels that all studies have; otherwise each voxel with the studies that have it")
	private boolean aggressivemask = true;

	@Parameter(label = "Least studies in a voxel", min = "2", required = false, persist = false,
		description = "Leave out voxels that fewer studies have")
	private int minimumstudies = 2;

	@Parameter(label = "Drop studies without maps", required = false, persist = false,
		description = "Leave out studies of the table that lack a map; otherwise that is an error")
	private boolean dropinvalid = true;

	@Parameter(label = "Groups", choices = { "none" }, required = false, persist = false,
		description = "none: every study is independent of the others")
	private String groups = "none";

	@Parameter(label = "Maps to show", required = false, persist = false,
		description = "Any of z, p, est, se, tau2, dof, logp, k, reason; or all")
	private String maps = "z,p,est,se,tau2,dof";

	@Parameter(label = "Output folder", style = FileWidget.DIRECTORY_STYLE, required = false, persist = false,
		description = "Every map is written there as .nii.gz, with a record of the run; empty: nothing is written")
	private File output = new File("");

	@Parameter(type = ItemIO.OUTPUT, label = "z")
	private ImagePlus z;

	@Parameter(type = ItemIO.OUTPUT, label = "p")
	private ImagePlus p;

	@Parameter(type = ItemIO.OUTPUT, label = "est")
	private ImagePlus est;

	@Parameter(type = ItemIO.OUTPUT, label = "se")
	private ImagePlus se;

	@Parameter(type = ItemIO.OUTPUT, label = "dof")
	private ImagePlus dof;

	@Parameter(type = ItemIO.OUTPUT, label = "logp")
	private ImagePlus logp;

	@Parameter(type = ItemIO.OUTPUT, label = "k")
	private ImagePlus k;

	@Parameter(type = ItemIO.OUTPUT, label = "reason")
	private ImagePlus reason;

	@Parameter(type = ItemIO.OUTPUT, label = "All maps")
	private Map<String, ImagePlus> images = new LinkedHashMap<>();

	/** The estimator with the options of this command's dialog. */
	protected abstract Estimator estimator();

	/** Takes the tau2 map for an output of its own; not every command has one. */
	protected void setTau2(final ImagePlus image) {
	}

	@Override
	public final void run() {
		try {
			final Outcome outcome = fit();
			outcome.notes().forEach(log::warn);
			final MapDisplay display = MapDisplay.of(outcome.result());
			for (final NamedMap map : outcome.result().named(shownMaps()))
				show(map, display);
			ResultRows.append(outcome.summary());
			log.info("VoxMeta: " + outcome.summary());
			if (isGiven(output)) log.info("VoxMeta: wrote " + outcome.files().size() + " files to " + output);
		}
		catch (final IOException | IllegalArgumentException | CancellationException e) {
			Failures.report(e, log, this);
		}
		finally {
			// ImageJ takes the end of the bar for the end of the work: else a cancelled run would leave it standing
			status.showProgress(1, 1);
			status.clearStatus();
		}
	}

	private Outcome fit() throws IOException {
		EstimatorRun run = EstimatorRun.of(estimator()).withAggressiveMask(aggressivemask)
			.withMinimumStudies(minimumstudies).withMaps(shownMaps());
		if (isGiven(output)) run = run.withOutput(output.toPath());
		requireNoGroups();
		final StudyInputs inputs = inputs();
		return run.run(inputs, mask.isGiven() ? mask.open("Mask") : null, VersionUtils.getVersion(getClass()),
			new CommandProgress(status, this::isCanceled));
	}

	private StudyInputs inputs() throws IOException {
		final StudyAxis axis = StudyAxis.parse(studyaxis);
		if (isGiven(studies) && (effects.isGiven() || variances.isGiven())) throw new IllegalArgumentException(
			"Studies: got a study table and effects or variances, wanted one or the other");
		if (isGiven(studies)) return StudyInputs.ofTable(studies.toPath(), estimator().needs(), dropinvalid);
		if (!effects.isGiven() || !variances.isGiven()) throw new IllegalArgumentException("Studies: got "
			+ (effects.isGiven() ? "effects without variances" : variances.isGiven() ? "variances without effects"
				: "none") + ", wanted a study table, or effects and variances");
		return StudyInputs.ofStacks(effects.open("Effects"), variances.open("Variances"), axis);
	}

	private void requireNoGroups() {
		if (!groups.trim().equalsIgnoreCase("none")) throw new IllegalArgumentException(
			"Groups: got '" + groups + "', wanted none");
	}

	private static boolean isGiven(final File file) {
		return file != null && !file.getPath().isEmpty();
	}

	private Set<MapKind> shownMaps() {
		return MapKind.parse(maps, EstimatorRun.available(estimator()));
	}

	private void show(final NamedMap map, final MapDisplay display) {
		final ImagePlus image = display.image(map, Workspace.freeTitle(map.key()));
		effects.openImage().ifPresent(source -> MapDisplay.calibrateLike(source, image));
		images.put(map.key(), image);
		if (map.term().isEmpty()) setOutput(map.kind(), image);
		Workspace.show(image, threads.getParent(Thread.currentThread()));
	}

	private void setOutput(final MapKind kind, final ImagePlus image) {
		switch (kind) {
			case Z -> z = image;
			case P -> p = image;
			case EST -> est = image;
			case SE -> se = image;
			case TAU2 -> setTau2(image);
			case DOF -> dof = image;
			case LOGP -> logp = image;
			case K -> k = image;
			case REASON -> reason = image;
			// the others are in images only
			default -> { }
		}
	}
}
