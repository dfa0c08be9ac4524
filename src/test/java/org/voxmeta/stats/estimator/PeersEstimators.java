package org.voxmeta.stats.estimator;

import static org.junit.jupiter.api.Assumptions.abort;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;

import org.voxmeta.ProductionClasses;

/** The estimators of this project that do what those of PyMARE and NiMARE do. */
public final class PeersEstimators {

	private static final Map<String, String> CLASSES = Map.of(//
		"VarianceBasedLikelihoodEstimator", "VarianceBasedLikelihood", //
		"SampleSizeBasedLikelihoodEstimator", "SampleSizeBasedLikelihood");

	private PeersEstimators() {
	}

	/**
	 * An estimator by the peers' name, with their arguments; the test is skipped, saying so, where there is none
	 * yet.
	 *
	 * @param args {@code tau2}, {@code method}; others are left to the caller
	 */
	public static EffectEstimator<?> named(final String name, final JsonObject args) {
		try {
			EffectEstimator<?> estimator = (EffectEstimator<?>) type(CLASSES.getOrDefault(name, name)).getMethod(
				"withDefaults").invoke(null);
			if (args.has("tau2")) estimator = (EffectEstimator<?>) estimator.getClass().getMethod("withTau2",
				double.class).invoke(estimator, args.get("tau2").getAsDouble());
			final JsonElement method = args.get("method");
			if (method != null) estimator = withConstant(estimator, method.getAsString());
			// with moderators, PyMARE's Hedges takes the mean of the variances
			return name.equals("Hedges") ? withConstant(estimator, "MEAN") : estimator;
		}
		catch (final ReflectiveOperationException | IOException | URISyntaxException e) {
			throw new AssertionError(e);
		}
	}

	private static Class<?> type(final String simpleName) throws IOException, URISyntaxException {
		final List<Class<?>> types = ProductionClasses.of(Estimator.class.getPackageName()).stream().filter(
			type -> type.getSimpleName().equals(simpleName)).toList();
		return types.isEmpty() ? abort("there is no estimator " + simpleName + " yet") : types.get(0);
	}

	private static EffectEstimator<?> withConstant(final EffectEstimator<?> estimator, final String constant)
		throws ReflectiveOperationException
	{
		for (final Method method : estimator.getClass().getMethods())
			if (method.getName().equals("with") && method.getParameterCount() == 1 && method.getParameterTypes()[0]
				.isEnum())
				for (final Object value : method.getParameterTypes()[0].getEnumConstants())
					if (((Enum<?>) value).name().equalsIgnoreCase(constant)) return (EffectEstimator<?>) method.invoke(
						estimator, value);
		throw new AssertionError(estimator.name() + " has no option '" + constant + "'");
	}
}
