package org.voxmeta.stats.inference;

import java.util.EnumSet;
import java.util.Set;

import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.regression.RandomEffectsModel;
import org.voxmeta.stats.regression.Ranks;
import org.voxmeta.stats.regression.WeightedRegression;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

/**
 * How much the studies differ, beyond what their sampling variances explain. With w = 1/v, the fixed-effect
 * fit (tau2 = 0), d = k - p residual degrees of freedom and P as in {@link WeightedRegression#trace},
 * <pre>
 * Q    = sum w (y - fitted)², chi-square with d degrees of freedom if tau2 = 0
 * I2   = max(0, (Q - d) / Q), in percent        H  = max(1, sqrt(Q / d))
 * </pre>
 * whatever the estimator of tau2, as PyMARE has them; and, from the estimator's tau2 and the typical sampling
 * variance s2 = d / trace P, as metafor has them,
 * <pre>
 * I2   = tau2 / (tau2 + s2), in percent         H2 = tau2 / s2 + 1
 * </pre>
 * These I2 are the same for DerSimonian and Laird's tau2. For a fixed-effect fit metafor's I2 and H2 are
 * those from Q; here those from tau2 are then 0 and 1. With no degrees of freedom left all are NaN. Studies
 * count as independent of each other, as in PyMARE, also where they come in groups.
 *
 * @see <a href="https://doi.org/10.1002/sim.1186">Higgins JPT, Thompson SG (2002). Quantifying heterogeneity
 *      in a meta-analysis. Statistics in Medicine 21, 1539-1558</a>
 */
public final class HeterogeneityMaps {

	private static final Set<MapKind> FROM_Q = Set.of(MapKind.Q, MapKind.Q_P, MapKind.I2, MapKind.H);
	private static final Set<MapKind> FROM_TAU2 = Set.of(MapKind.I2_TAU2, MapKind.H2_TAU2);

	/** The maps that come of it. */
	public static final Set<MapKind> MAPS = Set.copyOf(EnumSet.range(MapKind.Q, MapKind.H2_TAU2));

	private HeterogeneityMaps() {
	}

	/** Puts the wanted maps of a block's voxels. */
	public static void put(final RandomEffectsModel model, final MapBlock maps) {
		final boolean fromQ = maps.wantsAny(FROM_Q);
		final boolean fromTau2 = maps.wantsAny(FROM_TAU2);
		if (!fromQ && !fromTau2) return;
		final VoxelBlock block = model.block();
		final WeightedRegression fixed = WeightedRegression.fixed(block);
		final double[] dof = Ranks.residualDegrees(block);
		if (fromQ) putFromQ(fixed.residualSquares(), dof, block.count(), maps);
		if (fromTau2) {
			final double[] typical = typicalVariance(fixed, dof);
			maps.put(MapKind.I2_TAU2, i2(model.tau2(), typical));
			maps.put(MapKind.H2_TAU2, h2(model.tau2(), typical));
		}
	}

	/** s2 = dof / trace P of a fixed-effect fit, NaN where there are no degrees of freedom: a new array. */
	static double[] typicalVariance(final WeightedRegression fixed, final double[] dof) {
		final double[] typical = fixed.trace();
		for (int j = 0; j < typical.length; j++)
			typical[j] = dof[j] > 0 ? dof[j] / typical[j] : Double.NaN;
		return typical;
	}

	/** The share of tau2 in the total variance, in percent: a new array, as long as the typical variances. */
	static double[] i2(final double[] tau2, final double[] typical) {
		final double[] i2 = new double[typical.length];
		for (int j = 0; j < i2.length; j++)
			i2[j] = 100 * tau2[j] / (tau2[j] + typical[j]);
		return i2;
	}

	/** The total variance by the typical one: a new array, as long as these. */
	static double[] h2(final double[] tau2, final double[] typical) {
		final double[] h2 = new double[typical.length];
		for (int j = 0; j < h2.length; j++)
			h2[j] = tau2[j] / typical[j] + 1;
		return h2;
	}

	private static void putFromQ(final double[] q, final double[] dof, final int studies,
		final MapBlock maps)
	{
		final int n = maps.size();
		final double[] p = new double[n];
		final double[] i2 = new double[n];
		final double[] h = new double[n];
		final ChiSquareTails tails = maps.wants(MapKind.Q_P) ? new ChiSquareTails(studies) : null;
		for (int j = 0; j < n; j++) {
			if (!(dof[j] > 0)) q[j] = Double.NaN;
			i2[j] = 100 * Math.max(0, (q[j] - dof[j]) / q[j]);
			h[j] = Math.max(1, Math.sqrt(q[j] / dof[j]));
			p[j] = tails == null || Double.isNaN(q[j]) ? Double.NaN
				: Math.exp(tails.of(dof[j]).logUpper(q[j]));
		}
		maps.put(MapKind.Q, q);
		maps.put(MapKind.Q_P, p);
		maps.put(MapKind.I2, i2);
		maps.put(MapKind.H, h);
	}
}
