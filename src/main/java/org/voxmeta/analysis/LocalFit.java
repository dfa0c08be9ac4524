package org.voxmeta.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.voxmeta.fit.FittedMaps;
import org.voxmeta.stats.data.Term;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.estimator.Results;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.Reason;

/**
 * A fit at one place: what the studies have there, and what the estimator makes of it. Its numbers are those
 * of the maps. Immutable.
 */
public final class LocalFit {

	/** Enough names to see who is missing, few enough for a line. */
	private static final int LISTED = 5;

	private final FitPlace place;
	private final Estimator estimator;
	private final int minimumStudies;
	private final LocalStudies studies;
	private final FittedMaps maps;
	private final Results results;
	private final String refusal;

	private LocalFit(final FitPlace place, final Estimator estimator, final int minimumStudies,
		final LocalStudies studies, final FittedMaps maps, final Results results, final String refusal)
	{
		this.place = place;
		this.estimator = estimator;
		this.minimumStudies = minimumStudies;
		this.studies = studies;
		this.maps = maps;
		this.results = results;
		this.refusal = refusal;
	}

	/**
	 * A fitted place.
	 *
	 * @param maps the maps' values there, of one voxel; null where nothing is fitted
	 * @param results the fit of the studies that have data; null if there is none
	 */
	static LocalFit of(final FitPlace place, final Estimator estimator, final int minimumStudies,
		final LocalStudies studies, final FittedMaps maps, final Results results)
	{
		return new LocalFit(place, estimator, minimumStudies, studies, maps, results, "");
	}

	/** A place that is not fitted, and why. */
	static LocalFit refused(final FitPlace place, final Estimator estimator, final LocalStudies studies,
		final String why)
	{
		return new LocalFit(place, estimator, 0, studies, null, null, why);
	}

	/** Where it is. */
	public FitPlace place() {
		return place;
	}

	/** The estimator. */
	public Estimator estimator() {
		return estimator;
	}

	/** The names of all studies, K. */
	public List<String> names() {
		return studies.names();
	}

	/** What the studies' values are, for an axis: effects, Hedges' g, z or t. */
	public String quantity() {
		return studies.quantity();
	}

	/** Whether the estimator takes the studies' variances. */
	public boolean hasVariances() {
		return studies.hasVariances();
	}

	/** The studies' effects or statistics, K; NaN where a study has none; a new array. */
	public double[] effects() {
		return studies.effects().clone();
	}

	/**
	 * Their sampling variances, K; NaN where a study has none; all NaN if the estimator takes none; a new array.
	 */
	public double[] variances() {
		return studies.variances().clone();
	}

	/** What a study lacks here; empty if it has data. */
	public String lack(final int study) {
		return studies.lack(study);
	}

	/** The places in {@link #names} of the studies that have data here, ascending; a new array. */
	public int[] present() {
		return IntStream.range(0, names().size()).filter(k -> lack(k).isEmpty()).toArray();
	}

	/** Whether the place has a result. */
	public boolean isFitted() {
		return maps != null && !reason().isFailure();
	}

	/** Why it has a result or none, as the reason map says. */
	public Reason reason() {
		if (maps == null) return Reason.OUTSIDE_MASK;
		final int code = (int) maps.get(MapKind.REASON)[0];
		return Arrays.stream(Reason.values()).filter(reason -> reason.code() == code).findFirst().orElseThrow();
	}

	/** The terms of the model; one without a name for the mean of studies. */
	public List<Term> terms() {
		return maps == null ? List.of() : maps.terms();
	}

	/** Whether the estimator gives such a map. */
	public boolean has(final MapKind kind) {
		return maps != null && maps.kinds().contains(kind);
	}

	/** The value of a map here, of the whole fit or of its first term; NaN if there is none. */
	public double get(final MapKind kind) {
		return get(kind, 0);
	}

	/** The value of a term's map here; NaN if there is none. */
	public double get(final MapKind kind, final int term) {
		return has(kind) ? maps.get(kind, term)[0] : Double.NaN;
	}

	/**
	 * The fit of the studies that have data, as of a table: their names, moderators, groups and sample sizes are
	 * those of the analysis. Nothing where the place has no result, or where a test of studies in groups takes a
	 * correlation from all voxels.
	 */
	public Optional<Results> results() {
		return Optional.ofNullable(results);
	}

	/**
	 * What to know of this place, in a sentence: why there is no result, or which studies are missing; else
	 * empty.
	 */
	public String note() {
		if (!refusal.isEmpty()) return refusal;
		return switch (reason()) {
			case NONE -> missing();
			case OUTSIDE_MASK -> "Outside the mask: not part of this meta-analysis";
			case TOO_FEW_STUDIES -> "No result: " + count() + " here, the fit takes " + minimumStudies + " or more";
			case AGGRESSIVE_MASK -> "No result: the fit takes only voxels that all studies have (aggressive mask); "
				+ missing();
			case DEGENERATE -> "No test: its statistic does not exist for these data";
			case RANK_DEFICIENT -> "No result: the studies with data here cannot tell the moderators apart; "
				+ missing();
			case TOO_FEW_GROUPS -> "No result: the studies with data here belong to too few independent groups";
			case NOT_CONVERGED -> "No result: the estimator's iteration did not converge";
		};
	}

	private String count() {
		final int present = present().length;
		return present + " of " + names().size() + (present == 1 ? " study has data" : " studies have data");
	}

	private String missing() {
		final List<String> absent = new ArrayList<>();
		for (int k = 0; k < names().size(); k++)
			if (!lack(k).isEmpty()) absent.add(names().get(k));
		if (absent.isEmpty()) return "";
		final int more = absent.size() - LISTED;
		return absent.size() + " of " + names().size() + " studies without data here: " + String.join(", ",
			absent.subList(0, Math.min(LISTED, absent.size()))) + (more > 0 ? " and " + more + " more" : "");
	}
}
