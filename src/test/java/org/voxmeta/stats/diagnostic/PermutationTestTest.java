package org.voxmeta.stats.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.voxmeta.stats.data.Dataset;
import org.voxmeta.stats.diagnostic.PermutationTest.Statistic;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.estimator.Results;

class PermutationTestTest {

	private static final Dataset EIGHT = Dataset.of(new double[] { 0.1, -0.2, 0.4, 0.9, 0.3, 0.5, -0.1, 0.2 },
		new double[] { 0.1, 0.2, 0.3, 0.2, 0.1, 0.4, 0.2, 0.1 });

	@TestFactory
	Stream<DynamicTest> exactTestsAgree() throws IOException {
		final List<DynamicTest> tests = new ArrayList<>();
		for (final JsonElement element : reference()) {
			final JsonObject wanted = element.getAsJsonObject();
			tests.add(DynamicTest.dynamicTest(wanted.get("name").getAsString() + " " + wanted.get("columns"),
				() -> compare(wanted)));
		}
		return tests.stream();
	}

	private static void compare(final JsonObject wanted) {
		final Results results = DerSimonianLaird.withDefaults().fit(data(wanted));
		final int all = wanted.get("n").getAsInt();

		final PermutationTest test = results.permutationTest(all, 1);

		assertTrue(test.exact());
		assertEquals(all, test.count());
		// PyMARE's own p loses ties to rounding; these count them
		assertEquals(list(wanted.getAsJsonArray("est_p")), test.p());
		assertEquals(wanted.get("tau2_p").getAsDouble(), test.tau2P());
		if (!wanted.get("metafor_p").isJsonNull()) assertEquals(list(wanted.getAsJsonArray("metafor_p")),
			results.permutationTest(Statistic.TEST, all, 1).p());
	}

	@Test
	void randomTestsApproachTheExactOne() {
		final Results results = DerSimonianLaird.withDefaults().fit(EIGHT);
		final double exact = results.permutationTest(256, 1).p().get(0);

		final PermutationTest random = results.permutationTest(255, 7);
		final List<Double> means = new ArrayList<>();
		for (int seed = 0; seed < 200; seed++)
			means.add(results.permutationTest(255, seed).p().get(0));

		assertEquals(false, random.exact());
		assertEquals(255, random.count());
		final double standardError = Math.sqrt(exact * (1 - exact) / 255 / 200);
		assertEquals(exact + (1 - exact) / 255, means.stream().mapToDouble(p -> p).average().orElseThrow(),
			4 * standardError, "the data as observed are one of the 255");
	}

	@Test
	void sameSeedSameAnswer() {
		final Results results = DerSimonianLaird.withDefaults().fit(EIGHT);

		assertEquals(results.permutationTest(100, 5), results.permutationTest(100, 5));
	}

	@Test
	void groupsFlipTogether() {
		final Dataset grouped = EIGHT.withGroups(List.of("a", "a", "b", "b", "c", "c", "d", "d"));

		assertEquals(16, DerSimonianLaird.withDefaults().fit(grouped).permutationTest(1000, 1).count());
	}

	@Test
	void oneTryIsNoTest() {
		final Results results = DerSimonianLaird.withDefaults().fit(EIGHT);

		assertEquals("Permutations: got 1, wanted 2 or more", assertThrows(IllegalArgumentException.class,
			() -> results.permutationTest(1, 0)).getMessage());
	}

	private static Dataset data(final JsonObject wanted) {
		final Dataset data = Dataset.of(numbers(wanted.getAsJsonArray("y")), numbers(wanted.getAsJsonArray("v")));
		final Map<String, double[]> moderators = new LinkedHashMap<>();
		wanted.getAsJsonObject("covariates").entrySet().forEach(entry -> moderators.put(entry.getKey(), numbers(entry
			.getValue().getAsJsonArray())));
		return moderators.isEmpty() ? data : data.withModerators(moderators, true);
	}

	private static double[] numbers(final JsonArray array) {
		return StreamSupport.stream(array.spliterator(), false).mapToDouble(JsonElement::getAsDouble).toArray();
	}

	private static List<Double> list(final JsonArray array) {
		return StreamSupport.stream(array.spliterator(), false).map(JsonElement::getAsDouble).toList();
	}

	private static JsonArray reference() throws IOException {
		try (Reader reader = new InputStreamReader(PermutationTestTest.class.getResourceAsStream(
			"/stats/diagnostic/permutation.json"), StandardCharsets.UTF_8))
		{
			return JsonParser.parseReader(reader).getAsJsonArray();
		}
	}
}
