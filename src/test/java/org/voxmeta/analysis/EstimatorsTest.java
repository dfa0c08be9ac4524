package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.voxmeta.ProductionClasses;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.estimator.Estimator;

/** The list of estimators is complete, and each can be changed by its options as text. */
class EstimatorsTest {

	/** Each estimator with its defaults, with each value of each enum, and with each flag set. */
	static Stream<Estimator> variants() throws ReflectiveOperationException {
		final List<Estimator> variants = new ArrayList<>();
		for (final Estimator estimator : Estimators.all()) {
			variants.add(estimator);
			for (final Method method : estimator.getClass().getMethods()) {
				if (method.getParameterCount() != 1 || !Estimator.class.isAssignableFrom(method.getReturnType())) continue;
				final Class<?> type = method.getParameterTypes()[0];
				if (type.isEnum()) for (final Object value : type.getEnumConstants())
					variants.add((Estimator) method.invoke(estimator, value));
				if (type == boolean.class) for (final boolean value : new boolean[] { false, true })
					variants.add((Estimator) method.invoke(estimator, value));
			}
		}
		return variants.stream();
	}

	@Test
	void everyEstimatorIsListed() throws IOException, URISyntaxException {
		final Set<Class<?>> listed = Estimators.all().stream().map(Estimator::getClass).collect(Collectors.toSet());

		assertEquals(Set.copyOf(ProductionClasses.estimators()), listed);
		assertEquals(listed.size(), Estimators.all().size());
	}

	@Test
	void namesAreFoundInAnyCase() {
		for (final Estimator estimator : Estimators.all())
			assertSame(estimator.getClass(), Estimators.named(estimator.name().toUpperCase(Locale.ROOT)).getClass());
	}

	@Test
	void unknownNameListsTheOthers() {
		final String message = assertThrows(IllegalArgumentException.class, () -> Estimators.named("Bayes"))
			.getMessage();

		assertTrue(message.startsWith("Estimator: got 'Bayes', wanted one of ") && message.contains(
			"DerSimonian-Laird"), message);
	}

	@ParameterizedTest
	@MethodSource("variants")
	void ownOptionsChangeNothing(final Estimator estimator) {
		estimator.options().forEach((option, value) -> {
			final Estimator same = estimator.with(option, value);

			assertSame(estimator.getClass(), same.getClass());
			assertEquals(estimator.options(), same.options(), option);
		});
	}

	@ParameterizedTest
	@MethodSource("variants")
	void defaultsAndOptionsAreTheWholeEstimator(final Estimator estimator) {
		assertEquals(estimator.options(), Estimators.named(estimator.name()).with(estimator.options()).options());
	}

	@ParameterizedTest
	@MethodSource("variants")
	void unknownOptionNamesThoseThereAre(final Estimator estimator) {
		final String message = assertThrows(IllegalArgumentException.class, () -> estimator.with("colour", "red"))
			.getMessage();

		assertEquals("Option: got 'colour', wanted any of " + String.join(", ", estimator.options().keySet()), message);
	}

	@ParameterizedTest
	@MethodSource("variants")
	void everyOptionRefusesNonsense(final Estimator estimator) {
		for (final String option : estimator.options().keySet())
			assertThrows(IllegalArgumentException.class, () -> estimator.with(option, "nonsense"), option);
	}

	@Test
	void eachSharedOptionCanBeChanged() {
		final Map<String, String> wanted = new LinkedHashMap<>();
		wanted.put("adjustment", "Knapp-Hartung");
		wanted.put("robust", "pymare");
		wanted.put("weightscheme", "collapse");
		wanted.put("rho", "0.5");
		wanted.put("level", "0.9");
		wanted.put("prediction", "Higgins");

		final Estimator changed = DerSimonianLaird.withDefaults().with(wanted);

		assertEquals(wanted, changed.options());
		DerSimonianLaird.withDefaults().options().forEach((option, value) -> assertFalse(value.equals(wanted.get(
			option)), option));
	}
}
