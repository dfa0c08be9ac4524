package org.voxmeta.stats.estimator;

import java.util.EnumSet;

import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.inference.Inference;
import org.voxmeta.stats.regression.GeneralizedQ;
import org.voxmeta.stats.regression.RandomEffectsModel;
import org.voxmeta.stats.regression.Ranks;
import org.voxmeta.stats.regression.Tau2Errors;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

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

	/** Each rearrangement's search begins at the tau2 of the data as observed. */
	@Override
	public final NullStatistic nullStatistic(final VoxelBlock block, final int term, final NullBuffers buffers) {
		final MapBlock observed = new MapBlock(EnumSet.of(MapKind.TAU2), block.studies().design().terms().size(), block
			.size(), buffers.tails());
		fit(block, observed);
		return new RefitStatistic(new Started(inference(), observed.get(MapKind.TAU2)), block, term, buffers.tails());
	}

	/** The same estimator for the voxels of one block, with a start for the search at each. */
	private static final class Started extends EffectEstimator<Started> {

		private static final long serialVersionUID = 1L;

		private final double[] start;

		Started(final Inference inference, final double[] start) {
			super(inference);
			this.start = start;
		}

		@Override
		public String name() {
			return "Paule-Mandel from a start";
		}

		@Override
		protected Started copy(final Inference inference) {
			return new Started(inference, start);
		}

		@Override
		protected RandomEffectsModel model(final VoxelBlock block, final MapBlock maps) {
			return new RandomEffectsModel(block, GeneralizedQ.solve(block, Ranks.residualDegrees(block), start));
		}
	}
}
