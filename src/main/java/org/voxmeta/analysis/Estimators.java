package org.voxmeta.analysis;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.estimator.Estimator;

/** Every estimator there is. */
public final class Estimators {

	private Estimators() {
	}

	/** All estimators with their defaults, by name. */
	public static List<Estimator> all() {
		return List.of(DerSimonianLaird.withDefaults());
	}

	/**
	 * The estimator of a name, with its defaults.
	 *
	 * @param name in any case
	 * @throws IllegalArgumentException if there is none; the message lists all names
	 */
	public static Estimator named(final String name) {
		final String wanted = name.trim().toLowerCase(Locale.ROOT);
		return all().stream().filter(estimator -> estimator.name().toLowerCase(Locale.ROOT).equals(wanted)).findFirst()
			.orElseThrow(() -> new IllegalArgumentException("Estimator: got '" + name + "', wanted one of " + all()
				.stream().map(Estimator::name).collect(Collectors.joining(", "))));
	}
}
