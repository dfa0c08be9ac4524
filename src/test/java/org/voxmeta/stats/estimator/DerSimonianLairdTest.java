package org.voxmeta.stats.estimator;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.voxmeta.MapKinds;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.kernel.StudentTails;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

class DerSimonianLairdTest {

	/** Closed forms agree to rounding. */
	private static final double TOLERANCE = 1e-10;

	@TestFactory
	Stream<DynamicTest> agreesWithPyMareAndMetafor() throws IOException {
		final List<DynamicTest> tests = new ArrayList<>();
		for (final JsonElement element : reference().getAsJsonArray("cases")) {
			final JsonObject data = element.getAsJsonObject();
			for (final JsonElement expected : data.getAsJsonArray("expected")) {
				final JsonObject wanted = expected.getAsJsonObject();
				tests.add(DynamicTest.dynamicTest(
					data.get("name").getAsString() + " " + text(wanted, "adjustment") + " " + text(wanted, "source"),
					() -> compare(data, wanted)));
			}
		}
		return tests.stream();
	}

	@TestFactory
	Stream<DynamicTest> manyColumnsAgreeWithPyMare() throws IOException {
		final JsonObject data = reference().getAsJsonObject("parallel");
		final double[][] y = matrix(data.getAsJsonArray("y"));
		final double[][] v = matrix(data.getAsJsonArray("v"));
		return StreamSupport.stream(data.getAsJsonArray("expected").spliterator(), false)
			.map(JsonElement::getAsJsonObject)
			.map(wanted -> DynamicTest.dynamicTest(text(wanted, "adjustment"), () -> {
				final MapBlock maps = fit(Adjustment.parse(text(wanted, "adjustment")), y, v);
				for (final String key : List.of("est", "se", "tau2", "z", "p")) {
					if (wanted.get(key).isJsonNull()) continue;
					for (int j = 0; j < y[0].length; j++)
						assertClose(number(wanted.getAsJsonArray(key).get(j)), get(maps, key)[j], TOLERANCE,
							key + " of column " + j);
				}
			}));
	}

	@Test
	void tau2IsZeroWhenEffectsAreIdentical() {
		final MapBlock maps = fit(Adjustment.WALD, column(0.3, 0.3, 0.3), column(0.1, 0.2, 0.4));

		assertEquals(0, maps.get(MapKind.TAU2)[0]);
	}

	@Test
	void studyOrderIsIrrelevant() {
		final Random random = new Random(7);
		for (int trial = 0; trial < 50; trial++) {
			final double[] y = random.doubles(6, -1, 2).toArray();
			final double[] v = random.doubles(6, 0.01, 1).toArray();
			final int shift = 1 + random.nextInt(5);
			final double[] y2 = new double[6];
			final double[] v2 = new double[6];
			for (int k = 0; k < 6; k++) {
				y2[k] = y[(k + shift) % 6];
				v2[k] = v[(k + shift) % 6];
			}

			final MapBlock a = fit(Adjustment.KNAPP_HARTUNG, column(y), column(v));
			final MapBlock b = fit(Adjustment.KNAPP_HARTUNG, column(y2), column(v2));

			for (final MapKind kind : DerSimonianLaird.withDefaults().maps())
				assertClose(a.get(kind)[0], b.get(kind)[0], 1e-11, kind.key());
		}
	}

	@Test
	void unitsOnlyScaleTheEstimates() {
		final double c = 1000;
		final double[] y = { 0.4, -0.2, 1.1, 0.9 };
		final double[] v = { 0.1, 0.05, 0.2, 0.15 };
		final double[] scaledY = Stream.of(0, 1, 2, 3).mapToDouble(k -> c * y[k]).toArray();
		final double[] scaledV = Stream.of(0, 1, 2, 3).mapToDouble(k -> c * c * v[k]).toArray();

		final MapBlock a = fit(Adjustment.WALD, column(y), column(v));
		final MapBlock b = fit(Adjustment.WALD, column(scaledY), column(scaledV));

		assertClose(c * a.get(MapKind.EST)[0], b.get(MapKind.EST)[0], 1e-12, "est");
		assertClose(c * a.get(MapKind.SE)[0], b.get(MapKind.SE)[0], 1e-12, "se");
		assertClose(c * c * a.get(MapKind.TAU2)[0], b.get(MapKind.TAU2)[0], 1e-12, "tau2");
		assertClose(a.get(MapKind.Z)[0], b.get(MapKind.Z)[0], 1e-12, "z");
	}

	@Test
	void tau2KeepsItsDigitsWhenOneStudyDominates() {
		// with w = 1e12, 1, 1: sum w - sum w²/sum w = 2 (2e12 + 1)/(1e12 + 2), a difference would lose 12 digits
		final MapBlock maps = fit(Adjustment.WALD, column(5, 15, -5), column(1e-12, 1, 1));

		final double c = 2 * (2e12 + 1) / (1e12 + 2);
		assertClose((200 - 2) / c, maps.get(MapKind.TAU2)[0], 1e-12, "tau2");
	}

	@Test
	void missingStudyIsAsIfItWereNotThere() {
		final MapBlock with = fit(Adjustment.KNAPP_HARTUNG, column(0.4, Double.NaN, 1.1, 0.9),
			column(0.1, 0.3, 0.2, 0.15));
		final MapBlock without = fit(Adjustment.KNAPP_HARTUNG, column(0.4, 1.1, 0.9), column(0.1, 0.2, 0.15));

		for (final MapKind kind : DerSimonianLaird.withDefaults().maps())
			assertEquals(without.get(kind)[0], with.get(kind)[0], kind.key());
	}

	@Test
	void farTailKeepsItsLogP() {
		// est/se = 700: p underflows, log p does not (wanted value by mpmath)
		final MapBlock maps = fit(Adjustment.WALD, column(700, 700), column(2, 2));

		assertClose(700, maps.get(MapKind.Z)[0], 1e-14, "z");
		assertEquals(0, maps.get(MapKind.P)[0]);
		assertClose(106405.09122516154, maps.get(MapKind.LOGP)[0], 1e-12, "logp");
	}

	@Test
	void leavesOutMapsNobodyWants() {
		final VoxelBlock block = block(column(1, 2), column(1, 1));
		final MapBlock maps = new MapBlock(EnumSet.of(MapKind.TAU2), 1, 1, new StudentTails());

		DerSimonianLaird.withDefaults().with(Adjustment.KNAPP_HARTUNG).fit(block, maps);

		assertEquals(0, maps.get(MapKind.TAU2)[0]);
		assertTrue(!maps.wants(MapKind.Z));
	}

	private static void compare(final JsonObject data, final JsonObject wanted) {
		final MapBlock maps = fit(Adjustment.parse(text(wanted, "adjustment")),
			column(numbers(data.getAsJsonArray("y"))), column(numbers(data.getAsJsonArray("v"))));
		for (final String key : List.of("est", "se", "tau2", "z", "p")) {
			if (!wanted.has(key)) continue;
			final double p = number(wanted.get(key));
			// metafor tests with a standard error of 0; here there is no test then
			if (key.equals("p") && number(wanted.get("se")) == 0) continue;
			assertClose(p, get(maps, key)[0], TOLERANCE, key);
		}
		if (wanted.has("logp"))
			assertClose(0 - number(wanted.get("logp")) / Math.log(10), maps.get(MapKind.LOGP)[0], TOLERANCE, "logp");
	}

	private static MapBlock fit(final Adjustment adjustment, final double[][] y, final double[][] v) {
		final MapBlock maps = new MapBlock(EnumSet.allOf(MapKind.class), 1, y[0].length, new StudentTails());
		DerSimonianLaird.withDefaults().with(adjustment).fit(block(y, v), maps);
		return maps;
	}

	private static VoxelBlock block(final double[][] y, final double[][] v) {
		final VoxelBlock block = new VoxelBlock(Studies.independent(y.length), y[0].length);
		block.load(StudyData.of(Signals.of(y), Signals.of(v)), 0, y[0].length);
		return block;
	}

	private static double[][] column(final double... values) {
		final double[][] column = new double[values.length][];
		for (int k = 0; k < values.length; k++)
			column[k] = new double[] { values[k] };
		return column;
	}

	private static double[] get(final MapBlock maps, final String key) {
		return maps.get(MapKinds.of(key));
	}

	private static JsonObject reference() throws IOException {
		try (Reader reader = new InputStreamReader(
			DerSimonianLairdTest.class.getResourceAsStream("dersimonian_laird.json"), StandardCharsets.UTF_8))
		{
			return JsonParser.parseReader(reader).getAsJsonObject();
		}
	}

	private static String text(final JsonObject object, final String key) {
		return object.get(key).getAsString();
	}

	private static double[][] matrix(final JsonArray rows) {
		final double[][] matrix = new double[rows.size()][];
		for (int k = 0; k < matrix.length; k++)
			matrix[k] = numbers(rows.get(k).getAsJsonArray());
		return matrix;
	}

	private static double[] numbers(final JsonArray array) {
		return StreamSupport.stream(array.spliterator(), false).mapToDouble(DerSimonianLairdTest::number).toArray();
	}

	private static double number(final JsonElement element) {
		return Double.parseDouble(element.getAsString());
	}
}
