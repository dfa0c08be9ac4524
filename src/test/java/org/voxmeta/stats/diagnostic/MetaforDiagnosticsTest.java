package org.voxmeta.stats.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.voxmeta.Numbers.assertClose;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.voxmeta.stats.data.Dataset;
import org.voxmeta.stats.diagnostic.EggerTest.Predictor;
import org.voxmeta.stats.diagnostic.TrimAndFill.Rule;
import org.voxmeta.stats.diagnostic.TrimAndFill.Side;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.estimator.Results;
import org.voxmeta.stats.estimator.Results.LeftOut;
import org.voxmeta.stats.estimator.VarianceBasedLikelihood;
import org.voxmeta.stats.estimator.WeightedLeastSquares;

/** Diagnostics of single data sets, beside metafor's (see the README beside the resource). */
class MetaforDiagnosticsTest {

	private static final double TOLERANCE = 1e-10;
	private static final double AT_ZERO = 1e-10;

	private static final Map<String, Estimator> ESTIMATORS = Map.of("DL", DerSimonianLaird.withDefaults(),
		"FE", WeightedLeastSquares.withDefaults(), "REML", VarianceBasedLikelihood.withDefaults());

	private interface Check {
		void compare(Results results, JsonObject wanted, double tolerance);
	}

	@TestFactory
	Stream<DynamicTest> leaveOneOutAgrees() throws IOException {
		return tests("leave1out", (results, wanted, tolerance) -> {
			final List<LeftOut> rows = results.leaveOneOut();
			for (int k = 0; k < rows.size(); k++) {
				final LeftOut row = rows.get(k);
				close(wanted, "estimate", k, row.estimate().estimate(), tolerance);
				close(wanted, "se", k, row.estimate().se(), tolerance);
				close(wanted, "zval", k, row.estimate().z(), tolerance);
				close(wanted, "pval", k, row.estimate().p(), tolerance);
				close(wanted, "ci_l", k, row.estimate().ciLower(), tolerance);
				close(wanted, "ci_u", k, row.estimate().ciUpper(), tolerance);
				close(wanted, "tau2", k, row.tau2(), tolerance);
				close(wanted, "Q", k, row.q(), tolerance);
				close(wanted, "Qp", k, row.qP(), tolerance);
				// of a fixed-effect model metafor has them from Q, here they are 0 and 1 where tau2 is 0
				if (results.estimator() instanceof WeightedLeastSquares) continue;
				close(wanted, "I2", k, row.i2(), tolerance);
				close(wanted, "H2", k, row.h2(), tolerance);
			}
		});
	}

	@TestFactory
	Stream<DynamicTest> influenceAgrees() throws IOException {
		return tests("influence", (results, wanted, tolerance) -> {
			final List<Influence> rows = results.influence();
			for (int k = 0; k < rows.size(); k++) {
				final Influence row = rows.get(k);
				close(wanted, "rstudent", k, row.rstudent(), tolerance);
				close(wanted, "dffits", k, row.dffits(), tolerance);
				close(wanted, "cook_d", k, row.cook(), tolerance);
				close(wanted, "cov_r", k, row.covRatio(), tolerance);
				close(wanted, "tau2_del", k, row.tau2(), tolerance);
				close(wanted, "QE_del", k, row.q(), tolerance);
				close(wanted, "hat", k, row.hat(), tolerance);
				close(wanted, "weight", k, row.weight(), tolerance);
				close(wanted, "dfbs", k, row.dfbetas().get(0), tolerance);
			}
		});
	}

	@TestFactory
	Stream<DynamicTest> eggersRegressionAgrees() throws IOException {
		return tests("regtest", (results, wanted, tolerance) -> {
			final Map<String, Predictor> predictors = Map.of("sei", Predictor.STANDARD_ERROR, "vi", Predictor.VARIANCE,
				"ninv", Predictor.INVERSE_SAMPLE_SIZE);
			predictors.forEach((name, predictor) -> {
				compare(wanted.getAsJsonObject("rma_" + name), results.eggerTest(predictor), tolerance);
				compare(wanted.getAsJsonObject("lm_" + name), EggerTest.linear(results.data(), predictor), TOLERANCE);
			});
		});
	}

	private static void compare(final JsonObject wanted, final EggerTest test, final double tolerance) {
		assertClose(wanted.get("stat").getAsDouble(), test.statistic(), tolerance, "statistic");
		assertClose(wanted.get("pval").getAsDouble(), test.p(), tolerance, "p");
		assertClose(wanted.get("est").getAsDouble(), test.limit(), tolerance, "limit");
		assertEquals(wanted.get("dof").isJsonNull() ? Double.POSITIVE_INFINITY : wanted.get("dof").getAsDouble(),
			test.dof());
	}

	@TestFactory
	Stream<DynamicTest> trimAndFillAgrees() throws IOException {
		return tests("trimfill", (results, wanted, tolerance) -> {
			for (final Rule rule : Rule.values())
				for (final Side side : Side.values()) {
					final JsonObject expected = wanted.getAsJsonObject(rule + "_" + side.name().toLowerCase());
					if (expected.has("error")) assertThrows(IllegalArgumentException.class,
						() -> results.trimAndFill(rule, side), "metafor does not settle either");
					else compare(expected, results.trimAndFill(rule, side), tolerance);
				}
		});
	}

	private static void compare(final JsonObject wanted, final TrimAndFill test, final double tolerance) {
		assertEquals(wanted.get("k0").getAsInt(), test.missing());
		assertClose(wanted.get("se_k0").getAsDouble(), test.missingSe(), tolerance, "se of missing");
		if (!wanted.get("p_k0").isJsonNull()) assertClose(wanted.get("p_k0").getAsDouble(), test.p(), tolerance, "p");
		final double tau2 = wanted.get("tau2").getAsDouble();
		// where trimfill iterates for tau2, it does so to metafor's default, changes of less than 1e-5
		final double after = tolerance == TOLERANCE || test.missing() == 0 ? tolerance : 1e-5 / tau2;
		assertClose(first(wanted, "beta"), test.estimate(), after, "estimate");
		assertClose(first(wanted, "se"), test.se(), after, "se");
		assertClose(first(wanted, "zval"), test.z(), after, "z");
		assertClose(tau2, test.tau2(), after, "tau2");
		assertClose(wanted.get("Q").getAsDouble(), test.q(), after, "Q");
		assertEquals(wanted.getAsJsonArray("yi_filled").size(), test.effects().size());
		for (int i = 0; i < test.effects().size(); i++)
			assertClose(wanted.getAsJsonArray("yi_filled").get(i).getAsDouble(), test.effects().get(i), after,
				"filled effect");
	}

	private static Stream<DynamicTest> tests(final String diagnostic, final Check check) throws IOException {
		final List<DynamicTest> tests = new ArrayList<>();
		for (final Map.Entry<String, JsonElement> entry : reference().entrySet()) {
			final JsonObject set = entry.getValue().getAsJsonObject();
			final Dataset data = Dataset.of(numbers(set.getAsJsonArray("y")), numbers(set.getAsJsonArray("v")))
				.withSampleSizes(numbers(set.getAsJsonArray("n")));
			for (final JsonElement element : set.getAsJsonArray("by_method")) {
				final JsonObject method = element.getAsJsonObject();
				final String name = method.get("method").getAsString();
				if (ESTIMATORS.containsKey(name)) tests.add(DynamicTest.dynamicTest(entry.getKey() + " " + name,
					() -> check.compare(ESTIMATORS.get(name).fit(data), method.getAsJsonObject(diagnostic),
						name.equals("REML") ? 1e-6 : TOLERANCE)));
			}
		}
		return tests.stream();
	}

	private static void close(final JsonObject wanted, final String key, final int k, final double got,
		final double tolerance)
	{
		final JsonArray values = wanted.getAsJsonArray(key);
		// metafor lists no tau2 for a fixed-effect model
		if (values.isEmpty()) return;
		final double number = values.get(k).getAsDouble();
		// where the maximum is at 0, metafor's iteration ends beside it
		if ((key.startsWith("tau2") || key.equals("I2")) && number < AT_ZERO) assertEquals(0, got, AT_ZERO, key + " of study " + (k + 1));
		else assertClose(number, got, tolerance, key + " of study " + (k + 1));
	}

	private static double first(final JsonObject object, final String key) {
		return object.getAsJsonArray(key).get(0).getAsDouble();
	}

	private static double[] numbers(final JsonArray array) {
		return StreamSupport.stream(array.spliterator(), false).mapToDouble(JsonElement::getAsDouble).toArray();
	}

	private static JsonObject reference() throws IOException {
		try (Reader reader = new InputStreamReader(MetaforDiagnosticsTest.class.getResourceAsStream(
			"/stats/diagnostic/metafor_diagnostics.json"), StandardCharsets.UTF_8))
		{
			return JsonParser.parseReader(reader).getAsJsonObject();
		}
	}
}
