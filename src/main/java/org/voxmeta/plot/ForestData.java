package org.voxmeta.plot;

import java.util.List;

/**
 * What a forest plot shows.
 *
 * @param studies in order, those without data included
 * @param summaries below them; none if nothing could be estimated
 * @param heterogeneity of the studies
 * @param effect name of the effects and their unit, such as "Log risk ratio"
 * @param captions lines below the plot, such as the estimator and its test
 * @param level share of the intervals that hold the truth, such as 0.95
 */
public record ForestData(List<StudyRow> studies, List<SummaryRow> summaries, Heterogeneity heterogeneity,
	String effect, List<String> captions, double level)
{

	/** Copies the lists. */
	public ForestData {
		studies = List.copyOf(studies);
		summaries = List.copyOf(summaries);
		captions = List.copyOf(captions);
	}

	/** Studies with 95 % intervals, and nothing else. */
	public static ForestData of(final List<StudyRow> studies) {
		return new ForestData(studies, List.of(), Heterogeneity.NONE, "Effect", List.of(), 0.95);
	}

	/** These data with summaries. */
	public ForestData withSummaries(final List<SummaryRow> rows, final Heterogeneity differences) {
		return new ForestData(studies, rows, differences, effect, captions, level);
	}

	/** These data with another name of the effects. */
	public ForestData withEffect(final String name) {
		return new ForestData(studies, summaries, heterogeneity, name, captions, level);
	}

	/** These data with other lines below the plot. */
	public ForestData withCaptions(final List<String> lines) {
		return new ForestData(studies, summaries, heterogeneity, effect, lines, level);
	}

	/** These data with another level of the intervals, for their label: the intervals stay. */
	public ForestData withLevel(final double share) {
		return new ForestData(studies, summaries, heterogeneity, effect, captions, share);
	}
}
