package org.voxmeta.stats.estimator;

import java.util.Arrays;

import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.inference.Inference;
import org.voxmeta.stats.regression.RandomEffectsModel;
import org.voxmeta.stats.result.MapBlock;

/**
 * The simplest estimator of effects: tau2 is given. Or, with {@link #withFactor}, variances are known up to
 * a factor, as where they come from numbers of subjects, and that factor is given as well.
 */
final class GivenTau2 extends EffectEstimator<GivenTau2> {

	private static final long serialVersionUID = 1L;

	private final double tau2;
	private final double factor;

	private GivenTau2(final Inference inference, final double tau2, final double factor) {
		super(inference);
		this.tau2 = tau2;
		this.factor = factor;
	}

	static GivenTau2 of(final double tau2) {
		return new GivenTau2(Inference.DEFAULT, tau2, 1);
	}

	GivenTau2 withFactor(final double factor) {
		return new GivenTau2(inference(), tau2, factor);
	}

	@Override
	public String name() {
		return "Given tau2";
	}

	@Override
	protected GivenTau2 copy(final Inference inference) {
		return new GivenTau2(inference, tau2, factor);
	}

	@Override
	protected RandomEffectsModel model(final VoxelBlock block, final MapBlock maps) {
		final double[] everywhere = new double[block.size()];
		Arrays.fill(everywhere, tau2);
		if (factor == 1) return new RandomEffectsModel(block, everywhere);
		final double[][] weights = Arrays.stream(block.weights()).map(row -> Arrays.stream(row).map(w -> w / factor)
			.toArray()).toArray(double[][]::new);
		return new RandomEffectsModel(VoxelBlock.of(block.studies(), block.effects(), weights, block.size()), everywhere);
	}
}
