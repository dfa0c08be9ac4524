package org.voxmeta.stats.regression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertClose;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxmeta.PlainGls;
import org.voxmeta.RandomStudies;

class Tau2ErrorsTest {

	private static final int VOXELS = 100;
	private static final double TAU2 = 0.4;
	private static final Map<String, Function<RandomEffectsModel, double[]>> METHODS = Map.of("DL",
		Tau2Errors::dersimonianLaird, "HS", Tau2Errors::hunterSchmidt, "HE", Tau2Errors::hedges, "SJ",
		Tau2Errors::sidikJonkman);

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 4 })
	void errorsEqualTheFormulaWithWholeMatrices(final int predictors) {
		final RandomStudies studies = RandomStudies.ofModel(predictors, VOXELS, predictors);
		final RandomEffectsModel model = model(studies, TAU2);
		final double[] dl = Tau2Errors.dersimonianLaird(model);
		final double[] hs = Tau2Errors.hunterSchmidt(model);
		final double[] he = Tau2Errors.hedges(model);
		final double[] sj = Tau2Errors.sidikJonkman(model);

		for (int j = 0; j < VOXELS; j++) {
			final RandomStudies here = studies.present(j);
			final double[] v = studies.variances(j);
			final int dof = v.length - predictors;
			final double[][] fixed = here.plain(0).projection(0);
			assertClose(error(fixed, v, trace(fixed)), dl[j], 1e-10, "DL of " + j);
			assertClose(error(fixed, v, Arrays.stream(v).map(value -> 1 / value).sum()), hs[j], 1e-10, "HS of " + j);
			final double[] ones = new double[v.length];
			Arrays.fill(ones, 1);
			assertClose(error(projection(here, ones), v, dof), he[j], 1e-10, "HE of " + j);
			final double start = meanSquare(here);
			final double[] scaled = Arrays.stream(v).map(value -> value / start + 1).toArray();
			assertClose(error(projection(here, scaled), v, dof), sj[j], 1e-10, "SJ of " + j);
		}
	}

	@Test
	void errorsKeepTheirDigitsWhenOneStudyDominates() {
		final RandomEffectsModel model = model(RandomStudies.of(new double[][] { { 1 }, { 1 }, { 1 } },
			new double[][] { { 5 }, { 15 }, { -5 } }, new double[][] { { 1e-12 }, { 1 }, { 1 } }), 3);

		// by mpmath with 50 digits
		assertClose(3.8078865529317571832, Tau2Errors.dersimonianLaird(model)[0], 1e-13, "DL");
		assertClose(1.5231546211673718015e-11, Tau2Errors.hunterSchmidt(model)[0], 1e-13, "HS");
	}

	@Test
	void squaredUnitsScaleErrors() {
		final RandomStudies studies = RandomStudies.ofModel(2, VOXELS, 3);

		METHODS.forEach((name, method) -> {
			final double[] errors = method.apply(model(studies, TAU2));
			final double[] scaled = method.apply(model(studies.scaled(1000), 1e6 * TAU2));
			for (int j = 0; j < VOXELS; j++)
				assertClose(1e6 * errors[j], scaled[j], 1e-10, name + " of " + j);
		});
	}

	@Test
	void sidikAndJonkmansIsZeroForEqualEffects() {
		final RandomEffectsModel model = model(RandomStudies.of(new double[][] { { 1 }, { 1 }, { 1 } },
			new double[][] { { 2 }, { 2 }, { 2 } }, new double[][] { { 0.5 }, { 1 }, { 0.25 } }), 0);

		assertEquals(0, Tau2Errors.sidikJonkman(model)[0]);
	}

	@Test
	void coefficientsThatFitEveryStudyLeaveNoError() {
		final RandomEffectsModel model = model(RandomStudies.of(new double[][] { { 1, 0 }, { 1, 0.1 } },
			new double[][] { { 2 }, { 3 } }, new double[][] { { 0.5 }, { 0.1 } }), 0);

		METHODS.forEach((name, method) -> assertTrue(Double.isNaN(method.apply(model)[0]), name));
	}

	private static RandomEffectsModel model(final RandomStudies studies, final double tau2) {
		final double[] everywhere = new double[studies.voxels()];
		Arrays.fill(everywhere, tau2);
		return new RandomEffectsModel(studies.block(), everywhere);
	}

	/** P for the weights 1/v. */
	private static double[][] projection(final RandomStudies studies, final double[] v) {
		final double[] y = Arrays.stream(studies.y()).mapToDouble(row -> row[0]).toArray();
		return new PlainGls(y, v, studies.x()).projection(0);
	}

	private static double error(final double[][] p, final double[] v, final double c) {
		double sum = 0;
		for (int i = 0; i < v.length; i++)
			for (int j = 0; j < v.length; j++)
				sum += p[i][j] * p[i][j] * (v[i] + TAU2) * (v[j] + TAU2);
		return Math.sqrt(2 * sum) / c;
	}

	private static double trace(final double[][] p) {
		return IntStream.range(0, p.length).mapToDouble(k -> p[k][k]).sum();
	}

	private static double meanSquare(final RandomStudies studies) {
		final double[] y = Arrays.stream(studies.y()).mapToDouble(row -> row[0]).toArray();
		final double mean = Arrays.stream(y).average().orElseThrow();
		return Arrays.stream(y).map(value -> (value - mean) * (value - mean)).average().orElseThrow();
	}
}
