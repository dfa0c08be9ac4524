package org.voxmeta.stats.combination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.voxmeta.Numbers.assertClose;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.voxmeta.References;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

/** Stouffer's and Fisher's tests and the null correlation give PyMARE's numbers. */
class PyMareCombinationTest {

	private static final double TOLERANCE = 1e-10;
	/** PyMARE takes z from a log p that is rounded around ln 1/2, and so has it to this, however small it is. */
	private static final double ROUNDING_OF_LOGS = 3e-16;

	@TestFactory
	Stream<DynamicTest> singleVoxels() throws IOException {
		return singleVoxels(resource("combination.json"));
	}

	@TestFactory
	Stream<DynamicTest> singleVoxelsOfTheWholeReference() throws IOException {
		return singleVoxels(JsonParser.parseString(Files.readString(References.path("tabular/combination.json"))));
	}

	@TestFactory
	Stream<DynamicTest> manyVoxels() throws IOException {
		return manyVoxels(resource("combination_parallel.json"));
	}

	@TestFactory
	Stream<DynamicTest> manyVoxelsOfTheWholeReference() throws IOException {
		return manyVoxels(JsonParser.parseString(Files.readString(References.path(
			"tabular/combination_parallel.json"))));
	}

	@Test
	void nullCorrelation() throws IOException {
		final JsonObject data = resource("combination_parallel.json").getAsJsonObject();
		final double[][] wanted = matrix(data.get("corr_estimated"));

		final double[][] got = NullCorrelation.estimate(Signals.of(matrix(data.get("z"))),
			groups(data.get("groups")));

		for (int i = 0; i < wanted.length; i++)
			for (int j = 0; j < wanted.length; j++)
				assertClose(wanted[i][j], got[i][j], TOLERANCE, "correlation of " + i + " and " + j);
	}

	private static Stream<DynamicTest> singleVoxels(final JsonElement root) {
		final List<DynamicTest> tests = new ArrayList<>();
		for (final JsonElement element : root.getAsJsonObject().getAsJsonArray("cases")) {
			final JsonObject data = element.getAsJsonObject();
			final double[] z = numbers(data.get("z"));
			for (final JsonElement each : data.getAsJsonArray("results")) {
				final JsonObject wanted = each.getAsJsonObject();
				// PyMARE does not weight a single study
				if (wanted.has("error")) continue;
				tests.add(DynamicTest.dynamicTest(data.get("name").getAsString() + " " + name(wanted), () -> {
					final double[][] column = Arrays.stream(z).mapToObj(value -> new double[] { value })
						.toArray(double[][]::new);
					final MapBlock maps = fit(wanted, column, isNull(wanted, "corr") ? null : matrix(wanted.get("corr")));
					compare(maps, groupCount(wanted, z.length), 0, number(wanted.get("z")), number(wanted.get("logp")));
				}));
			}
		}
		return tests.stream();
	}

	private static Stream<DynamicTest> manyVoxels(final JsonElement root) {
		final JsonObject data = root.getAsJsonObject();
		final double[][] z = matrix(data.get("z"));
		return StreamSupport.stream(data.getAsJsonArray("results").spliterator(), false)
			.map(JsonElement::getAsJsonObject)
			.map(wanted -> DynamicTest.dynamicTest(name(wanted), () -> {
				final double[][] correlation = isNull(wanted, "corr") ? ofCentred(z, isUndirected(wanted))
					: matrix(data.get("corr_estimated"));
				final MapBlock maps = fit(wanted, z, correlation);
				for (int j = 0; j < z[0].length; j++)
					compare(maps, groupCount(wanted, z.length), j, numbers(wanted.get("z"))[j],
						numbers(wanted.get("logp"))[j]);
			}));
	}

	private static void compare(final MapBlock maps, final int groups, final int j, final double z,
		final double logp)
	{
		final String at = " of voxel " + j;
		assertEquals(z, maps.get(MapKind.Z)[j], TOLERANCE * Math.abs(z) + ROUNDING_OF_LOGS, "z" + at);
		assertEquals(-logp / Math.log(10), maps.get(MapKind.LOGP)[j], (TOLERANCE * Math.abs(logp)
			+ ROUNDING_OF_LOGS)
			/ Math.log(10), "logp" + at);
		assertClose(Math.exp(logp), maps.get(MapKind.P)[j], TOLERANCE, "p" + at);
		assertEquals(groups - 1, maps.get(MapKind.DOF)[j], "dof" + at);
	}

	private static MapBlock fit(final JsonObject wanted, final double[][] z, final double[][] correlation) {
		Studies studies = Studies.independent(z.length);
		final boolean grouped = !isNull(wanted, "g");
		if (grouped) studies = studies.withGroups(groups(wanted.get("g")));
		final boolean weighted = !isNull(wanted, "w");
		final boolean stouffer = wanted.get("estimator").getAsString().startsWith("Stouffer");
		if (weighted) studies = studies.withSampleSizes(Arrays.stream(numbers(wanted.get("w")))
			.map(w -> stouffer ? w * w : w).toArray());
		return Blocks.fit(estimator(wanted, stouffer, weighted, grouped ? correlation : null), studies, z);
	}

	private static Estimator estimator(final JsonObject wanted, final boolean stouffer, final boolean weighted,
		final double[][] correlation)
	{
		final JsonObject args = wanted.getAsJsonObject("args");
		final CombinationMode mode = CombinationMode.parse(args.get("mode").getAsString());
		if (!stouffer) {
			final Fisher fisher = Fisher.withDefaults().with(mode).withWeightBySize(weighted);
			return correlation == null ? fisher : fisher.with(correlation);
		}
		final Stouffer test = Stouffer.withDefaults().with(mode).withWeightBySize(weighted)
			.withGroupLevel(args.has("group_level") && args.get("group_level").getAsBoolean());
		return correlation == null ? test : test.with(correlation);
	}

	/** Correlations of the values less their mean over studies, as they are. */
	private static double[][] ofCentred(final double[][] values, final boolean sizes) {
		final int studies = values.length;
		final int voxels = values[0].length;
		final double[][] e = new double[studies][voxels];
		for (int j = 0; j < voxels; j++) {
			final int at = j;
			final double mean = Arrays.stream(values).mapToDouble(row -> sizes ? Math.abs(row[at]) : row[at]).average()
				.orElseThrow();
			for (int k = 0; k < studies; k++)
				e[k][j] = (sizes ? Math.abs(values[k][j]) : values[k][j]) - mean;
		}
		final double[][] r = new double[studies][studies];
		for (int i = 0; i < studies; i++)
			for (int k = 0; k < studies; k++)
				r[i][k] = covariance(e[i], e[k]) / Math.sqrt(covariance(e[i], e[i]) * covariance(e[k], e[k]));
		return r;
	}

	private static double covariance(final double[] a, final double[] b) {
		final double meanA = Arrays.stream(a).average().orElseThrow();
		final double meanB = Arrays.stream(b).average().orElseThrow();
		double sum = 0;
		for (int j = 0; j < a.length; j++)
			sum += (a[j] - meanA) * (b[j] - meanB);
		return sum;
	}

	private static String name(final JsonObject wanted) {
		return wanted.get("estimator").getAsString().replace("CombinationTest", "") + " " + wanted.get("args")
			+ (isNull(wanted, "w") ? "" : " weighted") + (isNull(wanted, "g") ? "" : " in groups")
			+ (isNull(wanted, "corr") ? "" : " with correlation");
	}

	private static boolean isUndirected(final JsonObject wanted) {
		return wanted.getAsJsonObject("args").get("mode").getAsString().equals("undirected");
	}

	private static boolean isNull(final JsonObject object, final String key) {
		return object.get(key).isJsonNull();
	}

	private static int groupCount(final JsonObject wanted, final int studies) {
		return isNull(wanted, "g") ? studies : (int) Arrays.stream(groups(wanted.get("g"))).distinct().count();
	}

	/** Labels such as 3 or s3. */
	private static int[] groups(final JsonElement labels) {
		return StreamSupport.stream(labels.getAsJsonArray().spliterator(), false)
			.mapToInt(label -> Integer.parseInt(label.getAsString().replace("s", ""))).toArray();
	}

	private static double[][] matrix(final JsonElement rows) {
		return StreamSupport.stream(rows.getAsJsonArray().spliterator(), false).map(PyMareCombinationTest::numbers)
			.toArray(double[][]::new);
	}

	private static double[] numbers(final JsonElement array) {
		return StreamSupport.stream(array.getAsJsonArray().spliterator(), false)
			.mapToDouble(PyMareCombinationTest::number).toArray();
	}

	/** Numbers that JSON does not have are text. */
	private static double number(final JsonElement element) {
		return Double.parseDouble(element.getAsString());
	}

	private static JsonElement resource(final String name) throws IOException {
		try (Reader reader = new InputStreamReader(PyMareCombinationTest.class.getResourceAsStream(name),
			StandardCharsets.UTF_8))
		{
			return JsonParser.parseReader(reader);
		}
	}
}
