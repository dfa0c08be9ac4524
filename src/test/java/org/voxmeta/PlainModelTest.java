package org.voxmeta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.gson.JsonObject;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.voxmeta.stats.data.Design;

/** The plain formulas, which the estimators are compared with, give what other software gives. */
class PlainModelTest {

	private record Plain(String name, Map<String, String> options, double tolerance) {
	}

	private static final Map<String, Plain> METAFOR = Map.of( //
		"FE", new Plain("Weighted Least Squares", Map.of("tau2", "0"), 1e-9), //
		"DL", new Plain("DerSimonian-Laird", Map.of(), 1e-9), //
		"HE", new Plain("Hedges", Map.of("form", "trace"), 1e-9), //
		"HS", new Plain("Hunter-Schmidt", Map.of("smallsample", "false"), 1e-9), //
		"HSk", new Plain("Hunter-Schmidt", Map.of("smallsample", "true"), 1e-9), //
		"SJ", new Plain("Sidik-Jonkman", Map.of(), 1e-9), //
		"PM", new Plain("Paule-Mandel", Map.of(), 1e-6), //
		"EB", new Plain("Empirical Bayes", Map.of(), 1e-6), //
		"REML", new Plain("Variance-Based Likelihood", Map.of("method", "REML"), 1e-6));

	private static final Map<String, String> PYMARE = Map.of( //
		"VarianceBasedLikelihoodEstimator", "Variance-Based Likelihood", //
		"SampleSizeBasedLikelihoodEstimator", "Sample-Size-Based Likelihood");

	@TestFactory
	Stream<DynamicTest> heterogeneityIsThatOfMetafor() throws IOException {
		return References.tests(PlainModelTest::testsOfMetafor);
	}

	@TestFactory
	Stream<DynamicTest> likelihoodsAreHighestWherePyMareFindsThem() throws IOException {
		return References.tests(PlainModelTest::testsOfPyMare);
	}

	private static Stream<DynamicTest> testsOfMetafor() throws IOException {
		final List<DynamicTest> tests = new ArrayList<>();
		for (final JsonObject data : PeerData.ofReference("metafor"))
			for (final JsonObject design : PeerData.objects(data.get("designs")))
				for (final JsonObject result : PeerData.objects(design.get("results"))) {
					final String method = result.get("method").getAsString();
					if (!METAFOR.containsKey(method)) continue;
					final Plain plain = METAFOR.get(method);
					tests.add(dynamicTest(name(data, design) + method, () -> {
						final PlainModel model = PlainModel.of(plain.name, plain.options,
							studies(data, design));
						assertClose(PeerData.number(result.get("tau2")), model.tau2(), plain.tolerance,
							scale(data));
					}));
				}
		assertTrue(tests.size() > 300, "comparisons: " + tests.size());
		return tests.stream();
	}

	private static Stream<DynamicTest> testsOfPyMare() throws IOException {
		final List<DynamicTest> tests = new ArrayList<>();
		for (final JsonObject data : PeerData.ofReference("tabular"))
			for (final JsonObject design : PeerData.objects(data.get("designs")))
				for (final JsonObject result : PeerData.objects(design.get("results"))) {
					if (!result.has("refined")) continue;
					final String name = PYMARE.get(result.get("estimator").getAsString());
					final String method = result.getAsJsonObject("args").get("method").getAsString();
					final JsonObject wanted = result.getAsJsonObject("refined");
					tests.add(dynamicTest(name(data, design) + name + " " + method, () -> {
						final PlainModel model = PlainModel.of(name, Map.of("method", method),
							studies(data, design));
						assertClose(PeerData.number(wanted.get("tau2")), model.tau2(), 1e-5, scale(data));
						if (wanted.has("sigma2") && !wanted.get("sigma2").isJsonNull())
							assertClose(PeerData.number(wanted.get("sigma2")), model.sigma2(), 1e-5,
								scale(data));
					}));
				}
		assertTrue(tests.size() > 100, "comparisons: " + tests.size());
		return tests.stream();
	}

	private static PlainStudies studies(final JsonObject data, final JsonObject columns) {
		final double[] y = PeerData.numbers(data.get("y"));
		final Design design = PeerData.design(columns.get("columns"), data.getAsJsonObject("covariates"),
			y.length);
		final double[][] x = new double[y.length][];
		for (int k = 0; k < x.length; k++)
			x[k] = design.row(k);
		return new PlainStudies(y, PeerData.numbers(data.get("v")), PeerData.numbers(data.get("n")), x);
	}

	/** A variance of the size that the effects have. */
	private static double scale(final JsonObject data) {
		return Arrays.stream(PeerData.numbers(data.get("y"))).map(y -> y * y).average().orElseThrow();
	}

	private static void assertClose(final double wanted, final double got, final double tolerance,
		final double scale)
	{
		assertEquals(wanted, got, tolerance * (Math.abs(wanted) + 1e-3 * scale));
	}

	private static String name(final JsonObject data, final JsonObject design) {
		return data.get("name").getAsString() + " " + design.get("name").getAsString() + " ";
	}
}
