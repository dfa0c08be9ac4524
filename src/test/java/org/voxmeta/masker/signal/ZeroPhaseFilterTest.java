package org.voxmeta.masker.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxmeta.PeerData;

/** Butterworth filters of SciPy: their sections, and what they make of a series. */
class ZeroPhaseFilterTest {

	@TestFactory
	Stream<DynamicTest> sectionsAndSeriesEqualScipys() throws IOException {
		final JsonObject data = PeerData.resource("/org/voxmeta/masker/signal/filters.json").getAsJsonObject();
		final double[][] series = Tables.columnOf(Tables.row(data.getAsJsonArray("series")));
		final List<DynamicTest> tests = new ArrayList<>();
		for (final JsonElement element : data.getAsJsonArray("filters")) {
			final JsonObject wanted = element.getAsJsonObject();
			final String name = wanted.get("high_pass") + " to " + wanted.get("low_pass") + " Hz at "
				+ wanted.get("t_r");
			tests.add(DynamicTest.dynamicTest(name, () -> {
				assertSections(wanted, sections(wanted));
				Tables.assertNear(Tables.columnOf(Tables.row(wanted.getAsJsonArray("wanted"))),
					new ZeroPhaseFilter(sections(wanted)).apply(series), 2e-12);
			}));
		}
		assertEquals(10, tests.size());
		return tests.stream();
	}

	private static void assertSections(final JsonObject wanted, final List<FilterSection> sections) {
		final JsonArray denominators = wanted.getAsJsonArray("denominators");
		assertEquals(denominators.size(), sections.size());
		final List<FilterSection> sorted = sections.stream().sorted(Comparator.comparing(FilterSection::a1)
			.thenComparing(FilterSection::a2)).toList();
		for (int i = 0; i < sorted.size(); i++)
			assertArrayEquals(Tables.row(denominators.get(i).getAsJsonArray()), new double[] { sorted.get(i).a1(),
				sorted.get(i).a2() }, 1e-12);
		final double gain = sections.stream().mapToDouble(FilterSection::b0).reduce(1, (a, b) -> a * b);
		assertEquals(1, gain / wanted.get("gain").getAsDouble(), 1e-12);
	}

	private static List<FilterSection> sections(final JsonObject filter) {
		return ButterworthDesign.sections(number(filter.get("high_pass")), number(filter.get("low_pass")),
			1 / number(filter.get("t_r")));
	}

	private static double number(final JsonElement value) {
		return value.isJsonNull() ? Double.NaN : value.getAsDouble();
	}

	@ParameterizedTest
	@CsvSource({ "NaN, 0.1, 19", "0.01, NaN, 19", "0.01, 0.1, 34" })
	void aSeriesMustBeLongerThanWhatItIsContinuedBy(final double high, final double low, final int wanted) {
		final ZeroPhaseFilter filter = new ZeroPhaseFilter(ButterworthDesign.sections(high, low, 0.5));

		assertEquals(wanted, filter.minimumSamples());
		assertEquals(wanted, filter.apply(new double[wanted][1]).length);
		assertEquals("Filter: got " + (wanted - 1) + " samples, wanted at least " + wanted, assertThrows(
			IllegalArgumentException.class, () -> filter.apply(new double[wanted - 1][1])).getMessage());
	}

	@Test
	void constantsPassOnlyBelow() {
		final double[][] constant = Tables.map(new double[50][2], value -> 7);

		Tables.assertNear(constant, filter(Double.NaN, 0.1).apply(constant), 1e-13);
		assertTrue(largest(filter(0.02, Double.NaN).apply(constant)) < 1e-12);
		assertTrue(largest(filter(0.02, 0.1).apply(constant)) < 1e-12);
	}

	@Test
	void aSeriesTurnedRoundGivesTheResultTurnedRound() {
		// forward first or backward first differs by what the ends ring, which dies out within the series
		final double[][] series = Tables.random(new Random(3), 400, 3);
		final double[][] filtered = filter(Double.NaN, 0.1).apply(series);

		final double[][] turned = filter(Double.NaN, 0.1).apply(turned(series));

		Tables.assertNear(slice(filtered, 100, 300), slice(turned(turned), 100, 300), 1e-9);
	}

	@Test
	void slowWavesPassAndFastOnesDoNot() {
		final double[][] waves = new double[400][2];
		for (int t = 0; t < waves.length; t++) {
			waves[t][0] = Math.sin(2 * Math.PI * 0.01 * 2 * t);
			waves[t][1] = Math.sin(2 * Math.PI * 0.2 * 2 * t);
		}

		final double[][] filtered = filter(Double.NaN, 0.05).apply(waves);

		Tables.assertNear(slice(Tables.columns(waves, 0), 100, 300), slice(Tables.columns(filtered, 0), 100, 300),
			1e-6);
		assertTrue(largest(slice(Tables.columns(filtered, 1), 100, 300)) < 1e-6);
	}

	@Test
	void theInputIsNotChanged() {
		final double[][] series = Tables.random(new Random(5), 40, 2);
		final double[][] copy = Rows.copy(series);

		filter(0.02, 0.1).apply(series);

		assertArrayEquals(copy, series);
	}

	private static ZeroPhaseFilter filter(final double high, final double low) {
		return new ZeroPhaseFilter(ButterworthDesign.sections(high, low, 0.5));
	}

	private static double largest(final double[][] rows) {
		return Stream.of(rows).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElseThrow();
	}

	private static double[][] turned(final double[][] rows) {
		final double[][] turned = new double[rows.length][];
		for (int t = 0; t < rows.length; t++)
			turned[t] = rows[rows.length - 1 - t];
		return turned;
	}

	private static double[][] slice(final double[][] rows, final int from, final int to) {
		return Arrays.copyOfRange(rows, from, to);
	}
}
