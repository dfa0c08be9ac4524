package org.voxmeta.stats.inference;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Term;
import org.voxmeta.stats.regression.WeightedRegression;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

/** Estimates, standard errors and tests of the terms of a fitted model. */
public final class TermTests {

	/** The maps that come of it. */
	public static final Set<MapKind> MAPS = Set.copyOf(EnumSet.of(MapKind.EST, MapKind.SE, MapKind.DOF,
		MapKind.Z, MapKind.P, MapKind.LOGP));

	private TermTests() {
	}

	/**
	 * Puts the maps of every term.
	 *
	 * @param design whose terms they are
	 * @param fit the block's fit
	 * @param errors how sure it is
	 */
	public static void put(final Design design, final WeightedRegression fit, final TermErrors errors,
		final MapBlock maps)
	{
		final List<Term> terms = design.terms();
		for (int t = 0; t < terms.size(); t++) {
			final double[] weights = design.inBasis(terms.get(t).weights());
			final double[] est = fit.estimate(weights);
			final double[] se = errors.standardErrors(weights);
			maps.put(MapKind.EST, t, est);
			maps.put(MapKind.SE, t, se);
			if (maps.wants(MapKind.DOF)) maps.put(MapKind.DOF, t, errors.degreesOfFreedom(weights));
			if (errors.isNormal()) CoefficientTest.normal(est, se, t, maps);
			else CoefficientTest.student(est, se, errors.reference(weights), t, maps);
		}
	}
}
