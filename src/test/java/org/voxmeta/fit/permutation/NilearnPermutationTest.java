package org.voxmeta.fit.permutation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.voxmeta.References;
import org.voxmeta.fit.BlockwiseFitter;
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.estimator.WeightedLeastSquares;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.kernel.StudentTail;
import org.voxmeta.stats.permutation.PermutedOls;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;

/** Tests of one sample, of two groups and of a regressor against those of nilearn's {@code permuted_ols}. */
class NilearnPermutationTest {

	/** Ordinary least squares and its t, where all variances are the same. */
	private static final Estimator OLS = WeightedLeastSquares.withDefaults().with(Adjustment.KNAPP_HARTUNG);

	@TestFactory
	Stream<DynamicTest> agreesWithTheReference() throws IOException {
		return References.tests(() -> {
			final JsonObject all = JsonParser.parseString(Files.readString(References.path("correction/max_t.json")))
				.getAsJsonObject();
			all.add("random_run", JsonParser.parseString(Files.readString(References.path("correction/random_run.json"))));
			return tests(all);
		});
	}

	@TestFactory
	Stream<DynamicTest> agreesWithTheNumbersKept() throws IOException {
		return tests(kept());
	}

	private static Stream<DynamicTest> tests(final JsonObject all) {
		final JsonObject groups = all.getAsJsonObject("two_groups");
		return Stream.of(DynamicTest.dynamicTest("t of one sample", () -> compareOneSample(all)), //
			DynamicTest.dynamicTest("all splits into two groups", () -> compareSplits(groups)), //
			DynamicTest.dynamicTest("t of two groups", () -> compareT(groups, "t", "x")), //
			DynamicTest.dynamicTest("t with a confound", () -> compareT(groups, "t_with_confound", "x", "confound")), //
			DynamicTest.dynamicTest("t of a regressor", () -> compareT(groups, "t_regressor", "regressor")), //
			DynamicTest.dynamicTest("t of a regressor with a confound", () -> compareT(groups, "t_regressor_with_confound",
				"regressor", "confound")), //
			DynamicTest.dynamicTest("a random run", () -> compareRandomRun(all)));
	}

	private static void compareOneSample(final JsonObject all) {
		final StudyData data = new StudyData(Studies.independent(effects(all).length), Signals.of(effects(all)), null);

		final double[] t = BlockwiseFitter.of(PermutedOls.withDefaults()).fit(data, EnumSet.of(MapKind.T), Progress.NONE)
			.get(MapKind.T);

		assertClose(numbers(all, "nilearn_one_sample_t"), t);
	}

	private static void compareT(final JsonObject groups, final String wanted, final String... columns) {
		final double[][] y = rows(groups, "y");
		final double dof = y.length - columns.length - 1;

		final double[] z = z(data(groups, columns));

		assertClose(Arrays.stream(numbers(groups, wanted)).map(t -> StudentTail.zOf(t, dof)).toArray(), z);
	}

	/** Each of the 70 splits is 4! x 4! of the 8! orders of studies. */
	private static void compareSplits(final JsonObject groups) {
		final int splits = groups.get("n_splits").getAsInt();
		final int orders = 40_320;
		final StudyData data = data(groups, "x");

		final PermutationResult result = test(OLS, data, PermutationPlan.DEFAULT.withCount(orders).withTerm(1)
			.withPerVoxel(true), z(data));

		assertTrue(result.exact());
		assertFalse(result.flips());
		assertEquals(orders, result.count());
		assertArrayEquals(numbers(groups, "p_fwe_exact"), result.corrected().get(0).p(), 1e-12);
		assertArrayEquals(numbers(groups, "p_uncorrected_exact"), result.p(), 1e-12);
		final double[] maxima = result.corrected().get(0).maxima().maxima();
		final double[] t = numbers(groups, "h0_max_abs_t_sorted");
		assertClose(IntStream.range(0, orders).mapToDouble(i -> StudentTail.zOf(t[i / (orders / splits)], groups.get("dof")
			.getAsDouble())).toArray(), maxima);
	}

	/** nilearn drew flips at random: its p and quantiles are those of a sample from the exact distribution. */
	private static void compareRandomRun(final JsonObject all) {
		final JsonObject run = all.getAsJsonObject("random_run");
		final int n = run.get("n_perm").getAsInt();
		final double[][] y = effects(all);
		final StudyData data = new StudyData(Studies.independent(y.length), Signals.of(y), null);
		final double[] z = BlockwiseFitter.of(PermutedOls.withDefaults()).fit(data, EnumSet.of(MapKind.Z), Progress.NONE)
			.get(MapKind.Z);

		final PermutationResult exact = test(PermutedOls.withDefaults(), data, PermutationPlan.DEFAULT, z);

		assertTrue(exact.exact());
		final double[] p = exact.corrected().get(0).p();
		final double[] logp = numbers(run, "logp_max_t");
		for (int j = 0; j < p.length; j++)
			assertEquals(p[j], Math.pow(10, -logp[j]), sampling(p[j], n), "voxel " + j);
		final double[] maxima = exact.corrected().get(0).maxima().maxima();
		run.getAsJsonObject("h0_quantiles").entrySet().forEach(quantile -> {
			final double level = Double.parseDouble(quantile.getKey());
			final double least = StudentTail.zOf(quantile.getValue().getAsDouble(), y.length - 1);
			final double below = Arrays.stream(maxima).filter(max -> max < least - 1e-9).count() / (double) maxima.length;
			final double upTo = Arrays.stream(maxima).filter(max -> max <= least + 1e-9).count() / (double) maxima.length;
			assertTrue(below <= level + sampling(level, n), "quantile " + level + ": " + below);
			assertTrue(upTo >= level - sampling(level, n), "quantile " + level + ": " + upTo);
		});
	}

	/** Five standard errors of a share of n draws, and what the draw more in nilearn's p makes. */
	private static double sampling(final double share, final int n) {
		return 5 * Math.sqrt(share * (1 - share) / n) + 2.0 / n;
	}

	@Test
	void aRandomSampleOfOrdersHasTheirDistribution() throws IOException {
		final JsonObject groups = kept().getAsJsonObject("two_groups");
		final StudyData data = data(groups, "x");
		final int sample = 4000;

		final PermutationResult random = test(OLS, data, PermutationPlan.DEFAULT.withCount(sample).withTerm(1).withSeed(5),
			z(data));

		assertFalse(random.exact());
		final double[] wanted = numbers(groups, "p_fwe_exact");
		for (int j = 0; j < wanted.length; j++)
			assertEquals(wanted[j], random.corrected().get(0).p()[j], sampling(wanted[j], sample), "voxel " + j);
	}

	private static PermutationResult test(final Estimator estimator, final StudyData data, final PermutationPlan plan,
		final double[] z)
	{
		return PermutationTester.of(estimator, plan).withThreads(2).test(data, z, IntStream.range(0, z.length).toArray(),
			new long[] { z.length, 1 }, Progress.NONE);
	}

	private static double[] z(final StudyData data) {
		return BlockwiseFitter.of(OLS).fit(data, EnumSet.of(MapKind.Z), Progress.NONE).get(MapKind.Z, 1);
	}

	/** The studies with an intercept and these columns, of which the first is tested; all variances are 1. */
	private static StudyData data(final JsonObject groups, final String... columns) {
		final double[][] y = rows(groups, "y");
		final double[][] x = new double[y.length][columns.length + 1];
		for (int k = 0; k < y.length; k++) {
			x[k][0] = 1;
			for (int c = 0; c < columns.length; c++)
				x[k][c + 1] = numbers(groups, columns[c])[k];
		}
		final double[][] ones = new double[y.length][y[0].length];
		for (final double[] row : ones)
			Arrays.fill(row, 1);
		final List<String> names = Stream.concat(Stream.of("intercept"), Arrays.stream(columns)).toList();
		return new StudyData(Studies.of(Design.of(names, x)), Signals.of(y), Signals.of(ones));
	}

	/** The one sample is that of all studies of both groups. */
	private static double[][] effects(final JsonObject all) {
		return rows(all.getAsJsonObject("two_groups"), "y");
	}

	private static JsonObject kept() throws IOException {
		try (Reader reader = new InputStreamReader(NilearnPermutationTest.class.getResourceAsStream("nilearn.json"),
			StandardCharsets.UTF_8))
		{
			return JsonParser.parseReader(reader).getAsJsonObject();
		}
	}

	private static void assertClose(final double[] wanted, final double[] values) {
		assertEquals(wanted.length, values.length);
		for (int i = 0; i < wanted.length; i++)
			assertEquals(wanted[i], values[i], 1e-10 * Math.max(1, Math.abs(wanted[i])), "number " + i);
	}

	private static double[][] rows(final JsonObject all, final String key) {
		return all.getAsJsonArray(key).asList().stream().map(row -> numbers(row.getAsJsonArray())).toArray(
			double[][]::new);
	}

	private static double[] numbers(final JsonObject all, final String key) {
		return numbers(all.getAsJsonArray(key));
	}

	private static double[] numbers(final JsonArray values) {
		return values.asList().stream().mapToDouble(JsonElement::getAsDouble).toArray();
	}
}
