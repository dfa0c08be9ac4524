package org.voxmeta.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertClose;
import static org.voxmeta.PeerData.number;
import static org.voxmeta.PeerData.numbers;

import com.google.gson.JsonObject;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.voxmeta.stats.combination.Stouffer;
import org.voxmeta.stats.data.Dataset;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.estimator.SampleSizeBasedLikelihood;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.result.MapKind;

/** The numbers that are plotted, beside metafor's and beside plain formulas. */
class PlotDataTest {

	private static final double TOLERANCE = 1e-9;
	/** z of a 95 % interval. */
	private static final double Z95 = 1.959963984540054;

	@Test
	void theForestPlotHasMetaforsNumbers() throws IOException {
		for (final JsonObject fit : Bcg.fits()) {
			final ForestData forest = PlotData.of(Bcg.estimator(fit).fit(Bcg.data())).forest();

			final SummaryRow summary = forest.summaries().get(0);
			assertClose(number(fit.get("beta")), summary.interval().estimate(), TOLERANCE, "estimate");
			assertClose(number(fit.get("ci_l")), summary.interval().lower(), TOLERANCE, "lower");
			assertClose(number(fit.get("ci_u")), summary.interval().upper(), TOLERANCE, "upper");
			assertEquals(fit.has("pi_l"), summary.prediction().isKnown());
			if (fit.has("pi_l")) {
				assertClose(number(fit.get("pi_l")), summary.prediction().lower(), TOLERANCE, "lower prediction");
				assertClose(number(fit.get("pi_u")), summary.prediction().upper(), TOLERANCE, "upper prediction");
			}
			final boolean isFixed = fit.get("method").getAsString().equals("FE");
			assertClose(isFixed ? Double.NaN : number(fit.get("tau2")), forest.heterogeneity().tau2(), TOLERANCE,
				"tau2");
			assertClose(number(fit.get("I2")), forest.heterogeneity().i2(), TOLERANCE, "I2");
			assertClose(number(fit.get("Q")), forest.heterogeneity().q(), TOLERANCE, "Q");
			assertClose(number(fit.get("Q_p")), forest.heterogeneity().p(), TOLERANCE, "p of Q");
			assertEquals(12, forest.heterogeneity().dof());
			for (int k = 0; k < 13; k++)
				assertClose(numbers(fit.get("weights"))[k], forest.studies().get(k).weight(), TOLERANCE, "weight");
		}
	}

	@Test
	void intervalsOfStudiesAreNormal() throws IOException {
		final List<StudyRow> rows = Bcg.mean().forest().studies();

		for (int k = 0; k < rows.size(); k++) {
			final double reach = Z95 * Math.sqrt(Bcg.numbers("v")[k]);
			assertEquals(Bcg.NAMES.get(k), rows.get(k).name());
			assertEquals(Bcg.numbers("y")[k], rows.get(k).effect());
			assertClose(Bcg.numbers("y")[k] - reach, rows.get(k).lower(), TOLERANCE, "lower");
			assertClose(Bcg.numbers("y")[k] + reach, rows.get(k).upper(), TOLERANCE, "upper");
		}
	}

	@Test
	void baujatsPlotFollowsFromMetaforsLeaveOneOut() throws IOException {
		for (final JsonObject fit : Bcg.fits()) {
			final List<Point> points = PlotData.of(Bcg.estimator(fit).fit(Bcg.data())).baujat();

			final double[] without = numbers(fit.getAsJsonObject("leave1out").get("estimate"));
			final double[] se = numbers(fit.getAsJsonObject("leave1out").get("se"));
			final double estimate = number(fit.get("beta"));
			for (int k = 0; k < points.size(); k++) {
				final double residual = Bcg.numbers("y")[k] - estimate;
				assertClose(residual * residual / (Bcg.numbers("v")[k] + number(fit.get("tau2"))), points.get(k).x(),
					TOLERANCE, "x");
				// metafor's iteration for REML ends within 1e-5 of the maximum
				final double tolerance = fit.get("method").getAsString().equals("REML") ? 1e-4 : TOLERANCE;
				assertClose(Math.pow((estimate - without[k]) / se[k], 2), points.get(k).y(), tolerance, "y");
			}
		}
	}

	/** The fit without a study, by the normal equations of a line. */
	@Test
	void baujatsPlotOfARegressionIsThatOfTheLinesWithoutEachStudy() throws IOException {
		final List<Point> points = Bcg.latitude().baujat();

		final double[] y = Bcg.numbers("y");
		final double[] v = Bcg.numbers("v");
		final double[] x = Bcg.numbers("ablat");
		final double tau2 = number(Bcg.peer().getAsJsonObject("ablat_DL").get("tau2"));
		final double[] fitted = numbers(Bcg.peer().getAsJsonObject("ablat_DL").get("pred"));
		for (int k = 0; k < y.length; k++) {
			final double residual = y[k] - fitted[k];
			assertClose(residual * residual / (v[k] + tau2), points.get(k).x(), TOLERANCE, "x");
			final double[] line = PlainLine.without(k, x, y, v);
			assertClose((fitted[k] - line[0]) * (fitted[k] - line[0]) / line[1], points.get(k).y(), 1e-8, "y");
		}
	}

	@Test
	void theFunnelStandsOnTheSummary() throws IOException {
		final FunnelData funnel = Bcg.mean().funnel();

		assertClose(number(Bcg.fits().get(1).get("beta")), funnel.centre(), TOLERANCE, "centre");
		for (int k = 0; k < 13; k++) {
			assertEquals(Bcg.numbers("y")[k], funnel.points().get(k).x());
			assertClose(Math.sqrt(Bcg.numbers("v")[k]), funnel.points().get(k).y(), TOLERANCE, "standard error");
		}
	}

	@Test
	void theFunnelOfARegressionHasResiduals() throws IOException {
		final FunnelData funnel = Bcg.latitude().funnel();

		final double[] fitted = numbers(Bcg.peer().getAsJsonObject("ablat_DL").get("pred"));
		assertEquals(0, funnel.centre());
		assertEquals("Residual", funnel.effect());
		for (int k = 0; k < 13; k++)
			assertEquals(Bcg.numbers("y")[k] - fitted[k], funnel.points().get(k).x(), 1e-9);
	}

	@Test
	void theRadialPlotHasPrecisionsAndStandardisedEffects() throws IOException {
		final RadialData radial = Bcg.mean().radial();

		final double tau2 = number(Bcg.fits().get(1).get("tau2"));
		for (int k = 0; k < 13; k++) {
			final double precision = 1 / Math.sqrt(Bcg.numbers("v")[k] + tau2);
			assertClose(precision, radial.points().get(k).x(), TOLERANCE, "x");
			assertClose(Bcg.numbers("y")[k] * precision, radial.points().get(k).y(), TOLERANCE, "y");
		}
	}

	@Test
	void studiesOfARegressionHaveMetaforsPredictions() throws IOException {
		final List<StudyRow> rows = Bcg.latitude().forest().studies();

		final JsonObject peer = Bcg.peer().getAsJsonObject("ablat_DL");
		for (int k = 0; k < 13; k++) {
			assertClose(numbers(peer.get("pred"))[k], rows.get(k).fitted().estimate(), TOLERANCE, "prediction");
			assertClose(numbers(peer.get("ci_l"))[k], rows.get(k).fitted().lower(), TOLERANCE, "lower");
			assertClose(numbers(peer.get("ci_u"))[k], rows.get(k).fitted().upper(), TOLERANCE, "upper");
		}
	}

	@Test
	void slopesAreNotOnTheAxisOfEffects() throws IOException {
		final ForestData forest = Bcg.latitude().forest();

		assertTrue(forest.summaries().isEmpty());
		assertTrue(forest.captions().stream().anyMatch(line ->
			line.startsWith("ablat: −0.0316 [−0.0437, −0.0195]")), forest.captions()::toString);
	}

	@Test
	void theCurveGoesThroughMetaforsPredictions() throws IOException {
		final BubbleData bubble = Bcg.latitude().bubble("Latitude", Bcg.numbers("ablat"));

		final JsonObject peer = Bcg.peer().getAsJsonObject("ablat_DL");
		final double[] beta = numbers(peer.get("beta"));
		for (final BubbleData.Expected at : bubble.curve())
			assertEquals(beta[0] + beta[1] * at.x(), at.interval().estimate(), 1e-9);
		// the equator's and the north's ends are studies' latitudes
		assertEquals(13, bubble.curve().get(0).x());
		assertEquals(55, bubble.curve().get(40).x());
		assertClose(numbers(peer.get("ci_l"))[4], bubble.curve().get(0).interval().lower(), TOLERANCE, "lower");
		assertClose(numbers(peer.get("ci_u"))[1], bubble.curve().get(40).interval().upper(), TOLERANCE, "upper");
	}

	@Test
	void aCentredModeratorHasTheSameCurve() throws IOException {
		final double[] latitude = Bcg.numbers("ablat");
		final double[] centred = latitude.clone();
		for (int k = 0; k < centred.length; k++)
			centred[k] -= 33.4;
		final PlotData data = PlotData.of(DerSimonianLaird.withDefaults().fit(Bcg.data().withModerators(Map.of("c",
			centred), true)));

		final List<BubbleData.Expected> curve = data.bubble("Latitude", latitude).curve();

		final List<BubbleData.Expected> wanted = Bcg.latitude().bubble("Latitude", latitude).curve();
		for (int i = 0; i < wanted.size(); i++) {
			assertEquals(wanted.get(i).x(), curve.get(i).x(), 1e-9);
			assertEquals(wanted.get(i).interval().upper(), curve.get(i).interval().upper(), 1e-9);
		}
	}

	@Test
	void aModeratorThatTheModelHasNotHasNoCurve() throws IOException {
		final BubbleData bubble = Bcg.mean().bubble("Latitude", Bcg.numbers("ablat"));

		assertTrue(bubble.curve().isEmpty());
		assertEquals(44, bubble.points().get(0).x());
	}

	@Test
	void levelsHaveTheMeansOfTheirStudies() {
		final double[] y = { 1, 3, 10, 14 };
		final double[] v = { 1, 1, 2, 2 };
		final PlotData data = PlotData.of(DerSimonianLaird.withDefaults().fit(Dataset.of(y, v)
			.withModerators(Map.of( "b", new double[] { 0, 0, 1, 1 }), true)));

		final BubbleData bubble = data.bubble("Group", List.of("a", "a", "b", "b"));

		assertEquals(List.of("a", "b"), bubble.levels());
		assertEquals(2, bubble.curve().get(0).interval().estimate(), 1e-12);
		assertEquals(12, bubble.curve().get(1).interval().estimate(), 1e-12);
		assertEquals(1, bubble.points().get(3).x());
	}

	@Test
	void studiesWithoutDataKeepTheirPlaces() throws IOException {
		final List<String> all = new ArrayList<>(Bcg.NAMES);
		all.add(2, "Nobody 1950");
		final int[] indices = { 0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 };

		final PlotData data = Bcg.mean().withStudies(all, indices);

		assertTrue(data.forest().studies().get(2).isMissing());
		assertEquals("Nobody 1950", data.forest().studies().get(2).name());
		assertEquals("Rosenthal et al. 1960", data.forest().studies().get(3).name());
		assertFalse(data.funnel().points().get(2).isKnown());
		assertEquals(Bcg.numbers("y")[2], data.funnel().points().get(3).x());
		assertThrows(IllegalArgumentException.class, () -> Bcg.mean().withStudies(all, 0, 1));
		assertThrows(IllegalArgumentException.class, () -> Bcg.mean().withStudies(all, 0, 1, 3, 4, 5, 6, 7, 8, 9,
			10, 11, 12, 14));
	}

	@Test
	void weightsOfDependentStudiesAreNotGuessed() throws IOException {
		final List<String> groups = new ArrayList<>(Bcg.NAMES);
		groups.set(1, groups.get(0));
		final PlotData data = PlotData.of(DerSimonianLaird.withDefaults().fit(Bcg.data().withGroups(groups)));

		assertTrue(data.baujat().isEmpty());
		assertInstanceOf(MessageFigure.class, data.baujatPlot());
		Svg.of(data.forestPlot());
		Svg.of(data.funnelPlot());
	}

	@Test
	void theTestIsNamed() throws IOException {
		final PlotData adjusted = PlotData.of(DerSimonianLaird.withDefaults().with(Adjustment.KNAPP_HARTUNG).fit(Bcg
			.data()));

		assertTrue(Bcg.mean().forest().captions().get(0).contains("; z = −3.89, p < 0.001"), Bcg.mean().forest()
			.captions()::toString);
		assertTrue(adjusted.forest().captions().get(0).contains("Knapp-Hartung; t(12) = "), adjusted.forest()
			.captions()::toString);
	}

	@Test
	void sampleSizesGiveVariances() {
		final double[] n = { 10, 20, 40, 15 };
		final var results = SampleSizeBasedLikelihood.withDefaults().fit(Dataset.of(new double[] { 0.1, 0.5, 0.3,
			0.9 }).withSampleSizes(n));

		final FunnelData funnel = PlotData.of(results).funnel();

		for (int k = 0; k < n.length; k++)
			assertClose(Math.sqrt(results.get(MapKind.SIGMA2) / n[k]), funnel.points().get(k).y(), TOLERANCE, "se");
	}

	@Test
	void combinedTestsHaveZValuesWithoutASummary() {
		final ForestData forest = PlotData.of(Stouffer.withDefaults().fit(Dataset.of(new double[] { 1, 2, 3 })))
			.forest();

		assertEquals("z", forest.effect());
		assertTrue(forest.summaries().isEmpty());
		assertClose(1 - Z95, forest.studies().get(0).lower(), TOLERANCE, "lower");
		Svg.of(ForestPlot.of(forest));
	}
}
