package org.voxmeta.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.voxmeta.stats.data.Dataset;
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.estimator.EffectEstimator;
import org.voxmeta.stats.estimator.Results;
import org.voxmeta.stats.estimator.TermSummary;
import org.voxmeta.stats.inference.Adjustment;

/**
 * The numbers of the figures of a fit. Studies keep the indices of the full list, in which those without data are
 * NaN. Immutable.
 */
public final class PlotData {

	private static final double LEVEL = 0.95;

	private final Results results;
	private final List<String> names;
	/** The index in the full list of each study of the fit. */
	private final int[] present;
	private final String effect;

	private PlotData(final Results results, final List<String> names, final int[] present, final String effect) {
		this.results = results;
		this.names = names;
		this.present = present;
		this.effect = effect;
	}

	/** The numbers of a fit of all studies. */
	public static PlotData of(final Results results) {
		final List<String> names = results.data().names();
		final String effect = results.estimator().needs().contains(Need.Z) ? "z" : "Effect";
		return new PlotData(results, names, IntStream.range(0, names.size()).toArray(), effect);
	}

	/**
	 * These numbers among those of studies that have no data.
	 *
	 * @param all names of all studies, in order
	 * @param indices of the fit's studies among them, one each
	 * @throws IllegalArgumentException if they are not as many as the fit has studies, or there is no such study
	 */
	public PlotData withStudies(final List<String> all, final int... indices) {
		if (indices.length != results.data().size()) throw new IllegalArgumentException("Plot: got "
			+ indices.length + " studies, wanted the fit's " + results.data().size());
		for (final int index : indices)
			if (index < 0 || index >= all.size()) throw new IllegalArgumentException("Plot: got study " + index
				+ ", wanted 0 to " + (all.size() - 1));
		return new PlotData(results, List.copyOf(all), indices.clone(), effect);
	}

	/** These numbers with the name of the effects, and their unit. */
	public PlotData withEffect(final String name) {
		return new PlotData(results, names, present, name);
	}

	/** The numbers of the forest plot. */
	public ForestData forest() {
		final List<StudyRow> rows = new ArrayList<>();
		names.forEach(name -> rows.add(StudyRow.missing(name)));
		final Dataset data = results.data();
		final double[] weights = weights();
		for (int k = 0; k < data.size(); k++)
			rows.set(present[k], StudyRow.of(names.get(present[k]), data.effect(k), variance(k), weights[k],
				level()));
		final Results.Heterogeneity q = results.heterogeneity();
		return ForestData.of(rows).withEffect(effect).withLevel(level()).withCaptions(captions()).withSummaries(
			summaries(), new Heterogeneity(results.get(org.voxmeta.stats.result.MapKind.TAU2), q.i2(), q.q(), q
				.dof(), q.p()));
	}

	private List<SummaryRow> summaries() {
		return results.summary().stream().filter(term -> Double.isFinite(term.estimate())).map(this::summary)
			.toList();
	}

	private SummaryRow summary(final TermSummary term) {
		final boolean isMean = results.data().studies().design().isIntercept();
		final String name = isMean ? "Summary" : term.name();
		return new SummaryRow(name, new Interval(term.estimate(), term.ciLower(), term.ciUpper()), new Interval(term
			.estimate(), term.piLower(), term.piUpper()));
	}

	private List<String> captions() {
		final StringBuilder model = new StringBuilder(results.estimator().name());
		if (results.estimator() instanceof EffectEstimator<?> effects && effects.inference()
			.adjustment() != Adjustment.WALD) model.append(", ").append(effects.inference().adjustment().label());
		if (results.summary().size() == 1) model.append("; ").append(Captions.test(results.summary().get(0)));
		return List.of(model.toString());
	}

	private double variance(final int k) {
		return results.data().hasVariances() ? 1 / results.data().weight(k) : Double.NaN;
	}

	private double level() {
		return results.estimator() instanceof EffectEstimator<?> effects ? effects.inference().intervals().level()
			: LEVEL;
	}

	/** In percent; NaN where the fit does not weigh studies by variances and tau2. */
	private double[] weights() {
		final double[] weights = new double[present.length];
		Arrays.fill(weights, Double.NaN);
		if (!results.data().hasVariances() || results.data().studies().hasGroups()) return weights;
		for (int k = 0; k < weights.length; k++)
			weights[k] = results.studies().get(k).weight();
		return weights;
	}
}
