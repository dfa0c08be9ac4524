package org.voxmeta.stats.estimator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.voxmeta.stats.data.Dataset;
import org.voxmeta.stats.diagnostic.PermutationTest;
import org.voxmeta.stats.estimator.Results.Heterogeneity;
import org.voxmeta.stats.estimator.Results.RandomEffects;

/**
 * A walk through one data set: do images of brains make people judge scientific claims more convincing? The numbers are
 * those of PyMARE's tutorial, to the digits that it prints.
 *
 * @see <a href="https://doi.org/10.3758/s13423-013-0391-6">Michael RB, Newman EJ, Vuorre M, Cumming G, Garry M (2013). On
 *      the (non)persuasive power of a brain image. Psychonomic Bulletin &amp; Review 20, 720-725</a>
 */
class Michael2013Test {

	@Test
	void doBrainImagesPersuade() {
		// twelve experiments: the difference of mean ratings with and without an image, its variance, the subjects
		final double[] y = { 0.23, -0.04, 0.23, 0.11, -0.04, 0.0500000000000003, 0.31, 0.1, 0.33,
			-0.0499999999999998, 0.18, -0.02 };
		final double[] v = { 0.0385392857142857, 0.00719491857349, 0.0167883116883117, 0.0198047619047619,
			0.0039130434782608, 0.0023308301130671, 0.0220489010989011, 0.0246909717868339,
			0.0255441176470588, 0.0096999670836076, 0.0092673684210526, 0.0096915880675586 };
		final double[] n = { 54.0, 197.0, 75.0, 45.0, 368.0, 529.0, 54.0, 113.0, 68.0, 191.0, 194.0, 191.0 };
		final Dataset data = Dataset.of(y, v).withSampleSizes(n);

		// as if all experiments had the same effect
		final Results fixed = WeightedLeastSquares.withDefaults().withTau2(0).fit(data);

		final TermSummary mean = fixed.summary().get(0);
		assertEquals("intercept", mean.name());
		assertEquals(0.052993, mean.estimate(), 5e-7);
		assertEquals(0.026738, mean.se(), 5e-7);
		assertEquals(1.981957, mean.statistic(), 5e-7);
		assertTrue(mean.isNormal());
		assertEquals(0.047484, mean.p(), 5e-7);
		assertEquals(0.000588, mean.ciLower(), 5e-7);
		assertEquals(0.105399, mean.ciUpper(), 5e-7);

		// do the experiments differ by more than chance?
		final Heterogeneity heterogeneity = fixed.heterogeneity();
		assertEquals(1.19590745, heterogeneity.h(), 5e-9);
		assertEquals(30.07944649, heterogeneity.i2(), 5e-9);
		assertEquals(15.73214091, heterogeneity.q(), 1e-8);
		assertEquals(11, heterogeneity.dof());
		assertEquals(0.15136996, heterogeneity.p(), 5e-9);

		// perhaps: the interval of tau2 begins at 0
		final RandomEffects between = fixed.randomEffects(0.05);
		assertEquals(0, between.tau2());
		assertEquals(0, between.lower());
		assertEquals(0.04013725, between.upper(), 5e-9);

		// with a tau2 estimated, and without the normal distribution: all 4096 ways to flip the signs
		final Results random = DerSimonianLaird.withDefaults().fit(data);
		final PermutationTest flips = random.permutationTest(10_000, 1);
		assertTrue(flips.exact());
		assertEquals(4096, flips.count());
		assertEquals(List.of(0.04052734375), flips.p());
	}
}
