package org.voxmeta.stats.inference;

import java.util.EnumSet;
import java.util.function.BiFunction;

import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.regression.RandomEffectsModel;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.Reason;

/**
 * R2, the share of tau2 that the moderators explain: max(0, (tau2 without - tau2) / tau2 without) in percent,
 * where "without" is the same estimator's fit with the intercept alone; 0 where that is 0 (as in metafor).
 * NaN where there is no intercept, nothing else, or no such fit.
 *
 * @see <a href="https://doi.org/10.1111/bmsp.12002">López-López JA, Marín-Martínez F, Sánchez-Meca J, Van den
 *      Noortgate W, Viechtbauer W (2014). Estimation of the predictive power of the model in mixed-effects
 *      meta-regression: a simulation study. British Journal of Mathematical and Statistical Psychology 67,
 *      30-48</a>
 */
public final class ExplainedVariance {

	private ExplainedVariance() {
	}

	/**
	 * Puts the map, if it is wanted.
	 *
	 * @param block what was fitted
	 * @param tau2 between-study variances that are left, B values or more
	 * @param estimator finds a block's tau2, and says which voxels fail
	 */
	public static void put(final VoxelBlock block, final double[] tau2,
		final BiFunction<VoxelBlock, MapBlock, RandomEffectsModel> estimator, final MapBlock maps)
	{
		final Design design = block.studies().design();
		if (!maps.wants(MapKind.R2) || design.predictors() == 1 || design.interceptColumn() < 0) return;
		final int n = block.size();
		final MapBlock scratch = new MapBlock(EnumSet.noneOf(MapKind.class), 1, n, maps.tails());
		final double[] without = estimator.apply(VoxelBlock.of(meanOf(block.studies()), block.effects(),
			block.weights(), n), scratch).tau2();
		final double[] r2 = maps.get(MapKind.R2);
		for (int j = 0; j < n; j++)
			r2[j] = scratch.reason(j) == Reason.NONE ? share(without[j], tau2[j]) : Double.NaN;
	}

	private static double share(final double without, final double tau2) {
		return without == 0 ? 0 : 100 * Math.max(0, (without - tau2) / without);
	}

	/** The same studies, for their mean. */
	private static Studies meanOf(final Studies studies) {
		Studies mean = Studies.independent(studies.count());
		if (studies.hasGroups()) mean = mean.withGroups(studies.groups());
		return studies.hasSampleSizes() ? mean.withSampleSizes(studies.sampleSizes()) : mean;
	}
}
