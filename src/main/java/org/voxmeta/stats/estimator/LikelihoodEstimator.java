package org.voxmeta.stats.estimator;

import java.util.Map;

import org.voxmeta.stats.inference.Inference;

/**
 * An estimator whose variances maximise the likelihood of the effects, or what the coefficients leave of it.
 *
 * @param <E> the estimator's own type
 */
abstract class LikelihoodEstimator<E extends LikelihoodEstimator<E>> extends EffectEstimator<E> {

	private static final long serialVersionUID = 1L;

	private static final String METHOD = "method";

	private final LikelihoodMethod method;

	LikelihoodEstimator(final LikelihoodMethod method, final Inference inference) {
		super(inference);
		this.method = method;
	}

	/** This estimator with another likelihood. */
	public abstract E with(LikelihoodMethod method);

	@Override
	public final Map<String, String> options() {
		final Map<String, String> options = super.options();
		options.put(METHOD, method.label());
		return options;
	}

	@Override
	public final E with(final String option, final String value) {
		return option.equals(METHOD) ? with(LikelihoodMethod.parse(value)) : super.with(option, value);
	}

	final LikelihoodMethod method() {
		return method;
	}

	final boolean isRestricted() {
		return method == LikelihoodMethod.REML;
	}
}
