package org.voxmeta.stats.estimator;

import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.inference.Inference;
import org.voxmeta.stats.regression.CorrelatedEffects;
import org.voxmeta.stats.regression.RandomEffectsModel;
import org.voxmeta.stats.regression.Ranks;
import org.voxmeta.stats.regression.Tau2Errors;
import org.voxmeta.stats.regression.WeightedRegression;
import org.voxmeta.stats.result.MapBlock;

/**
 * The random-effects mean of k studies, or their meta-regression on p coefficients, with DerSimonian and
 * Laird's moment estimator of the between-study variance.
 * <p>
 * Model: y_i ~ N(x_i' beta, v_i + tau2), studies independent, v_i known. With fixed-effect weights w = 1/v
 * and P = W - WX (X'WX)^-1 X'W,
 * <pre>
 * Q    = y' P y, the weighted residual sum of squares
 * tau2 = max(0, (Q - (k - p)) / trace P)
 * est  = (X'W*X)^-1 X'W*y,  w* = 1 / (v + tau2)
 * se   = sqrt(s (X'W*X)^-1),   s as in {@link Adjustment}, 1 for Wald
 * </pre>
 * For the mean, trace P is sum w - sum w² / sum w, est is sum w* y / sum w*, and se is sqrt(s / sum w*).
 * <p>
 * PyMARE and metafor give the same numbers, except that where Knapp and Hartung's standard error is 0
 * (identical effects) metafor's test statistic is infinite; here, as in PyMARE, z and p are NaN. PyMARE's dof
 * map and this one are k - 1 also for Wald, whose reference is normal. As many coefficients as studies leave
 * nothing to estimate tau2 from: NaN.
 * <p>
 * Immutable, thread-safe.
 *
 * @see <a href="https://doi.org/10.1016/0197-2456(86)90046-2">DerSimonian R, Laird N (1986). Meta-analysis in
 *      clinical trials. Controlled Clinical Trials 7, 177-188</a>
 */
public final class DerSimonianLaird extends EffectEstimator<DerSimonianLaird> {

	private static final long serialVersionUID = 1L;

	private DerSimonianLaird(final Inference inference) {
		super(inference);
	}

	/** The estimator with Wald tests. */
	public static DerSimonianLaird withDefaults() {
		return new DerSimonianLaird(Inference.DEFAULT);
	}

	@Override
	public String name() {
		return "DerSimonian-Laird";
	}

	@Override
	protected DerSimonianLaird copy(final Inference inference) {
		return new DerSimonianLaird(inference);
	}

	@Override
	protected boolean hasCorrelatedEffects() {
		return true;
	}

	@Override
	protected RandomEffectsModel model(final VoxelBlock block, final MapBlock maps) {
		if (block.isShared()) return new RandomEffectsModel(block, CorrelatedEffects.tau2(block,
			inference().dependence().rho()));
		final WeightedRegression fixed = WeightedRegression.fixed(block);
		final double[] q = fixed.residualSquares();
		final double[] trace = fixed.trace();
		final double[] dof = Ranks.residualDegrees(block);
		final double[] tau2 = block.zeros();
		for (int j = 0; j < tau2.length; j++)
			tau2[j] = (q[j] - dof[j]) / trace[j];
		return new RandomEffectsModel(block, MomentEstimate.truncate(tau2, dof));
	}

	/** For the mean of independent studies only one sum changes; everything else is fitted anew. */
	@Override
	public NullStatistic nullStatistic(final VoxelBlock block, final int term, final NullBuffers buffers) {
		final Studies studies = block.studies();
		if (studies.hasGroups() || !studies.design().isIntercept())
			return super.nullStatistic(block, term, buffers);
		return new DerSimonianLairdFlips(block, inference().adjustment(), buffers);
	}

	@Override
	protected double[] tau2StandardErrors(final RandomEffectsModel model) {
		return model.block().isShared() ? Tau2Errors.correlatedEffects(model, inference().dependence().rho())
			: Tau2Errors.dersimonianLaird(model);
	}
}
