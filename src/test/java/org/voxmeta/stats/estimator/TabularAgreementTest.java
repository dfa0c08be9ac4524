package org.voxmeta.stats.estimator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.voxmeta.stats.estimator.PeerNumbers.CLOSED_FORM;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.voxmeta.PeerData;
import org.voxmeta.References;
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.result.MapKind;

/**
 * Every result that PyMARE gives for a single data set, with and without moderators and for all adjustments.
 * Where it differs from metafor by definition, which is Hedges' tau2 with moderators, the form that PyMARE
 * takes is chosen here.
 */
class TabularAgreementTest {

	/** Our estimator by the arguments of PyMARE's, and the relative tolerance. */
	private record Peer(Function<JsonObject, EffectEstimator<?>> estimator, double tolerance) {
	}

	/** PyMARE's own searches end there; these columns have no values at the exact maximum. */
	private static final double UNREFINED = 1e-4;

	/** What the reference's refined values are compared to. */
	private static final double SEARCH = 1e-6;

	private static final Map<String, Peer> PEERS = Map.of( //
		"WeightedLeastSquares", new Peer(args -> WeightedLeastSquares.withDefaults().withTau2(args.get("tau2")
			.getAsDouble()), CLOSED_FORM), //
		"DerSimonianLaird", new Peer(args -> DerSimonianLaird.withDefaults(), CLOSED_FORM), //
		"Hedges", new Peer(args -> Hedges.withDefaults().with(Hedges.Form.MEAN), CLOSED_FORM), //
		"VarianceBasedLikelihoodEstimator", new Peer(args -> VarianceBasedLikelihood.withDefaults().with(LikelihoodMethod
			.parse(args.get("method").getAsString())), SEARCH), //
		"SampleSizeBasedLikelihoodEstimator", new Peer(args -> SampleSizeBasedLikelihood.withDefaults().with(
			LikelihoodMethod.parse(args.get("method").getAsString())), SEARCH));

	@TestFactory
	Stream<DynamicTest> fewDataSetsAgree() throws IOException {
		return tests(PeerData.ofResource("/stats/tabular.json"));
	}

	@TestFactory
	Stream<DynamicTest> allDataSetsAgree() throws IOException {
		return References.tests(() -> tests(PeerData.ofReference("tabular")));
	}

	@TestFactory
	Stream<DynamicTest> fewColumnsAtOnceAgree() throws IOException {
		return parallel(PeerData.resource("/stats/parallel.json").getAsJsonObject());
	}

	@TestFactory
	Stream<DynamicTest> allColumnsAtOnceAgree() throws IOException {
		return References.tests(() -> {
			final Path file = References.path("tabular").resolve("parallel.json");
			return parallel(JsonParser.parseString(Files.readString(file)).getAsJsonObject());
		});
	}

	private static Stream<DynamicTest> tests(final List<JsonObject> dataSets) {
		final List<DynamicTest> tests = new ArrayList<>();
		for (final JsonObject data : dataSets)
			for (final JsonObject design : PeerData.objects(data.get("designs")))
				for (final JsonObject result : PeerData.objects(design.get("results")))
					if (peer(result) != null && !result.has("error")) tests.add(dynamicTest(text(data, "name") + " "
						+ text(design, "name") + " " + name(result), () -> compare(data, design, result)));
		assertTrue(tests.size() >= 40 * 3, "comparisons: " + tests.size());
		return tests.stream();
	}

	private static void compare(final JsonObject data, final JsonObject design, final JsonObject result) {
		final double[] y = PeerData.numbers(data.get("y"));
		final FittedMaps maps = PeerData.fit(estimator(result), data, PeerData.design(design.get("columns"), data
			.getAsJsonObject("covariates"), y.length));
		// the likelihoods' results at the exact maximum, where PyMARE stops short of it
		final JsonObject wanted = result.has("refined") ? result.getAsJsonObject("refined") : result;
		if (leavesNoVariance(result)) {
			assertTrue(Double.isNaN(maps.get(MapKind.Z)[0]), "z without any variance");
			return;
		}
		final PeerNumbers numbers = new PeerNumbers(maps, 0, y, peer(result).tolerance);
		numbers.tau2(PeerData.number(wanted.get("tau2")));
		for (int t = 0; t < maps.terms().size(); t++) {
			numbers.est(t, number(wanted, "est", t));
			numbers.se(t, number(wanted, "se", t));
			numbers.stat(t, number(wanted, "stat", t));
			numbers.z(t, number(wanted, "z", t));
			numbers.p(t, number(wanted, "p", t));
			numbers.logP(t, number(wanted, "logp", t));
			if (!wanted.get("dof").isJsonNull())
				assertEquals(number(wanted, "dof", t), maps.get(MapKind.DOF, t)[0], "dof");
		}
	}

	private static Stream<DynamicTest> parallel(final JsonObject data) {
		final List<DynamicTest> tests = new ArrayList<>();
		for (final JsonObject result : PeerData.objects(data.get("results")))
			if (peer(result) != null) tests.add(dynamicTest(result.get("design") + " " + name(result),
				() -> compareColumns(data, result)));
		assertTrue(tests.size() >= 4 * 3, "comparisons: " + tests.size());
		return tests.stream();
	}

	private static void compareColumns(final JsonObject data, final JsonObject result) {
		final double[][] y = PeerData.matrix(data.get("y"));
		final JsonObject covariates = new JsonObject();
		covariates.add("x1", data.get("x1"));
		final Design design = PeerData.design(result.get("design"), covariates, y.length);
		final FittedMaps maps = PeerData.fit(estimator(result), data, design);
		for (int j = 0; j < maps.voxels(); j++) {
			final int column = j;
			final double[] effects = Stream.of(y).mapToDouble(row -> row[column]).toArray();
			final PeerNumbers numbers = new PeerNumbers(maps, j, effects, isSearched(result) ? UNREFINED
				: peer(result).tolerance);
			// adjustments leave these two as they are, so they are given only once
			if (result.has("tau2")) numbers.tau2(PeerData.numbers(result.get("tau2"))[j]);
			for (int t = 0; t < maps.terms().size(); t++) {
				if (result.has("est")) numbers.est(t, number(result, "est", t, j));
				numbers.se(t, number(result, "se", t, j));
				numbers.z(t, number(result, "z", t, j));
				numbers.p(t, number(result, "p", t, j));
				numbers.logP(t, number(result, "logp", t, j));
				if (!result.get("dof").isJsonNull())
					assertEquals(number(result, "dof", t, j), maps.get(MapKind.DOF, t)[j], "dof");
			}
		}
	}

	private static Estimator estimator(final JsonObject result) {
		return peer(result).estimator.apply(result.getAsJsonObject("args")).with(Adjustment.parse(text(result,
			"small_sample_correction")));
	}

	/** Identical effects, without variances to weight them by. */
	private static boolean leavesNoVariance(final JsonObject result) {
		return result.has("sigma2") && !result.get("sigma2").isJsonNull() && PeerData.number(result.get("sigma2")) < 1e-20
			&& PeerData.number(result.get("tau2")) < 1e-20;
	}

	private static boolean isSearched(final JsonObject result) {
		return peer(result).tolerance == SEARCH;
	}

	private static Peer peer(final JsonObject result) {
		return PEERS.get(text(result, "estimator"));
	}

	private static String name(final JsonObject result) {
		return text(result, "estimator") + " " + result.get("args") + " " + text(result, "small_sample_correction");
	}

	private static double number(final JsonObject object, final String key, final int... place) {
		JsonElement element = object.get(key);
		for (final int index : place)
			element = element.getAsJsonArray().get(index);
		return PeerData.number(element);
	}

	private static String text(final JsonObject object, final String key) {
		return object.get(key).getAsString();
	}
}
