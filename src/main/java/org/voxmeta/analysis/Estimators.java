package org.voxmeta.analysis;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.voxmeta.stats.combination.Fisher;
import org.voxmeta.stats.combination.Stouffer;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.estimator.EmpiricalBayes;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.estimator.FixedEffectsHedges;
import org.voxmeta.stats.estimator.Hedges;
import org.voxmeta.stats.estimator.HunterSchmidt;
import org.voxmeta.stats.estimator.PauleMandel;
import org.voxmeta.stats.estimator.SampleSizeBasedLikelihood;
import org.voxmeta.stats.estimator.SidikJonkman;
import org.voxmeta.stats.estimator.VarianceBasedLikelihood;
import org.voxmeta.stats.estimator.WeightedLeastSquares;
import org.voxmeta.stats.permutation.PermutedOls;

/** Every estimator there is. */
public final class Estimators {

	private Estimators() {
	}

	/** All estimators with their defaults, by name. */
	public static List<Estimator> all() {
		return Stream.<Estimator>of(
			DerSimonianLaird.withDefaults(),
			EmpiricalBayes.withDefaults(),
			Fisher.withDefaults(),
			FixedEffectsHedges.withDefaults(),
			Hedges.withDefaults(),
			HunterSchmidt.withDefaults(),
			PauleMandel.withDefaults(),
			PermutedOls.withDefaults(),
			SampleSizeBasedLikelihood.withDefaults(),
			SidikJonkman.withDefaults(),
			Stouffer.withDefaults(),
			VarianceBasedLikelihood.withDefaults(),
			WeightedLeastSquares.withDefaults()
		).sorted(Comparator.comparing(Estimator::name)).toList();
	}

	/**
	 * The estimator of a name, with its defaults.
	 *
	 * @param name in any case
	 * @throws IllegalArgumentException if there is none; the message lists all names
	 */
	public static Estimator named(final String name) {
		final String wanted = name.trim().toLowerCase(Locale.ROOT);
		return all().stream().filter(estimator -> estimator.name().toLowerCase(Locale.ROOT).equals(wanted))
			.findFirst().orElseThrow(() -> new IllegalArgumentException("Estimator: got '" + name + "', wanted one of "
				+ all().stream().map(Estimator::name).collect(Collectors.joining(", "))));
	}
}
