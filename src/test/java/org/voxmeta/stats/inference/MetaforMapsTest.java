package org.voxmeta.stats.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.stats.inference.ReferenceFit.number;
import static org.voxmeta.stats.inference.ReferenceFit.numbers;

import com.google.gson.JsonObject;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.voxmeta.Numbers;
import org.voxmeta.References;
import org.voxmeta.stats.regression.RandomEffectsModel;
import org.voxmeta.stats.regression.Tau2Errors;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

/**
 * What follows from the data and from metafor's tau2 equals metafor's, whatever the method that tau2 came
 * from.
 */
class MetaforMapsTest {

	/** Closed forms agree to rounding. */
	private static final double TOLERANCE = 1e-10;
	/** metafor loses digits where years are a moderator; {@link #yearsLoseNoDigits} has the true numbers. */
	private static final double TOLERANCE_WITH_YEARS = 1e-8;
	/** How far metafor's search for the bounds goes. */
	private static final double BOUNDS = 1e-8;
	/**
	 * It ends at an absolute width, much for tau2 of 1e-13; {@link PyMareMapsTest} has the bounds exactly.
	 */
	private static final double TINY_BOUNDS = 1e-4;
	/** What is 0 but for rounding. */
	private static final double NOTHING = 1e-28;

	private static final Set<String> METHODS = Set.of("FE", "DL", "HE", "HS", "SJ", "ML", "REML", "PM", "EB");
	private static final Map<String, Adjustment> TESTS = Map.of("z", Adjustment.WALD, "knha", Adjustment.KNAPP_HARTUNG,
		"adhoc", Adjustment.KNAPP_HARTUNG_CONSERVATIVE);
	private static final Map<String, Function<RandomEffectsModel, double[]>> TAU2_ERRORS = Map.of("DL",
		Tau2Errors::dersimonianLaird, "HE", Tau2Errors::hedges, "HS", Tau2Errors::hunterSchmidt, "SJ",
		Tau2Errors::sidikJonkman);

	@TestFactory
	Stream<DynamicTest> someFitsAgree() {
		return tests(ReferenceFit.inTable("metafor.json"));
	}

	@TestFactory
	Stream<DynamicTest> allFitsAgree() throws IOException {
		return tests(ReferenceFit.inFolder(References.path("metafor")));
	}

	@Test
	void tableHasEveryMethodAndAnInterval() {
		final List<ReferenceFit> fits = ReferenceFit.inTable("metafor.json");

		for (final String method : METHODS)
			assertTrue(fits.stream().anyMatch(fit -> fit.method().equals(method)), method);
		assertTrue(fits.stream().filter(fit -> fit.result().has("confint")).count() > 10);
	}

	@Test
	void yearsLoseNoDigits() {
		final ReferenceFit years = ReferenceFit.inTable("metafor.json").stream().filter(fit -> fit.name().equals(
			"bcg ablat+year DL")).findFirst().orElseThrow();

		final MapBlock maps = years.fit(GivenTau2.of(years.number("tau2")));

		// by mpmath with 60 digits, QM at metafor's tau2
		Numbers.assertClose(25.0121415468996051, maps.get(MapKind.Q)[0], TOLERANCE, "Q");
		Numbers.assertClose(0.00532253894344839760, maps.get(MapKind.Q_P)[0], TOLERANCE, "Q_p");
		Numbers.assertClose(20.6855245379827329, maps.get(MapKind.QM)[0], TOLERANCE, "QM");
		Numbers.assertClose(3.22251849767891302e-05, maps.get(MapKind.QM_P)[0], TOLERANCE, "QM_p");
	}

	private static Stream<DynamicTest> tests(final List<ReferenceFit> fits) {
		return fits.stream().filter(fit -> METHODS.contains(fit.method())).map(fit -> DynamicTest.dynamicTest(
			fit.name(), () -> compare(fit)));
	}

	private static void compare(final ReferenceFit fit) {
		final GivenTau2 estimator = GivenTau2.of(fit.number("tau2"));
		final MapBlock maps = fit.fit(estimator);
		assertClose(fit, fit.number("Q"), maps.get(MapKind.Q)[0], "Q");
		assertClose(fit, fit.number("Q_p"), maps.get(MapKind.Q_P)[0], "Q_p");
		if (!fit.method().equals("FE")) {
			assertClose(fit, fit.number("I2"), maps.get(MapKind.I2_TAU2)[0], "I2");
			assertClose(fit, fit.number("H2"), maps.get(MapKind.H2_TAU2)[0], "H2");
		}
		if (TAU2_ERRORS.containsKey(fit.method())) assertClose(fit, fit.number("se_tau2"), TAU2_ERRORS.get(fit
			.method()).apply(new RandomEffectsModel(fit.block(), new double[] { fit.number("tau2") }))[0], "se of tau2");
		if (fit.result().has("confint")) {
			assertBounds(fit, "tau2", maps, MapKind.TAU2_LOWER, MapKind.TAU2_UPPER);
			assertBounds(fit, "I2", maps, MapKind.I2_LOWER, MapKind.I2_UPPER);
			assertBounds(fit, "H2", maps, MapKind.H2_LOWER, MapKind.H2_UPPER);
		}
		TESTS.forEach((test, adjustment) -> {
			final JsonObject wanted = fit.result().getAsJsonObject("tests").getAsJsonObject(test);
			if (wanted != null) compareTest(fit, wanted, fit.fit(estimator.with(adjustment)));
		});
	}

	private static void assertBounds(final ReferenceFit fit, final String key, final MapBlock maps,
		final MapKind lower, final MapKind upper)
	{
		final double[] wanted = numbers(fit.result().getAsJsonObject("confint").get(key));
		final double tolerance = fit.name().startsWith("tiny_variance") ? TINY_BOUNDS : BOUNDS;
		Numbers.assertClose(wanted[1], maps.get(lower)[0], tolerance, lower.key());
		Numbers.assertClose(wanted[2], maps.get(upper)[0], tolerance, upper.key());
	}

	private static void compareTest(final ReferenceFit fit, final JsonObject wanted, final MapBlock maps) {
		final int columns = fit.design().predictors();
		for (int p = 0; p < columns; p++)
			compareIntervals(fit, wanted, p, maps, p, List.of(MapKind.CI_LOWER, MapKind.CI_UPPER));
		if (columns == 1) {
			// metafor tests the intercept
			assertEquals(Double.NaN, maps.get(MapKind.QM)[0]);
			assertEquals(Double.NaN, maps.get(MapKind.QM_P)[0]);
		}
		else {
			assertClose(fit, number(wanted.get("QM")), maps.get(MapKind.QM)[0], "QM");
			assertClose(fit, number(wanted.get("QM_p")), maps.get(MapKind.QM_P)[0], "QM_p");
		}
		if (!wanted.has("predict")) return;
		final JsonObject predictions = wanted.getAsJsonObject("predict");
		for (int k = 0; k < predictions.getAsJsonArray("se").size(); k++)
			compareIntervals(fit, predictions, k, maps, columns == 1 ? 0 : columns + k, List.of(MapKind.CI_LOWER,
				MapKind.CI_UPPER, MapKind.PI_LOWER, MapKind.PI_UPPER));
	}

	private static void compareIntervals(final ReferenceFit fit, final JsonObject wanted, final int index,
		final MapBlock maps, final int term, final List<MapKind> kinds)
	{
		for (final MapKind kind : kinds) {
			// for a fixed effect metafor predicts nothing
			if (wanted.get(kind.key()).isJsonNull()) continue;
			// metafor's intervals have no width if the standard error is 0; here there is none then
			final boolean exists = numbers(wanted.get("se"))[index] > 0;
			assertClose(fit, exists ? numbers(wanted.get(kind.key()))[index] : Double.NaN, maps.get(kind, term)[0],
				kind.key() + " of term " + term);
		}
	}

	private static void assertClose(final ReferenceFit fit, final double wanted, final double got,
		final String what)
	{
		if (Math.abs(wanted) < NOTHING) assertTrue(Math.abs(got) < NOTHING, () -> what + ": wanted 0, got " + got);
		else Numbers.assertClose(wanted, got, fit.name().contains("year") ? TOLERANCE_WITH_YEARS : TOLERANCE, what);
	}
}
