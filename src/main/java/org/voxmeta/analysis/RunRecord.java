package org.voxmeta.analysis;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.voxmeta.fit.FittedMaps;
import org.voxmeta.stats.estimator.EffectEstimator;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.inference.Dependence;
import org.voxmeta.stats.result.MapChoice;
import org.voxmeta.stats.result.Reason;

/**
 * What is written down of a run.
 *
 * @param masker null for voxels
 */
record RunRecord(Estimator estimator, boolean aggressiveMask, int minimumStudies, MapChoice maps,
	StudyResampling resampling, MaskerChoice masker)
{

	/** Reasons that are only counted where they occur. */
	private static final Set<Reason> RARE = EnumSet.range(Reason.RANK_DEFICIENT, Reason.NOT_CONVERGED);

	/** The row of the results table, column to value. */
	Map<String, Object> summary(final StudyInputs studies, final MetaAnalysisResult result) {
		final FittedMaps fitted = result.maps();
		final Map<String, Object> summary = new LinkedHashMap<>();
		summary.put("estimator", estimator.name());
		summary.putAll(estimator.options(studies.studies()));
		summary.put("studies", studies.values().size());
		if (studies.studies().hasGroups()) summary.put("groups", studies.studies().groupCount());
		summary.put("dropped", studies.dropped());
		summary.put(result.masker().averages() ? "regions" : "voxels", fitted.voxels());
		summary.put("fitted", fitted.count(Reason.NONE));
		summary.put("too few studies", fitted.count(Reason.TOO_FEW_STUDIES));
		summary.put("missing in some", fitted.count(Reason.AGGRESSIVE_MASK));
		summary.put("degenerate", fitted.count(Reason.DEGENERATE));
		for (final Reason reason : RARE)
			if (fitted.count(reason) > 0) summary.put(reason.text(), fitted.count(reason));
		return summary;
	}

	/** The record, but for the list of files. */
	Map<String, Object> of(final StudyInputs studies, final InputImage mask, final String version,
		final MetaAnalysisResult result, final List<String> notes)
	{
		final Map<String, Object> parameters = new LinkedHashMap<>(estimator.options(studies.studies()));
		parameters.put("aggressivemask", aggressiveMask);
		parameters.put("minimumstudies", minimumStudies);
		parameters.put("maps", maps.toString());
		parameters.put("resample", resampling.toString());
		if (studies.studies().hasGroups() && estimator instanceof EffectEstimator<?> effects) {
			final Dependence dependence = effects.inference().dependence();
			parameters.putIfAbsent("robust", dependence.robust().label());
			parameters.putIfAbsent("weightscheme", dependence.scheme().label());
			parameters.putIfAbsent("rho", dependence.rho());
		}
		final Map<String, Object> inputs = new LinkedHashMap<>(studies.record());
		inputs.computeIfPresent(StudyLoader.KEYS, (key, words) -> keys((Map<?, ?>) words, mask));
		inputs.put("mask", mask == null ? "none" : mask.name());
		if (masker != null) inputs.put("masker", masker.record());
		inputs.put("grid", result.masker().mask().dimensions());
		final Map<String, Object> versions = new LinkedHashMap<>();
		versions.put("voxmeta", version);
		versions.put("java", System.getProperty("java.version"));
		final Map<String, Object> record = new LinkedHashMap<>();
		record.put("id", UUID.randomUUID().toString());
		record.put("estimator", estimator.name());
		record.put("options", estimator.options());
		record.put("parameters", parameters);
		record.put("inputs", inputs);
		record.put("counts", summary(studies, result));
		record.put("notes", notes);
		record.put("seconds", result.stopwatch().seconds());
		record.put("versions", versions);
		record.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
		return record;
	}

	/** What was asked for of the studies, and of the images that they are fitted in. */
	private Map<String, Object> keys(final Map<?, ?> ofStudies, final InputImage mask) {
		final Map<String, Object> keys = new LinkedHashMap<>();
		ofStudies.forEach((key, word) -> keys.put(key.toString(), word));
		keys.put("mask", mask == null ? "" : mask.place());
		keys.put("labels", masker == null || masker.image() == null ? "" : masker.image().place());
		return keys;
	}
}
