package org.voxmeta.analysis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

import org.voxmeta.stats.check.Content;
import org.voxmeta.stats.check.Finding;
import org.voxmeta.stats.check.MapCheck;
import org.voxmeta.stats.check.RatioCheck;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.data.Dataset;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.estimator.Results;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.study.Study;
import org.voxmeta.task.Progress;

/**
 * A fit with its studies' maps read again: what the studies are called, what may be wrong with them, and the
 * fit of
 * a single voxel or region. Immutable; the maps' values are not copied.
 */
public final class FitReading {

	private static final String SAMPLE_SIZES = "n";

	private final Estimator estimator;
	private final Estimator prepared;
	private final EstimatorRun.Fitted fitted;
	private final StudyData data;
	private final List<String> names;

	private FitReading(final Estimator estimator, final EstimatorRun.Fitted fitted) {
		this.estimator = estimator;
		this.fitted = fitted;
		data = fitted.reading().data();
		prepared = estimator.prepare(data);
		names = names(fitted.reading().inputs());
	}

	/**
	 * Reads and fits a fit's studies again; what is still in memory is taken from there.
	 *
	 * @param kinds the maps to compute, as far as there are such; others may come with them
	 * @throws IOException if an image cannot be read
	 * @throws IllegalArgumentException if something is not there any more or has changed, or the record does not
	 *           say
	 *           enough
	 * @throws CancellationException if the progress says so
	 */
	public static FitReading of(final Fit fit, final Set<MapKind> kinds,
		final Progress progress) throws IOException {
		final RecordedRun run = fit.run();
		final EnumSet<MapKind> wanted = EnumSet.noneOf(MapKind.class);
		wanted.addAll(kinds);
		return new FitReading(run.estimator(), run.fit(wanted, progress));
	}

	/** The estimator with its options. */
	public Estimator estimator() {
		return estimator;
	}

	/** The maps of the fit. */
	public MetaAnalysisResult result() {
		return fitted.result();
	}

	/**
	 * The studies and what is known of them; effects or statistics K×V, NaN where missing; their variances or
	 * null.
	 */
	public StudyData data() {
		return data;
	}

	/** What the studies are called, K. */
	public List<String> names() {
		return names;
	}

	/** What was told about the studies, notes first. */
	public StudyInputs inputs() {
		return fitted.reading().inputs();
	}

	/** The studies' numbers of subjects, K; NaN where they are not known. */
	public double[] sampleSizes() {
		final Studies studies = data.studies();
		if (studies.hasSampleSizes()) return studies.sampleSizes().clone();
		final double[] sizes = new double[names.size()];
		final List<String> cells = cells();
		for (int k = 0; k < sizes.length; k++)
			sizes[k] = size(cells.isEmpty() ? "" : cells.get(k));
		return sizes;
	}

	/**
	 * What the maps of effects or statistics are like, and each study's correlation with the others' median map.
	 */
	public MapCheck check() {
		return MapCheck.of(data.values(), inputs().values() != null && estimator.needs().contains(Need.EFFECT)
			? Content.EFFECT : Content.STATISTIC);
	}

	/** What may be wrong with the studies' maps, a sentence each. */
	public List<String> warnings(final MapCheck ofValues) {
		final FindingText text = new FindingText(names.stream().map(name -> new Study(name, Map.of(), Double.NaN,
			"", Map
			.of(), 0)).toList());
		final List<String> warnings = new ArrayList<>();
		add(warnings, text, values(), ofValues.findings());
		if (data.variances() == null) return warnings;
		add(warnings, text, "variances", MapCheck.of(data.variances(), Content.ERROR).findings());
		add(warnings, text, "effects and variances", RatioCheck.of(data.values(), data.variances(),
			new boolean[names.size()]));
		return warnings;
	}

	/** The studies that have a voxel or region, by their numbers. */
	public int[] present(final int signal) {
		final double[] y = column(data.values(), signal);
		final double[] v = data.variances() == null ? null : column(data.variances(), signal);
		return IntStream.range(0, y.length).filter(k -> Double.isFinite(y[k]) && (v == null
			|| v[k] > VoxelBlock.MIN_VARIANCE && v[k] <= Double.MAX_VALUE)).toArray();
	}

	/** The values of the studies in a voxel or region, effects or statistics, K; NaN where missing. */
	public double[] values(final int signal) {
		return column(data.values(), signal);
	}

	/**
	 * The fit of a single voxel or region, of the studies that have it.
	 *
	 * @return nothing if they cannot be fitted alone, such as where the estimator needs all studies for their
	 *         correlation
	 */
	public Optional<Results> at(final int signal) {
		final int[] present = present(signal);
		final boolean isAll = present.length == names.size();
		// a correlation that was estimated from all voxels is one of all studies
		if (present.length < 2 || prepared != estimator && !isAll && data.studies()
		.hasGroups()) return Optional.empty();
		try {
			return Optional.of((isAll ? prepared : estimator).fit(dataset(signal, present)));
		}
		catch (final IllegalArgumentException e) {
			// such as moderators that the studies left cannot tell apart
			return Optional.empty();
		}
	}

	private Dataset dataset(final int signal, final int[] present) {
		final double[] y = at(column(data.values(), signal), present);
		Dataset set = data.variances() == null ? Dataset.of(y) : Dataset.of(y, at(column(data.variances(), signal),
			present));
		final Studies studies = data.studies();
		set = set.withNames(IntStream.of(present).mapToObj(names::get).toList()).with(studies.design().at(present));
		if (studies.hasSampleSizes()) set = set.withSampleSizes(at(studies.sampleSizes(), present));
		if (studies.hasGroups()) set = set.withGroups(IntStream.of(present).mapToObj(k ->
			String.valueOf(studies.groups()[k]))
			.toList());
		return set;
	}

	private List<String> cells() {
		try {
			return inputs().columns().cells(SAMPLE_SIZES);
		}
		catch (final IllegalArgumentException e) {
			// no table, or none with that column
			return List.of();
		}
	}

	private static double size(final String cell) {
		try {
			return Double.parseDouble(cell);
		}
		catch (final NumberFormatException e) {
			return Double.NaN;
		}
	}

	private String values() {
		return estimator.needs().contains(Need.EFFECT) ? "effects" : estimator.needs().contains(Need.T) ? "t" : "z";
	}

	private static void add(final List<String> warnings, final FindingText text, final String maps,
		final List<Finding> findings)
	{
		findings.forEach(finding -> warnings.add(text.of(maps, finding)));
	}

	private static List<String> names(final StudyInputs inputs) {
		final int count = inputs.values().size();
		if (inputs.record().get("studies") instanceof List<?> studies && studies.size()
			== count) return studies.stream()
			.map(study -> study instanceof Map<?, ?> described ? String.valueOf(described.get("study"))
			: String.valueOf(
				study)).toList();
		return IntStream.rangeClosed(1, count).mapToObj(k -> "study " + k).toList();
	}

	private static double[] column(final Signals signals, final int j) {
		final double[] column = new double[signals.studies()];
		final double[] value = new double[1];
		for (int k = 0; k < column.length; k++) {
			signals.row(k).read(j, 1, value);
			column[k] = value[0];
		}
		return column;
	}

	private static double[] at(final double[] values, final int[] indices) {
		return IntStream.of(indices).mapToDouble(k -> values[k]).toArray();
	}
}
