package org.voxmeta.command;

import ij.ImagePlus;

import java.io.File;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.voxmeta.analysis.Fit;
import org.voxmeta.analysis.InputImage;
import org.voxmeta.analysis.MemoryLimit;
import org.voxmeta.analysis.SignalCache;
import org.voxmeta.analysis.StudyFiles;
import org.voxmeta.analysis.StudyInputs;
import org.voxmeta.analysis.StudyLoader;
import org.voxmeta.analysis.StudyResampling;
import org.voxmeta.image.StudyAxis;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.result.MapChoice;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.NamedMap;
import org.voxmeta.study.Derivation;
import org.voxmeta.study.EffectScale;
import org.voxmeta.study.GroupChoice;
import org.voxmeta.study.ModeratorChoice;

/**
 * What the commands of all estimators share: the study table, groups and moderators, the mask, the maps to
 * show and the output folder. A command adds its estimator, the stacks that may stand in for the table, and
 * its options. New keys of all commands have to be listed in {@link EstimatorPages}.
 */
public abstract class EstimatorCommand extends ContextCommand implements DialogPages.Owner, Forecasting {

	@Parameter
	private LogService log;

	@Parameter
	private StatusService status;

	@Parameter
	private ThreadService threads;

	@Parameter(label = "Study table", required = false, persist = false,
		description = "A .tsv or .csv file with a row for each study and the paths of its maps")
	private File studies = new File("");

	@Parameter(label = "Groups", required = false, persist = false,
		description = "The table's column whose labels tell which studies belong together; auto: the column group,"
			+ " if there is one; none: all are independent; for stacks without a table, a label for each study")
	private String groups = GroupChoice.AUTO.toString();

	@Parameter(label = "Moderators", required = false, persist = false,
		description = "Columns of the table, or kept with stacks, separated by commas; texts are factors, and"
			+ " drug(placebo) one whose reference level is placebo")
	private String moderators = "";

	@Parameter(label = "Moderators: centre", required = false, persist = false,
		description = "Subtract the mean over studies from moderators that are numbers")
	private boolean centre = false;

	@Parameter(label = "Moderators: intercept", required = false, persist = false,
		description = "Without an intercept, the first factor has a coefficient for each level")
	private boolean intercept = true;

	@Parameter(label = "Moderators: contrasts", columns = 20, required = false, persist = false, description =
		"A weight for each coefficient, in the order of their maps, as in 0,1,-1; several with ; between")
	private String contrast = "";

	@Parameter(label = "Moderators: predict at", columns = 20, required = false, persist = false,
		description = "A value for each moderator, in their order, as in 40,placebo; several with ; between")
	private String predict = "";

	@Parameter(label = "Drop incomplete studies", required = false, persist = false,
		description = "Leave out studies of the table that lack a map or a moderator, or whose files are damaged;"
			+ " otherwise that is an error")
	private boolean dropinvalid = true;

	@Parameter(label = "Derive missing maps", choices = { "auto", "all", "none" }, required = false,
		persist = false, description = "Make maps of a study's others, as z from t and n; auto: those that no"
			+ " study has; all: also those that only some studies lack")
	private String derive = Derivation.AUTO.toString();

	@Parameter(label = "Mask", required = false, persist = false,
		description = "Voxels that are not 0 are fitted; none: all voxels that any study has")
	private ImageInput mask = ImageInput.NONE;

	@Parameter(label = "Maps on other grids", choices = { "linear", "nearest", "continuous", "never" },
		required = false, persist = false, description =
		"How maps are resampled that lie on another grid than the mask, or without a mask than the first"
		+ " study; never: that is an error")
	private String resample = "linear";

	@Parameter(label = "Regions to average", required = false, persist = false, description =
		"An image of regions' numbers: each region's average is fitted instead of its voxels, and maps have"
		+ " its result in all of them; none: voxels are fitted")
	private ImageInput labels = ImageInput.NONE;

	@Parameter(label = "Only voxels of all studies", required = false, persist = false,
		description = "Fit only voxels that all studies have; otherwise each voxel with the studies that have it")
	private boolean aggressivemask = true;

	@Parameter(label = "Studies needed in a voxel", min = "2", required = false, persist = false,
		description = "Leave out voxels that fewer studies have")
	private int minimumstudies = 2;

	@Parameter(label = "Maps to show", required = false, persist = false,
		description = "Kinds of map, such as z,p, or single maps, such as z_age; or all")
	private String maps;

	@Parameter(label = "Output folder", style = FileWidget.DIRECTORY_STYLE, required = false, persist = false,
		description = "Every map is written there as .nii.gz, with a record of the run; empty: nothing is written")
	private File output = new File("");

	@Parameter(label = "Cache folder", style = FileWidget.DIRECTORY_STYLE,
		required = false, persist = false, description =
		"The maps' voxels are kept there, so that a next run need not read the table's files; empty: not")
	private File cache = new File("");

	@Parameter(label = "Memory for maps", required = false, persist = false, description =
		"In megabytes, or as a share of Java's; studies beyond it lie in a temporary file while they are"
		+ " fitted, which gives the same")
	private String memory = MemoryLimit.USUAL;

	@Parameter(label = "Studies in a stack along", choices = { "Auto", "T", "C", "Z" }, required = false,
		persist = false, description = "The axis of stacks of maps; Auto: T if there are frames, else C, else Z")
	private String studyaxis = "Auto";

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

	private final SlicePreview preview = new SlicePreview();

	/** Whether the maps are on another grid than the first study. */
	private boolean elsewhere;

	/**
	 * A command of an estimator.
	 *
	 * @param maps the maps that it shows unless others are asked for, separated by commas
	 */
	protected EstimatorCommand(final String maps) {
		this.maps = maps;
	}

	/** The estimator with the options of this command's dialog. */
	protected abstract Estimator estimator();

	/** What this command takes where no study table names the maps. */
	abstract StackInputs stacks();

	/** Takes open stacks, as if they had been given. */
	abstract void take(Map<Need, ImagePlus> open);

	/** In what units effects of a study table are wanted. */
	EffectScale scale() {
		return EffectScale.AUTO;
	}

	/** Takes the tau2 map for an output of its own; not every command has one. */
	protected void setTau2(final ImagePlus image) {
	}

	@Override
	public DialogPages pages() {
		return EstimatorPages.ALL;
	}

	@Override
	public final void run() {
		try {
			final Outcome outcome = fit();
			final Fit fit = outcome.fit().withImages(FitImages.FINDER);
			final MapDisplay display = MapDisplay.of(outcome.result());
			final WindowPlaces places = new WindowPlaces();
			for (final NamedMap map : outcome.chosen())
				show(map, fit, display, places);
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

	private Outcome fit() throws IOException {
		final Estimator estimator = estimator();
		final String version = VersionUtils.getVersion(getClass());
		final SignalCache kept = OptionalFile.isGiven(cache) ? SignalCache.at(cache.toPath(), version) : null;
		EstimatorRun run = estimatorRun(estimator).withCache(kept);
		if (OptionalFile.isGiven(output)) run = run.withOutput(output.toPath());
		openStacks().ifPresent(this::takeAndTell);
		final StudyInputs inputs =
			inputs(stacks(), estimator.needs(), kept == null ? StudyFiles.OPENED : kept.files());
		final InputImage where = openMask(kept);
		final StudyInputs placed = run.onOneGrid(inputs, where);
		elsewhere = placed.values().header() != inputs.values().header();
		// before the run, which may take long
		tell(placed.notes(), placed.remarks());
		final Outcome outcome = run.run(placed, where, version, new CommandProgress(status, this::isCanceled));
		final int told = placed.notes().size();
		final int remarked = placed.remarks().size();
		tell(outcome.notes().subList(told, outcome.notes().size()),
			outcome.remarks().subList(remarked, outcome.remarks().size()));
		return outcome;
	}

	private EstimatorRun estimatorRun(final Estimator estimator) throws IOException {
		final EstimatorRun run = EstimatorRun.of(estimator).withAggressiveMask(aggressivemask)
			.withMinimumStudies(minimumstudies).withMaps(MapChoice.parse(maps))
			.withResampling(StudyResampling.parse(resample)).withMemory(MemoryLimit.parse(memory));
		return labels.isGiven() ? run.withLabels(labels.open("Labels")) : run;
	}

	/** The stacks to take where neither a table nor a stack is given. */
	private Optional<Map<Need, ImagePlus>> openStacks() {
		if (OptionalFile.isGiven(studies) || stacks().isAnyGiven()) return Optional.empty();
		return OpenStacks.find(stacks().needs());
	}

	private void takeAndTell(final Map<Need, ImagePlus> open) {
		take(open);
		log.info("VoxMeta: took the open " + (open.size() == 1 ? "stack " : "stacks ")
			+ StudyForecast.titles(open));
	}

	@Override
	public String forecast() throws IOException {
		final Optional<Map<Need, ImagePlus>> open = openStacks();
		final InputImage where = openMask(null);
		return open.map(stacks -> StudyForecast.shortTitles(stacks) + ": ").orElse("")
			+ StudyForecast.of(placed(where), where);
	}

	@Override
	public boolean hasPreview() {
		return OpenStacks.areThere();
	}

	@Override
	public void preview() throws IOException {
		final Optional<ImagePlus> source = foreseen().openImage();
		final InputImage where = openMask(null);
		if (source.isEmpty()) endPreview();
		else preview.show(estimatorRun(estimator()), placed(where), where, source.get());
	}

	@Override
	public void endPreview() {
		preview.end();
	}

	/** The stacks that a run would take now. */
	private StackInputs foreseen() {
		return openStacks().map(open -> stacks().with(open)).orElseGet(this::stacks);
	}

	private StudyInputs placed(final InputImage where) throws IOException {
		final Estimator estimator = estimator();
		return estimatorRun(estimator).onOneGrid(inputs(foreseen(), estimator.needs(), StudyFiles.OPENED), where);
	}

	private void tell(final List<String> notes, final List<String> remarks) {
		notes.forEach(log::warn);
		remarks.forEach(log::info);
	}

	private InputImage openMask(final SignalCache kept) throws IOException {
		if (!mask.isGiven()) return null;
		return kept == null ? mask.open("Mask") : mask.open("Mask", kept::image);
	}

	private StudyInputs inputs(final StackInputs stacks, final Set<Need> needs, final StudyFiles files)
		throws IOException
	{
		final StudyLoader loader = StudyLoader.of(needs).withDropInvalid(dropinvalid)
			.withGroups(GroupChoice.parse(groups)).withSampleSizes(stacks.sampleSizes())
			.withModerators(new ModeratorChoice(moderators, centre, intercept, contrast, predict))
			.withDerivation(Derivation.parse(derive)).withScale(scale()).withFiles(files);
		final StudyAxis axis = StudyAxis.parse(studyaxis);
		if (OptionalFile.isGiven(studies) && !stacks.isAnyGiven()) return loader.ofTable(studies.toPath());
		stacks.requireAll(needs.contains(Need.SAMPLE_SIZE));
		return OptionalFile.isGiven(studies) ? loader.ofStacks(stacks.open(), axis, studies.toPath())
			: loader.ofStacks(stacks.open(), axis);
	}

	private void show(final NamedMap map, final Fit fit, final MapDisplay display, final WindowPlaces places) {
		final ImagePlus image = display.image(map, Workspace.freeTitle(map.key()));
		if (!elsewhere) stacks().openImage().ifPresent(source -> MapDisplay.calibrateLike(source, image));
		FitImages.attach(image, fit);
		images.put(map.key(), image);
		if (map.term().isEmpty()) setOutput(map.kind(), image);
		places.show(image, () -> Workspace.show(image, threads.getParent(Thread.currentThread())));
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
