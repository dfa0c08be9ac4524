package org.voxmeta.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.estimator.EffectEstimator;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.estimator.LikelihoodMethod;
import org.voxmeta.stats.estimator.VarianceBasedLikelihood;

/** The estimators of tau2 that can be compared on the same studies. */
final class Tau2Estimators {

	private Tau2Estimators() {
	}

	/**
	 * All estimators that find tau2 from effects and variances, likelihood by both methods, each testing as a
	 * given one
	 * does; that one itself with its own options. Those that cannot work with such studies are left out.
	 *
	 * @return none if the given one does not use effects and variances
	 */
	static List<Estimator> like(final Estimator given, final Studies studies) {
		final List<Estimator> all = new ArrayList<>();
		if (!(given instanceof EffectEstimator<?> own) || !isOfVariances(own)) return all;
		for (final Estimator estimator : Estimators.all()) {
			if (!(estimator instanceof EffectEstimator<?> effects) || !isOfVariances(effects)
				|| !effects.estimatesTau2()) continue;
			if (effects instanceof VarianceBasedLikelihood likelihood) for (final LikelihoodMethod method
				: LikelihoodMethod.values()) add(likelihood.with(method).with(own.inference()), studies, all);
			else add(effects.getClass() == own.getClass() ? own : effects.with(own.inference()), studies, all);
		}
		return all;
	}

	private static boolean isOfVariances(final EffectEstimator<?> estimator) {
		return estimator.needs().equals(Set.of(Need.EFFECT, Need.VARIANCE));
	}

	private static void add(final Estimator estimator, final Studies studies, final List<Estimator> all) {
		try {
			estimator.check(studies);
			all.add(estimator);
		}
		catch (final IllegalArgumentException e) {
			// one that cannot average groups, for example; the others can still be compared
		}
	}
}
