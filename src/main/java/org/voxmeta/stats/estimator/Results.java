package org.voxmeta.stats.estimator;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.voxmeta.stats.data.Dataset;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.diagnostic.EggerTest;
import org.voxmeta.stats.diagnostic.EggerTest.Predictor;
import org.voxmeta.stats.diagnostic.Influence;
import org.voxmeta.stats.diagnostic.PermutationTest;
import org.voxmeta.stats.diagnostic.PermutationTest.Statistic;
import org.voxmeta.stats.diagnostic.RankTest;
import org.voxmeta.stats.diagnostic.Refit;
import org.voxmeta.stats.diagnostic.StudyFit;
import org.voxmeta.stats.diagnostic.TrimAndFill;
import org.voxmeta.stats.diagnostic.TrimAndFill.Rule;
import org.voxmeta.stats.diagnostic.TrimAndFill.Side;
import org.voxmeta.stats.inference.Dependence.Scheme;
import org.voxmeta.stats.inference.Intervals;
import org.voxmeta.stats.kernel.StudentTails;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.Reason;

/**
 * What an estimator says about a single data set. The numbers are those that a voxel with these data would
 * get. Immutable.
 */
public final class Results {

	private final Estimator estimator;
	private final Estimator prepared;
	private final Dataset data;
	private final MapBlock values;

	private Results(final Estimator estimator, final Estimator prepared, final Dataset data,
		final MapBlock values)
	{
		this.estimator = estimator;
		this.prepared = prepared;
		this.data = data;
		this.values = values;
	}

	/** The fit of an estimator to a data set, see {@link Estimator#fit(Dataset)}. */
	static Results of(final Estimator estimator, final Dataset given) {
		final Studies studies = given.studies();
		if (studies.count() < 2) throw new IllegalArgumentException("Studies: got " + studies.count()
			+ ", wanted 2 or more");
		requireNeeds(estimator, given);
		estimator.check(studies);
		final Dataset data = estimator.needs().contains(Need.VARIANCE) ? given : given.withoutVariances();
		final Estimator prepared = estimator.prepare(data.data());
		final MapBlock values = new MapBlock(estimator.maps(), studies.design().terms().size(), 1,
			new StudentTails());
		prepared.fit(VoxelBlock.of(data.data()), values);
		final Reason reason = values.reason(0);
		if (reason.isFailure()) throw new IllegalArgumentException(estimator.name() + ": got no result from "
			+ studies.count() + " studies: " + reason.text());
		return new Results(estimator, prepared, data, values);
	}

	private static void requireNeeds(final Estimator estimator, final Dataset data) {
		if (estimator.needs().contains(Need.VARIANCE) && !data.hasVariances())
			throw new IllegalArgumentException("Variances: got none, wanted one for each study, as "
				+ estimator.name() + " needs them");
		if (estimator.needs().contains(Need.SAMPLE_SIZE) && !data.studies().hasSampleSizes())
			throw new IllegalArgumentException("Sample sizes: got none, wanted one for each study, as "
				+ estimator.name() + " needs them");
	}

	/** The estimator. */
	public Estimator estimator() {
		return estimator;
	}

	/** The data, without variances if the estimator does not use them. */
	public Dataset data() {
		return data;
	}

	/** A number of the whole fit, or of the first term; NaN if this estimator does not give it. */
	public double get(final MapKind kind) {
		return get(kind, 0);
	}

	/** A number of a term; NaN if this estimator does not give it. */
	public double get(final MapKind kind, final int term) {
		return TermSummary.value(values, kind, term, 0);
	}

	/** Each term's estimate, test and interval. */
	public List<TermSummary> summary() {
		return summary(values, 0);
	}

	private List<TermSummary> summary(final MapBlock fits, final int j) {
		final List<TermSummary> summary = new ArrayList<>();
		final List<String> names = termNames();
		for (int t = 0; t < names.size(); t++)
			summary.add(TermSummary.of(fits, t, j, names.get(t)));
		return List.copyOf(summary);
	}

	/** How much the studies differ. */
	public Heterogeneity heterogeneity() {
		return new Heterogeneity(get(MapKind.Q), residualDegrees(), get(MapKind.Q_P), get(MapKind.I2),
			get(MapKind.H), get(MapKind.I2_TAU2), get(MapKind.H2_TAU2));
	}

	/**
	 * The variance between studies, with its Q-profile interval.
	 *
	 * @param alpha share of such intervals that miss the truth, such as 0.05
	 */
	public RandomEffects randomEffects(final double alpha) {
		final Results at = withLevel(1 - alpha);
		return new RandomEffects(get(MapKind.TAU2), get(MapKind.TAU2_SE), at.get(MapKind.TAU2_LOWER),
			at.get(MapKind.TAU2_UPPER), at.get(MapKind.I2_LOWER), at.get(MapKind.I2_UPPER),
			at.get(MapKind.H2_LOWER), at.get(MapKind.H2_UPPER));
	}

	/** The test of all moderators together. */
	public Omnibus omnibus() {
		return new Omnibus(get(MapKind.QM), get(MapKind.QM_P), get(MapKind.R2));
	}

	/**
	 * The permutation test of the estimates, or of p where the estimator combines tests and estimates
	 * nothing.
	 *
	 * @param most how many rearrangements of the data to try; if there are no more, all are
	 * @param seed of the random ones
	 */
	public PermutationTest permutationTest(final int most, final long seed) {
		return permutationTest(estimator.maps().contains(MapKind.EST) ? Statistic.ESTIMATE
			: Statistic.P_VALUE, most, seed);
	}

	/** The permutation test of a statistic. */
	public PermutationTest permutationTest(final Statistic statistic, final int most, final long seed) {
		final PermutationTest test = PermutationTest.of(prepared::fit, data, statistic, most, seed);
		return estimator instanceof EffectEstimator<?> effects && !effects.estimatesTau2()
			? test.withoutTau2() : test;
	}

	/** The same fit with each study left out in turn, in the order of the studies. */
	public List<LeftOut> leaveOneOut() {
		final Set<MapKind> kinds = EnumSet.copyOf(estimator.maps());
		final Refit refit = prepared::fit;
		final MapBlock without = refit.fit(Refit.leaveOneOut(data), kinds);
		final List<LeftOut> rows = new ArrayList<>();
		for (int k = 0; k < data.size(); k++)
			rows.add(leftOut(without, k));
		return List.copyOf(rows);
	}

	private LeftOut leftOut(final MapBlock fits, final int k) {
		return new LeftOut(data.names().get(k), summary(fits, k), TermSummary.value(fits, MapKind.TAU2, 0, k),
			TermSummary.value(fits, MapKind.Q, 0, k), TermSummary.value(fits, MapKind.Q_P, 0, k),
			TermSummary.value(fits, MapKind.I2_TAU2, 0, k), TermSummary.value(fits, MapKind.H2_TAU2, 0, k));
	}

	/**
	 * What each study does to the fit, in the order of the studies.
	 *
	 * @throws IllegalArgumentException if the estimator does not weigh studies by their variances and tau2,
	 *             or studies are in groups
	 */
	public List<Influence> influence() {
		requireIndependentVariances("Influence");
		return Influence.of(prepared::fit, data, get(MapKind.TAU2));
	}

	/**
	 * What the fit says of each study, in their order.
	 *
	 * @throws IllegalArgumentException if the estimator does not weigh studies by their variances and tau2,
	 *             or studies are in groups
	 */
	public List<StudyFit> studies() {
		requireIndependentVariances("Studies");
		return StudyFit.of(data, get(MapKind.TAU2));
	}

	/**
	 * The same fit to the first study, the first two, and so on. Rows whose studies do not suffice for a fit
	 * are NaN; one study alone is its own mean.
	 */
	public List<LeftOut> cumulative() {
		final Refit refit = prepared::fit;
		final MapBlock first = refit.fit(Refit.cumulative(data), EnumSet.copyOf(estimator.maps()));
		final List<LeftOut> rows = new ArrayList<>();
		for (int k = 0; k < data.size(); k++)
			rows.add(k == 0 ? alone() : leftOut(first, k));
		return List.copyOf(rows);
	}

	private LeftOut alone() {
		final boolean isMean = data.hasVariances() && data.studies().design().isIntercept();
		final double nan = Double.NaN;
		final List<TermSummary> terms = termNames().stream().map(term -> new TermSummary(term,
			isMean ? data.effect(0) : nan, isMean ? Math.sqrt(1 / data.weight(0)) : nan, nan, nan, nan, nan,
			nan, nan, nan, nan, nan)).toList();
		return new LeftOut(data.names().get(0), terms, isMean ? 0 : nan, nan, nan, nan, nan);
	}

	/**
	 * Begg and Mazumdar's rank test.
	 *
	 * @throws IllegalArgumentException if the estimator does not use variances, or studies are in groups
	 */
	public RankTest rankTest() {
		requireIndependentVariances("Rank test");
		return RankTest.of(data);
	}

	/**
	 * Egger's regression with the variance between studies estimated by this estimator, as metafor's regtest.
	 */
	public EggerTest eggerTest(final Predictor predictor) {
		requireIndependentVariances("Egger's regression");
		return EggerTest.mixed(prepared::fit, data, predictor);
	}

	/** Trim and fill. */
	public TrimAndFill trimAndFill(final Rule rule, final Side side) {
		requireIndependentVariances("Trim and fill");
		return TrimAndFill.of(prepared::fit, data, rule, side);
	}

	private void requireIndependentVariances(final String what) {
		if (!estimator.needs().contains(Need.VARIANCE)) throw new IllegalArgumentException(what + ": got "
			+ estimator.name() + ", wanted an estimator that uses effects and variances");
		if (data.studies().hasGroups()) throw new IllegalArgumentException(what
			+ ": got studies in groups, wanted independent ones");
	}

	/** The names of the terms, as in the summary. */
	private List<String> termNames() {
		return data.studies().design().terms().stream().map(term -> term.name().isEmpty() ? "intercept"
			: term.name()).toList();
	}

	private Results withLevel(final double level) {
		if (!(estimator instanceof EffectEstimator<?> effects)) return this;
		final Intervals intervals = effects.inference().intervals();
		if (intervals.level() == level) return this;
		return of(effects.with(new Intervals(level, intervals.prediction())), data);
	}

	/** Where groups' means are the studies, or studies share their group's weight, the groups count. */
	private int residualDegrees() {
		final boolean isIndividual = estimator instanceof EffectEstimator<?> effects && effects.inference()
			.dependence().scheme() == Scheme.INDIVIDUAL;
		return (isIndividual ? data.size() : data.studies().groupCount()) - data.studies().design()
			.predictors();
	}

	/**
	 * How much the studies differ.
	 *
	 * @param q weighted squares of the residuals at tau2 = 0
	 * @param dof its degrees of freedom
	 * @param p its p value
	 * @param i2 share of the variation that is between studies, in percent, from Q
	 * @param h sqrt(Q / dof), at least 1
	 * @param i2Tau2 I2 from tau2, in percent
	 * @param h2Tau2 H2 from tau2
	 */
	public record Heterogeneity(double q, int dof, double p, double i2, double h, double i2Tau2,
		double h2Tau2)
	{
	}

	/** tau2, its standard error, and the Q-profile intervals of tau2, I2 (percent) and H2. */
	public record RandomEffects(double tau2, double se, double lower, double upper, double i2Lower,
		double i2Upper, double h2Lower, double h2Upper)
	{
	}

	/** Test of all moderators together, and the share of tau2 that they explain, in percent. */
	public record Omnibus(double qm, double p, double r2) {
	}

	/** The fit without one study, or up to it: the terms, tau2, and heterogeneity. */
	public record LeftOut(String study, List<TermSummary> terms, double tau2, double q, double qP, double i2,
		double h2)
	{

		/** The first term. */
		public TermSummary estimate() {
			return terms.get(0);
		}
	}
}
