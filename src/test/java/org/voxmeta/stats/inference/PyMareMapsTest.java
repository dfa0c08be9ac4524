package org.voxmeta.stats.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertClose;
import static org.voxmeta.stats.inference.ReferenceFit.number;
import static org.voxmeta.stats.inference.ReferenceFit.numbers;

import com.google.gson.JsonObject;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.voxmeta.References;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

/**
 * Q and what comes of it, confidence intervals and the Q-profile interval equal PyMARE's, at PyMARE's tau2.
 * PyMARE's own Q-profile bounds are imprecise; compared are those of its definition solved exactly.
 */
class PyMareMapsTest {

	private static final double TOLERANCE = 1e-10;
	/** What is 0 but for rounding. */
	private static final double NOTHING = 1e-28;
	private static final double LOG_SMALLEST = Math.log(Double.MIN_NORMAL);
	private static final Map<String, Adjustment> TESTS = Map.of("wald", Adjustment.WALD, "knapp-hartung",
		Adjustment.KNAPP_HARTUNG, "knapp-hartung-conservative", Adjustment.KNAPP_HARTUNG_CONSERVATIVE);

	@TestFactory
	Stream<DynamicTest> someFitsAgree() {
		return tests(ReferenceFit.inTable("pymare.json"));
	}

	@TestFactory
	Stream<DynamicTest> allFitsAgree() throws IOException {
		return tests(ReferenceFit.inFolder(References.path("tabular")));
	}

	private static Stream<DynamicTest> tests(final List<ReferenceFit> fits) {
		assertTrue(fits.stream().anyMatch(fit -> fit.result().has("tau2_ci_exact")));
		return fits.stream().map(fit -> DynamicTest.dynamicTest(fit.name() + " " + test(fit), () -> compare(fit)));
	}

	private static void compare(final ReferenceFit fit) {
		final GivenTau2 estimator = GivenTau2.of(fit.number("tau2")).with(TESTS.get(test(fit)));
		final MapBlock maps = ReferenceFit.fit(estimator, block(fit));
		// variances of 0 leave no block to fit; that nothing is made of it is all there is to compare
		for (int p = 0; p < fit.design().predictors() && fit.number("sigma2") != 0; p++) {
			assertClose(numbers(fit.result().get("ci_l"))[p], maps.get(MapKind.CI_LOWER, p)[0], TOLERANCE, "ci_l " + p);
			assertClose(numbers(fit.result().get("ci_u"))[p], maps.get(MapKind.CI_UPPER, p)[0], TOLERANCE, "ci_u " + p);
		}
		if (!fit.result().has("heterogeneity")) return;
		final JsonObject wanted = fit.result().getAsJsonObject("heterogeneity");
		final double q = number(wanted.get("Q"));
		if (q < NOTHING) assertTrue(maps.get(MapKind.Q)[0] < NOTHING);
		else assertClose(q, maps.get(MapKind.Q)[0], TOLERANCE, "Q");
		assertClose(number(wanted.get("p(Q)")), maps.get(MapKind.Q_P)[0], TOLERANCE, "p(Q)");
		final double logp = number(wanted.get("logp(Q)"));
		// p is below the smallest number, or has few digits below 1
		if (logp > LOG_SMALLEST && logp < -1e-3) assertClose(logp, Math.log(maps.get(MapKind.Q_P)[0]), TOLERANCE,
			"logp(Q)");
		// 0 where Q is its degrees of freedom but for rounding
		assertEquals(number(wanted.get("I^2")), maps.get(MapKind.I2)[0], TOLERANCE, "I2");
		assertClose(number(wanted.get("H")), maps.get(MapKind.H)[0], TOLERANCE, "H");
		// PyMARE's bounds could not be solved for effects that do not differ
		if (!fit.result().get("tau2_ci_exact").isJsonArray()) return;
		final double[] bounds = numbers(fit.result().get("tau2_ci_exact"));
		assertClose(bounds[0], maps.get(MapKind.TAU2_LOWER)[0], TOLERANCE, "tau2, lower bound");
		assertClose(bounds[1], maps.get(MapKind.TAU2_UPPER)[0], TOLERANCE, "tau2, upper bound");
	}

	/** With the variances sigma2 / n where these come from sample sizes; a sigma2 of 0 is infinite weight. */
	private static VoxelBlock block(final ReferenceFit fit) {
		if (!fit.result().has("sigma2") || fit.result().get("sigma2").isJsonNull()) return fit.block();
		final double[][] y = fit.block().effects();
		final double[][] w = new double[y.length][1];
		for (int k = 0; k < w.length; k++)
			w[k][0] = fit.sampleSizes()[k] / fit.number("sigma2");
		return VoxelBlock.of(Studies.of(fit.design()), y, w, 1);
	}

	private static String test(final ReferenceFit fit) {
		return fit.result().get("small_sample_correction").getAsString();
	}
}
