package org.voxmeta.stats.estimator;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.inference.Dependence;
import org.voxmeta.stats.inference.ExplainedVariance;
import org.voxmeta.stats.inference.HeterogeneityMaps;
import org.voxmeta.stats.inference.GroupErrors;
import org.voxmeta.stats.inference.Inference;
import org.voxmeta.stats.inference.IntervalMaps;
import org.voxmeta.stats.inference.Intervals;
import org.voxmeta.stats.inference.ModelErrors;
import org.voxmeta.stats.inference.OmnibusTest;
import org.voxmeta.stats.inference.QProfile;
import org.voxmeta.stats.inference.TermErrors;
import org.voxmeta.stats.inference.TermTests;
import org.voxmeta.stats.regression.RandomEffectsModel;
import org.voxmeta.stats.regression.Ranks;
import org.voxmeta.stats.regression.WeightedRegression;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

/**
 * What the estimators of effects share: y_k ~ N(x_k' beta, v_k + tau2), with beta by weighted least squares
 * once the variances are known. An estimator adds how these are found.
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

	/**
	 * This estimator with another value of one of its options; overridden by estimators with options of their
	 * own.
	 */
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

	/** How groups are treated is left out where there are none. */
	@Override
	public final Map<String, String> options(final Studies studies) {
		final Map<String, String> options = options();
		if (!studies.hasGroups()) options.keySet().removeAll(Set.of("robust", "weightscheme", "rho"));
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
		maps.addAll(IntervalMaps.MAPS);
		maps.addAll(HeterogeneityMaps.MAPS);
		maps.addAll(QProfile.MAPS);
		maps.addAll(OmnibusTest.MAPS);
		if (estimatesTau2()) maps.addAll(EnumSet.of(MapKind.TAU2_SE, MapKind.R2));
		return maps;
	}

	@Override
	public void check(final Studies studies) {
		if (studies.count() < studies.design().predictors()) throw new IllegalArgumentException(
			"Studies: got " + studies.count() + ", wanted at least as many as coefficients, "
			+ studies.design().predictors());
		if (studies.groupCount() < 2) throw new IllegalArgumentException("Groups: got 1, wanted 2 or more");
		groupWeights().check(studies);
		if (needs().contains(Need.SAMPLE_SIZE) && !studies.hasSampleSizes())
			throw new IllegalArgumentException("Sample sizes: got none, wanted one for each study");
	}

	@Override
	public final void fit(final VoxelBlock block, final MapBlock maps) {
		Ranks.explain(block, maps);
		final VoxelBlock studies = effects(block);
		final VoxelBlock source = groupWeights().source(studies);
		final RandomEffectsModel model = model(source, maps);
		final RandomEffectsModel fitted = groupWeights().fitted(studies, source, model);
		final WeightedRegression fit = WeightedRegression.random(fitted.block(), fitted.tau2());
		final Design design = fitted.block().studies().design();
		final TermErrors errors = errors(studies, fitted.block(), fit);
		maps.put(MapKind.TAU2, model.tau2());
		TermTests.put(design, fit, errors, maps);
		IntervalMaps.put(design, fit, errors, model.tau2(), inference.intervals(), maps);
		OmnibusTest.put(fitted, fit, errors, maps);
		HeterogeneityMaps.put(model, maps);
		if (maps.wantsAny(QProfile.MAPS)) putProfile(studies, model, maps);
		if (!estimatesTau2()) return;
		if (maps.wants(MapKind.TAU2_SE)) maps.put(MapKind.TAU2_SE, tau2StandardErrors(model));
		ExplainedVariance.put(studies, model.tau2(), (mean, scratch) -> model(groupWeights().source(mean),
			scratch), maps);
	}

	/**
	 * The interval's equation is that of independent effects: of the groups' means where studies share tau2.
	 */
	private void putProfile(final VoxelBlock studies, final RandomEffectsModel model, final MapBlock maps) {
		final VoxelBlock independent = model.block().isShared() ? groupWeights().means(studies)
			: model.block();
		if (independent != null) QProfile.put(independent, model.block(), inference.intervals().level(),
			maps);
	}

	private TermErrors errors(final VoxelBlock studies, final VoxelBlock fitted, final WeightedRegression fit)
	{
		return studies.studies().hasGroups() ? GroupErrors.of(studies, fitted, fit, inference)
			: new ModelErrors(fitted, fit, inference.adjustment());
	}

	private GroupWeights groupWeights() {
		return new GroupWeights(inference.dependence(), hasCorrelatedEffects());
	}

	/** This estimator, its own options unchanged, with this inference. */
	protected abstract E copy(Inference inference);

	/**
	 * The effects of a block, and their inverse variances, at least up to a factor for each voxel: the block
	 * itself, for an estimator that needs these. Groups are formed of what this returns.
	 */
	protected VoxelBlock effects(final VoxelBlock block) {
		return block;
	}

	/**
	 * Whether {@link #model} finds tau2 also from blocks of studies that share it
	 * ({@link VoxelBlock#isShared()}), as the weight scheme "rescale" makes them. If not, it finds it from
	 * the means of groups.
	 */
	protected boolean hasCorrelatedEffects() {
		return false;
	}

	/**
	 * The variances of a block's voxels.
	 *
	 * @param block what {@link #effects} made of the studies, or of their groups; studies that share tau2
	 *            only if {@link #hasCorrelatedEffects}
	 * @param maps told of voxels that fail, and given maps of this estimator's own
	 */
	protected abstract RandomEffectsModel model(VoxelBlock block, MapBlock maps);

	/**
	 * Whether tau2 comes from the data. A given one has no standard error, and moderators explain none of it.
	 */
	public boolean estimatesTau2() {
		return true;
	}

	/**
	 * The standard errors of tau2, squared units of the effects, B values, NaN where there is none.
	 *
	 * @param model as {@link #model} gave it
	 */
	protected double[] tau2StandardErrors(final RandomEffectsModel model) {
		final double[] unknown = new double[model.block().size()];
		Arrays.fill(unknown, Double.NaN);
		return unknown;
	}
}
