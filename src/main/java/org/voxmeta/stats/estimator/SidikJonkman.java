package org.voxmeta.stats.estimator;

import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.inference.Inference;
import org.voxmeta.stats.regression.RandomEffectsModel;
import org.voxmeta.stats.regression.Ranks;
import org.voxmeta.stats.regression.WeightedRegression;
import org.voxmeta.stats.regression.Tau2Errors;
import org.voxmeta.stats.result.MapBlock;

/**
 * The random-effects mean of k studies, or their meta-regression on p coefficients, with Sidik and Jonkman's
 * estimator of the between-study variance.
 * <p>
 * Model: y_i ~ N(x_i' beta, v_i + tau2), studies independent, v_i known. A first, crude value is scaled by
 * the residuals that it leaves:
 * <pre>
 * tau0 = sum (y - mean y)² / k                       the mean is unweighted, whatever the moderators
 * Q0   = the weighted residual sum of squares, with weights 1 / (v + tau0)
 * tau2 = tau0 Q0 / (k - p)
 * </pre>
 * after which est and se are those of {@link DerSimonianLaird}. tau2 is never negative, and above 0 unless
 * all effects are identical, so where there is no heterogeneity it is too large, and tests are conservative.
 * <p>
 * The numbers are metafor's, {@code method="SJ"} with its default initial value; PyMARE does not have the
 * estimator. As many coefficients as studies leave nothing to estimate tau2 from: NaN.
 * <p>
 * Immutable, thread-safe.
 *
 * @see <a href="https://doi.org/10.1111/j.1467-9876.2005.00489.x">Sidik K, Jonkman JN (2005). Simple
 *      heterogeneity variance estimation for meta-analysis. Journal of the Royal Statistical Society C 54,
 *      367-384</a>
 * @see <a href="https://doi.org/10.1081/BIP-200067915">Sidik K, Jonkman JN (2005). A note on variance
 *      estimation in random effects meta-regression. Journal of Biopharmaceutical Statistics 15, 823-838</a>
 */
public final class SidikJonkman extends EffectEstimator<SidikJonkman> {

	private static final long serialVersionUID = 1L;

	private SidikJonkman(final Inference inference) {
		super(inference);
	}

	/** The estimator with Wald tests. */
	public static SidikJonkman withDefaults() {
		return new SidikJonkman(Inference.DEFAULT);
	}

	@Override
	public String name() {
		return "Sidik-Jonkman";
	}

	@Override
	protected SidikJonkman copy(final Inference inference) {
		return new SidikJonkman(inference);
	}

	@Override
	protected double[] tau2StandardErrors(final RandomEffectsModel model) {
		return Tau2Errors.sidikJonkman(model);
	}

	@Override
	protected RandomEffectsModel model(final VoxelBlock block, final MapBlock maps) {
		final double[] crude = varianceOfEffects(block);
		final double[] squares = WeightedRegression.random(block, crude).residualSquares();
		final double[] dof = Ranks.residualDegrees(block);
		final double[] tau2 = new double[block.size()];
		for (int j = 0; j < tau2.length; j++)
			tau2[j] = crude[j] * squares[j] / dof[j];
		return new RandomEffectsModel(block, MomentEstimate.truncate(tau2, dof));
	}

	/** The variance of the effects about their unweighted mean, over k instead of k - 1. */
	private static double[] varianceOfEffects(final VoxelBlock block) {
		final VoxelBlock equal = block.withEqualWeights(Studies.independent(block.count()));
		final double[] variance = WeightedRegression.fixed(equal).residualSquares();
		for (int j = 0; j < variance.length; j++)
			variance[j] /= block.counts()[j];
		return variance;
	}
}
