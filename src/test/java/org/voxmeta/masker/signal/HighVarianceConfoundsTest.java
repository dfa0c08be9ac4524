package org.voxmeta.masker.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.voxmeta.PeerData;

class HighVarianceConfoundsTest {

	@TestFactory
	Stream<DynamicTest> componentsEqualNilearns() throws IOException {
		final JsonObject data = PeerData.resource("/org/voxmeta/masker/signal/high_variance.json")
			.getAsJsonObject();
		final double[][] series = Tables.of(data.get("series"));
		final List<DynamicTest> tests = new ArrayList<>();
		for (final JsonElement element : data.getAsJsonArray("cases")) {
			final JsonObject test = element.getAsJsonObject();
			final HighVarianceConfounds confounds = HighVarianceConfounds.withDefaults().withNumber(test.get("number")
				.getAsInt()).withPercentile(test.get("percentile").getAsDouble()).withDetrend(test.get("detrend")
					.getAsBoolean());
			tests.add(DynamicTest.dynamicTest(confounds.toString(), () -> assertSameButForSigns(Tables.of(test.get(
				"wanted")), confounds.of(series).values())));
		}
		assertEquals(5, tests.size());
		return tests.stream();
	}

	private static void assertSameButForSigns(final double[][] wanted, final double[][] got) {
		assertEquals(wanted[0].length, got[0].length, "confounds");
		for (int c = 0; c < wanted[0].length; c++) {
			final double[] column = Rows.column(wanted, c);
			final double[] other = Rows.column(got, c);
			double dot = 0;
			for (int t = 0; t < column.length; t++)
				dot += column[t] * other[t];
			final double sign = Math.signum(dot);
			assertArrayEquals(column, Arrays.stream(other).map(value -> sign * value).toArray(), 1e-12);
		}
	}

	@Test
	void blocksGiveTheSame() {
		final double[][] series = Tables.random(new Random(1), 15, 100);
		final HighVarianceConfounds confounds = HighVarianceConfounds.withDefaults().withPercentile(10);
		final double[][] first = Tables.columns(series, IntStream.range(0, 37).toArray());
		final double[][] second = Tables.columns(series, IntStream.range(37, 100).toArray());

		final double[] variances = DoubleStream.concat(Arrays.stream(confounds.variances(first)),
			Arrays.stream(confounds.variances(second))).toArray();
		final double threshold = confounds.threshold(variances);
		final int[] chosen = IntStream.range(0, 100).filter(j -> variances[j] > threshold).toArray();

		assertEquals(10, chosen.length);
		assertArrayEquals(confounds.of(series).values(), confounds.components(Tables.columns(series, chosen))
			.values());
	}

	@Test
	void voxelsThatAreNotFiniteAreLeftOut() {
		final double[][] series = Tables.random(new Random(2), 12, 60);
		final double[][] damaged = new double[12][];
		for (int t = 0; t < 12; t++) {
			damaged[t] = Arrays.copyOf(series[t], 62);
			damaged[t][60] = t == 3 ? Double.NaN : 1000 * t * t;
			damaged[t][61] = t == 5 ? Double.NEGATIVE_INFINITY : 1000 * t * t;
		}

		final HighVarianceConfounds confounds = HighVarianceConfounds.withDefaults().withPercentile(20);

		assertArrayEquals(confounds.of(series).values(), confounds.of(damaged).values());
	}

	@Test
	void moreSamplesThanVoxelsHaveTheirComponents() {
		final Random random = new Random(8);
		for (final int[] size : new int[][] { { 500, 192 }, { 300, 7 }, { 60, 59 }, { 60, 60 } }) {
			final double[][] chosen = new double[size[0]][size[1]];
			for (final double[] row : chosen)
				Arrays.setAll(row, j -> (1 + j) * random.nextGaussian());

			final double[][] confounds = HighVarianceConfounds.withDefaults().components(chosen).values();

			// orthonormal, and the projection onto them keeps the most: no other direction of as many adds to it
			for (int a = 0; a < 5; a++)
				for (int b = 0; b < 5; b++)
					assertEquals(a == b ? 1 : 0, dot(confounds, a, b), 1e-10);
			final double[] kept = new double[5];
			final double[][] rows = chosen;
			for (int c = 0; c < 5; c++)
				for (int j = 0; j < size[1]; j++) {
					double sum = 0;
					for (int t = 0; t < size[0]; t++)
						sum += confounds[t][c] * rows[t][j];
					kept[c] += sum * sum;
				}
			for (int c = 1; c < 5; c++)
				assertTrue(kept[c] <= kept[c - 1] * 1.01, Arrays.toString(kept));
		}
	}

	private static double dot(final double[][] columns, final int a, final int b) {
		return Arrays.stream(columns).mapToDouble(row -> row[a] * row[b]).sum();
	}

	@Test
	void anImageThatNeverChangesHasNone() {
		assertTrue(HighVarianceConfounds.withDefaults().of(new double[10][200]).isNone());
		assertTrue(HighVarianceConfounds.withDefaults().of(Tables.map(new double[10][200], value -> Double.NaN))
			.isNone());
		assertTrue(HighVarianceConfounds.withDefaults().components(new double[10][3]).isNone());
	}

	@Test
	void thereAreNoMoreConfoundsThanComponents() {
		final double[][] series = new double[10][100];
		for (int t = 0; t < 10; t++)
			for (int j = 0; j < 100; j++)
				series[t][j] = (j < 50 ? t * t : Math.cos(t)) * (1 + j % 50);

		final Confounds confounds = HighVarianceConfounds.withDefaults().withPercentile(100).of(series);

		assertEquals(List.of("high variance 1", "high variance 2"), confounds.names());
	}

	@Test
	void badSettingsAreRefused() {
		final HighVarianceConfounds confounds = HighVarianceConfounds.withDefaults();

		assertThrows(IllegalArgumentException.class, () -> confounds.withNumber(0));
		assertThrows(IllegalArgumentException.class, () -> confounds.withPercentile(0));
		assertThrows(IllegalArgumentException.class, () -> confounds.withPercentile(Double.NaN));
		assertThrows(IllegalArgumentException.class, () -> confounds.of(new double[0][]));
	}
}
