package org.voxmeta.stats.estimator;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.inference.Adjustment;
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

	private final Adjustment adjustment;

	/** An estimator with this adjustment of its standard errors. */
	protected EffectEstimator(final Adjustment adjustment) {
		this.adjustment = adjustment;
	}

	/** This estimator with another adjustment of the standard errors. */
	public final E with(final Adjustment adjustment) {
		return copy(adjustment);
	}

	/** How standard errors are adjusted. */
	public final Adjustment adjustment() {
		return adjustment;
	}

	@Override
	public Map<String, String> options() {
		final Map<String, String> options = new LinkedHashMap<>();
		options.put("adjustment", adjustment.label());
		return options;
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
		TermTests.put(model.block(), fit, adjustment, maps);
	}

	/** This estimator with other shared options. */
	protected abstract E copy(Adjustment adjustment);

	/**
	 * The variances of a block's voxels.
	 *
	 * @param maps told of voxels that fail, and given maps of this estimator's own
	 */
	protected abstract RandomEffectsModel model(VoxelBlock block, MapBlock maps);
}
