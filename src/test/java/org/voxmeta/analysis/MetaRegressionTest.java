package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.voxmeta.Numbers.assertClose;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.study.ModeratorChoice;
import org.voxmeta.task.Progress;

/**
 * Meta-regressions of published data, from a table with its moderators and files to maps, against other
 * software.
 */
class MetaRegressionTest {

	/** Closed forms agree to rounding. */
	private static final double TOLERANCE = 1e-10;

	@TempDir
	static Path folder;

	@TestFactory
	Stream<DynamicTest> agreesWithPyMareAndMetafor() throws IOException {
		final List<DynamicTest> tests = new ArrayList<>();
		for (final JsonElement data : reference())
			for (final JsonElement design : data.getAsJsonObject().getAsJsonArray("designs"))
				for (final JsonElement wanted : design.getAsJsonObject().getAsJsonArray("expected"))
					tests.add(DynamicTest.dynamicTest(data.getAsJsonObject().get("name").getAsString() + " " + design
						.getAsJsonObject().get("columns") + " " + wanted.getAsJsonObject().get("adjustment"), () -> compare(
							data.getAsJsonObject(), names(design.getAsJsonObject().getAsJsonArray("columns")), wanted
								.getAsJsonObject())));
		return tests.stream();
	}

	@Test
	void aFactorOfTwoLevelsIsANumberOfZeroAndOne() throws IOException {
		final JsonObject data = reference().get(1).getAsJsonObject();
		final Map<String, List<String>> columns = columns(data);
		columns.put("text", columns.get("critique").stream().map(cell -> cell.equals("0") ? "no" : "yes").toList());

		final FittedMaps number = fit(data, columns, ModeratorChoice.of("critique"), Adjustment.WALD);
		final FittedMaps factor = fit(data, columns, ModeratorChoice.of("text"), Adjustment.WALD);
		final FittedMaps other = fit(data, columns, ModeratorChoice.of("text(yes)"), Adjustment.WALD);

		assertEquals("text-yes", factor.terms().get(1).name());
		for (int t = 0; t < 2; t++)
			assertEquals(number.get(MapKind.EST, t)[0], factor.get(MapKind.EST, t)[0]);
		assertEquals("text-no", other.terms().get(1).name());
		assertClose(-number.get(MapKind.Z, 1)[0], other.get(MapKind.Z, 1)[0], TOLERANCE, "z of the other level");
	}

	@Test
	void levelsWithoutAnInterceptAreTheirMeans() throws IOException {
		final JsonObject data = reference().get(1).getAsJsonObject();
		final Map<String, List<String>> columns = columns(data);
		final ModeratorChoice choice = ModeratorChoice.of("critique(0)");

		final FittedMaps means = fit(data, columns, choice.withIntercept(false).withContrasts("-1,1"),
			Adjustment.WALD);
		final FittedMaps differences = fit(data, columns, choice.withPredictions("0;1"), Adjustment.WALD);

		for (final MapKind kind : List.of(MapKind.EST, MapKind.SE, MapKind.Z)) {
			assertClose(differences.get(kind, 2)[0], means.get(kind, 0)[0], TOLERANCE, kind + " at level 0");
			assertClose(differences.get(kind, 3)[0], means.get(kind, 1)[0], TOLERANCE, kind + " at level 1");
			assertClose(differences.get(kind, 1)[0], means.get(kind, 2)[0], TOLERANCE, kind + " of the difference");
		}
	}

	@Test
	void centringChangesNothingButTheIntercept() throws IOException {
		final JsonObject data = reference().get(0).getAsJsonObject();
		final Map<String, List<String>> columns = columns(data);
		final double[] ablat = numbers(data.getAsJsonObject("moderators").getAsJsonArray("ablat"));
		final double mean = IntStream.range(0, 13).mapToDouble(k -> ablat[k]).average().orElseThrow();
		final ModeratorChoice choice = ModeratorChoice.of("ablat").withPredictions("44;" + mean);

		final FittedMaps plain = fit(data, columns, choice, Adjustment.KNAPP_HARTUNG);
		final FittedMaps centred = fit(data, columns, choice.withCentre(true), Adjustment.KNAPP_HARTUNG);

		for (final MapKind kind : List.of(MapKind.EST, MapKind.SE, MapKind.Z, MapKind.P, MapKind.DOF)) {
			assertClose(plain.get(kind, 1)[0], centred.get(kind, 1)[0], TOLERANCE, kind + " of the slope");
			assertClose(plain.get(kind, 2)[0], centred.get(kind, 2)[0], TOLERANCE, kind + " of the prediction");
			assertClose(plain.get(kind, 3)[0], centred.get(kind, 0)[0], TOLERANCE, kind + " of the intercept");
		}
		assertClose(plain.get(MapKind.TAU2)[0], centred.get(MapKind.TAU2)[0], TOLERANCE, "tau2");
	}

	private static void compare(final JsonObject data, final List<String> columns, final JsonObject wanted)
		throws IOException
	{
		final List<String> moderators = columns.subList(1, columns.size());
		final Map<String, List<String>> table = columns(data);
		final int studies = data.getAsJsonArray("y").size();
		final String predictions = IntStream.range(0, studies).mapToObj(k -> moderators.stream().map(name ->
			table.get(name).get(k)).collect(Collectors.joining(","))).collect(Collectors.joining(";"));

		final FittedMaps maps = fit(data, table, ModeratorChoice.of(String.join(",", moderators)).withPredictions(
			predictions), Adjustment.parse(wanted.get("adjustment").getAsString()));

		assertEquals(columns, maps.terms().stream().limit(columns.size()).map(term -> term.name()).toList());
		assertClose(wanted.get("tau2").getAsDouble(), maps.get(MapKind.TAU2)[0], TOLERANCE, "tau2");
		for (final MapKind kind : List.of(MapKind.EST, MapKind.SE, MapKind.Z, MapKind.P))
			for (int t = 0; t < columns.size(); t++)
				assertClose(numbers(wanted.getAsJsonArray(kind.key()))[t], maps.get(kind, t)[0], TOLERANCE, kind + " of "
					+ columns.get(t));
		for (final MapKind kind : List.of(MapKind.EST, MapKind.SE))
			for (int k = 0; k < studies; k++)
				assertClose(numbers(wanted.getAsJsonObject("predict").getAsJsonArray(kind.key()))[k], maps.get(kind,
				columns.size() + k)[0], TOLERANCE, kind + " at study " + k);
	}

	private static FittedMaps fit(final JsonObject data, final Map<String, List<String>> columns,
		final ModeratorChoice choice, final Adjustment adjustment) throws IOException
	{
		final DerSimonianLaird estimator = DerSimonianLaird.withDefaults().with(adjustment);
		final Path table = OneVoxel.write(Files.createTempDirectory(folder, "data"),
			numbers(data.getAsJsonArray("y")), numbers(data.getAsJsonArray("v")), columns);
		final StudyInputs inputs = StudyLoader.of(estimator.needs()).withModerators(choice).ofTable(table);
		return EstimatorRun.of(estimator).withMaps(estimator.maps()).run(inputs, null, "test",
			Progress.NONE).result().maps();
	}

	/** The moderators as a table has them. */
	private static Map<String, List<String>> columns(final JsonObject data) {
		final Map<String, List<String>> columns = new LinkedHashMap<>();
		data.getAsJsonObject("moderators").entrySet().forEach(column -> columns.put(column.getKey(),
			StreamSupport.stream(column.getValue().getAsJsonArray().spliterator(), false).map(cell ->
			cell.getAsString().replace(".0", "")).toList()));
		return columns;
	}

	private static List<String> names(final JsonArray array) {
		return StreamSupport.stream(array.spliterator(), false).map(JsonElement::getAsString).toList();
	}

	private static double[] numbers(final JsonArray array) {
		return StreamSupport.stream(array.spliterator(), false).mapToDouble(JsonElement::getAsDouble).toArray();
	}

	private static JsonArray reference() throws IOException {
		try (Reader reader = new InputStreamReader(MetaRegressionTest.class.getResourceAsStream(
			"meta_regression.json"), StandardCharsets.UTF_8))
		{
			return JsonParser.parseReader(reader).getAsJsonObject().getAsJsonArray("data");
		}
	}
}
