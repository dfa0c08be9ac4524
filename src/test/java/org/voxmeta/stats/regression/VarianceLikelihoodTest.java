package org.voxmeta.stats.regression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.voxmeta.Numbers.assertClose;
import static org.voxmeta.Numbers.assertSameBits;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxmeta.PlainGls;
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.kernel.StudentTails;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.Reason;

class VarianceLikelihoodTest {

	private static final int VOXELS = 150;

	/** Voxels with one and with two maxima, of which PyMARE, NiMARE and metafor can take the lower one. */
	@TestFactory
	Stream<DynamicTest> highestMaximumEqualsThatFoundWithManyDigits() throws IOException {
		final List<DynamicTest> tests = new ArrayList<>();
		int doubles = 0;
		for (final JsonElement element : table()) {
			final JsonObject voxel = element.getAsJsonObject();
			for (final String method : List.of("ML", "REML")) {
				if (voxel.get(method + " maxima").getAsInt() > 1) doubles++;
				tests.add(dynamicTest(voxel.get("name").getAsString() + " " + method, () -> assertClose(voxel.get(method)
					.getAsDouble(), maximum(data(voxel), method.equals("REML"))[0], 1e-12, "tau2")));
			}
			tests.add(dynamicTest(voxel.get("name").getAsString() + " PM", () -> assertClose(voxel.get("PM")
				.getAsDouble(), GeneralizedQ.solve(VoxelBlock.of(data(voxel)), dof(voxel))[0], 1e-12, "tau2")));
		}
		assertTrue(doubles >= 10, "likelihoods with two maxima: " + doubles);
		return tests.stream();
	}

	@ParameterizedTest(name = "{0} coefficients, {1} studies, log variances spread by {2}, restricted {3}")
	@CsvSource({ "1, 3, 0.3, true", "1, 3, 2, false", "1, 5, 4, true", "1, 5, 4, false", "1, 12, 1, true",
		"1, 12, 4, false", "3, 5, 2, true", "3, 5, 4, false", "3, 9, 4, true", "3, 9, 1, false" })
	void noPlaceIsMoreLikely(final int predictors, final int studies, final double spread,
		final boolean restricted)
	{
		final StudyData data = random(predictors, studies, spread, 7);

		final double[] tau2 = maximum(data, restricted);

		int inner = 0;
		for (int j = 0; j < VOXELS; j++) {
			final PlainGls plain = plain(data, j);
			if (plain.studies() <= predictors) continue;
			final double wanted = bestOfMany(plain, restricted);
			if (wanted > 0) inner++;
			assertClose(wanted, tau2[j], 1e-9, "tau2 of voxel " + j);
		}
		assertTrue(inner > VOXELS / 15 && inner < VOXELS, "voxels with tau2 > 0: " + inner);
	}

	/** Here a search that starts at one end would go wrong now and then. */
	@Test
	void someLikelihoodsHaveTwoMaxima() {
		final StudyData data = random(1, 5, 4, 7);
		int doubles = 0;

		for (int j = 0; j < VOXELS; j++)
			if (maxima(plain(data, j), false).size() > 1) doubles++;

		assertTrue(doubles >= VOXELS / 20, "likelihoods with two maxima: " + doubles);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void equalVariancesGiveTheClosedForm(final boolean restricted) {
		final double[][] y = { { 3, 1 }, { 7, 1.1 }, { 5, 0.8 }, { 1, 1 } };
		final double[][] v = { { 0.7, 0.7 }, { 0.7, 0.7 }, { 0.7, 0.7 }, { 0.7, 0.7 } };

		final double[] tau2 = maximum(StudyData.of(Signals.of(y), Signals.of(v)), restricted);

		// the sum of squares is 20
		assertClose(20.0 / (restricted ? 3 : 4) - 0.7, tau2[0], 1e-14, "tau2");
		assertEquals(0, tau2[1]);
	}

	@Test
	void twoStudiesGiveTheClosedFormOfRestrictedLikelihood() {
		final StudyData data = random(1, 2, 3, 11);

		final double[] tau2 = maximum(data, true);

		for (int j = 0; j < VOXELS; j++) {
			final double[] y = column(data.values(), j);
			final double[] v = column(data.variances(), j);
			final double difference = y[0] - y[1];
			final double wanted = Math.max(0, (difference * difference - v[0] - v[1]) / 2);
			assertEquals(wanted, tau2[j], 1e-13 * (wanted + v[0] + v[1]), "tau2 of voxel " + j);
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void tau2IsZeroWhenEffectsAreIdentical(final boolean restricted) {
		final double[][] y = { { 0.3, 0, 1e9 }, { 0.3, 0, 1e9 }, { 0.3, 0, 1e9 } };
		final double[][] v = { { 0.1, 1, 3 }, { 0.2, 1e6, 1 }, { 1e-9, 1e-6, 0.3 } };

		final double[] tau2 = maximum(StudyData.of(Signals.of(y), Signals.of(v)), restricted);

		assertSameBits(new double[3], tau2, "tau2");
	}

	@Test
	void tau2IsZeroWhenCoefficientsFitEveryStudyAndUnknownWhenTheyAreMore() {
		final double nan = Double.NaN;
		final double[][] y = { { 1, nan }, { 2, nan }, { nan, 1 } };
		final double[][] v = { { 1, 1 }, { 1, 1 }, { 1, 1 } };
		final Studies studies = studies(new double[][] { { 1, 0 }, { 1, 1 }, { 1, 2 } });

		final double[] tau2 = maximum(new StudyData(studies, Signals.of(y), Signals.of(v)), true);

		assertEquals(0, tau2[0]);
		assertTrue(Double.isNaN(tau2[1]));
	}

	/** Where one study weighs 10^12 times more than another, sums of squares of weights cancel. */
	@ParameterizedTest
	@CsvSource({ "1, true", "1, false", "2, true", "2, false" })
	void variancesMayDifferByTwelvePowersOfTen(final int predictors, final boolean restricted) {
		final Random random = new Random(3);
		final double[][] x = design(predictors, 5, random);
		final double[][] y = new double[5][VOXELS];
		final double[][] v = new double[5][VOXELS];
		for (int k = 0; k < 5; k++)
			for (int j = 0; j < VOXELS; j++) {
				v[k][j] = Math.pow(10, random.nextInt(13) - 9);
				y[k][j] = 100 + random.nextGaussian() * Math.sqrt(v[k][j] + j % 2);
			}
		final StudyData data = new StudyData(studies(x), Signals.of(y), Signals.of(v));

		final double[] tau2 = maximum(data, restricted);

		for (int j = 0; j < VOXELS; j++) {
			final PlainGls plain = plain(data, j);
			final double best = plain.logLikelihood(bestOfMany(plain, restricted), restricted);
			assertTrue(plain.logLikelihood(tau2[j], restricted) > best - 1e-7, "likelihood of voxel " + j);
		}
	}

	@ParameterizedTest
	@CsvSource({ "1, true", "1, false", "3, true", "3, false" })
	void blocksDoNotChangeABit(final int predictors, final boolean restricted) {
		final StudyData data = random(predictors, 6, 3, 5);

		final double[] whole = maximum(data, restricted);
		final double[] parts = new double[VOXELS];
		for (int from = 0; from < VOXELS; from += 7) {
			final VoxelBlock block = new VoxelBlock(data.studies(), Math.min(7, VOXELS - from));
			block.load(data, from, Math.min(7, VOXELS - from));
			System.arraycopy(maximum(block, restricted), 0, parts, from, block.size());
		}

		assertSameBits(whole, parts, "tau2");
	}

	@Test
	void unitsOnlyScaleTau2() {
		final StudyData data = random(1, 6, 3, 5);
		final double c = 1e-5;
		final double[][] y = new double[6][];
		final double[][] v = new double[6][];
		for (int k = 0; k < 6; k++) {
			y[k] = Arrays.stream(row(data.values(), k)).map(value -> c * value).toArray();
			v[k] = Arrays.stream(row(data.variances(), k)).map(value -> c * c * value).toArray();
		}

		final double[] wanted = maximum(data, true);
		final double[] got = maximum(StudyData.of(Signals.of(y), Signals.of(v)), true);

		for (int j = 0; j < VOXELS; j++)
			assertEquals(c * c * wanted[j], got[j], 1e-11 * c * c * (1 + wanted[j]), "tau2 of voxel " + j);
	}

	/** All maxima of one likelihood, found on a fine grid and then by halving. */
	private static List<Double> maxima(final PlainGls plain, final boolean restricted) {
		final List<Double> maxima = new ArrayList<>();
		double before = 0;
		if (plain.score(0, restricted) <= 0) maxima.add(0.0);
		for (int i = 0; i <= 300; i++) {
			final double tau2 = Math.pow(10, -9 + 0.06 * i);
			if (plain.score(before, restricted) > 0 && plain.score(tau2, restricted) <= 0) maxima.add(PlainGls.root(
				t -> plain.score(t, restricted), before, tau2));
			before = tau2;
		}
		return maxima;
	}

	private static double bestOfMany(final PlainGls plain, final boolean restricted) {
		double best = Double.NaN;
		double highest = Double.NEGATIVE_INFINITY;
		for (final double tau2 : maxima(plain, restricted)) {
			final double likelihood = plain.logLikelihood(tau2, restricted);
			if (!(likelihood > highest)) continue;
			highest = likelihood;
			best = tau2;
		}
		return best;
	}

	private static double[] maximum(final StudyData data, final boolean restricted) {
		return maximum(VoxelBlock.of(data), restricted);
	}

	private static double[] maximum(final VoxelBlock block, final boolean restricted) {
		final MapBlock maps = new MapBlock(EnumSet.noneOf(MapKind.class), 1, block.size(), new StudentTails());
		final double[] tau2 = VarianceLikelihood.maximum(block, restricted, maps);
		for (int j = 0; j < block.size(); j++)
			assertEquals(Reason.NONE, maps.reason(j), "reason of voxel " + j);
		return tau2;
	}

	/**
	 * Effects around 30 with between-study variances of 0, 1 and 2, and with holes that leave all coefficients.
	 */
	private static StudyData random(final int predictors, final int studies, final double spread,
		final long seed)
	{
		final Random random = new Random(seed);
		final double[][] x = design(predictors, studies, random);
		final double[][] y = new double[studies][VOXELS];
		final double[][] v = new double[studies][VOXELS];
		for (int k = 0; k < studies; k++)
			for (int j = 0; j < VOXELS; j++) {
				v[k][j] = Math.exp(spread * random.nextGaussian());
				y[k][j] = 30 + random.nextGaussian() * Math.sqrt(v[k][j] + j % 3);
				if (k > predictors && random.nextInt(10) == 0) y[k][j] = Double.NaN;
			}
		return new StudyData(studies(x), Signals.of(y), Signals.of(v));
	}

	private static double[][] design(final int predictors, final int studies, final Random random) {
		final double[][] x = new double[studies][predictors];
		for (final double[] row : x)
			for (int p = 0; p < predictors; p++)
				row[p] = p == 0 ? 1 : random.nextGaussian();
		return x;
	}

	private static Studies studies(final double[][] x) {
		return Studies.of(Design.of(List.of("a", "b", "c").subList(0, x[0].length), x));
	}

	private static PlainGls plain(final StudyData data, final int j) {
		final Design design = data.studies().design();
		final double[][] x = new double[design.studies()][];
		Arrays.setAll(x, design::row);
		return new PlainGls(column(data.values(), j), column(data.variances(), j), x);
	}

	private static double[] column(final Signals signals, final int j) {
		final double[] column = new double[signals.studies()];
		Arrays.setAll(column, k -> row(signals, k)[j]);
		return column;
	}

	private static double[] row(final Signals signals, final int k) {
		final double[] row = new double[signals.voxels()];
		signals.row(k).read(0, row.length, row);
		return row;
	}

	private static JsonArray table() throws IOException {
		try (Reader reader = new InputStreamReader(VarianceLikelihoodTest.class.getResourceAsStream("maxima.json"),
			StandardCharsets.UTF_8))
		{
			return JsonParser.parseReader(reader).getAsJsonArray();
		}
	}

	private static StudyData data(final JsonObject voxel) {
		final double[][] x = StreamSupport.stream(voxel.getAsJsonArray("x").spliterator(), false)
			.map(row -> numbers(row.getAsJsonArray())).toArray(double[][]::new);
		return new StudyData(studies(x), oneVoxel(voxel, "y"), oneVoxel(voxel, "v"));
	}

	private static double[] dof(final JsonObject voxel) {
		return new double[] { voxel.getAsJsonArray("y").size() - voxel.getAsJsonArray("x").get(0).getAsJsonArray()
			.size() };
	}

	private static Signals oneVoxel(final JsonObject voxel, final String key) {
		return Signals.of(Arrays.stream(numbers(voxel.getAsJsonArray(key)))
			.mapToObj(value -> new double[] { value }).toArray(double[][]::new));
	}

	private static double[] numbers(final JsonArray array) {
		return StreamSupport.stream(array.spliterator(), false).mapToDouble(JsonElement::getAsDouble).toArray();
	}
}
