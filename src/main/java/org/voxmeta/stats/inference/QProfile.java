package org.voxmeta.stats.inference;

import java.util.Set;

import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.kernel.ChiSquareTail;
import org.voxmeta.stats.regression.GeneralizedQ;
import org.voxmeta.stats.regression.Ranks;
import org.voxmeta.stats.regression.WeightedRegression;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

/**
 * The Q-profile interval of tau2, and those of I2 and H2 that follow from it as in {@link HeterogeneityMaps}:
 * every tau2 at which the generalised Q of {@link GeneralizedQ} lies between the chi-square distribution's
 * quantiles with k - p degrees of freedom. A bound is 0 where Q at tau2 = 0 is not above its quantile, so
 * that 0 to 0 is possible where the studies differ less than their variances let expect. Whatever the
 * estimator, bounds are the same; its tau2 may lie outside, except Paule and Mandel's, at the usual levels.
 * NaN with no degrees of freedom. The studies of the block count as independent: for studies in groups that
 * share tau2 ({@link VoxelBlock#isShared()}) it is a block of the groups' means.
 * <p>
 * metafor's confint gives the same; PyMARE's bounds are imprecise.
 *
 * @see <a href="https://doi.org/10.1002/sim.2514">Viechtbauer W (2007). Confidence intervals for the amount
 *      of heterogeneity in meta-analysis. Statistics in Medicine 26, 37-52</a>
 */
public final class QProfile {

	private static final Set<MapKind> LOWER = Set.of(MapKind.TAU2_LOWER, MapKind.I2_LOWER, MapKind.H2_LOWER);
	private static final Set<MapKind> UPPER = Set.of(MapKind.TAU2_UPPER, MapKind.I2_UPPER, MapKind.H2_UPPER);

	/** The maps that come of it. */
	public static final Set<MapKind> MAPS = Set.of(MapKind.TAU2_LOWER, MapKind.I2_LOWER, MapKind.H2_LOWER,
		MapKind.TAU2_UPPER, MapKind.I2_UPPER, MapKind.H2_UPPER);

	private final VoxelBlock block;
	private final double[] dof;
	private final double[] typical;

	private QProfile(final VoxelBlock block, final VoxelBlock studies) {
		this.block = block;
		dof = Ranks.residualDegrees(block);
		typical = HeterogeneityMaps.typicalVariance(WeightedRegression.fixed(studies), dof);
	}

	/**
	 * Puts the wanted maps of a block's voxels.
	 *
	 * @param block effects and inverse sampling variances
	 * @param level share of the intervals that hold the truth
	 */
	public static void put(final VoxelBlock block, final double level, final MapBlock maps) {
		put(block, block, level, maps);
	}

	/**
	 * Puts the wanted maps of the voxels of studies in groups.
	 *
	 * @param block effects and inverse sampling variances of what is independent
	 * @param studies the block that I2 and H2 have their typical variance from
	 * @param level share of the intervals that hold the truth
	 */
	public static void put(final VoxelBlock block, final VoxelBlock studies, final double level,
		final MapBlock maps)
	{
		if (!maps.wantsAny(MAPS)) return;
		final QProfile profile = new QProfile(block, studies);
		final double outside = (1 - level) / 2;
		if (maps.wantsAny(LOWER)) profile.put(tail -> tail.quantileUpper(outside), MapKind.TAU2_LOWER,
			MapKind.I2_LOWER, MapKind.H2_LOWER, maps);
		if (maps.wantsAny(UPPER)) profile.put(tail -> tail.quantileUpper(1 - outside), MapKind.TAU2_UPPER,
			MapKind.I2_UPPER, MapKind.H2_UPPER, maps);
	}

	private void put(final Quantile quantile, final MapKind tau2, final MapKind i2, final MapKind h2,
		final MapBlock maps)
	{
		final double[] bound = GeneralizedQ.solve(block, targets(quantile));
		for (int j = 0; j < dof.length; j++)
			if (!(dof[j] > 0)) bound[j] = Double.NaN;
		maps.put(tau2, bound);
		maps.put(i2, HeterogeneityMaps.i2(bound, typical));
		maps.put(h2, HeterogeneityMaps.h2(bound, typical));
	}

	/** Quantiles of the distribution with each voxel's degrees of freedom, NaN where there are none. */
	private double[] targets(final Quantile quantile) {
		final double[] known = new double[block.count() + 1];
		final double[] targets = new double[dof.length];
		for (int j = 0; j < targets.length; j++) {
			final int d = (int) dof[j];
			if (d > 0 && known[d] == 0) known[d] = quantile.of(ChiSquareTail.of(d));
			targets[j] = d > 0 ? known[d] : Double.NaN;
		}
		return targets;
	}

	private interface Quantile {

		double of(ChiSquareTail distribution);
	}
}
