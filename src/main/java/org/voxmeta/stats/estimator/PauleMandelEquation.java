package org.voxmeta.stats.estimator;

import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.inference.Inference;
import org.voxmeta.stats.regression.GeneralizedQ;
import org.voxmeta.stats.regression.RandomEffectsModel;
import org.voxmeta.stats.regression.Ranks;
import org.voxmeta.stats.regression.Tau2Errors;
import org.voxmeta.stats.result.MapBlock;

/**
 * An estimator whose tau2 solves Paule and Mandel's equation, see {@link PauleMandel}.
 *
 * @param <E> the estimator's own type
 */
abstract class PauleMandelEquation<E extends PauleMandelEquation<E>> extends EffectEstimator<E> {

	private static final long serialVersionUID = 1L;

	PauleMandelEquation(final Inference inference) {
		super(inference);
	}

	@Override
	protected final double[] tau2StandardErrors(final RandomEffectsModel model) {
		return Tau2Errors.generalizedQ(model);
	}

	@Override
	protected final RandomEffectsModel model(final VoxelBlock block, final MapBlock maps) {
		return new RandomEffectsModel(block, GeneralizedQ.solve(block, Ranks.residualDegrees(block)));
	}
}
