package org.voxmeta.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

import org.voxmeta.stats.data.Dataset;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.diagnostic.Influence;
import org.voxmeta.stats.diagnostic.Refit;
import org.voxmeta.stats.diagnostic.StudyFit;
import org.voxmeta.stats.estimator.EffectEstimator;
import org.voxmeta.stats.estimator.Results;
import org.voxmeta.stats.estimator.TermSummary;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.inference.Dependence.Scheme;
import org.voxmeta.stats.regression.WeightedRegression;
import org.voxmeta.stats.result.MapKind;

/**
 * The numbers of the figures of a fit. Studies keep their indices in the list of all studies, in which those
 * without data are NaN. Variances are those of the data, sigma2 / n where the estimator finds sigma2, and 1
 * for z values. Immutable.
 */
public final class PlotData {

	private static final double LEVEL = 0.95;
	/** More lines below a plot would be a table. */
	private static final int MOST_COEFFICIENTS = 6;

	private final Results results;
	private final List<String> names;
	/** The index in the list of all studies of each study of the fit. */
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
		return new PlotData(results, names, IntStream.range(0, names.size()).toArray(), results.estimator().needs()
			.contains(Need.Z) ? "z" : "Effect");
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

	/** The forest plot. */
	public ForestPlot forestPlot() {
		return ForestPlot.of(forest());
	}

	/** The funnel plot: of residuals, if there are moderators. */
	public FunnelPlot funnelPlot() {
		return FunnelPlot.of(funnel());
	}

	/** Baujat's plot, or a message where single studies cannot be left out. */
	public Figure baujatPlot() {
		if (!isIndependent()) return MessageFigure.of("Baujat's plot is for independent studies with variances");
		return BaujatPlot.of(baujat(), isRandom() ? "Squared Pearson residual" : "Contribution to heterogeneity",
			isMean() ? "Influence on summary" : "Influence on fitted value");
	}

	/** The radial plot, or a message if there are moderators. */
	public Figure radialPlot() {
		if (!isMean()) return MessageFigure.of("The radial plot is for models without moderators");
		return RadialPlot.of(radial());
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
		if (!isMean()) PlotFits.expected(results).forEach((k, interval) -> rows.set(present[k], rows.get(present[k])
			.withFitted(interval)));
		return ForestData.of(rows).withEffect(effect).withLevel(level()).withCaptions(captions()).withSummaries(
			summaries(), heterogeneity());
	}

	/** I2 is that of tau2 where that is estimated, as metafor prints it; else it follows from Q. */
	private Heterogeneity heterogeneity() {
		final Results.Heterogeneity q = results.heterogeneity();
		return new Heterogeneity(isRandom() ? tau2() : Double.NaN, isRandom() ? q.i2Tau2() : q.i2(), q.q(), q.dof(),
			q.p());
	}

	/** Effects that the model expects of some kind of study; slopes have no place on an axis of effects. */
	private List<SummaryRow> summaries() {
		final List<SummaryRow> rows = new ArrayList<>();
		final List<TermSummary> terms = results.summary();
		for (int t = 0; t < terms.size(); t++)
			if (isEffect(t) && Double.isFinite(terms.get(t).estimate())) rows.add(summary(terms.get(t)));
		return rows;
	}

	private boolean isEffect(final int term) {
		return results.data().studies().design().terms().get(term).isPrediction();
	}

	private SummaryRow summary(final TermSummary term) {
		final boolean isAlone = isMean() && results.summary().size() == 1;
		return new SummaryRow(isAlone ? "Summary" : term.name(), interval(term), isRandom()
			? new Interval(term.estimate(), term.piLower(), term.piUpper()) : Interval.NONE);
	}

	private static Interval interval(final TermSummary term) {
		return new Interval(term.estimate(), term.ciLower(), term.ciUpper());
	}

	private List<String> captions() {
		final StringBuilder model = new StringBuilder(results.estimator().name());
		if (results.estimator() instanceof EffectEstimator<?> effects && effects.inference()
			.adjustment() != Adjustment.WALD) model.append(", ").append(effects.inference().adjustment().label());
		if (results.summary().size() == 1) model.append("; ").append(Captions.test(results.summary().get(0)));
		else if (Double.isFinite(results.omnibus().qm())) model.append("; test of moderators: ")
			.append(Captions.test(results.omnibus()));
		final List<String> lines = new ArrayList<>(List.of(model.toString()));
		final List<TermSummary> terms = results.summary();
		for (int t = 0; t < terms.size() && lines.size() <= MOST_COEFFICIENTS; t++)
			if (!isEffect(t)) lines.add(Captions.of(terms.get(t)));
		return lines;
	}

	/** The numbers of the funnel plot. */
	public FunnelData funnel() {
		final double[] expected = isMean() ? new double[present.length] : PlotFits.fitted(results, this::variance,
			tau2());
		return new FunnelData(points(k -> results.data().effect(k) - expected[k], k -> Math.sqrt(variance(k))),
			isMean() ? results.get(MapKind.EST) : 0, isMean() ? effect : "Residual", level());
	}

	/**
	 * The numbers of Baujat's plot, those of metafor: the squared residual by v + tau2 as x, and as y the
	 * squared change of the fitted value when the study is left out, by the variance of the value fitted without
	 * it. That variance is the model's, whatever the adjustment of standard errors. Empty if studies are in
	 * groups or without variances.
	 */
	public List<Point> baujat() {
		if (!isIndependent()) return List.of();
		final Dataset data = results.data();
		final double[] without = results.influence().stream().mapToDouble(Influence::tau2).toArray();
		final WeightedRegression part = WeightedRegression.random(Refit.leaveOneOut(data), without);
		final List<StudyFit> fits = results.studies();
		return points(k -> {
			final double residual = data.effect(k) - fits.get(k).fitted();
			return residual * residual / (variance(k) + tau2());
		}, k -> {
			final double[] x = data.studies().design().basis(k);
			final double change = fits.get(k).fitted() - part.estimate(x)[k];
			return Double.isNaN(without[k]) ? Double.NaN : change * change / part.variance(x)[k];
		});
	}

	/** The numbers of the radial plot, those of metafor. */
	public RadialData radial() {
		final IntToDoubleFunction precision = k -> 1 / Math.sqrt(variance(k) + (tau2() > 0 ? tau2() : 0));
		return new RadialData(points(precision, k -> results.data().effect(k) * precision.applyAsDouble(k)),
			interval(results.summary().get(0)), effect, level());
	}

	/**
	 * The effects against a moderator. If the model has it, as it is or shifted, the curve is what the model
	 * expects with the other columns at their means.
	 *
	 * @param moderator its name
	 * @param values one for each of all studies; NaN where unknown
	 */
	public BubbleData bubble(final String moderator, final double[] values) {
		requireAll(moderator, values.length);
		final double[] own = Arrays.stream(present).mapToDouble(index -> values[index]).toArray();
		return new BubbleData(points(k -> own[k], results.data()::effect), moderator, List.of(), PlotFits.curve(
			results, own), effect);
	}

	/**
	 * The effects by the levels of a factor. If the model has moderators, each level has what the model expects
	 * of its average study.
	 *
	 * @param moderator its name
	 * @param values the level of each of all studies; empty where unknown
	 */
	public BubbleData bubble(final String moderator, final List<String> values) {
		requireAll(moderator, values.size());
		final List<String> levels = values.stream().filter(value -> !value.isEmpty()).distinct().toList();
		final int[] own = Arrays.stream(present).map(index -> levels.indexOf(values.get(index))).toArray();
		return new BubbleData(points(k -> own[k] < 0 ? Double.NaN : own[k], results.data()::effect), moderator,
			levels, PlotFits.means(results, own, levels.size()), effect);
	}

	/** The plot of effects against a numeric moderator, see {@link #bubble(String, double[])}. */
	public BubblePlot bubblePlot(final String moderator, final double[] values) {
		return BubblePlot.of(bubble(moderator, values));
	}

	/** The plot of effects by the levels of a factor, see {@link #bubble(String, List)}. */
	public BubblePlot bubblePlot(final String moderator, final List<String> values) {
		return BubblePlot.of(bubble(moderator, values));
	}

	private void requireAll(final String what, final int count) {
		if (count != names.size()) throw new IllegalArgumentException(what + ": got " + count + " values, wanted "
			+ names.size() + ", one for each study");
	}

	/** All studies as points, those without data at NaN. */
	private List<Point> points(final IntToDoubleFunction x, final IntToDoubleFunction y) {
		final List<Point> points = new ArrayList<>();
		names.forEach(name -> points.add(new Point(name, Double.NaN, Double.NaN, Double.NaN)));
		final double[] weights = weights();
		for (int k = 0; k < present.length; k++)
			points.set(present[k], new Point(names.get(present[k]), x.applyAsDouble(k), y.applyAsDouble(k),
				weights[k]));
		return points;
	}

	private boolean isMean() {
		return results.data().studies().design().isIntercept();
	}

	/** Whether studies may have true effects of their own. */
	private boolean isRandom() {
		return tau2() > 0 || results.estimator() instanceof EffectEstimator<?> effects && effects.estimatesTau2();
	}

	private boolean isIndependent() {
		return results.data().hasVariances() && !results.data().studies().hasGroups();
	}

	private double tau2() {
		return results.get(MapKind.TAU2);
	}

	private double variance(final int k) {
		final Dataset data = results.data();
		if (data.hasVariances()) return 1 / data.weight(k);
		final double sigma2 = results.get(MapKind.SIGMA2);
		if (Double.isFinite(sigma2) && data.studies().hasSampleSizes()) return sigma2 / data.studies()
			.sampleSizes()[k];
		return results.estimator().needs().contains(Need.Z) ? 1 : Double.NaN;
	}

	private double level() {
		return results.estimator() instanceof EffectEstimator<?> effects ? effects.inference().intervals().level()
			: LEVEL;
	}

	/** In percent; NaN where studies of a group share their weight, or there are none. */
	private double[] weights() {
		final double[] weights = new double[present.length];
		final boolean isOwn = results.estimator() instanceof EffectEstimator<?> effects && (!results.data()
			.studies().hasGroups() || effects.inference().dependence().scheme() == Scheme.INDIVIDUAL);
		Arrays.setAll(weights, k -> isOwn ? 1 / (variance(k) + tau2()) : Double.NaN);
		final double sum = Arrays.stream(weights).sum();
		return Arrays.stream(weights).map(weight -> 100 * weight / sum).toArray();
	}
}
