package org.voxmeta.stats.estimator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.voxmeta.stats.estimator.PeerNumbers.CLOSED_FORM;

import com.google.gson.JsonObject;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.voxmeta.PeerData;
import org.voxmeta.References;
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.result.MapKind;

/**
 * Every result that metafor gives for a single data set, with and without moderators and for its three tests.
 * Where it differs from PyMARE, metafor is followed, but for one thing: a standard error of 0 (identical
 * effects, Knapp-Hartung) makes metafor's statistic infinite and its p 0, as if that were certainty; here, as
 * in PyMARE, there is no test then.
 */
class MetaforAgreementTest {

	/** Our estimator, and the relative tolerance. */
	private record Peer(EffectEstimator<?> estimator, double tolerance) {
	}

	/** As many as the small resource holds of the closed forms. */
	private static final int LEAST_TESTS = 24 * 6;

	/** metafor's searches end there. */
	private static final double SEARCH = 1e-6;

	private static final Map<String, Peer> PEERS = Map.ofEntries( //
		Map.entry("FE", new Peer(WeightedLeastSquares.withDefaults(), CLOSED_FORM)), //
		Map.entry("DL", new Peer(DerSimonianLaird.withDefaults(), CLOSED_FORM)), //
		Map.entry("HE", new Peer(Hedges.withDefaults(), CLOSED_FORM)), //
		Map.entry("HS", new Peer(HunterSchmidt.withDefaults(), CLOSED_FORM)), //
		Map.entry("HSk", new Peer(HunterSchmidt.withDefaults().withSmallSample(true), CLOSED_FORM)), //
		Map.entry("SJ", new Peer(SidikJonkman.withDefaults(), CLOSED_FORM)), //
		Map.entry("PM", new Peer(PauleMandel.withDefaults(), SEARCH)), //
		Map.entry("EB", new Peer(EmpiricalBayes.withDefaults(), SEARCH)), //
		Map.entry("ML", new Peer(VarianceBasedLikelihood.withDefaults().with(LikelihoodMethod.ML), SEARCH)), //
		Map.entry("REML", new Peer(VarianceBasedLikelihood.withDefaults(), SEARCH)));

	/**
	 * metafor takes years as they are, which costs its own numbers digits; {@link BcgVaccineTest} has them
	 * right.
	 */
	private static final String ILL_CONDITIONED = "bcg ablat+year";

	/** What metafor's numbers are worth there. */
	private static final double FEWER_DIGITS = 1e-9;

	private static final Map<String, Adjustment> TESTS = Map.of("z", Adjustment.WALD, //
		"knha", Adjustment.KNAPP_HARTUNG, "adhoc", Adjustment.KNAPP_HARTUNG_CONSERVATIVE);

	@TestFactory
	Stream<DynamicTest> fewDataSetsAgree() throws IOException {
		return tests(PeerData.ofResource("/stats/metafor.json"));
	}

	@TestFactory
	Stream<DynamicTest> allDataSetsAgree() throws IOException {
		return References.tests(() -> tests(PeerData.ofReference("metafor")));
	}

	private static Stream<DynamicTest> tests(final List<JsonObject> dataSets) {
		final List<DynamicTest> tests = new ArrayList<>();
		for (final JsonObject data : dataSets)
			for (final JsonObject design : PeerData.objects(data.get("designs")))
				for (final JsonObject result : PeerData.objects(design.get("results")))
					if (PEERS.containsKey(text(result, "method"))) for (final String test : TESTS.keySet())
						tests.add(dynamicTest(name(data, design) + " " + text(result, "method") + " " + test,
							() -> compare(data, design, result, test)));
		assertTrue(tests.size() >= LEAST_TESTS, "comparisons: " + tests.size());
		return tests.stream();
	}

	private static void compare(final JsonObject data, final JsonObject design, final JsonObject result,
		final String test)
	{
		final double[] y = PeerData.numbers(data.get("y"));
		final Peer peer = PEERS.get(text(result, "method"));
		final FittedMaps maps = PeerData.fit(peer.estimator.with(TESTS.get(test)), data, PeerData.design(design.get(
			"columns"), data.getAsJsonObject("covariates"), y.length));
		final JsonObject wanted = result.getAsJsonObject("tests").getAsJsonObject(test);
		final boolean isIll = ILL_CONDITIONED.equals(name(data, design));
		final PeerNumbers numbers = new PeerNumbers(maps, 0, y, isIll ? Math.max(FEWER_DIGITS, peer.tolerance)
			: peer.tolerance);
		if (endsShortOfZero(maps, data, PeerData.number(result.get("tau2")), peer)) return;
		numbers.tau2(PeerData.number(result.get("tau2")));
		for (int t = 0; t < maps.terms().size(); t++) {
			numbers.est(t, number(wanted, "beta", t));
			numbers.se(t, number(wanted, "se", t));
			numbers.stat(t, number(wanted, "stat", t));
			if (number(wanted, "se", t) > 0) numbers.p(t, number(wanted, "pval", t));
			else assertTrue(Double.isNaN(maps.get(MapKind.P, t)[0]), "p of a standard error of 0");
			if (!wanted.get("dof").isJsonNull()) assertEquals(PeerData.number(wanted.get("dof")), maps.get(MapKind.DOF,
				t)[0], "dof");
		}
	}

	/** metafor's searches near tau2 = 0 step towards it without getting there; here it is reached. */
	private static boolean endsShortOfZero(final FittedMaps maps, final JsonObject data, final double wanted,
		final Peer peer)
	{
		if (peer.tolerance < SEARCH || maps.get(MapKind.TAU2)[0] > 0 || wanted == 0) return false;
		final double v = Arrays.stream(PeerData.numbers(data.get("v"))).average().orElseThrow();
		assertEquals(0, wanted, 1e-4 * v, "tau2");
		return true;
	}

	private static String name(final JsonObject data, final JsonObject design) {
		return text(data, "name") + " " + text(design, "name");
	}

	private static double number(final JsonObject object, final String key, final int term) {
		return PeerData.number(object.getAsJsonArray(key).get(term));
	}

	private static String text(final JsonObject object, final String key) {
		return object.get(key).getAsString();
	}
}
