package org.voxmeta.analysis;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import org.voxmeta.fit.BlockwiseFitter;
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.estimator.EffectEstimator;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.inference.Dependence;
import org.voxmeta.stats.result.MapChoice;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.NamedMap;
import org.voxmeta.stats.result.Reason;
import org.voxmeta.task.Progress;

/**
 * One run of an estimator, as a command or a program asks for it: which maps, whether the voxels of all
 * studies only, and where to write. Immutable; options are set by {@code with} methods that return a copy.
 */
public final class EstimatorRun {

	/** Maps of a regression on moderators. */
	private static final Set<MapKind> OF_MODERATORS = Set.of(MapKind.QM, MapKind.QM_P, MapKind.R2);

	/** Reasons that are only counted where they occur. */
	private static final Set<Reason> RARE = EnumSet.range(Reason.RANK_DEFICIENT, Reason.NOT_CONVERGED);

	private final Estimator estimator;
	private final boolean aggressiveMask;
	private final int minimumStudies;
	private final MapChoice maps;
	private final Path output;

	private EstimatorRun(final Estimator estimator, final boolean aggressiveMask, final int minimumStudies,
		final MapChoice maps, final Path output)
	{
		this.estimator = estimator;
		this.aggressiveMask = aggressiveMask;
		this.minimumStudies = minimumStudies;
		this.maps = maps;
		this.output = output;
	}

	/** A run with the aggressive mask, at least 2 studies a voxel and the six usual maps, nothing written. */
	public static EstimatorRun of(final Estimator estimator) {
		return new EstimatorRun(estimator, true, BlockwiseFitter.LEAST_STUDIES,
			MapChoice.of(MapKind.defaults()), null);
	}

	/** Whether a voxel that any study lacks is left out. */
	public EstimatorRun withAggressiveMask(final boolean aggressive) {
		return new EstimatorRun(estimator, aggressive, minimumStudies, maps, output);
	}

	/** How many studies must have a voxel, 2 or more. */
	public EstimatorRun withMinimumStudies(final int studies) {
		return new EstimatorRun(estimator, aggressiveMask, studies, maps, output);
	}

	/**
	 * The maps to compute, as far as there are such; with an output folder, {@link MapKind#always} as well.
	 */
	public EstimatorRun withMaps(final Set<MapKind> kinds) {
		return withMaps(MapChoice.of(kinds));
	}

	/** The maps to compute; with an output folder, {@link MapKind#always} as well. */
	public EstimatorRun withMaps(final MapChoice choice) {
		return new EstimatorRun(estimator, aggressiveMask, minimumStudies, choice, output);
	}

	/** The folder to write to, see {@link ResultFolder}. */
	public EstimatorRun withOutput(final Path folder) {
		return new EstimatorRun(estimator, aggressiveMask, minimumStudies, maps, folder);
	}

	/**
	 * Runs the analysis, and writes its results if there is an output folder.
	 *
	 * @param mask an image whose non-zero voxels are fitted, or null for the voxels that any study has
	 * @param version VoxMeta's version, for the record
	 * @throws IOException if an image cannot be read or a result cannot be written
	 * @throws IllegalArgumentException if options or data do not allow a fit, or there is no map that was
	 *         asked for
	 * @throws CancellationException if the progress says so; nothing is written then
	 */
	public Outcome run(final StudyInputs studies, final InputImage mask, final String version,
		final Progress progress) throws IOException
	{
		final BlockwiseFitter fitter = BlockwiseFitter.of(estimator).withAggressiveMask(aggressiveMask)
			.withMinimumStudies(minimumStudies);
		final Design design = studies.studies().design();
		final List<NamedMap> chosen = maps.among(available(estimator, design), design.terms());
		final ResultFolder folder = output == null ? null : ResultFolder.at(output);
		MetaAnalysis analysis = MetaAnalysis.of(studies, fitter);
		if (mask != null) analysis = analysis.withMask(mask);
		final MetaAnalysisResult result = analysis.run(computed(chosen, studies.studies()), progress);

		final Advice advice = new Advice(estimator, studies.studies());
		final List<String> notes = new ArrayList<>(studies.notes());
		notes.addAll(result.warnings());
		final List<String> remarks = new ArrayList<>(studies.remarks());
		remarks.addAll(advice.remarks());
		final Map<String, Object> summary = summary(studies, result);
		List<Path> files = List.of();
		if (folder != null) {
			final List<String> all = Stream.concat(notes.stream(), remarks.stream()).toList();
			files = folder.write(result, record(studies, mask, version, result, all), summary, progress);
			result.stopwatch().lap("write");
		}
		return new Outcome(result, chosen, notes, remarks, summary, files);
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
		if (output != null) computed.addAll(MapKind.always());
		computed.retainAll(available(estimator, studies.design()));
		return computed;
	}

	private Map<String, Object> summary(final StudyInputs studies, final MetaAnalysisResult result) {
		final FittedMaps fitted = result.maps();
		final Map<String, Object> summary = new LinkedHashMap<>();
		summary.put("estimator", estimator.name());
		summary.putAll(estimator.options(studies.studies()));
		summary.put("studies", studies.values().size());
		if (studies.studies().hasGroups()) summary.put("groups", studies.studies().groupCount());
		summary.put("dropped", studies.dropped());
		summary.put("voxels", fitted.voxels());
		summary.put("fitted", fitted.count(Reason.NONE));
		summary.put("too few studies", fitted.count(Reason.TOO_FEW_STUDIES));
		summary.put("missing in some", fitted.count(Reason.AGGRESSIVE_MASK));
		summary.put("degenerate", fitted.count(Reason.DEGENERATE));
		for (final Reason reason : RARE)
			if (fitted.count(reason) > 0) summary.put(reason.text(), fitted.count(reason));
		return summary;
	}

	private Map<String, Object> record(final StudyInputs studies, final InputImage mask, final String version,
		final MetaAnalysisResult result, final List<String> notes)
	{
		final Map<String, Object> parameters = new LinkedHashMap<>(estimator.options(studies.studies()));
		parameters.put("aggressivemask", aggressiveMask);
		parameters.put("minimumstudies", minimumStudies);
		parameters.put("maps", maps.toString());
		if (studies.studies().hasGroups() && estimator instanceof EffectEstimator<?> effects) {
			final Dependence dependence = effects.inference().dependence();
			parameters.putIfAbsent("robust", dependence.robust().label());
			parameters.putIfAbsent("weightscheme", dependence.scheme().label());
			parameters.putIfAbsent("rho", dependence.rho());
		}
		final Map<String, Object> inputs = new LinkedHashMap<>(studies.record());
		inputs.put("mask", mask == null ? "none" : mask.name());
		inputs.put("grid", result.masker().mask().dimensions());
		final Map<String, Object> versions = new LinkedHashMap<>();
		versions.put("voxmeta", version);
		versions.put("java", System.getProperty("java.version"));
		final Map<String, Object> record = new LinkedHashMap<>();
		record.put("estimator", estimator.name());
		record.put("parameters", parameters);
		record.put("inputs", inputs);
		record.put("counts", summary(studies, result));
		record.put("notes", notes);
		record.put("seconds", result.stopwatch().seconds());
		record.put("versions", versions);
		record.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
		return record;
	}

	/**
	 * What a run gave.
	 *
	 * @param result the maps
	 * @param chosen the maps that were asked for
	 * @param notes what a user should look at: studies left out, odd data
	 * @param remarks what else there is to tell: reference levels, advice
	 * @param summary the row of the results table, column to value
	 * @param files the files written, in order; empty without an output folder
	 */
	public record Outcome(MetaAnalysisResult result, List<NamedMap> chosen, List<String> notes,
		List<String> remarks, Map<String, Object> summary, List<Path> files)
	{
	}
}
