package org.voxmeta.stats.estimator;

import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.inference.Inference;
import org.voxmeta.stats.regression.GeneralizedQ;
import org.voxmeta.stats.regression.RandomEffectsModel;
import org.voxmeta.stats.regression.Ranks;
import org.voxmeta.stats.result.MapBlock;

public final class PauleMandel extends EffectEstimator<PauleMandel> {

	private static final long serialVersionUID = 1L;

	private PauleMandel(final Inference inference) {
		super(inference);
	}

	/** The estimator with Wald tests. */
	public static PauleMandel withDefaults() {
		return new PauleMandel(Inference.DEFAULT);
	}

	@Override
	public String name() {
		return "Paule-Mandel";
	}

	@Override
	protected PauleMandel copy(final Inference inference) {
		return new PauleMandel(inference);
	}

	@Override
	protected RandomEffectsModel model(final VoxelBlock block, final MapBlock maps) {
		return new RandomEffectsModel(block, GeneralizedQ.solve(block, Ranks.residualDegrees(block)));
	}
}
