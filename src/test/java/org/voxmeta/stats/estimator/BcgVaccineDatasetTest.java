package org.voxmeta.stats.estimator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.voxmeta.stats.data.Dataset;
import org.voxmeta.stats.effectsize.EffectSize;
import org.voxmeta.stats.effectsize.EffectSizes;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.result.MapKind;

/**
 * The 13 trials of the BCG vaccine against tuberculosis, the textbook's example: log risk ratios, and how they depend on
 * the distance from the equator. The numbers are those of metafor's documentation and of Viechtbauer (2010), to the digits
 * that are printed there.
 *
 * @see <a href="https://doi.org/10.1001/jama.1994.03510330076038">Colditz GA et al. (1994). Efficacy of BCG vaccine in the
 *      prevention of tuberculosis. JAMA 271, 698-702</a>
 * @see <a href="https://doi.org/10.18637/jss.v036.i03">Viechtbauer W (2010). Conducting meta-analyses in R with the
 *      metafor package. Journal of Statistical Software 36(3)</a>
 */
class BcgVaccineDatasetTest {

	private static final VarianceBasedLikelihood REML = VarianceBasedLikelihood.withDefaults();

	/** metafor's iteration ends when tau2 changes by less; its printed numbers are those there. */
	private static final double STOP = 1e-5;

	static Stream<Arguments> tau2() {
		return Stream.of(Arguments.of(DerSimonianLaird.withDefaults(), 0.3088),
			Arguments.of(Hedges.withDefaults(), 0.3286), Arguments.of(SidikJonkman.withDefaults(), 0.3455),
			Arguments.of(PauleMandel.withDefaults(), 0.3181), Arguments.of(EmpiricalBayes.withDefaults(), 0.3181),
			Arguments.of(HunterSchmidt.withDefaults(), 0.2284), Arguments.of(REML.with(LikelihoodMethod.ML), 0.2800),
			Arguments.of(REML, 0.3132));
	}

	@ParameterizedTest
	@MethodSource("tau2")
	void everyMethodGivesItsTau2(final Estimator estimator, final double tau2) throws IOException {
		assertEquals(tau2, estimator.fit(trials()).get(MapKind.TAU2), 5e-5, estimator.name());
	}

	@Test
	void vaccinationHelps() throws IOException {
		final Results results = REML.fit(trials());

		final TermSummary mean = results.summary().get(0);
		assertEquals(-0.7145, mean.estimate(), 5e-5);
		assertEquals(0.1798, mean.se(), 5e-5);
		assertEquals(-3.9744, mean.z(), 5e-5);
		assertEquals(-1.0669, mean.ciLower(), 5e-5);
		assertEquals(-0.3622, mean.ciUpper(), 5e-5);
		assertEquals(152.2330, results.heterogeneity().q(), 5e-5);
		assertEquals(92.22, results.heterogeneity().i2Tau2(), 5e-3);
		assertEquals(12.86, results.heterogeneity().h2Tau2(), 5e-3);
		assertEquals(0.1197, results.randomEffects(0.05).lower(), 5e-5);
		assertEquals(1.1115, results.randomEffects(0.05).upper(), 5e-5);
	}

	@Test
	void fewTrialsAreTestedByKnappAndHartung() throws IOException {
		final TermSummary mean = REML.with(Adjustment.KNAPP_HARTUNG).fit(trials()).summary().get(0);

		assertEquals(-0.7145, mean.estimate(), 5e-5);
		assertEquals(0.1808, mean.se(), 5e-5);
		assertEquals(-3.9522, mean.statistic(), 5e-5);
		assertEquals(12, mean.dof());
		assertTrue(!mean.isNormal());
	}

	@Test
	void itHelpsMoreFarFromTheEquator() throws IOException {
		final Results results = REML.fit(trials().withModerators(Map.of("latitude", column(5)), true));

		final TermSummary slope = results.summary().get(1);
		assertEquals("latitude", slope.name());
		assertEquals(-0.02910, slope.estimate(), 5e-6);
		assertEquals(0.00720, slope.se(), 5e-6);
		assertEquals(0.0764, results.get(MapKind.TAU2), 5e-5 + STOP);
		assertEquals(16.357, results.omnibus().qm(), 5e-4 + 17 / 0.0764 * STOP);
		assertEquals(75.62, results.omnibus().r2(), 5e-3 + 100 / 0.3132 * STOP);
		// at the maximum itself, by SciPy's brentq on the score
		assertEquals(0.07634796395519831, results.get(MapKind.TAU2), 1e-9);
		assertEquals(16.358232147165324, results.omnibus().qm(), 1e-6);
		assertEquals(75.62662181162305, results.omnibus().r2(), 1e-6);
	}

	@Test
	void theLargestTrialsMatter() throws IOException {
		final Results results = REML.fit(trials());

		final double largest = results.influence().stream().mapToDouble(row -> row.weight()).max().orElseThrow();
		assertTrue(largest < 15, "REML weighs trials almost alike: " + largest);
		assertEquals(13, results.leaveOneOut().size());
		for (final Results.LeftOut row : results.leaveOneOut())
			assertTrue(row.estimate().ciUpper() < 0, row.study());
	}

	private static Dataset trials() throws IOException {
		final List<double[]> rows = rows();
		final EffectSize[] sizes = rows.stream().map(row -> EffectSizes.logRiskRatio(row[1], row[2], row[3], row[4]))
			.toArray(EffectSize[]::new);
		return Dataset.of(Stream.of(sizes).mapToDouble(EffectSize::estimate).toArray(), Stream.of(sizes).mapToDouble(
			EffectSize::variance).toArray());
	}

	private static double[] column(final int index) throws IOException {
		return rows().stream().mapToDouble(row -> row[index]).toArray();
	}

	/** Trial, vaccinated with and without tuberculosis, others with and without, latitude, year. */
	private static List<double[]> rows() throws IOException {
		final List<double[]> rows = new ArrayList<>();
		try (BufferedReader reader = new BufferedReader(new InputStreamReader(BcgVaccineDatasetTest.class.getResourceAsStream(
			"/stats/bcg_risk_ratio.csv"), StandardCharsets.UTF_8)))
		{
			reader.lines().skip(1).forEach(line -> rows.add(Stream.of(line.split(",")).limit(7).mapToDouble(
				Double::parseDouble).toArray()));
		}
		return rows;
	}
}
