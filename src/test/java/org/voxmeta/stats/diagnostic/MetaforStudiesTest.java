package org.voxmeta.stats.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.voxmeta.stats.combination.Stouffer;
import org.voxmeta.stats.data.Dataset;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.estimator.Results;
import org.voxmeta.stats.estimator.Results.LeftOut;
import org.voxmeta.stats.estimator.VarianceBasedLikelihood;
import org.voxmeta.stats.estimator.WeightedLeastSquares;
import org.voxmeta.stats.permutation.PermutedOls;

/** What fits say of studies, rank tests and fail-safe numbers, beside metafor's (see the README beside the resource). */
class MetaforStudiesTest {

	private static final double TOLERANCE = 1e-10;
	/** Where the maximum is at tau2 = 0, metafor's iteration ends beside it. */
	private static final double AT_ZERO = 1e-10;

	private static final Map<String, Estimator> ESTIMATORS = Map.of("DL", DerSimonianLaird.withDefaults(), "FE",
		WeightedLeastSquares.withDefaults(), "REML", VarianceBasedLikelihood.withDefaults());

	@TestFactory
	Stream<DynamicTest> studiesAgree() throws IOException {
		return tests((results, wanted, tolerance) -> {
			final List<StudyFit> rows = results.studies();
			for (int k = 0; k < rows.size(); k++) {
				final StudyFit row = rows.get(k);
				assertClose(number(wanted.getAsJsonArray("rstandard"), k), row.rstandard(), tolerance, "rstandard");
				assertClose(number(wanted.getAsJsonArray("weights_percent"), k), row.weight(), tolerance, "weight");
				assertClose(number(wanted.getAsJsonObject("blup").getAsJsonArray("pred"), k), row.blup(), tolerance, "blup");
				assertClose(number(wanted.getAsJsonObject("blup").getAsJsonArray("se"), k), row.blupSe(), tolerance, "its se");
			}
		});
	}

	@TestFactory
	Stream<DynamicTest> cumulativeFitsAgree() throws IOException {
		return tests((results, wanted, tolerance) -> {
			final List<LeftOut> rows = results.cumulative();
			final JsonObject cumulative = wanted.getAsJsonObject("cumul");
			for (int k = 0; k < rows.size(); k++) {
				final LeftOut row = rows.get(k);
				assertClose(number(cumulative.getAsJsonArray("estimate"), k), row.estimate().estimate(), tolerance,
					"estimate of the first " + (k + 1));
				assertClose(number(cumulative.getAsJsonArray("se"), k), row.estimate().se(), tolerance, "se of the first "
					+ (k + 1));
				// metafor lists no tau2 for a fixed-effect model
				if (cumulative.getAsJsonArray("tau2").isEmpty()) continue;
				final double tau2 = number(cumulative.getAsJsonArray("tau2"), k);
				if (tau2 < AT_ZERO) assertEquals(0, row.tau2(), AT_ZERO);
				else assertClose(tau2, row.tau2(), tolerance, "tau2 of the first " + (k + 1));
			}
		});
	}

	@TestFactory
	Stream<DynamicTest> rankTestsAgree() throws IOException {
		return tests((results, wanted, tolerance) -> {
			final RankTest test = results.rankTest();
			assertClose(wanted.getAsJsonObject("ranktest").get("tau").getAsDouble(), test.tau(), TOLERANCE, "tau");
			assertClose(wanted.getAsJsonObject("ranktest").get("pval").getAsDouble(), test.p(), TOLERANCE, "p");
			assertClose(wanted.getAsJsonObject("ranktest_exact").get("pval").getAsDouble(), Double.isNaN(test.exactP())
				? test.p() : test.exactP(), TOLERANCE, "exact p");
		});
	}

	@Test
	void failSafeNumbersAgree() throws IOException {
		for (final Map.Entry<String, JsonElement> entry : reference().entrySet()) {
			final Dataset data = data(entry.getValue().getAsJsonObject());
			final JsonObject wanted = entry.getValue().getAsJsonObject().getAsJsonObject("fsn");

			assertEquals(count(wanted, "Rosenthal"), FailSafeNumber.rosenthal(data, 0.05), entry.getKey());
			assertEquals(count(wanted, "Orwin"), FailSafeNumber.orwin(data), entry.getKey());
			assertEquals(count(wanted, "Rosenberg"), FailSafeNumber.rosenberg(data, 0.05), entry.getKey());
		}
	}

	@Test
	void withoutVariancesThereIsNoWeight() {
		final Dataset z = Dataset.of(new double[] { 1, 2, 0.5, -1 });
		for (final Estimator estimator : List.of(Stouffer.withDefaults(), PermutedOls.withDefaults())) {
			final Results results = estimator.fit(z);
			final String name = estimator.name();

			assertRefused("Studies: got " + name, results::studies);
			assertRefused("Influence: got " + name, results::influence);
			assertRefused("Rank test: got " + name, results::rankTest);
			assertRefused("Egger's regression: got " + name, () -> results.eggerTest(EggerTest.Predictor.VARIANCE));
			assertRefused("Trim and fill: got " + name, () -> results.trimAndFill(TrimAndFill.Rule.L0,
				TrimAndFill.Side.LEFT));
			assertEquals(4, results.leaveOneOut().size());
		}
	}

	@Test
	void groupsHaveNoDiagnosticsOfIndependentStudies() {
		final Results results = DerSimonianLaird.withDefaults().fit(Dataset.of(new double[] { 1, 2, 0.5, -1 }, new double[] {
			1, 1, 2, 1 }).withGroups(List.of("a", "a", "b", "c")));

		assertRefused("Influence: got studies in groups, wanted independent ones", results::influence);
		assertEquals(8, results.permutationTest(100, 1).count());
	}

	@Test
	void signsAreFlippedWithoutVariances() {
		// all of 16 sums of +-1, +-2, +-0.5, +-1: 8 reach the observed 2.5 in size
		final Results results = Stouffer.withDefaults().fit(Dataset.of(new double[] { 1, 2, 0.5, -1 }));

		final PermutationTest test = results.permutationTest(1000, 1);

		assertEquals(List.of(8 / 16.0), test.p());
		assertTrue(Double.isNaN(test.tau2P()));
		assertTrue(test.exact());
	}

	@Test
	void variancesThatAreNeededAreAskedFor() {
		assertEquals("Variances: got none, wanted one for each study, as DerSimonian-Laird needs them", assertThrows(
			IllegalArgumentException.class, () -> DerSimonianLaird.withDefaults().fit(Dataset.of(new double[] { 1, 2 })))
			.getMessage());
	}

	private static void assertRefused(final String start, final Runnable call) {
		final String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();

		assertTrue(message.startsWith(start), message);
	}

	private interface Check {
		void compare(Results results, JsonObject wanted, double tolerance);
	}

	private static Stream<DynamicTest> tests(final Check check) throws IOException {
		final List<DynamicTest> tests = new ArrayList<>();
		for (final Map.Entry<String, JsonElement> entry : reference().entrySet())
			for (final JsonElement element : entry.getValue().getAsJsonObject().getAsJsonArray("by_method")) {
				final JsonObject method = element.getAsJsonObject();
				final String name = method.get("method").getAsString();
				tests.add(DynamicTest.dynamicTest(entry.getKey() + " " + name, () -> check.compare(ESTIMATORS.get(name).fit(
					data(entry.getValue().getAsJsonObject())), method, name.equals("REML") ? 1e-6 : TOLERANCE)));
			}
		return tests.stream();
	}

	private static Dataset data(final JsonObject set) {
		return Dataset.of(numbers(set.getAsJsonArray("y")), numbers(set.getAsJsonArray("v")));
	}

	private static long count(final JsonObject wanted, final String type) {
		return wanted.getAsJsonObject(type).get("fsnum").getAsLong();
	}

	private static double number(final JsonArray values, final int k) {
		return values.get(k).getAsDouble();
	}

	private static double[] numbers(final JsonArray array) {
		return StreamSupport.stream(array.spliterator(), false).mapToDouble(JsonElement::getAsDouble).toArray();
	}

	private static JsonObject reference() throws IOException {
		try (Reader reader = new InputStreamReader(MetaforStudiesTest.class.getResourceAsStream(
			"/stats/diagnostic/metafor_more.json"), StandardCharsets.UTF_8))
		{
			return JsonParser.parseReader(reader).getAsJsonObject();
		}
	}
}
