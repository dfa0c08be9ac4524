package org.voxmeta.masker.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.voxmeta.PeerData;

class CubicSplineTest {

	@TestFactory
	Stream<DynamicTest> gapsEqualScipys() throws IOException {
		final JsonObject data = PeerData.resource("/org/voxmeta/masker/signal/filters.json").getAsJsonObject();
		final List<DynamicTest> tests = new ArrayList<>();
		for (final JsonElement element : data.getAsJsonArray("splines")) {
			final JsonObject wanted = element.getAsJsonObject();
			tests.add(DynamicTest.dynamicTest("kept " + wanted.get("kept"), () -> {
				final int[] kept = wanted.getAsJsonArray("kept").asList().stream().mapToInt(JsonElement::getAsInt)
					.toArray();
				final double[][] rows = censored(Tables.of(data.get("spline_values")), kept);

				CubicSpline.fillGaps(rows, kept);

				Tables.assertNear(Tables.of(wanted.get("wanted")), rows, 1e-13);
			}));
		}
		assertEquals(5, tests.size());
		return tests.stream();
	}

	@Test
	void cubicPolynomialsAreFilledExactly() {
		final double[][] wanted = new double[30][1];
		for (int t = 0; t < wanted.length; t++)
			wanted[t][0] = 5 + t - 0.3 * t * t + 0.01 * t * t * t;
		final int[] kept = { 0, 2, 3, 11, 12, 13, 20, 29 };

		final double[][] rows = censored(wanted, kept);
		CubicSpline.fillGaps(rows, kept);

		Tables.assertNear(wanted, rows, 1e-13);
	}

	private static double[][] censored(final double[][] rows, final int[] kept) {
		final double[][] censored = Tables.map(rows, value -> Double.NaN);
		for (final int t : kept)
			censored[t] = rows[t].clone();
		return censored;
	}
}
