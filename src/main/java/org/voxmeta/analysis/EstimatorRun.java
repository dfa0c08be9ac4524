package org.voxmeta.analysis;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import org.voxmeta.fit.BlockwiseFitter;
import org.voxmeta.grid.Interpolation;
import org.voxmeta.masker.LabelsMasker;
import org.voxmeta.masker.Masker;
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.result.MapChoice;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.NamedMap;
import org.voxmeta.task.Progress;

/**
 * One run of an estimator, as a command or a program asks for it: which maps, whether the voxels of all
 * studies only, and where to write. Immutable; options are set by {@code with} methods that return a copy.
 */
public final class EstimatorRun {

	/** Maps of a regression on moderators. */
	private static final Set<MapKind> OF_MODERATORS = Set.of(MapKind.QM, MapKind.QM_P, MapKind.R2);

	private final Estimator estimator;
	private final boolean aggressiveMask;
	private final int minimumStudies;
	private final MapChoice maps;
	private final StudyResampling resampling;
	private final MaskerChoice masker;
	private final RunMeans means;

	private EstimatorRun(final Estimator estimator, final boolean aggressiveMask, final int minimumStudies,
		final MapChoice maps, final StudyResampling resampling, final MaskerChoice masker, final RunMeans means)
	{
		this.estimator = estimator;
		this.aggressiveMask = aggressiveMask;
		this.minimumStudies = minimumStudies;
		this.maps = maps;
		this.resampling = resampling;
		this.masker = masker;
		this.means = means;
	}

	/**
	 * A run with the aggressive mask, at least 2 studies a voxel and the six usual maps, nothing written;
	 * studies on other grids are resampled linearly.
	 */
	public static EstimatorRun of(final Estimator estimator) {
		return new EstimatorRun(estimator, true, BlockwiseFitter.LEAST_STUDIES, MapChoice.of(MapKind.defaults()),
			StudyResampling.of(Interpolation.LINEAR), null, RunMeans.USUAL);
	}

	/** Whether a voxel that any study lacks is left out. */
	public EstimatorRun withAggressiveMask(final boolean aggressive) {
		return new EstimatorRun(estimator, aggressive, minimumStudies, maps, resampling, masker, means);
	}

	/** How many studies must have a voxel, 2 or more. */
	public EstimatorRun withMinimumStudies(final int studies) {
		return new EstimatorRun(estimator, aggressiveMask, studies, maps, resampling, masker, means);
	}

	/**
	 * The maps to compute, as far as there are such; with an output folder, {@link MapKind#always} as well.
	 */
	public EstimatorRun withMaps(final Set<MapKind> kinds) {
		return withMaps(MapChoice.of(kinds));
	}

	/** The maps to compute; with an output folder, {@link MapKind#always} as well. */
	public EstimatorRun withMaps(final MapChoice choice) {
		return new EstimatorRun(estimator, aggressiveMask, minimumStudies, choice, resampling, masker, means);
	}

	/** What is done with studies whose maps lie on another grid than the mask or the first study. */
	public EstimatorRun withResampling(final StudyResampling wanted) {
		return new EstimatorRun(estimator, aggressiveMask, minimumStudies, maps, wanted, masker, means);
	}

	/**
	 * Fits a masker's signals instead of voxels, such as the averages of regions; maps have a region's
	 * result in all its voxels. Averages of z values are refused, as they are none; what averaging does to
	 * variances is noted.
	 */
	public EstimatorRun withMasker(final Masker wanted) {
		return with(new MaskerChoice(wanted, null));
	}

	/** Fits the averages of the regions of a label image, see {@link #withMasker}. */
	public EstimatorRun withLabels(final InputImage labels) {
		return with(new MaskerChoice(LabelsMasker.of(labels.gridImage()), labels));
	}

	private EstimatorRun with(final RunMeans newMeans) {
		return new EstimatorRun(estimator, aggressiveMask, minimumStudies, maps, resampling, masker, newMeans);
	}

	private EstimatorRun with(final MaskerChoice choice) {
		return new EstimatorRun(estimator, aggressiveMask, minimumStudies, maps, resampling, choice, means);
	}

	/** The folder to write to, see {@link ResultFolder}. */
	public EstimatorRun withOutput(final Path folder) {
		return with(means.withOutput(folder));
	}

	/**
	 * The studies as this run takes them, on one grid; nothing is read yet. What there is to tell about that
	 * comes after the other notes and remarks of the studies.
	 *
	 * @param mask the mask, or null
	 * @throws IllegalArgumentException if maps on other grids cannot be resampled
	 */
	public StudyInputs onOneGrid(final StudyInputs studies, final InputImage mask) {
		return resampling.apply(studies, mask);
	}

	/** Where rows that were read are kept for further runs, see {@link SignalCache}; null for nowhere. */
	public EstimatorRun withCache(final SignalCache newCache) {
		return with(means.withCache(newCache));
	}

	/**
	 * How much memory the studies' maps may take, a quarter of Java's at first; what is beyond lies in a
	 * temporary file meanwhile, in the output folder if there is one. This changes no result.
	 */
	public EstimatorRun withMemory(final MemoryLimit limit) {
		return with(means.withMemory(limit));
	}

	/** What makes temporary files, and how much of a row is in memory at once. */
	EstimatorRun withRows(final RowPlace.Maker files, final int part) {
		return with(means.withRows(files, part));
	}

	/** Who reads and fits; null for this process. Workers do not use the cache. */
	public EstimatorRun withWorkers(final FitWorkers others) {
		return with(means.withWorkers(others));
	}

	/**
	 * Runs the analysis, and writes its results if there is an output folder.
	 *
	 * @param mask an image whose non-zero voxels are fitted, or null for the voxels that any study has
	 * @param version VoxMeta's version, for the record
	 * @throws IOException if an image cannot be read, maps beyond the limit of memory not be stored, or a result
	 *           not be written
	 * @throws IllegalArgumentException if options or data do not allow a fit, or there is no map that was
	 *         asked for
	 * @throws CancellationException if the progress says so; nothing is written then
	 */
	public Outcome run(final StudyInputs inputs, final InputImage mask, final String version,
		final Progress progress) throws IOException
	{
		final StudyInputs studies = onOneGrid(inputs, mask);
		// before the long reading, and again when it is known which studies can be read
		chosen(studies);
		final ResultFolder folder = means.output() == null ? null : ResultFolder.at(means.output());
		if (means.workers() != null)
			return outcome(new RemoteAnalysis(reader(studies, mask), fitter(), means.workers()).run(studies,
				read -> computed(chosen(read), read.studies()), progress), studies, mask, version, folder, progress);
		final MetaAnalysis analysis = analysis(studies, mask);
		try (StudyReading reading = analysis.read(progress)) {
			final StudyInputs read = reading.inputs();
			final MetaAnalysisResult result = analysis.fit(reading, computed(chosen(read), read.studies()), progress);
			Outcome outcome = null;
			try {
				outcome = outcome(new Fitted(reading, result), studies, mask, version, folder, progress);
				return outcome;
			}
			finally {
				if (outcome == null) result.maps().discard();
			}
		}
	}

	private Outcome outcome(final Fitted fitted, final StudyInputs asked, final InputImage mask,
		final String version, final ResultFolder folder, final Progress progress) throws IOException
	{
		final StudyReading reading = fitted.reading();
		final StudyInputs read = reading.inputs();
		final List<NamedMap> chosen = chosen(read);
		final MetaAnalysisResult result = fitted.result();

		final List<String> notes = new ArrayList<>(read.notes());
		notes.addAll(result.warnings());
		final List<String> remarks = new ArrayList<>(read.remarks());
		remarks.addAll(new Advice(estimator, read.studies()).remarks());
		StoredRemark.of(reading, result.maps()).ifPresent(remarks::add);
		if (means.cache() != null) {
			notes.addAll(means.cache().notes());
			remarks.add(asked.images().stream().allMatch(image -> image.files().isEmpty())
				? "Cache: not used, as only maps in the files of a study table are kept"
				: "Cache: " + reading.kept() + " of " + asked.images().size() + " maps were in " + means.cache().path());
		}
		final RunRecord told = new RunRecord(estimator, aggressiveMask, minimumStudies, maps, resampling, masker);
		final Map<String, Object> summary = told.summary(read, result);
		final Map<String, Object> record =
			told.of(read, mask, version, result, Stream.concat(notes.stream(), remarks.stream()).toList());
		List<Path> files = List.of();
		if (folder != null) {
			files = folder.write(result, record, summary, progress);
			result.stopwatch().lap("write");
		}
		final Path written = folder == null ? null : means.output().resolve(RecordedRun.FILE);
		final Fit fit = Fit.of(written == null ? RecordText.of(record) : Files.readString(written), written,
			reading.isInMemory() ? fitted : null);
		return new Outcome(result, chosen, fit, notes, remarks, summary, files);
	}

	private List<NamedMap> chosen(final StudyInputs studies) {
		final Design design = studies.studies().design();
		return maps.among(available(estimator, design), design.terms());
	}

	/** The maps that an estimator's runs can give of the mean of studies. */
	public static Set<MapKind> available(final Estimator estimator) {
		return available(estimator, Design.intercept(1));
	}

	/**
	 * The maps that an estimator's runs can give with a design: what moderators explain only where there are
	 * some.
	 */
	public static Set<MapKind> available(final Estimator estimator, final Design design) {
		final Set<MapKind> available = EnumSet.of(MapKind.K, MapKind.REASON);
		available.addAll(estimator.maps());
		if (design.isIntercept()) available.removeAll(OF_MODERATORS);
		return available;
	}

	private Set<MapKind> computed(final List<NamedMap> chosen, final Studies studies) {
		final Set<MapKind> computed = EnumSet.noneOf(MapKind.class);
		chosen.forEach(map -> computed.add(map.kind()));
		if (means.output() != null) computed.addAll(MapKind.always());
		computed.retainAll(available(estimator, studies.design()));
		return computed;
	}

	/**
	 * Reads the studies and fits them; what was read and is not in memory stays in its file while it
	 * is referred to.
	 */
	Fitted fit(final StudyInputs inputs, final InputImage mask, final Set<MapKind> wanted,
		final Progress progress) throws IOException
	{
		final MetaAnalysis analysis = analysis(onOneGrid(inputs, mask), mask);
		final StudyReading reading = analysis.read(progress);
		MetaAnalysisResult result = null;
		try {
			result = analysis.fit(reading, wanted, progress);
			return new Fitted(reading, result);
		}
		finally {
			if (result == null) reading.close();
		}
	}

	/** Fits studies that were read before. */
	Fitted fit(final StudyReading reading, final Set<MapKind> wanted, final Progress progress) throws IOException
	{
		final MetaAnalysis analysis = MetaAnalysis.of(reading.inputs(), fitter());
		return new Fitted(reading, analysis.fit(reading, wanted, progress));
	}

	private MetaAnalysis analysis(final StudyInputs studies, final InputImage mask) {
		return MetaAnalysis.of(studies, fitter()).withMask(mask).withMasker(masker == null ? null : masker.masker())
			.withCache(means.cache()).withRows(means.place());
	}

	/** Reads studies that are on one grid. */
	SignalReader reader(final StudyInputs studies, final InputImage mask) {
		return SignalReader.of(studies, fitter()).withMask(mask)
			.withMasker(masker == null ? null : masker.masker());
	}

	/** Fits the voxels. */
	BlockwiseFitter fitter() {
		return BlockwiseFitter.of(estimator).withAggressiveMask(aggressiveMask).withMinimumStudies(minimumStudies);
	}

	/** What was read, and what it gave. */
	record Fitted(StudyReading reading, MetaAnalysisResult result) implements Closeable {

		/** Lets go of the studies' maps that are not in memory; the results stay. */
		@Override
		public void close() throws IOException {
			reading.close();
		}
	}

	/**
	 * What a run gave.
	 *
	 * @param result the maps
	 * @param chosen the maps that were asked for
	 * @param fit what later steps take
	 * @param notes what a user should look at: studies left out, odd data
	 * @param remarks what else there is to tell: reference levels, advice
	 * @param summary the row of the results table, column to value
	 * @param files the files written, in order; empty without an output folder
	 */
	public record Outcome(MetaAnalysisResult result, List<NamedMap> chosen, Fit fit, List<String> notes,
		List<String> remarks, Map<String, Object> summary, List<Path> files)
	{
	}
}
