package org.voxmeta.stats.inference;

import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.estimator.EffectEstimator;
import org.voxmeta.stats.regression.RandomEffectsModel;
import org.voxmeta.stats.result.MapBlock;

/** An estimator that takes tau2 from elsewhere, so that what follows from tau2 can be compared by itself. */
final class GivenTau2 extends EffectEstimator<GivenTau2> {

	private static final long serialVersionUID = 1L;

	private final double[] tau2;

	private GivenTau2(final Inference inference, final double[] tau2) {
		super(inference);
		this.tau2 = tau2;
	}

	/** @param tau2 of each voxel of the block that will be fitted */
	static GivenTau2 of(final double... tau2) {
		return new GivenTau2(Inference.DEFAULT, tau2);
	}

	@Override
	public String name() {
		return "given tau2";
	}

	@Override
	protected GivenTau2 copy(final Inference inference) {
		return new GivenTau2(inference, tau2);
	}

	@Override
	protected RandomEffectsModel model(final VoxelBlock block, final MapBlock maps) {
		return new RandomEffectsModel(block, tau2);
	}

	@Override
	public boolean estimatesTau2() {
		return false;
	}
}
