package org.voxmeta.analysis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import org.voxmeta.analysis.DiagnosticMap.Look;
import org.voxmeta.analysis.EstimatorRun.Fitted;
import org.voxmeta.fit.diagnostic.InfluenceMaps;
import org.voxmeta.fit.diagnostic.Measure;
import org.voxmeta.fit.diagnostic.PublicationBias;
import org.voxmeta.fit.diagnostic.StudyInfluence;
import org.voxmeta.fit.diagnostic.Tau2Sensitivity;
import org.voxmeta.fit.diagnostic.Voxels;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.MapKind.Scale;
import org.voxmeta.stats.result.NamedMap;
import org.voxmeta.task.Progress;

/**
 * What each study does to a run that is repeated from its record, what the estimator of tau2 does, and
 * whether studies seem to be missing. What an estimator or its studies do not allow is left out, and noted.
 * Immutable; options are set by {@code with} methods that return a copy.
 */
public final class InfluenceAnalysis {

	/** The stacks that are made unless others are wanted. */
	public static final Set<Measure> MEASURES = Set.copyOf(EnumSet.of(Measure.COOK, Measure.DFFITS,
		Measure.TAU2_CHANGE, Measure.Q_CHANGE));

	private static final List<String> MAPS = Stream.concat(Stream.of("most", "largest", "egger_z", "egger_p",
		"egger_logp", "failsafe_n", "tau2_est_range", "tau2_z_range", "tau2_range"),
		Stream.of(Measure.values()).map(Measure::key)).toList();
	private static final List<String> USUAL = Stream.concat(Stream.of("most", "egger_z", "failsafe_n",
		"tau2_est_range"), Stream.of(Measure.values()).map(Measure::key)).toList();

	private final RecordedRun run;
	private final Set<Measure> measures;
	private final Measure most;
	private final boolean sensitivity;
	private final Optional<PublicationBias.Model> egger;
	private final double alpha;
	private final Path output;

	private InfluenceAnalysis(final RecordedRun run, final Set<Measure> measures, final Measure most,
		final boolean sensitivity, final Optional<PublicationBias.Model> egger, final double alpha,
		final Path output)
	{
		this.run = run;
		this.measures = measures;
		this.most = most;
		this.sensitivity = sensitivity;
		this.egger = egger;
		this.alpha = alpha;
		this.output = output;
	}

	/**
	 * The usual measures, the most influential study by Cook's distance where there is one, the comparison of
	 * estimators of tau2, and Egger's own regression; nothing is written.
	 */
	public static InfluenceAnalysis of(final RecordedRun run) {
		return new InfluenceAnalysis(run, MEASURES, null, true, Optional.of(PublicationBias.Model.LINEAR), 0.05,
			null);
	}

	/**
	 * Reads names of maps, separated by commas; {@code auto} means the usual ones, {@code all} every one.
	 *
	 * @throws IllegalArgumentException if there is no such name; the message lists all
	 */
	public static List<String> maps(final String names) {
		return DiagnosticOutcome.parse(names, MAPS, USUAL);
	}

	/** The measures of each study to give as stacks, as far as there are such. */
	public InfluenceAnalysis with(final Set<Measure> wanted) {
		return new InfluenceAnalysis(run, Set.copyOf(wanted), most, sensitivity, egger, alpha, output);
	}

	/** What makes a study the most influential one; null for the first measure that there is. */
	public InfluenceAnalysis withMost(final Measure measure) {
		return new InfluenceAnalysis(run, measures, measure, sensitivity, egger, alpha, output);
	}

	/** Whether estimators of tau2 are compared. */
	public InfluenceAnalysis withSensitivity(final boolean wanted) {
		return new InfluenceAnalysis(run, measures, most, wanted, egger, alpha, output);
	}

	/** The model of Egger's regression; empty for none. */
	public InfluenceAnalysis withEgger(final Optional<PublicationBias.Model> model) {
		return new InfluenceAnalysis(run, measures, most, sensitivity, model, alpha, output);
	}

	/** The one-sided p of the fail-safe N, above 0 and below 1/2. */
	public InfluenceAnalysis withAlpha(final double level) {
		return new InfluenceAnalysis(run, measures, most, sensitivity, egger, level, output);
	}

	/** The folder to write to. */
	public InfluenceAnalysis withOutput(final Path folder) {
		return new InfluenceAnalysis(run, measures, most, sensitivity, egger, alpha, folder);
	}

	/**
	 * Repeats the run and looks at it.
	 *
	 * @param version VoxMeta's version, for the record
	 * @throws IOException if something cannot be read or written
	 * @throws IllegalArgumentException if the run cannot be repeated, the measure of the most influential study
	 *             is one that it does not have, or there is nothing at all to tell
	 * @throws CancellationException if the progress says so; nothing is written then
	 */
	public DiagnosticOutcome run(final String version, final Progress progress) throws IOException {
		final ResultFolder folder = output == null ? null : ResultFolder.at(output);
		// before the long reading
		check(run.studies().studies());
		try (Fitted fitted = run.fit(Set.of(MapKind.Z), progress)) {
			return influence(fitted, folder, version, progress);
		}
	}

	private DiagnosticOutcome influence(final Fitted fitted, final ResultFolder folder, final String version,
		final Progress progress) throws IOException
	{
		final StudyInputs read = fitted.reading().inputs();
		check(read.studies());
		final List<String> names = UnitNames.of(read, StudyInfluence.units(read.studies()));
		final List<DiagnosticMap> maps = new ArrayList<>();
		final List<NumberTable> tables = new ArrayList<>();
		final List<String> notes = new ArrayList<>(read.notes());
		notes.addAll(fitted.result().warnings());
		final Map<String, Object> summary = new LinkedHashMap<>();
		summary.put("estimator", run.estimator().name());
		summary.put("test", "influence");
		summary.put("studies", read.values().size());

		final Voxels voxels = DiagnosticOutcome.voxels(fitted);
		final List<DiagnosticMap> stacks = new ArrayList<>();
		addInfluence(voxels, names, fitted, maps, stacks, tables, notes, summary, progress);
		addBias(voxels, fitted, maps, notes, progress);
		if (sensitivity) addSensitivity(voxels, fitted, maps, notes, progress);
		maps.addAll(stacks);
		return new DiagnosticOutcome(maps, tables, notes, summary, List.of()).written(folder, "influence", run,
			parameters(), names, fitted, version, progress);
	}

	private void check(final Studies studies) {
		final Estimator estimator = run.estimator();
		bias(); // refuses a wrong alpha
		if (most != null) StudyInfluence.of(estimator).withMost(most).check(studies);
		if (Measure.available(estimator, studies).isEmpty() && !bias().hasFailSafeNumber(studies))
			throw new IllegalArgumentException("Influence: got " + estimator.name() + (studies.hasGroups()
				? " of studies in groups" : "") + ", wanted an estimator that uses variances of effects;"
				+ " Leave One Out works with all estimators");
	}

	private PublicationBias bias() {
		return PublicationBias.of(run.estimator()).with(egger.orElse(PublicationBias.Model.LINEAR)).withAlpha(
			alpha);
	}

	private void addInfluence(final Voxels voxels, final List<String> names, final Fitted fitted,
		final List<DiagnosticMap> maps, final List<DiagnosticMap> stacks, final List<NumberTable> tables,
		final List<String> notes, final Map<String, Object> summary, final Progress progress)
	{
		final Studies studies = voxels.data().studies();
		final Set<Measure> available = Measure.available(run.estimator(), studies);
		final List<String> absent = measures.stream().sorted().filter(measure -> !available.contains(measure)).map(
			Measure::key).toList();
		if (!absent.isEmpty()) notes.add("Influence: " + String.join(", ", absent) + (absent.size() == 1 ? " is"
			: " are") + " not there for " + (studies.hasGroups() ? "studies in groups" : run.estimator().name()));
		if (available.isEmpty()) return;
		final Measure by = most == null ? available.iterator().next() : most;
		final InfluenceMaps influence = StudyInfluence.of(run.estimator()).with(measures).withMost(by).of(voxels,
			progress);
		fitted.result().stopwatch().lap("influence");
		maps.add(DiagnosticMap.of("influence_most", "number of the most influential study", Look.LABEL,
			influence.most(), fitted.result()));
		maps.add(DiagnosticMap.of("influence_largest", by.title() + " of the most influential study", look(by),
			influence.largest(), fitted.result()));
		for (final Measure measure : influence.measures())
			stacks.add(DiagnosticMap.stack("influence_" + measure.key(), measure.title(), look(measure),
			influence.stack(measure), names, fitted.result()));
		tables.add(table(influence, names));
		summary.put("most influential by", by.key());
	}

	private static Look look(final Measure measure) {
		return measure.scale() == Scale.SIGNED ? Look.SIGNED : Look.POSITIVE;
	}

	/** How often each study is the most influential one, and how large its values are there. */
	private static NumberTable table(final InfluenceMaps influence, final List<String> names) {
		final int[] voxels = new int[names.size()];
		final double[] sums = new double[names.size()];
		final double[] largest = new double[names.size()];
		int all = 0;
		for (int j = 0; j < influence.most().length; j++) {
			if (!(influence.most()[j] > 0)) continue;
			final int unit = (int) influence.most()[j] - 1;
			voxels[unit]++;
			all++;
			sums[unit] += influence.largest()[j];
			if (Math.abs(influence.largest()[j]) > Math.abs(largest[unit])) largest[unit] = influence.largest()[j];
		}
		final String measure = influence.measure().key();
		NumberTable table = NumberTable.of("influence", "number", "study", "voxels", "percent", measure + "_mean",
			measure + "_largest");
		for (int unit = 0; unit < voxels.length; unit++)
			table = table.row(unit + 1.0, names.get(unit), (double) voxels[unit], 100.0 * voxels[unit] / all,
				sums[unit] / voxels[unit], voxels[unit] == 0 ? Double.NaN : largest[unit]);
		return table;
	}

	private void addBias(final Voxels voxels, final Fitted fitted, final List<DiagnosticMap> maps,
		final List<String> notes, final Progress progress)
	{
		final Studies studies = voxels.data().studies();
		final PublicationBias bias = bias();
		if (!bias.hasFailSafeNumber(studies)) notes.add("Fail-safe N: not there for " + (studies.hasGroups()
			? "studies in groups" : run.estimator().name()));
		if (egger.isPresent() && !bias.hasRegression(studies)) notes.add("Egger's regression: not there for "
			+ (studies.hasGroups() ? "studies in groups" : run.estimator().name()));
		final PublicationBias.Maps found = bias.of(voxels, egger.isPresent(), progress);
		if (found.z() != null) {
			add("egger_z", "z of Egger's regression", Look.Z, found.z(), fitted, maps);
			add("egger_p", "p of Egger's regression", Look.PROBABILITY, found.p(), fitted, maps);
			add("egger_logp", "-log10 p of Egger's regression", Look.LOGP, found.logp(), fitted, maps);
		}
		if (found.failSafe() != null) add("failsafe_n", "fail-safe N", Look.POSITIVE, found.failSafe(), fitted,
			maps);
		fitted.result().stopwatch().lap("bias");
	}

	private void addSensitivity(final Voxels voxels, final Fitted fitted, final List<DiagnosticMap> maps,
		final List<String> notes, final Progress progress)
	{
		final List<Estimator> estimators = Tau2Estimators.like(run.estimator(), voxels.data().studies());
		if (estimators.size() < 2) {
			notes.add("Estimators of tau2: not compared, as " + run.estimator().name()
				+ " does not use effects and their variances");
			return;
		}
		final Tau2Sensitivity.Ranges ranges = Tau2Sensitivity.of(estimators).of(voxels, progress);
		for (final NamedMap term : fitted.result().named(Set.of(MapKind.Z))) {
			final String suffix = PermutationMaps.suffix(term);
			final String of = term.term().isEmpty() ? "" : ", " + term.term();
			add("tau2_est_range" + suffix, "range of estimates over estimators of tau2" + of, Look.POSITIVE, ranges
				.estimate()[term.index()], fitted, maps);
			add("tau2_z_range" + suffix, "range of z over estimators of tau2" + of, Look.POSITIVE,
				ranges.z()[term.index()], fitted, maps);
		}
		add("tau2_range", "range of tau2 over its estimators", Look.POSITIVE, ranges.tau2(), fitted, maps);
		fitted.result().stopwatch().lap("compare tau2");
	}

	private static void add(final String key, final String title, final Look look, final double[] values,
		final Fitted fitted, final List<DiagnosticMap> maps)
	{
		maps.add(DiagnosticMap.of(key, title, look, values, fitted.result()));
	}

	private Map<String, Object> parameters() {
		final Map<String, Object> parameters = new LinkedHashMap<>();
		parameters.put("measures", measures.stream().sorted().map(Measure::key).toList());
		parameters.put("most", most == null ? "auto" : most.key());
		parameters.put("sensitivity", sensitivity);
		parameters.put("egger", egger.map(model -> model.name().toLowerCase(Locale.ROOT)).orElse("none"));
		parameters.put("alpha", alpha);
		return parameters;
	}
}
