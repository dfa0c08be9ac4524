package org.voxmeta.stats.inference;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Term;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.regression.Ranks;
import org.voxmeta.stats.regression.WeightedRegression;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

/** Estimates, standard errors and tests of the terms of a fitted model. */
public final class TermTests {

	/** The maps that come of it. */
	public static final Set<MapKind> MAPS = Set.copyOf(EnumSet.of(MapKind.EST, MapKind.SE, MapKind.DOF, MapKind.Z,
		MapKind.P, MapKind.LOGP));

	/** A weighted residual sum of squares up to this is rounding noise around 0 (PyMARE's rule). */
	private static final double NO_RESIDUAL = Math.ulp(1.0);

	private TermTests() {
	}

	/**
	 * Puts the maps of every term. With as many coefficients as studies, no adjustment is possible, and the test is
	 * Wald's.
	 *
	 * @param block the studies that were fitted
	 * @param fit their fit
	 * @param adjustment of standard errors and reference distribution
	 */
	public static void put(final VoxelBlock block, final WeightedRegression fit, final Adjustment adjustment,
		final MapBlock maps)
	{
		if (!maps.wantsAny(MAPS)) return;
		final Design design = block.studies().design();
		final double[] dof = Ranks.residualDegrees(block);
		final double[] scale = scale(block, fit, adjustment, dof);
		for (int t = 0; t < design.terms().size(); t++) {
			final Term term = design.terms().get(t);
			final double[] weights = design.inBasis(term.weights());
			final double[] est = fit.estimate(weights);
			final double[] se = fit.variance(weights);
			for (int j = 0; j < se.length; j++)
				se[j] = Math.sqrt(scale[j] * se[j]);
			maps.put(MapKind.EST, t, est);
			maps.put(MapKind.SE, t, se);
			maps.put(MapKind.DOF, t, dof);
			if (adjustment == Adjustment.WALD) CoefficientTest.normal(est, se, t, maps);
			else CoefficientTest.student(est, se, reference(dof), t, maps);
		}
	}

	/** The factor of Knapp and Hartung by which the variances of coefficients grow or shrink, 1 for Wald. */
	public static double[] scale(final VoxelBlock block, final WeightedRegression fit, final Adjustment adjustment,
		final double[] dof)
	{
		final double[] scale = new double[block.size()];
		if (adjustment == Adjustment.WALD) {
			Arrays.fill(scale, 1);
			return scale;
		}
		final double[] squares = fit.residualSquares();
		final double least = adjustment == Adjustment.KNAPP_HARTUNG ? 0 : 1;
		for (int j = 0; j < scale.length; j++)
			scale[j] = dof[j] > 0 ? Math.max(least, squares[j] <= NO_RESIDUAL ? 0 : squares[j] / dof[j]) : 1;
		return scale;
	}

	/** Degrees of freedom of the reference: infinite, that is normal, where there are none. */
	private static double[] reference(final double[] dof) {
		final double[] reference = dof.clone();
		for (int j = 0; j < reference.length; j++)
			if (!(reference[j] > 0)) reference[j] = Double.POSITIVE_INFINITY;
		return reference;
	}
}
