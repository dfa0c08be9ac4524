package org.voxmeta.stats.estimator;

import java.util.Map;

import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.inference.Inference;
import org.voxmeta.stats.inference.OptionText;
import org.voxmeta.stats.kernel.WeightedSums;
import org.voxmeta.stats.regression.RandomEffectsModel;
import org.voxmeta.stats.regression.Ranks;
import org.voxmeta.stats.regression.WeightedRegression;
import org.voxmeta.stats.regression.Tau2Errors;
import org.voxmeta.stats.result.MapBlock;

/**
 * The random-effects mean of k studies, or their meta-regression on p coefficients, with Hunter and Schmidt's
 * moment estimator of the between-study variance.
 * <p>
 * Model: y_i ~ N(x_i' beta, v_i + tau2), studies independent, v_i known. With w = 1/v and Q, the weighted
 * residual sum of squares of the fixed-effect fit,
 * <pre>
 * tau2 = max(0, (c Q - k) / sum w)
 * </pre>
 * where c is 1, or k / (k - p) with the correction for few studies; after which est and se are those of
 * {@link DerSimonianLaird}. Without the correction tau2 is biased towards 0, as Q is k - p on average, not k,
 * where there is no heterogeneity.
 * <p>
 * The numbers are metafor's, {@code method="HS"} and with the correction {@code "HSk"}; PyMARE does not have
 * the estimator. As many coefficients as studies leave nothing to estimate tau2 from: NaN.
 * <p>
 * Immutable, thread-safe.
 *
 * @see <a href="https://doi.org/10.4135/9781483398105">Schmidt FL, Hunter JE (2015). Methods of
 *      Meta-Analysis. Sage</a>
 * @see <a href="https://doi.org/10.3102/10769986030003261">Viechtbauer W (2005). Bias and efficiency of
 *      meta-analytic variance estimators in the random-effects model. Journal of Educational and Behavioral
 *      Statistics 30, 261-293</a>
 * @see <a href="https://doi.org/10.1177/1094428117741966">Brannick MT, Potter SM, Benitez B, Morris SB
 *      (2019). Bias and precision of alternate estimators in meta-analysis. Organizational Research Methods
 *      22, 490-514 (the correction)</a>
 */
public final class HunterSchmidt extends EffectEstimator<HunterSchmidt> {

	private static final long serialVersionUID = 1L;

	private final boolean smallSample;

	private HunterSchmidt(final Inference inference, final boolean smallSample) {
		super(inference);
		this.smallSample = smallSample;
	}

	/** The estimator without the correction, with Wald tests. */
	public static HunterSchmidt withDefaults() {
		return new HunterSchmidt(Inference.DEFAULT, false);
	}

	/** This estimator with or without the correction for few studies. */
	public HunterSchmidt withSmallSample(final boolean smallSample) {
		return new HunterSchmidt(inference(), smallSample);
	}

	@Override
	public String name() {
		return "Hunter-Schmidt";
	}

	@Override
	public Map<String, String> options() {
		final Map<String, String> options = super.options();
		options.put("smallsample", String.valueOf(smallSample));
		return options;
	}

	@Override
	public HunterSchmidt with(final String option, final String value) {
		return option.equals("smallsample") ? withSmallSample(OptionText.isTrue(option, value))
			: super.with(option, value);
	}

	@Override
	protected HunterSchmidt copy(final Inference inference) {
		return new HunterSchmidt(inference, smallSample);
	}

	@Override
	protected double[] tau2StandardErrors(final RandomEffectsModel model) {
		final double[] se = Tau2Errors.hunterSchmidt(model);
		final double[] dof = Ranks.residualDegrees(model.block());
		for (int j = 0; smallSample && j < se.length; j++)
			se[j] *= model.block().counts()[j] / dof[j];
		return se;
	}

	@Override
	protected RandomEffectsModel model(final VoxelBlock block, final MapBlock maps) {
		final double[] q = WeightedRegression.fixed(block).residualSquares();
		final double[] dof = Ranks.residualDegrees(block);
		final double[] sumW = sumOfWeights(block);
		final double[] tau2 = new double[block.size()];
		for (int j = 0; j < tau2.length; j++) {
			final double count = block.counts()[j];
			tau2[j] = ((smallSample ? count / dof[j] * q[j] : q[j]) - count) / sumW[j];
		}
		return new RandomEffectsModel(block, MomentEstimate.truncate(tau2, dof));
	}

	private static double[] sumOfWeights(final VoxelBlock block) {
		final double[] sum = new double[block.size()];
		for (final double[] w : block.weights())
			WeightedSums.addScaled(w, 1, sum, sum.length);
		return sum;
	}
}
