package org.voxmeta.stats.inference;

import java.util.Set;

import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.kernel.ChiSquareTail;
import org.voxmeta.stats.kernel.FTail;
import org.voxmeta.stats.kernel.WeightedSums;
import org.voxmeta.stats.regression.RandomEffectsModel;
import org.voxmeta.stats.regression.WeightedRegression;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

/**
 * The test of all moderators together: that every coefficient but the intercept's is 0, or every one where
 * there is no intercept. QM = b' C^-1 b for these coefficients b and their covariance C, which is how much
 * the weighted residual sum of squares grows without them, with the same weights:
 * <pre>
 * QM = sum w (fitted - fitted without)²        w = 1 / (v + tau2)
 * </pre>
 * For Wald tests it is chi-square with as many degrees of freedom as there are such coefficients, m; after
 * Knapp and Hartung's adjustment QM / (s m), with s as in {@link Adjustment}, is F with m and k - p degrees
 * of freedom. These are metafor's numbers. The maps are NaN for a design that has nothing but an intercept,
 * for which metafor tests the intercept.
 * <p>
 * With cluster-robust errors a single moderator's QM is the square of its t, F with 1 and its Satterthwaite
 * degrees of freedom. Several moderators cannot be tested together yet: NaN.
 */
public final class OmnibusTest {

	/** The maps that come of it. */
	public static final Set<MapKind> MAPS = Set.of(MapKind.QM, MapKind.QM_P);

	private final Design design;
	private final TermErrors errors;
	/** How many coefficients are tested. */
	private final int tested;

	private OmnibusTest(final Design design, final TermErrors errors) {
		this.design = design;
		this.errors = errors;
		tested = design.predictors() - (design.interceptColumn() < 0 ? 0 : 1);
	}

	/**
	 * Puts the wanted maps of a block's voxels.
	 *
	 * @param model what was fitted
	 * @param fit how
	 * @param errors how sure it is
	 */
	public static void put(final RandomEffectsModel model, final WeightedRegression fit,
		final TermErrors errors, final MapBlock maps)
	{
		if (!maps.wantsAny(MAPS)) return;
		final OmnibusTest test = new OmnibusTest(model.block().studies().design(), errors);
		if (test.tested == 0) return;
		if (errors instanceof ModelErrors) test.putAll(((ModelErrors) errors).scale(), model, fit, maps);
		else if (test.tested == 1) test.putOne(fit, maps);
	}

	private void putAll(final double[] scale, final RandomEffectsModel model, final WeightedRegression fit,
		final MapBlock maps)
	{
		final double[] qm = squares(model, fit);
		final double[] dof = errors.reference(column(0));
		for (int j = 0; j < qm.length; j++)
			if (isF(dof[j])) qm[j] = scale[j] > 0 ? qm[j] / (scale[j] * tested) : Double.NaN;
		put(qm, dof, maps);
	}

	/** The only coefficient tested, by its own standard error. */
	private void putOne(final WeightedRegression fit, final MapBlock maps) {
		final double[] weights = design.inBasis(column(design.interceptColumn() == 0 ? 1 : 0));
		final double[] est = fit.estimate(weights);
		final double[] se = errors.standardErrors(weights);
		final double[] qm = new double[est.length];
		for (int j = 0; j < qm.length; j++)
			qm[j] = se[j] > 0 && se[j] <= Double.MAX_VALUE ? est[j] / se[j] * (est[j] / se[j]) : Double.NaN;
		put(qm, errors.reference(weights), maps);
	}

	private void put(final double[] qm, final double[] dof, final MapBlock maps) {
		maps.put(MapKind.QM, qm);
		if (!maps.wants(MapKind.QM_P)) return;
		final ChiSquareTail chiSquare = ChiSquareTail.of(tested);
		final double[] p = maps.get(MapKind.QM_P);
		for (int j = 0; j < p.length; j++)
			p[j] = isF(dof[j]) ? upperTail(qm[j], tested, dof[j]) : Math.exp(chiSquare.logUpper(qm[j]));
	}

	/** Whether F is the reference; where a single test's would be normal, it is chi-square. */
	private static boolean isF(final double dof) {
		return dof < Double.POSITIVE_INFINITY;
	}

	/** sum w (fitted - fitted without)². */
	private double[] squares(final RandomEffectsModel model, final WeightedRegression fit) {
		final VoxelBlock block = model.block();
		final double[] without = without(model);
		final double[] squares = new double[block.size()];
		for (int k = 0; k < block.count(); k++)
			WeightedSums.addSquares(fit.fitted(k), fit.weights(k), without, squares, squares.length);
		return squares;
	}

	/** What every study is fitted as without the coefficients that are tested: the weighted mean, or 0. */
	private double[] without(final RandomEffectsModel model) {
		final VoxelBlock block = model.block();
		if (design.interceptColumn() < 0) return new double[block.size()];
		return WeightedRegression.random(VoxelBlock.of(Studies.independent(block.count()), block.effects(),
			block.weights(), block.size()), model.tau2()).coefficients()[0];
	}

	private double[] column(final int column) {
		final double[] weights = new double[design.predictors()];
		weights[column] = 1;
		return weights;
	}

	/** P(F >= f) for F with m and d degrees of freedom. */
	private static double upperTail(final double f, final double m, final double d) {
		if (!(f > 0)) return f == 0 ? 1 : Double.NaN;
		return Math.exp(FTail.logUpper(f, m, d));
	}
}
