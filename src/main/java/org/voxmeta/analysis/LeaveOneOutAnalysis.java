package org.voxmeta.analysis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;

import org.voxmeta.analysis.DiagnosticMap.Look;
import org.voxmeta.analysis.EstimatorRun.Fitted;
import org.voxmeta.fit.diagnostic.LeaveOneOut;
import org.voxmeta.fit.diagnostic.LeftOutMaps;
import org.voxmeta.fit.diagnostic.LeftOutMaps.Summary;
import org.voxmeta.fit.diagnostic.LeftOutMaps.UnitTotals;
import org.voxmeta.fit.diagnostic.Units;
import org.voxmeta.fit.diagnostic.Voxels;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.NamedMap;
import org.voxmeta.task.Progress;

/**
 * A run that is repeated from its record, again without each study in turn. Immutable; options are set by
 * {@code with} methods that return a copy.
 */
public final class LeaveOneOutAnalysis {

	private static final List<String> MAPS = List.of("est_min", "est_max", "est_range", "z_min", "z_max",
		"z_range",
		"p_min", "p_max", "p_range", "logp_min", "logp_max", "significant", "refits", "est_without", "z_without");
	/** z only where there are no estimates. */
	private static final List<String> USUAL = List.of("est_range", "z_range", "p_max", "significant",
		"est_without", "z_without");

	private final RecordedRun run;
	private final double alpha;
	private final LeftOutUnit unit;
	private final boolean stacks;
	private final JackknifeChoice clusters;
	private final Path output;

	private LeaveOneOutAnalysis(final RecordedRun run, final double alpha, final LeftOutUnit unit,
		final boolean stacks, final JackknifeChoice clusters, final Path output)
	{
		this.run = run;
		this.alpha = alpha;
		this.unit = unit;
		this.stacks = stacks;
		this.clusters = clusters;
		this.output = output;
	}

	/**
	 * Independent studies or groups are left out, p is significant up to 0.05; no clusters, and nothing is
	 * written.
	 */
	public static LeaveOneOutAnalysis of(final RecordedRun run) {
		return new LeaveOneOutAnalysis(run, LeaveOneOut.ALPHA, LeftOutUnit.AUTO, false, null, null);
	}

	/**
	 * Reads names of maps, separated by commas; {@code auto} means the usual ones, {@code all} every one.
	 *
	 * @throws IllegalArgumentException if there is no such name; the message lists all
	 */
	public static List<String> maps(final String names) {
		return DiagnosticOutcome.parse(names, MAPS, USUAL);
	}

	/** The p value that is significant at most, above 0 and below 1. */
	public LeaveOneOutAnalysis withAlpha(final double level) {
		return new LeaveOneOutAnalysis(run, level, unit, stacks, clusters, output);
	}

	/** What is left out. */
	public LeaveOneOutAnalysis with(final LeftOutUnit choice) {
		return new LeaveOneOutAnalysis(run, alpha, choice, stacks, clusters, output);
	}

	/** Whether the estimates and z without each study are wanted as well. */
	public LeaveOneOutAnalysis withStacks(final boolean wanted) {
		return new LeaveOneOutAnalysis(run, alpha, unit, wanted, clusters, output);
	}

	/** The clusters to which each study's contribution is wanted; null for none. */
	public LeaveOneOutAnalysis with(final JackknifeChoice choice) {
		return new LeaveOneOutAnalysis(run, alpha, unit, stacks, choice, output);
	}

	/** The folder to write to. */
	public LeaveOneOutAnalysis withOutput(final Path folder) {
		return new LeaveOneOutAnalysis(run, alpha, unit, stacks, clusters, folder);
	}

	/**
	 * Repeats the run, and again without each study.
	 *
	 * @param version VoxMeta's version, for the record
	 * @throws IOException if something cannot be read or written
	 * @throws IllegalArgumentException if the run cannot be repeated, or an option does not fit it
	 * @throws CancellationException if the progress says so; nothing is written then
	 */
	public DiagnosticOutcome run(final String version, final Progress progress) throws IOException {
		final ResultFolder folder = output == null ? null : ResultFolder.at(output);
		final Estimator estimator = run.estimator();
		// before the long reading
		final StudyInputs inputs = run.studies();
		unit.of(inputs.studies());
		if (clusters != null) clusters.check(estimator, inputs.studies().design());
		try (Fitted fitted = run.fit(Set.of(MapKind.Z), progress)) {
			return leftOut(fitted, folder, version, progress);
		}
	}

	private DiagnosticOutcome leftOut(final Fitted fitted, final ResultFolder folder, final String version,
		final Progress progress) throws IOException
	{
		final Estimator estimator = run.estimator();
		final LeaveOneOut leaveOneOut = LeaveOneOut.of(estimator).withAlpha(alpha).withStacks(stacks ? EnumSet.of(
			MapKind.EST, MapKind.Z) : EnumSet.noneOf(MapKind.class));
		final StudyInputs read = fitted.reading().inputs();
		final Units units = unit.of(read.studies());
		final List<String> names = UnitNames.of(read, units);
		final Voxels voxels = DiagnosticOutcome.voxels(fitted);
		final LeftOutMaps maps = leaveOneOut.of(voxels, units, progress);
		fitted.result().stopwatch().lap("leave out");

		final List<NamedMap> terms = fitted.result().named(Set.of(MapKind.Z));
		final List<DiagnosticMap> all = new ArrayList<>();
		final List<NumberTable> tables = new ArrayList<>();
		final List<String> notes = new ArrayList<>(read.notes());
		notes.addAll(fitted.result().warnings());
		for (final NamedMap term : terms) {
			addMaps(maps, term, fitted.result(), all);
			tables.add(table(maps, term, names));
		}
		all.add(DiagnosticMap.of("loo_refits", "number of refits", Look.COUNT, maps.refits(), fitted.result()));
		for (final NamedMap term : terms)
			for (final MapKind kind : maps.stacks())
				all.add(DiagnosticMap.stack(named("loo_" + kind.key() + "_without", term), titled(kind.title()
					+ " without each study", term), kind == MapKind.Z ? Look.Z : Look.SIGNED, maps.stack(kind, term.index()),
					names, fitted.result()));
		if (clusters != null) {
			for (final NamedMap term : clusters.terms(terms))
				tables.addAll(clusters.tables(fitted, estimator, term, units, names, notes, progress));
			fitted.result().stopwatch().lap("clusters");
		}
		final DiagnosticOutcome outcome = new DiagnosticOutcome(all, tables, notes, summary(maps, units, read),
			List.of());
		return outcome.written(folder, "leaveoneout", run, parameters(), names, fitted, version, progress);
	}

	private static String named(final String key, final NamedMap term) {
		return key + PermutationMaps.suffix(term);
	}

	private static String titled(final String title, final NamedMap term) {
		return term.term().isEmpty() ? title : title + ", " + term.term();
	}

	private static void addMaps(final LeftOutMaps maps, final NamedMap term, final MetaAnalysisResult fit,
		final List<DiagnosticMap> all)
	{
		final MapKind effect = maps.effect();
		final Look look = effect == MapKind.EST ? Look.SIGNED : Look.Z;
		final String key = "loo_" + effect.key();
		final double[] min = maps.get(Summary.EFFECT_MIN, term.index());
		final double[] max = maps.get(Summary.EFFECT_MAX, term.index());
		final double[] pMin = maps.get(Summary.P_MIN, term.index());
		final double[] pMax = maps.get(Summary.P_MAX, term.index());
		add(key + "_min", "smallest " + effect.title() + " without a study", look, min, term, fit, all);
		add(key + "_max", "largest " + effect.title() + " without a study", look, max, term, fit, all);
		add(key + "_range", "range of " + effect.title() + " without a study", Look.POSITIVE, difference(max, min),
			term, fit, all);
		add("loo_p_min", "smallest p without a study", Look.PROBABILITY, pMin, term, fit, all);
		add("loo_p_max", "largest p without a study", Look.PROBABILITY, pMax, term, fit, all);
		add("loo_p_range", "range of p without a study", Look.POSITIVE, difference(pMax, pMin), term, fit, all);
		add("loo_logp_min", "smallest -log10 p without a study", Look.LOGP, maps.get(Summary.LOGP_MIN,
			term.index()), term, fit, all);
		add("loo_logp_max", "largest -log10 p without a study", Look.LOGP, maps.get(Summary.LOGP_MAX, term.index()),
			term, fit, all);
		add("loo_significant", "number of refits with p <= " + maps.alpha(), Look.COUNT,
			maps.get(Summary.SIGNIFICANT, term.index()), term, fit, all);
	}

	private static void add(final String key, final String title, final Look look, final double[] values,
		final NamedMap term, final MetaAnalysisResult fit, final List<DiagnosticMap> all)
	{
		all.add(DiagnosticMap.of(named(key, term), titled(title, term), look, values, fit));
	}

	private static double[] difference(final double[] a, final double[] b) {
		final double[] difference = new double[a.length];
		Arrays.setAll(difference, j -> a[j] - b[j]);
		return difference;
	}

	private static NumberTable table(final LeftOutMaps maps, final NamedMap term, final List<String> names) {
		NumberTable table = NumberTable.of(named("leaveoneout", term), "number", "study", "voxels", "significant",
			"without", "lost", "gained");
		for (int u = 0; u < names.size(); u++) {
			final UnitTotals totals = maps.totals(term.index(), u);
			table = table.row(u + 1.0, names.get(u), (double) totals.refits(), (double) (totals.significant()
				+ totals.lost()
				- totals.gained()), (double) totals.significant(), (double) totals.lost(), (double) totals.gained());
		}
		return table;
	}

	private Map<String, Object> summary(final LeftOutMaps maps, final Units units, final StudyInputs studies) {
		final Map<String, Object> summary = new LinkedHashMap<>();
		summary.put("estimator", run.estimator().name());
		summary.put("test", "leave one out");
		summary.put("studies", studies.values().size());
		summary.put("left out", units.count());
		final double[] significant = maps.get(Summary.SIGNIFICANT, 0);
		long always = 0;
		long sometimes = 0;
		for (int j = 0; j < significant.length; j++) {
			if (!(significant[j] > 0)) continue;
			if (significant[j] == maps.refits()[j]) always++;
			else sometimes++;
		}
		summary.put("significant in all refits", always);
		summary.put("significant in some", sometimes);
		return summary;
	}

	private Map<String, Object> parameters() {
		final Map<String, Object> parameters = new LinkedHashMap<>();
		parameters.put("alpha", alpha);
		parameters.put("leaveout", unit.key());
		parameters.put("stacks", stacks);
		if (clusters != null) parameters.putAll(clusters.parameters());
		return parameters;
	}
}
