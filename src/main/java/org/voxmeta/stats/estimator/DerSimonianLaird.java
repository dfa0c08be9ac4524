package org.voxmeta.stats.estimator;

import java.util.Map;
import java.util.Set;

import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.inference.CoefficientTest;
import org.voxmeta.stats.kernel.WeightedSums;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

/**
 * The random-effects mean of k studies, with DerSimonian and Laird's moment estimator of the between-study
 * variance.
 * <p>
 * Model: y_i ~ N(mu, v_i + tau2), studies independent, v_i known. With fixed-effect weights w = 1/v,
 * <pre>
 * Q    = sum w (y - sum w y / sum w)²
 * tau2 = max(0, (Q - (k - 1)) / (sum w - sum w² / sum w))
 * est  = sum w* y / sum w*,  w* = 1 / (v + tau2)
 * se   = sqrt(s / sum w*),   s as in {@link Adjustment}, 1 for Wald
 * </pre>
 * PyMARE and metafor give the same numbers, except that where Knapp and Hartung's standard error is 0 (identical
 * effects) metafor's test statistic is infinite; here, as in PyMARE, z and p are NaN. PyMARE's dof map and this
 * one are k - 1 also for Wald, whose reference is normal.
 * <p>
 * Immutable, thread-safe.
 *
 * @see <a href="https://doi.org/10.1016/0197-2456(86)90046-2">DerSimonian R, Laird N (1986). Meta-analysis in
 *      clinical trials. Controlled Clinical Trials 7, 177-188</a>
 */
public final class DerSimonianLaird implements Estimator {

	private static final long serialVersionUID = 1L;

	/** A weighted residual sum of squares up to this is rounding noise around 0 (PyMARE's rule). */
	private static final double NO_RESIDUAL = Math.ulp(1.0);

	private static final Set<MapKind> MAPS = Set.of(MapKind.Z, MapKind.P, MapKind.EST, MapKind.SE, MapKind.TAU2,
		MapKind.DOF, MapKind.LOGP);

	private final Adjustment adjustment;

	private DerSimonianLaird(final Adjustment adjustment) {
		this.adjustment = adjustment;
	}

	/** The estimator with Wald tests. */
	public static DerSimonianLaird withDefaults() {
		return new DerSimonianLaird(Adjustment.WALD);
	}

	/** This estimator with another adjustment of the standard error. */
	public DerSimonianLaird with(final Adjustment adjustment) {
		return new DerSimonianLaird(adjustment);
	}

	@Override
	public String name() {
		return "DerSimonian-Laird";
	}

	@Override
	public Map<String, String> options() {
		return Map.of("adjustment", adjustment.label());
	}

	@Override
	public Set<MapKind> maps() {
		return MAPS;
	}

	@Override
	public void fit(final VoxelBlock block, final MapBlock maps) {
		final int n = block.size();
		final double[] tau2 = betweenStudyVariance(block);
		final double[] sumW = new double[n];
		final double[] est = new double[n];
		for (int k = 0; k < block.studies(); k++)
			WeightedSums.addRandom(block.effects()[k], block.weights()[k], tau2, sumW, est, n);
		divide(est, sumW, n);

		final double[] dof = degreesOfFreedom(block);
		final double[] se = standardErrors(block, tau2, sumW, est, dof);
		maps.put(MapKind.EST, est);
		maps.put(MapKind.SE, se);
		maps.put(MapKind.TAU2, tau2);
		maps.put(MapKind.DOF, dof);
		if (adjustment == Adjustment.WALD) CoefficientTest.normal(est, se, n, maps);
		else CoefficientTest.student(est, se, dof, n, maps);
	}

	private static double[] betweenStudyVariance(final VoxelBlock block) {
		final int n = block.size();
		final double[] sumW = new double[n];
		final double[] mean = new double[n];
		final double[] pairs = new double[n];
		for (int k = 0; k < block.studies(); k++)
			WeightedSums.addFixed(block.effects()[k], block.weights()[k], sumW, mean, pairs, n);
		divide(mean, sumW, n);

		final double[] q = new double[n];
		for (int k = 0; k < block.studies(); k++)
			WeightedSums.addSquares(block.effects()[k], block.weights()[k], mean, q, n);

		final int[] counts = block.counts();
		final double[] tau2 = new double[n];
		for (int j = 0; j < n; j++)
			// truncated at 0: the moment estimator can be negative;
			// 2 pairs / sum w is sum w - sum w² / sum w
			tau2[j] = Math.max(0, (q[j] - (counts[j] - 1)) * sumW[j] / (2 * pairs[j]));
		return tau2;
	}

	private double[] standardErrors(final VoxelBlock block, final double[] tau2, final double[] sumW,
		final double[] est, final double[] dof)
	{
		final int n = block.size();
		final double[] se = new double[n];
		if (adjustment == Adjustment.WALD) {
			for (int j = 0; j < n; j++)
				se[j] = Math.sqrt(1 / sumW[j]);
			return se;
		}
		final double[] squares = new double[n];
		for (int k = 0; k < block.studies(); k++)
			WeightedSums.addRandomSquares(block.effects()[k], block.weights()[k], tau2, est, squares, n);
		final double least = adjustment == Adjustment.KNAPP_HARTUNG ? 0 : 1;
		for (int j = 0; j < n; j++) {
			final double scale = squares[j] <= NO_RESIDUAL ? 0 : squares[j] / dof[j];
			se[j] = Math.sqrt(Math.max(least, scale) / sumW[j]);
		}
		return se;
	}

	private static double[] degreesOfFreedom(final VoxelBlock block) {
		final double[] dof = new double[block.size()];
		for (int j = 0; j < dof.length; j++)
			dof[j] = block.counts()[j] - 1;
		return dof;
	}

	private static void divide(final double[] numerators, final double[] denominators, final int n) {
		for (int j = 0; j < n; j++)
			numerators[j] /= denominators[j];
	}
}
