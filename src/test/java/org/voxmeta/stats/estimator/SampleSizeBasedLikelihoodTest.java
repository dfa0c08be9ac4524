package org.voxmeta.stats.estimator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
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
import org.voxmeta.PlainGls;
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.kernel.StudentTails;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

class SampleSizeBasedLikelihoodTest {

	private static final int VOXELS = 150;
	/** As good as infinite beside 1/n. */
	private static final double NO_SIGMA2 = 1e12;

	@TestFactory
	Stream<DynamicTest> variancesEqualThoseFoundWithManyDigits() throws IOException {
		final List<DynamicTest> tests = new ArrayList<>();
		for (final JsonElement element : table()) {
			final JsonObject voxel = element.getAsJsonObject();
			for (final LikelihoodMethod method : LikelihoodMethod.values())
				tests.add(dynamicTest(voxel.get("name").getAsString() + " " + method.label(), () -> {
					final double[] wanted = numbers(voxel.getAsJsonArray("sizes " + method.label()));
					final MapBlock maps = fit(method, data(voxel));
					assertClose(wanted[0], maps.get(MapKind.SIGMA2)[0], 1e-11, "sigma2");
					assertClose(wanted[1], maps.get(MapKind.TAU2)[0], 1e-11, "tau2");
				}));
		}
		return tests.stream();
	}

	@ParameterizedTest(name = "{0} coefficients, {1} studies, log sizes spread by {2}, {3}")
	@CsvSource({ "1, 3, 1, ML", "1, 5, 0.1, REML", "1, 12, 2, ML", "1, 12, 1, REML", "3, 5, 1, ML",
		"3, 9, 2, REML", "3, 9, 0.1, ML" })
	void noRatioIsMoreLikely(final int predictors, final int studies, final double spread,
		final LikelihoodMethod method)
	{
		final StudyData data = random(predictors, studies, spread);

		final MapBlock maps = fit(method, data);

		int inner = 0;
		int noTau2 = 0;
		int noSigma2 = 0;
		for (int j = 0; j < VOXELS; j++) {
			final Profile profile = new Profile(plain(data, j), method);
			if (profile.count < 2) continue;
			final double tau2 = maps.get(MapKind.TAU2)[j];
			final double sigma2 = maps.get(MapKind.SIGMA2)[j];
			final double ratio = sigma2 == 0 ? NO_SIGMA2 : tau2 / sigma2;
			final String at = " of voxel " + j;
			assertTrue(profile.at(ratio) > profile.highest() - 1e-9, "likelihood" + at);
			assertClose(profile.sigma2(ratio), sigma2 == 0 ? tau2 / NO_SIGMA2 : sigma2, 1e-9, "sigma2" + at);
			if (tau2 == 0) noTau2++;
			else if (sigma2 == 0) noSigma2++;
			else {
				inner++;
				assertClose(profile.maximumNear(ratio), ratio, ratio > 10 ? 1e-3 : 1e-8, "ratio" + at);
			}
		}
		assertTrue((inner > 0 || studies < 9) && noTau2 > 10 && noSigma2 > 10, inner + " inside, " + noTau2
			+ " with tau2 = 0, " + noSigma2 + " with sigma2 = 0");
	}

	@Test
	void oneResidualLeavesTau2AtZero() {
		// (3 - 1)² is what sigma2 (1/10 + 1/40) is estimated by
		final MapBlock maps = fit(LikelihoodMethod.REML, mean(new double[] { 10, 40 }, 1, 3));

		assertEquals(0, maps.get(MapKind.TAU2)[0]);
		assertClose(4 / 0.125, maps.get(MapKind.SIGMA2)[0], 1e-14, "sigma2");
	}

	@Test
	void withoutSigma2StudiesWeighTheSame() {
		// the large studies differ most, which sampling cannot explain
		final MapBlock maps = fit(LikelihoodMethod.ML, mean(new double[] { 1000, 900, 10, 20 }, 5, -5, 1, -1));

		assertEquals(0, maps.get(MapKind.SIGMA2)[0]);
		assertClose(13, maps.get(MapKind.TAU2)[0], 1e-14, "tau2");
		assertEquals(0, maps.get(MapKind.EST)[0], 1e-15);
		assertClose(Math.sqrt(13.0 / 4), maps.get(MapKind.SE)[0], 1e-14, "se");
	}

	@Test
	void withoutTau2StudiesWeighByTheirSizes() {
		final MapBlock maps = fit(LikelihoodMethod.REML, mean(new double[] { 100, 90, 4, 5 }, 1, 1.01, 9, -9));

		assertEquals(0, maps.get(MapKind.TAU2)[0]);
		final double est = (100 + 90 * 1.01 + 4 * 9 - 5 * 9) / 199;
		final double squares = 100 * (1 - est) * (1 - est) + 90 * (1.01 - est) * (1.01 - est)
			+ 4 * (9 - est) * (9 - est) + 5 * (-9 - est) * (-9 - est);
		assertClose(squares / 3, maps.get(MapKind.SIGMA2)[0], 1e-14, "sigma2");
		assertClose(est, maps.get(MapKind.EST)[0], 1e-14, "est");
		assertClose(Math.sqrt(squares / 3 / 199), maps.get(MapKind.SE)[0], 1e-14, "se");
	}

	@Test
	void identicalEffectsHaveNoTest() {
		final MapBlock maps = fit(LikelihoodMethod.REML, mean(new double[] { 10, 20, 30 }, 0.25, 0.25, 0.25));

		assertTrue(Double.isNaN(maps.get(MapKind.Z)[0]));
	}

	@Test
	void sampleSizesAreNeeded() {
		final SampleSizeBasedLikelihood estimator = SampleSizeBasedLikelihood.withDefaults();

		assertThrows(IllegalArgumentException.class, () -> estimator.check(Studies.independent(3)));
	}

	/** The likelihood of one voxel by the ratio of tau2 to sigma2, the best sigma2 taken at each. */
	private static final class Profile {

		private final PlainGls plain;
		private final boolean restricted;
		private final double count;

		Profile(final PlainGls plain, final LikelihoodMethod method) {
			this.plain = plain;
			restricted = method == LikelihoodMethod.REML;
			count = plain.studies() - (restricted ? plain.predictors() : 0);
		}

		double at(final double ratio) {
			final double q = plain.q(ratio);
			return plain.logLikelihood(ratio, restricted) + q / 2 - count / 2 * Math.log(q);
		}

		double sigma2(final double ratio) {
			return plain.q(ratio) / count;
		}

		/** On a fine grid from end to end. */
		double highest() {
			double highest = Math.max(at(0), at(NO_SIGMA2));
			for (int i = 0; i <= 240; i++)
				highest = Math.max(highest, at(Math.pow(10, i / 30.0 - 6)));
			return highest;
		}

		double maximumNear(final double ratio) {
			return PlainGls.root(this::score, 0.9 * ratio, 1.1 * ratio);
		}

		private double score(final double ratio) {
			final double b = traceOrSum(ratio);
			return count * (plain.score(ratio, restricted) + b) / plain.q(ratio) - b;
		}

		private double traceOrSum(final double ratio) {
			final double[][] p = plain.projection(ratio);
			double trace = 0;
			for (int k = 0; k < p.length; k++)
				trace += p[k][k];
			// the scores differ by trace and sum of weights
			return restricted ? trace : trace + plain.score(ratio, true) - plain.score(ratio, false);
		}
	}

	private static MapBlock fit(final LikelihoodMethod method, final StudyData data) {
		final SampleSizeBasedLikelihood estimator = SampleSizeBasedLikelihood.withDefaults().with(method);
		final MapBlock maps = new MapBlock(EnumSet.of(MapKind.EST, MapKind.SE, MapKind.Z, MapKind.TAU2,
			MapKind.SIGMA2), data.studies().design().terms().size(), data.voxels(), new StudentTails());
		estimator.fit(VoxelBlock.of(data), maps);
		return maps;
	}

	private static StudyData mean(final double[] sizes, final double... effects) {
		return new StudyData(Studies.independent(sizes.length).withSampleSizes(sizes), column(effects), null);
	}

	private static StudyData random(final int predictors, final int studies, final double spread) {
		final Random random = new Random(studies);
		final double[][] x = new double[studies][predictors];
		final double[] sizes = new double[studies];
		final double[][] y = new double[studies][VOXELS];
		for (int k = 0; k < studies; k++) {
			sizes[k] = Math.rint(5 + k + 20 * Math.exp(spread * random.nextGaussian()));
			for (int p = 0; p < predictors; p++)
				x[k][p] = p == 0 ? 1 : random.nextGaussian();
			for (int j = 0; j < VOXELS; j++)
				y[k][j] = k > predictors && random.nextInt(10) == 0 ? Double.NaN
					: 30 + random.nextGaussian() * Math.sqrt(10 / sizes[k] + 0.3 * (j % 3));
		}
		return new StudyData(studies(x, sizes), Signals.of(y), null);
	}

	private static Studies studies(final double[][] x, final double[] sizes) {
		return Studies.of(Design.of(List.of("a", "b", "c").subList(0, x[0].length), x)).withSampleSizes(sizes);
	}

	private static PlainGls plain(final StudyData data, final int j) {
		final int studies = data.studies().count();
		final double[] y = new double[studies];
		final double[][] x = new double[studies][];
		for (int k = 0; k < studies; k++) {
			final double[] value = new double[1];
			data.values().row(k).read(j, 1, value);
			y[k] = value[0];
			x[k] = data.studies().design().row(k);
		}
		return new PlainGls(y, Arrays.stream(data.studies().sampleSizes()).map(size -> 1 / size).toArray(), x);
	}

	private static JsonArray table() throws IOException {
		try (Reader reader = new InputStreamReader(SampleSizeBasedLikelihoodTest.class.getResourceAsStream(
			"../regression/maxima.json"), StandardCharsets.UTF_8))
		{
			return JsonParser.parseReader(reader).getAsJsonArray();
		}
	}

	private static StudyData data(final JsonObject voxel) {
		final double[][] x = StreamSupport.stream(voxel.getAsJsonArray("x").spliterator(), false)
			.map(row -> numbers(row.getAsJsonArray())).toArray(double[][]::new);
		final Studies studies = studies(x, numbers(voxel.getAsJsonArray("n")));
		return new StudyData(studies, column(numbers(voxel.getAsJsonArray("y"))), null);
	}

	private static Signals column(final double... values) {
		return Signals.of(Arrays.stream(values).mapToObj(value -> new double[] { value }).toArray(double[][]::new));
	}

	private static double[] numbers(final JsonArray array) {
		return StreamSupport.stream(array.spliterator(), false).mapToDouble(JsonElement::getAsDouble).toArray();
	}
}
