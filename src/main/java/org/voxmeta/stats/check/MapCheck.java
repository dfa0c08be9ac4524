package org.voxmeta.stats.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.voxmeta.stats.data.Signals;

/**
 * What the maps of one kind are like, and which of them may be wrong: empty or constant ones, negative
 * variances, maps with far fewer voxels than the others, of the opposite sign, of another scale, without a
 * sign, and copies.
 * <p>
 * A study is compared with the other studies, and by how much these differ among themselves, so that a wrong
 * alarm is rare: in simulated studies without a mistake, below 1 in 100 sets. What few studies, or smooth
 * maps of few voxels, cannot tell is not told. Immutable.
 */
public final class MapCheck {

	/** A study with less than this share of the others' voxels has few. */
	private static final double FEW = 0.5;
	/** So many times larger or smaller than the others is another scale, if they agree on one. */
	private static final double OTHER_SCALE = Math.log(30);
	/** So many times from the middle is far; where a quarter of the studies is far, there is no common scale. */
	private static final double FAR = Math.log(10);
	/** Of a map with so many independent values expected below 0, one is, with a probability of 1 - 1e-5. */
	private static final double EXPECTED = 12;
	/** Beyond so many standard deviations of the others a study is none of them. */
	private static final double OUTLIER = 5;

	private final List<MapSummary> summaries;
	private final double[] correlations;
	private final double[] typical;
	private final List<Finding> findings;

	private MapCheck(final List<MapSummary> summaries, final double[] correlations,
		final List<Finding> findings)
	{
		this.summaries = summaries;
		this.correlations = correlations;
		typical = sizes(summaries);
		this.findings = findings;
	}

	/**
	 * Looks at K studies' maps, K×V, NaN where missing.
	 *
	 * @param content what the values are
	 */
	public static MapCheck of(final Signals maps, final Content content) {
		final List<MapSummary> summaries = IntStream.range(0, maps.studies()).mapToObj(k ->
			MapSummary.of(maps.row(k))).toList();
		final double[] correlations = MedianAgreement.of(maps, sizes(summaries)).correlations();
		for (int k = 0; k < correlations.length; k++)
			if (summaries.get(k).isConstant()) correlations[k] = Double.NaN;
		final List<Finding> findings = new ArrayList<>();
		final MapCheck check = new MapCheck(summaries, correlations, findings);
		for (int k = 0; k < summaries.size(); k++)
			check.addOwn(k, content);
		if (content != Content.ERROR) {
			// a p map is small where the others' statistics are large: its sign is not what is wrong
			SignCheck.of(maps, summaries, correlations).stream().filter(finding ->
				!isLikeP(summaries.get(finding.study()), content)).forEach(findings::add);
			check.addScales();
			check.addUnsigned(maps, content);
		}
		findings.addAll(Copies.of(maps, content != Content.ERROR));
		return check;
	}

	/** How each study's values are distributed, K. */
	public List<MapSummary> summaries() {
		return summaries;
	}

	/** Each study's correlation with the median map of the others, K; NaN where there is none. */
	public double[] correlations() {
		return correlations.clone();
	}

	/** Each study's typical size in units of the median of the others', K; NaN where there is none. */
	public double[] ratios() {
		return IntStream.range(0, typical.length).mapToDouble(k -> typical[k] / Values.medianBut(typical,
			k)).toArray();
	}

	/** What may be wrong, study by study, then what concerns all. */
	public List<Finding> findings() {
		return List.copyOf(findings);
	}

	private static double[] sizes(final List<MapSummary> summaries) {
		return summaries.stream().mapToDouble(MapSummary::typical).toArray();
	}

	/** Adds what a study's own values tell. */
	private void addOwn(final int k, final Content content) {
		final MapSummary summary = summaries.get(k);
		if (summary.voxels() == 0) {
			findings.add(Finding.of(Alarm.NO_VALUES, k, Double.NaN, Double.NaN));
			return;
		}
		if (summary.isConstant()) findings.add(Finding.of(Alarm.CONSTANT, k, summary.median(), Double.NaN));
		if (content == Content.ERROR && summary.negative() > 0) findings.add(Finding.of(Alarm.NEGATIVE, k,
			Math.rint(summary.negative() * summary.voxels()), Double.NaN));
		if (isLikeP(summary, content)) findings.add(Finding.of(Alarm.LIKE_P, k, Double.NaN, Double.NaN));
		final double usual = Values.medianBut(summaries.stream().mapToDouble(MapSummary::voxels).toArray(), k);
		if (summary.voxels() < FEW * usual) findings.add(Finding.of(Alarm.FEW_VOXELS, k, summary.voxels(), usual));
	}

	private void addScales() {
		final double[] logs = Arrays.stream(typical).map(Math::log).toArray();
		boolean none = true;
		for (int k = 0; k < logs.length; k++) {
			final double distance = Math.abs(logs[k] - Values.medianBut(logs, k));
			if (!(distance > Math.max(OTHER_SCALE, OUTLIER * Values.spreadBut(logs, k)))) continue;
			findings.add(Finding.of(Alarm.OTHER_SCALE, k, typical[k], Values.medianBut(typical, k)));
			none = false;
		}
		final double[] present = Values.present(logs);
		final double middle = Values.median(present.clone());
		final long far = Arrays.stream(present).filter(log -> Math.abs(log - middle) > FAR).count();
		if (none && 4 * far > present.length) findings.add(Finding.of(Alarm.NO_COMMON_SCALE, -1,
			Arrays.stream(typical).filter(size -> size > 0).min().orElseThrow(), Arrays.stream(typical).filter(size ->
			size > 0).max().orElseThrow()));
	}

	/** A map without any value below 0, where by the others' there should be many. */
	private void addUnsigned(final Signals maps, final Content content) {
		final double[] negative = summaries.stream().mapToDouble(MapSummary::negative).toArray();
		for (int k = 0; k < negative.length; k++) {
			final MapSummary summary = summaries.get(k);
			if (negative[k] == 0 && summary.voxels() >= SignCheck.LEAST_VOXELS && !summary.isConstant()
				&& !isLikeP(summary, content) && Values.countBut(negative, k) > 1
				&& MedianAgreement.independentValues(maps.row(k), summary) * Values.medianBut(negative, k)
				> EXPECTED) findings.add(Finding.of(Alarm.UNSIGNED, k, Double.NaN, Double.NaN));
		}
	}

	private static boolean isLikeP(final MapSummary summary, final Content content) {
		return content == Content.STATISTIC && summary.voxels() >= SignCheck.LEAST_VOXELS && summary.min() >= 0
			&& summary.max() <= 1;
	}
}
