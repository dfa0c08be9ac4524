package org.voxmeta.stats.estimator;

import java.util.Map;

import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.inference.Inference;
import org.voxmeta.stats.regression.RandomEffectsModel;
import org.voxmeta.stats.regression.VarianceLikelihood;
import org.voxmeta.stats.regression.Tau2Errors;
import org.voxmeta.stats.result.MapBlock;

public final class VarianceBasedLikelihood extends EffectEstimator<VarianceBasedLikelihood> {

	private static final long serialVersionUID = 1L;

	private final LikelihoodMethod method;

	private VarianceBasedLikelihood(final LikelihoodMethod method, final Inference inference) {
		super(inference);
		this.method = method;
	}

	/** The estimator by restricted maximum likelihood, with Wald tests. */
	public static VarianceBasedLikelihood withDefaults() {
		return new VarianceBasedLikelihood(LikelihoodMethod.REML, Inference.DEFAULT);
	}

	/** This estimator with another likelihood. */
	public VarianceBasedLikelihood with(final LikelihoodMethod method) {
		return new VarianceBasedLikelihood(method, inference());
	}

	@Override
	public String name() {
		return "Variance-Based Likelihood";
	}

	@Override
	public Map<String, String> options() {
		final Map<String, String> options = super.options();
		options.put("method", method.label());
		return options;
	}

	@Override
	public VarianceBasedLikelihood with(final String option, final String value) {
		return option.equals("method") ? with(LikelihoodMethod.parse(value)) : super.with(option, value);
	}

	@Override
	protected VarianceBasedLikelihood copy(final Inference inference) {
		return new VarianceBasedLikelihood(method, inference);
	}

	@Override
	protected double[] tau2StandardErrors(final RandomEffectsModel model) {
		return method == LikelihoodMethod.REML ? Tau2Errors.restrictedLikelihood(model) : Tau2Errors.likelihood(model);
	}

	@Override
	protected RandomEffectsModel model(final VoxelBlock block, final MapBlock maps) {
		return new RandomEffectsModel(block, VarianceLikelihood.maximum(block, method == LikelihoodMethod.REML, maps));
	}
}
