package org.voxmeta.stats.estimator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertClose;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.voxmeta.stats.data.Dataset;
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.estimator.Results.LeftOut;
import org.voxmeta.stats.inference.Adjustment;

/** What an estimator says about a single data set. */
class ResultsTest {

	private static final double[] Y = { 0.3, -0.2, 0.8, 0.4, 1.1, 0.1, 0.9, 0.5 };
	private static final double[] V = { 0.1, 0.3, 0.05, 0.2, 0.15, 0.08, 0.25, 0.1 };
	private static final double[] AGE = { 30, 22, 41, 35, 60, 28, 44, 39 };
	private static final double[] DOSE = { 0, 1, 0, 2, 3, 1, 0, 2 };

	static Stream<EffectEstimator<?>> estimators() {
		return Stream.of(DerSimonianLaird.withDefaults(), DerSimonianLaird.withDefaults()
			.with(Adjustment.KNAPP_HARTUNG), VarianceBasedLikelihood.withDefaults(),
			WeightedLeastSquares.withDefaults());
	}

	@ParameterizedTest
	@MethodSource("estimators")
	void eachStudyLeftOutGivesEveryTermOfTheFitWithoutIt(final EffectEstimator<?> estimator) {
		final List<LeftOut> rows = estimator.fit(data(IntStream.range(0, 8).toArray())).leaveOneOut();

		for (int k = 0; k < 8; k++) {
			final int without = k;
			final Results wanted = estimator.fit(data(IntStream.range(0, 8).filter(i -> i != without)
				.toArray()));
			assertAlike(wanted, rows.get(k));
		}
	}

	@ParameterizedTest
	@MethodSource("estimators")
	void theFirstStudiesGiveEveryTermOfTheirFit(final EffectEstimator<?> estimator) {
		final List<LeftOut> rows = estimator.fit(data(IntStream.range(0, 8).toArray())).cumulative();

		for (int k = 4; k < 8; k++)
			assertAlike(estimator.fit(data(IntStream.rangeClosed(0, k).toArray())), rows.get(k));
		assertTrue(Double.isNaN(rows.get(0).terms().get(2).estimate()));
		assertEquals(List.of("intercept", "age", "dose"), rows.get(0).terms().stream().map(TermSummary::name)
			.toList());
	}

	@Test
	void oneStudyAloneIsItsOwnMean() {
		final LeftOut first = DerSimonianLaird.withDefaults().fit(Dataset.of(Y, V)).cumulative().get(0);

		assertEquals(1, first.terms().size());
		assertEquals(Y[0], first.estimate().estimate());
		assertEquals(Math.sqrt(V[0]), first.estimate().se());
	}

	@Test
	void tau2HasAPermutationTestOnlyWhereItIsEstimated() {
		final Dataset data = Dataset.of(Y, V).withSampleSizes(new double[] { 9, 8, 12, 10, 9, 15, 8, 11 });

		for (final EffectEstimator<?> given : List.of(WeightedLeastSquares.withDefaults().withTau2(0.1),
			WeightedLeastSquares.withDefaults(), FixedEffectsHedges.withDefaults()))
		{
			assertTrue(Double.isNaN(given.fit(data).permutationTest(300, 1).tau2P()), given.name());
			assertFalse(given.fit(data).permutationTest(300, 1).p().get(0).isNaN(), given.name());
		}
		for (final EffectEstimator<?> estimated : List.of(DerSimonianLaird.withDefaults(),
			PauleMandel.withDefaults(), SampleSizeBasedLikelihood.withDefaults()))
			assertFalse(Double.isNaN(estimated.fit(data).permutationTest(300, 1).tau2P()), estimated.name());
	}

	@ParameterizedTest
	@CsvSource({ "individual, 7", "rescale, 5", "collapse, 5" })
	void qHasTheDegreesOfFreedomOfItsPValue(final String scheme, final int dof) {
		final Dataset data = Dataset.of(Y, V).withGroups(List.of("a", "a", "b", "c", "d", "d", "e", "f"));

		final Results.Heterogeneity q = DerSimonianLaird.withDefaults().with("weightscheme", scheme).fit(data)
			.heterogeneity();

		assertEquals(dof, q.dof());
		assertClose(1 - new ChiSquaredDistribution(dof).cumulativeProbability(q.q()), q.p(), 1e-9, "p");
	}

	private static void assertAlike(final Results wanted, final LeftOut got) {
		final List<TermSummary> terms = wanted.summary();
		assertEquals(terms.stream().map(TermSummary::name).toList(), got.terms().stream()
			.map(TermSummary::name).toList());
		for (int t = 0; t < terms.size(); t++) {
			final TermSummary want = terms.get(t);
			final TermSummary term = got.terms().get(t);
			assertClose(want.estimate(), term.estimate(), 1e-8, "estimate");
			assertClose(want.se(), term.se(), 1e-8, "se");
			assertClose(want.statistic(), term.statistic(), 1e-8, "statistic");
			assertClose(want.p(), term.p(), 1e-8, "p");
			assertClose(want.ciUpper(), term.ciUpper(), 1e-8, "upper bound");
		}
		assertEquals(wanted.heterogeneity().q(), got.q(), 1e-10 * got.q());
	}

	private static Dataset data(final int... studies) {
		final double[][] x = new double[studies.length][];
		for (int i = 0; i < x.length; i++)
			x[i] = new double[] { 1, AGE[studies[i]], DOSE[studies[i]] };
		return Dataset.of(pick(Y, studies), pick(V, studies))
			.with(Design.of(List.of("intercept", "age", "dose"), x));
	}

	private static double[] pick(final double[] values, final int[] studies) {
		return IntStream.of(studies).mapToDouble(k -> values[k]).toArray();
	}
}
