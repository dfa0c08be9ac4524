package org.voxmeta.stats.estimator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.voxmeta.Numbers.assertClose;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import org.junit.jupiter.api.Test;
import org.voxmeta.PeerData;
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.result.MapKind;

/** The trials of the BCG vaccine from their published counts, the example of metafor's paper. */
class BcgVaccineTest {

	private static final List<String> COLUMNS = List.of("trial", "ai", "bi", "ci", "di", "ablat", "year");

	/** Half of the last of four decimals. */
	private static final double FOUR_DECIMALS = 5e-5;

	/** A trial: ai of the vaccinated got tuberculosis, bi did not; ci and di are the same of the controls. */
	private record Trial(double ai, double bi, double ci, double di, double latitude, double year) {

		double logRiskRatio() {
			return Math.log(ai / (ai + bi) / (ci / (ci + di)));
		}

		double varianceOfLogRiskRatio() {
			return 1 / ai - 1 / (ai + bi) + 1 / ci - 1 / (ci + di);
		}

		double logOddsRatio() {
			return Math.log(ai * di / (bi * ci));
		}

		double varianceOfLogOddsRatio() {
			return 1 / ai + 1 / bi + 1 / ci + 1 / di;
		}

		double participants() {
			return ai + bi + ci + di;
		}
	}

	@Test
	void heterogeneityOfRiskRatiosIsThatOfMetafor() throws IOException {
		final Map<EffectEstimator<?>, Double> published = Map.of(DerSimonianLaird.withDefaults(), 0.3088, //
			Hedges.withDefaults(), 0.3286, SidikJonkman.withDefaults(), 0.3455, HunterSchmidt.withDefaults(), 0.2284);

		for (final Map.Entry<EffectEstimator<?>, Double> tau2 : published.entrySet())
			assertEquals(tau2.getValue(), fit(tau2.getKey(), riskRatios(), Design.intercept(13)).get(MapKind.TAU2)[0],
				FOUR_DECIMALS, tau2.getKey().name());
	}

	@Test
	void latitudeExplainsMostOfTheHeterogeneity() throws IOException {
		final Design latitude = design(List.of("intercept", "ablat"));

		// metafor's residual heterogeneity by DL, and its slope at the tau2 that REML gives
		assertEquals(0.0633, fit(DerSimonianLaird.withDefaults(), riskRatios(), latitude).get(MapKind.TAU2)[0],
			FOUR_DECIMALS);
		final FittedMaps maps = fit(WeightedLeastSquares.withDefaults().withTau2(0.0764), riskRatios(), latitude);
		assertEquals(-0.02910, maps.get(MapKind.EST, 1)[0], 5e-6);
		assertEquals(0.00720, maps.get(MapKind.SE, 1)[0], 5e-6);
	}

	@Test
	void countsAreThoseOfTheReferenceData() throws IOException {
		final JsonObject data = PeerData.ofResource("/stats/tabular.json").get(0);
		final List<Trial> trials = trials();

		for (int k = 0; k < 13; k++) {
			assertClose(trials.get(k).logOddsRatio(), PeerData.numbers(data.get("y"))[k], 1e-13, "y");
			assertClose(trials.get(k).varianceOfLogOddsRatio(), PeerData.numbers(data.get("v"))[k], 1e-15, "v");
			assertEquals(trials.get(k).participants(), PeerData.numbers(data.get("n"))[k]);
		}
	}

	/** Latitude and year, not centred; wanted numbers were computed with 60 digits. */
	@Test
	void yearsAsModeratorCostNoDigits() throws IOException {
		final Map<String, EffectEstimator<?>> estimators = Map.of( //
			"FE", WeightedLeastSquares.withDefaults(), //
			"DL", DerSimonianLaird.withDefaults(), //
			"HE", Hedges.withDefaults(), //
			"HEmean", Hedges.withDefaults().with(Hedges.Form.MEAN), //
			"HS", HunterSchmidt.withDefaults(), //
			"HSk", HunterSchmidt.withDefaults().withSmallSample(true), //
			"SJ", SidikJonkman.withDefaults());
		final JsonObject exact = PeerData.resource("/stats/bcg_years.json").getAsJsonObject();
		final JsonObject data = data(Trial::logOddsRatio, Trial::varianceOfLogOddsRatio);
		assertEquals(estimators.keySet(), exact.keySet());

		for (final String key : exact.keySet()) {
			final FittedMaps maps = fit(estimators.get(key), data, design(List.of("intercept", "ablat", "year")));
			final JsonObject wanted = exact.getAsJsonObject(key);
			assertClose(PeerData.number(wanted.get("tau2")), maps.get(MapKind.TAU2)[0], 1e-13, key + " tau2");
			for (int t = 0; t < 3; t++) {
				assertClose(PeerData.numbers(wanted.get("est"))[t], maps.get(MapKind.EST, t)[0], 1e-13, key + " est");
				assertClose(PeerData.numbers(wanted.get("se"))[t], maps.get(MapKind.SE, t)[0], 1e-13, key + " se");
			}
		}
	}

	private static FittedMaps fit(final EffectEstimator<?> estimator, final JsonObject data,
		final Design design)
	{
		return PeerData.fit(estimator, data, design);
	}

	private static JsonObject riskRatios() throws IOException {
		return data(Trial::logRiskRatio, Trial::varianceOfLogRiskRatio);
	}

	private static JsonObject data(final ToDoubleFunction<Trial> effect, final ToDoubleFunction<Trial> variance)
		throws IOException
	{
		final JsonObject data = new JsonObject();
		data.add("y", new JsonArray());
		data.add("v", new JsonArray());
		data.add("n", new JsonArray());
		for (final Trial trial : trials()) {
			data.getAsJsonArray("y").add(effect.applyAsDouble(trial));
			data.getAsJsonArray("v").add(variance.applyAsDouble(trial));
			data.getAsJsonArray("n").add(trial.participants());
		}
		return data;
	}

	private static Design design(final List<String> columns) throws IOException {
		final List<Trial> trials = trials();
		final double[][] x = new double[13][];
		for (int k = 0; k < 13; k++)
			x[k] = Arrays.copyOf(new double[] { 1, trials.get(k).latitude, trials.get(k).year }, columns.size());
		return Design.of(columns, x);
	}

	private static List<Trial> trials() throws IOException {
		try (BufferedReader reader = new BufferedReader(new InputStreamReader(BcgVaccineTest.class.getResourceAsStream(
			"/stats/bcg_risk_ratio.csv"), StandardCharsets.UTF_8)))
		{
			final List<String> lines = reader.lines().toList();
			assertEquals(String.join(",", COLUMNS) + ",alloc", lines.get(0));
			assertEquals(14, lines.size());
			return lines.stream().skip(1).map(line -> line.split(",")).map(BcgVaccineTest::trial).toList();
		}
	}

	private static Trial trial(final String[] cells) {
		return new Trial(cell(cells, 1), cell(cells, 2), cell(cells, 3), cell(cells, 4), cell(cells, 5), cell(cells,
			6));
	}

	private static double cell(final String[] cells, final int column) {
		return Double.parseDouble(cells[column]);
	}
}
