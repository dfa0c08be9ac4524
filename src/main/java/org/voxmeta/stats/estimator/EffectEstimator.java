package org.voxmeta.stats.estimator;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.inference.Dependence;
import org.voxmeta.stats.inference.Inference;
import org.voxmeta.stats.inference.Intervals;
import org.voxmeta.stats.inference.ModelErrors;
import org.voxmeta.stats.inference.TermTests;
import org.voxmeta.stats.regression.RandomEffectsModel;
import org.voxmeta.stats.regression.Ranks;
import org.voxmeta.stats.regression.WeightedRegression;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

/**
 * What the estimators of effects share: y_k ~ N(x_k' beta, v_k + tau2), with beta by weighted least squares once the
 * variances are known. An estimator adds how these are found.
 *
 * @param <E> the estimator's own type
 */
public abstract class EffectEstimator<E extends EffectEstimator<E>> implements Estimator {

	private static final long serialVersionUID = 1L;

	private final Inference inference;

	/** An estimator with this inference. */
	protected EffectEstimator(final Inference inference) {
		this.inference = inference;
	}

	/** This estimator with another adjustment of the standard errors. */
	public final E with(final Adjustment adjustment) {
		return with(inference.with(adjustment));
	}

	/** This estimator with another way to treat studies that are not independent. */
	public final E with(final Dependence dependence) {
		return with(inference.with(dependence));
	}

	/** This estimator with other intervals. */
	public final E with(final Intervals intervals) {
		return with(inference.with(intervals));
	}

	/** This estimator with other tests and intervals. */
	public final E with(final Inference inference) {
		return copy(inference);
	}

	/** This estimator with another value of one of its options; overridden by estimators with options of their own. */
	@Override
	@SuppressWarnings("unchecked")
	public E with(final String option, final String value) {
		if (inference.options().containsKey(option)) return with(inference.with(option, value));
		return (E) Estimator.super.with(option, value);
	}

	/** How estimates are tested, and which intervals they get. */
	public final Inference inference() {
		return inference;
	}

	@Override
	public Map<String, String> options() {
		return inference.options();
	}

	@Override
	public Set<Need> needs() {
		return EnumSet.of(Need.EFFECT, Need.VARIANCE);
	}

	@Override
	public Set<MapKind> maps() {
		final Set<MapKind> maps = EnumSet.of(MapKind.TAU2);
		maps.addAll(TermTests.MAPS);
		return maps;
	}

	@Override
	public void check(final Studies studies) {
		if (studies.count() < studies.design().predictors()) throw new IllegalArgumentException("Studies: got "
			+ studies.count() + ", wanted at least as many as coefficients, " + studies.design().predictors());
		if (studies.groupCount() < 2) throw new IllegalArgumentException("Groups: got 1, wanted 2 or more");
		if (needs().contains(Need.SAMPLE_SIZE) && !studies.hasSampleSizes()) throw new IllegalArgumentException(
			"Sample sizes: got none, wanted one for each study");
	}

	@Override
	public final void fit(final VoxelBlock block, final MapBlock maps) {
		Ranks.explain(block, maps);
		final RandomEffectsModel model = model(block, maps);
		final WeightedRegression fit = WeightedRegression.random(model.block(), model.tau2());
		maps.put(MapKind.TAU2, model.tau2());
		TermTests.put(block.studies().design(), fit, new ModelErrors(model.block(), fit, inference.adjustment()),
			maps);
	}

	/** This estimator, its own options unchanged, with this inference. */
	protected abstract E copy(Inference inference);

	/**
	 * The variances of a block's voxels.
	 *
	 * @param maps told of voxels that fail, and given maps of this estimator's own
	 */
	protected abstract RandomEffectsModel model(VoxelBlock block, MapBlock maps);
}
