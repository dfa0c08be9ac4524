package org.voxmeta.stats.estimator;

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
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.voxmeta.References;
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.inference.ClusterRobustErrors;
import org.voxmeta.stats.inference.Dependence;
import org.voxmeta.stats.inference.Dependence.Robust;
import org.voxmeta.stats.inference.Dependence.Scheme;
import org.voxmeta.stats.inference.PlainSandwich;
import org.voxmeta.stats.kernel.StudentTails;
import org.voxmeta.stats.regression.WeightedRegression;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

/**
 * Compares fits of studies in groups, of whatever estimators there are, with PyMARE's and clubSandwich's
 * numbers.
 */
class GroupedReferenceTest {

	private static final double TOLERANCE = 1e-10;
	/** PyMARE's likelihood searches end at about 1e-6 of tau2. */
	private static final double SEARCH = 1e-4;
	/** A tau2 that a search leaves so small is 0. */
	private static final double NO_TAU2 = 1e-5;

	@TestFactory
	Stream<DynamicTest> someFitsEqualPyMares() throws IOException {
		return fits(read("grouped_pymare.json"));
	}

	@TestFactory
	Stream<DynamicTest> allFitsEqualPyMares() throws IOException {
		return fits(readReference("tabular/cluster_robust.json"));
	}

	@TestFactory
	Stream<DynamicTest> someErrorsEqualClubSandwichs() throws IOException {
		return sandwiches(read("grouped_pymare.json"), read("grouped_clubsandwich.json"));
	}

	@TestFactory
	Stream<DynamicTest> allErrorsEqualClubSandwichs() throws IOException {
		return sandwiches(readReference("tabular/cluster_robust.json"), readReference("metafor/cluster_robust.json"));
	}

	@Test
	void referencesCoverEverySchemeAndEstimator() throws IOException {
		final List<String> combinations = StreamSupport.stream(read("grouped_pymare.json").getAsJsonArray("results")
			.spliterator(), false).map(JsonElement::getAsJsonObject).map(result -> text(result, "estimator") + " "
				+ text(result, "weight_scheme")).distinct().toList();

		assertEquals(15, combinations.size(), combinations.toString());
	}

	private static Stream<DynamicTest> fits(final JsonObject reference) {
		final Map<String, JsonObject> datasets = datasets(reference);
		return StreamSupport.stream(reference.getAsJsonArray("results").spliterator(), false).map(
			JsonElement::getAsJsonObject).map(result -> DynamicTest.dynamicTest(name(result), () -> compare(datasets.get(
				text(result, "dataset")), result)));
	}

	private static String name(final JsonObject result) {
		return text(result, "dataset") + " " + result.get("design") + " " + text(result, "estimator") + " "
			+ result.get("args") + " " + text(result, "weight_scheme") + " " + result.get("rho");
	}

	private static void compare(final JsonObject data, final JsonObject result) {
		final EffectEstimator<?> estimator = PeersEstimators.named(text(result, "estimator"), result.getAsJsonObject(
			"args")).with(dependence(result)).with(Adjustment.KNAPP_HARTUNG);
		final Studies studies = studies(data, result);
		if (!result.has("est")) {
			assertThrows(IllegalArgumentException.class, () -> estimator.check(studies));
			return;
		}
		estimator.check(studies);
		final MapBlock maps = fit(estimator, studies, data);

		if (isFlat(result, studies)) {
			assertEquals(0, maps.get(MapKind.TAU2)[0]);
			return;
		}
		final boolean searched = text(result, "estimator").contains("Likelihood");
		final double tolerance = searched ? SEARCH : TOLERANCE;
		compareTau2(number(result.get("tau2")), maps.get(MapKind.TAU2)[0], tolerance);
		for (int c = 0; c < studies.design().predictors(); c++) {
			assertClose(at(result, "est", c), maps.get(MapKind.EST, c)[0], tolerance, "est " + c);
			// singletons are no groups here, so that their errors are the model's; PyMARE's are tested below
			if (!studies.hasGroups()) continue;
			assertClose(at(result, "se", c), maps.get(MapKind.SE, c)[0], tolerance, "se " + c);
			assertClose(at(result, "dof", c), maps.get(MapKind.DOF, c)[0], tolerance, "dof " + c);
			assertClose(at(result, "z", c), maps.get(MapKind.Z, c)[0], tolerance, "z " + c);
			assertClose(at(result, "p", c), maps.get(MapKind.P, c)[0], tolerance, "p " + c);
			assertClose(at(result, "logp", c) / -Math.log(10), maps.get(MapKind.LOGP, c)[0], tolerance, "logp " + c);
		}
		if (!searched && result.has("heterogeneity")) compareHeterogeneity(result.getAsJsonObject("heterogeneity"), maps);
		if (!searched && text(result, "weight_scheme").equals("individual")) compareErrors(data, result, studies);
	}

	/**
	 * Whether all ratios of tau2 and sigma2 have the same restricted likelihood, as with one residual. Which one
	 * the peer's search ends at is chance; here tau2 is 0 then.
	 */
	private static boolean isFlat(final JsonObject result, final Studies studies) {
		return text(result, "estimator").startsWith("SampleSize") && !text(result, "weight_scheme").equals("individual")
			&& studies.groupCount() - studies.design().predictors() == 1;
	}

	private static void compareTau2(final double wanted, final double got, final double tolerance) {
		if (tolerance == SEARCH && wanted < NO_TAU2) assertTrue(got < NO_TAU2, "tau2 " + got);
		else assertClose(wanted, got, tolerance, "tau2");
	}

	private static void compareHeterogeneity(final JsonObject wanted, final MapBlock maps) {
		assertClose(number(wanted.get("Q")), maps.get(MapKind.Q)[0], TOLERANCE, "Q");
		assertClose(number(wanted.get("p(Q)")), maps.get(MapKind.Q_P)[0], TOLERANCE, "p of Q");
		assertEquals(number(wanted.get("I^2")), maps.get(MapKind.I2)[0], TOLERANCE * 100, "I2");
		assertClose(number(wanted.get("H")), maps.get(MapKind.H)[0], TOLERANCE, "H");
	}

	/** The errors alone, which PyMARE also gives for groups of one study each. */
	private static void compareErrors(final JsonObject data, final JsonObject result, final Studies studies) {
		final VoxelBlock block = block(studies, data, false);
		final WeightedRegression fit = WeightedRegression.random(block, new double[] { number(result.get("tau2")) });
		final ClusterRobustErrors errors = new ClusterRobustErrors(block, fit, Robust.PYMARE);
		for (int c = 0; c < studies.design().predictors(); c++) {
			final double[] term = studies.design().inBasis(studies.design().terms().get(c).weights());
			assertClose(at(result, "se", c), errors.standardErrors(term)[0], TOLERANCE, "se " + c);
			assertClose(at(result, "dof", c), errors.degreesOfFreedom(term)[0], TOLERANCE, "dof " + c);
		}
	}

	private static Stream<DynamicTest> sandwiches(final JsonObject data, final JsonObject reference) {
		final Map<String, JsonObject> datasets = datasets(data);
		return StreamSupport.stream(reference.getAsJsonArray("results").spliterator(), false).map(
			JsonElement::getAsJsonObject).map(result -> DynamicTest.dynamicTest(text(result, "dataset") + " "
				+ result.get("design") + " " + text(result, "method"), () -> compareSandwich(datasets.get(text(result,
					"dataset")), result)));
	}

	private static void compareSandwich(final JsonObject data, final JsonObject result) {
		final Studies studies = studies(data, result);
		if (result.getAsJsonObject("CR2").has("error")) {
			assertThrows(IllegalArgumentException.class, () -> DerSimonianLaird.withDefaults().check(studies));
			return;
		}
		final VoxelBlock block = block(studies, data, false);
		final double tau2 = number(result.get("tau2"));
		final WeightedRegression fit = WeightedRegression.random(block, new double[] { tau2 });
		final ClusterRobustErrors errors = new ClusterRobustErrors(block, fit, Robust.CLUBSANDWICH);
		final int predictors = studies.design().predictors();
		for (int c = 0; c < predictors; c++) {
			final double[] term = studies.design().inBasis(studies.design().terms().get(c).weights());
			final JsonObject cr2 = result.getAsJsonObject("CR2");
			assertClose(at(cr2, "se", c), errors.standardErrors(term)[0], TOLERANCE, "CR2 se");
			assertClose(Math.max(1, at(cr2, "dof", c)), errors.degreesOfFreedom(term)[0], TOLERANCE, "CR2 dof");
			for (final PlainSandwich.Kind kind : EnumSet.of(PlainSandwich.Kind.CR0, PlainSandwich.Kind.CR1))
				assertClose(at(result.getAsJsonObject(kind.name()), "se", c), plain(data, studies, tau2, kind)
					.standardErrors[c], TOLERANCE, kind + " se");
		}
	}

	/**
	 * The matrices written out, which give the other adjustments too: here to test them, as other tests rely on
	 * them.
	 */
	private static PlainSandwich plain(final JsonObject data, final Studies studies, final double tau2,
		final PlainSandwich.Kind kind)
	{
		final double[] w = numbers(data, "v");
		for (int k = 0; k < w.length; k++)
			w[k] = 1 / (w[k] + tau2);
		final double[][] x = new double[w.length][];
		for (int k = 0; k < w.length; k++)
			x[k] = studies.design().row(k);
		return new PlainSandwich(numbers(data, "y"), x, w, groups(data), kind);
	}

	private static Dependence dependence(final JsonObject result) {
		return new Dependence(Robust.PYMARE, Scheme.parse(text(result, "weight_scheme")), result.get("rho").isJsonNull()
			? 0.8 : number(result.get("rho")));
	}

	private static MapBlock fit(final EffectEstimator<?> estimator, final Studies studies, final JsonObject data) {
		final MapBlock maps = new MapBlock(EnumSet.allOf(MapKind.class), studies.design().terms().size(), 1,
			new StudentTails());
		estimator.fit(block(studies, data, !estimator.needs().contains(Need.VARIANCE)), maps);
		return maps;
	}

	private static VoxelBlock block(final Studies studies, final JsonObject data, final boolean withoutVariances) {
		return VoxelBlock.of(new StudyData(studies, signals(data, "y"), withoutVariances ? null : signals(data, "v")));
	}

	private static Studies studies(final JsonObject data, final JsonObject result) {
		final List<String> columns = new ArrayList<>();
		result.getAsJsonArray("design").forEach(column -> columns.add(column.getAsString()));
		final double[] n = numbers(data, "n");
		final double[][] x = new double[n.length][columns.size()];
		for (int p = 0; p < columns.size(); p++)
			for (int k = 0; k < n.length; k++)
				x[k][p] = columns.get(p).equals("intercept") ? 1 : numbers(data, columns.get(p))[k];
		return Studies.of(Design.of(columns, x)).withGroups(groups(data)).withSampleSizes(n);
	}

	private static int[] groups(final JsonObject data) {
		final Map<String, Integer> numbers = new HashMap<>();
		return StreamSupport.stream(data.getAsJsonArray("groups").spliterator(), false).mapToInt(label -> {
			numbers.putIfAbsent(label.getAsString(), numbers.size());
			return numbers.get(label.getAsString());
		}).toArray();
	}

	private static Signals signals(final JsonObject data, final String key) {
		return Signals.of(StreamSupport.stream(data.getAsJsonArray(key).spliterator(), false).map(
			value -> new double[] { number(value) }).toArray(double[][]::new));
	}

	private static Map<String, JsonObject> datasets(final JsonObject reference) {
		final Map<String, JsonObject> datasets = new HashMap<>();
		for (final JsonElement data : reference.getAsJsonArray("datasets"))
			datasets.put(text(data.getAsJsonObject(), "name"), data.getAsJsonObject());
		return datasets;
	}

	private static JsonObject readReference(final String name) throws IOException {
		try (Reader reader = Files.newBufferedReader(References.path(name))) {
			return JsonParser.parseReader(reader).getAsJsonObject();
		}
	}

	private static JsonObject read(final String name) throws IOException {
		try (Reader reader = new InputStreamReader(GroupedReferenceTest.class.getResourceAsStream(name),
			StandardCharsets.UTF_8))
		{
			return JsonParser.parseReader(reader).getAsJsonObject();
		}
	}

	private static String text(final JsonObject object, final String key) {
		return object.get(key).getAsString();
	}

	private static double at(final JsonObject object, final String key, final int index) {
		return number(object.getAsJsonArray(key).get(index));
	}

	private static double[] numbers(final JsonObject object, final String key) {
		final JsonArray array = object.getAsJsonArray(key);
		return StreamSupport.stream(array.spliterator(), false).mapToDouble(GroupedReferenceTest::number).toArray();
	}

	private static double number(final JsonElement element) {
		return Double.parseDouble(element.getAsString());
	}
}
