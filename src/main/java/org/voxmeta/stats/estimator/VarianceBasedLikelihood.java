package org.voxmeta.stats.estimator;

import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.inference.Inference;
import org.voxmeta.stats.regression.RandomEffectsModel;
import org.voxmeta.stats.regression.VarianceLikelihood;
import org.voxmeta.stats.regression.Tau2Errors;
import org.voxmeta.stats.result.MapBlock;

/**
 * The random-effects mean of k studies, or their meta-regression on p coefficients, with the between-study
 * variance of maximum likelihood (ML) or restricted maximum likelihood (REML).
 * <p>
 * Model: y_i ~ N(x_i' beta, v_i + tau2), studies independent, v_i known. With w = 1/(v + tau2) and
 * P = W - WX (X'WX)^-1 X'W, tau2 >= 0 maximises
 * <pre>
 * REML  1/2 (sum log w - log |X'WX| - y'Py)
 * ML    1/2 (sum log w - y'Py)
 * </pre>
 * est, se and the tests are then those of {@link DerSimonianLaird}. REML allows for the estimation of the
 * coefficients, so that tau2 is nearly unbiased; ML's tends to be too small with few studies.
 * <p>
 * The likelihood can have several maxima, mostly where variances differ a lot. The highest is found, be it at
 * tau2 = 0, to 1e-8 of tau2 or better. PyMARE stops at about 1e-6 and takes the maximum that its search comes
 * to, as does metafor: they can give another tau2, of lower likelihood. With as many coefficients as studies
 * tau2 is 0.
 * <p>
 * Immutable, thread-safe.
 *
 * @see <a href="https://doi.org/10.3102/10769986030003261">Viechtbauer W (2005). Bias and efficiency of
 *      meta-analytic variance estimators in the random-effects model. Journal of Educational and Behavioral
 *      Statistics 30, 261-293</a>
 */
public final class VarianceBasedLikelihood extends LikelihoodEstimator<VarianceBasedLikelihood> {

	private static final long serialVersionUID = 1L;

	private VarianceBasedLikelihood(final LikelihoodMethod method, final Inference inference) {
		super(method, inference);
	}

	/** The estimator by restricted maximum likelihood, with Wald tests. */
	public static VarianceBasedLikelihood withDefaults() {
		return new VarianceBasedLikelihood(LikelihoodMethod.REML, Inference.DEFAULT);
	}

	@Override
	public VarianceBasedLikelihood with(final LikelihoodMethod method) {
		return new VarianceBasedLikelihood(method, inference());
	}

	@Override
	public String name() {
		return "Variance-Based Likelihood";
	}

	@Override
	protected VarianceBasedLikelihood copy(final Inference inference) {
		return new VarianceBasedLikelihood(method(), inference);
	}

	@Override
	protected double[] tau2StandardErrors(final RandomEffectsModel model) {
		return isRestricted() ? Tau2Errors.restrictedLikelihood(model) : Tau2Errors.likelihood(model);
	}

	@Override
	protected RandomEffectsModel model(final VoxelBlock block, final MapBlock maps) {
		final double[] tau2 = VarianceLikelihood.maximum(block, isRestricted(), maps);
		return new RandomEffectsModel(block, tau2);
	}
}
