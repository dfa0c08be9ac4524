package org.voxmeta.stats.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertClose;
import static org.voxmeta.Numbers.relativeDifference;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.scijava.util.Types;
import org.voxmeta.PlainGls;
import org.voxmeta.References;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

/**
 * The standard error of tau2 and R2, which depend on the estimator, equal metafor's for the method of that
 * name.
 */
class MetaforEstimatorsTest {

	private static final Map<String, String> CLASSES = new TreeMap<>(Map.of("FE", "WeightedLeastSquares",
		"DL", "DerSimonianLaird", "HE", "Hedges", "HS", "HunterSchmidt", "SJ", "SidikJonkman", "PM",
		"PauleMandel", "EB", "EmpiricalBayes", "ML", "VarianceBasedLikelihood", "REML",
		"VarianceBasedLikelihood"));

	private static final Set<String> ITERATIVE = Set.of("ML", "REML", "PM", "EB");
	/** What is 0 but for rounding. */
	private static final double NOTHING = 1e-28;
	/** A tau2 so small beside every variance changes no other digit that is compared. */
	private static final double NEGLIGIBLE = 1e-8;

	@TestFactory
	Stream<DynamicNode> someFitsAgree() {
		return tests(ReferenceFit.inTable("metafor.json"));
	}

	@TestFactory
	Stream<DynamicNode> allFitsAgree() throws IOException {
		return tests(ReferenceFit.inFolder(References.path("metafor")));
	}

	private static Stream<DynamicNode> tests(final List<ReferenceFit> fits) {
		return CLASSES.keySet().stream().map(method -> {
			final List<ReferenceFit> ofMethod = fits.stream().filter(fit -> fit.method().equals(method))
				.toList();
			assertFalse(ofMethod.isEmpty(), method);
			final Class<?> type = type(method);
			assertNotNull(type, CLASSES.get(method));
			return DynamicContainer.dynamicContainer(method, ofMethod.stream()
				.map(fit -> DynamicTest.dynamicTest(fit.name(),
				() -> compare(fit, estimator(type, method)))));
		});
	}

	private static void compare(final ReferenceFit fit, final Estimator estimator) {
		final MapBlock maps = fit.fit(estimator);
		if (fit.method().equals("FE")) {
			assertTrue(Double.isNaN(maps.get(MapKind.TAU2_SE)[0]) && Double.isNaN(maps.get(MapKind.R2)[0]));
			assertFalse(estimator.maps().contains(MapKind.TAU2_SE) || estimator.maps().contains(MapKind.R2));
			return;
		}
		final double tolerance = tolerance(fit);
		final double difference = relativeDifference(fit.number("tau2"), maps.get(MapKind.TAU2)[0]);
		final boolean endsElsewhere = difference > tolerance && ITERATIVE.contains(fit.method());
		if (endsElsewhere) assertEndsAtZero(fit, maps.get(MapKind.TAU2)[0]);
		else assertTrue(difference <= tolerance, "tau2: " + maps.get(MapKind.TAU2)[0]);
		final double error = fit.number("se_tau2");
		if (error < NOTHING) assertTrue(maps.get(MapKind.TAU2_SE)[0] < NOTHING, "standard error of tau2");
		else assertClose(error, maps.get(MapKind.TAU2_SE)[0], tolerance, "standard error of tau2");
		if (fit.design().predictors() == 1) assertTrue(Double.isNaN(maps.get(MapKind.R2)[0]), "R2 of a mean");
		// the quotient of two such remainders tells nothing
		else if (endsElsewhere && endsAtZero(fit.method(), new PlainGls(fit.effects(), fit.variances()), 0))
			assertEquals(0, maps.get(MapKind.R2)[0], "R2 of nothing");
		// once metafor's fit without the moderators did not converge
		else if (!Double.isNaN(fit.number("R2"))) assertEquals(fit.number("R2"), maps.get(MapKind.R2)[0],
			100 * tolerance, "R2");
	}

	/**
	 * Where the solution is at the boundary 0, metafor's iterations may stop at a negligible number above.
	 * There and at 0 the likelihood still falls with tau2, or Q is too small for any.
	 */
	private static void assertEndsAtZero(final ReferenceFit fit, final double tau2) {
		final double there = fit.number("tau2");
		final double[][] x = IntStream.range(0, fit.effects().length).mapToObj(fit.design()::row)
			.toArray(double[][]::new);
		final PlainGls plain = new PlainGls(fit.effects(), fit.variances(), x);

		assertEquals(0, tau2);
		assertTrue(there > 0 && there < NEGLIGIBLE * Arrays.stream(fit.variances()).min().orElseThrow(),
			() -> "metafor's tau2: " + there);
		for (final double at : new double[] { 0, there })
			assertTrue(endsAtZero(fit.method(), plain, at), "at " + at);
	}

	/** Whether the search of a method goes from here towards 0. */
	private static boolean endsAtZero(final String method, final PlainGls plain, final double tau2) {
		return method.endsWith("ML") ? plain.score(tau2, method.equals("REML")) < 0
			: plain.q(tau2) < plain.studies() - plain.predictors();
	}

	/** metafor's iterations stop somewhat before ours; it loses digits where years are a moderator. */
	private static double tolerance(final ReferenceFit fit) {
		if (ITERATIVE.contains(fit.method())) return 1e-6;
		return fit.name().contains("year") ? 1e-8 : 1e-10;
	}

	private static Class<?> type(final String method) {
		return Types.load("org.voxmeta.stats.estimator." + CLASSES.get(method), true);
	}

	/** The estimator with its defaults, or with the option whose value is called like the method. */
	private static Estimator estimator(final Class<?> type, final String method)
		throws ReflectiveOperationException
	{
		final Object defaults = type.getMethod("withDefaults").invoke(null);
		for (final Method option : type.getMethods())
			if (option.getReturnType() == type && option.getParameterCount() == 1
				&& option.getParameterTypes()[0].isEnum()) for (final Object value
				: option.getParameterTypes()[0].getEnumConstants())
				if (Arrays.asList("ML", "REML").contains(method) && ((Enum<?>) value).name().equals(method))
					return (Estimator) option.invoke(defaults, value);
		return (Estimator) defaults;
	}
}
