package org.voxmeta.stats.estimator;

import java.util.Arrays;
import java.util.Map;

import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.inference.Inference;
import org.voxmeta.stats.inference.OptionText;
import org.voxmeta.stats.regression.RandomEffectsModel;
import org.voxmeta.stats.result.MapBlock;

/**
 * The weighted mean of k studies, or their meta-regression, with a between-study variance that is given
 * instead of estimated: 0, the default, is the fixed-effect (common-effect) model.
 * <p>
 * Model: y_i ~ N(x_i' beta, v_i + tau2), studies independent, v_i and tau2 known. With w = 1 / (v + tau2),
 * <pre>
 * est = (X'WX)^-1 X'Wy
 * se  = sqrt(s (X'WX)^-1),   s as in {@link org.voxmeta.stats.inference.Adjustment}, 1 for Wald
 * </pre>
 * For the mean, est is sum w y / sum w, and se is sqrt(s / sum w).
 * <p>
 * PyMARE's WeightedLeastSquares gives the same numbers, and so does metafor with {@code method="FE"} for tau2
 * = 0, or with {@code tau2} given. The tau2 map is the given number in every voxel; NiMARE has none.
 * <p>
 * Immutable, thread-safe.
 *
 * @see <a href="https://doi.org/10.1002/sim.650">Brockwell SE, Gordon IR (2001). A comparison of statistical
 *      methods for meta-analysis. Statistics in Medicine 20, 825-840</a>
 */
public final class WeightedLeastSquares extends EffectEstimator<WeightedLeastSquares> {

	private static final long serialVersionUID = 1L;

	private final double tau2;

	private WeightedLeastSquares(final Inference inference, final double tau2) {
		super(inference);
		this.tau2 = tau2;
	}

	/** The estimator with tau2 = 0 and Wald tests. */
	public static WeightedLeastSquares withDefaults() {
		return new WeightedLeastSquares(Inference.DEFAULT, 0);
	}

	/**
	 * This estimator with another between-study variance.
	 *
	 * @param tau2 squared units of the effects, 0 or more
	 * @throws IllegalArgumentException if it is negative or not finite
	 */
	public WeightedLeastSquares withTau2(final double tau2) {
		if (!(tau2 >= 0 && tau2 <= Double.MAX_VALUE)) throw new IllegalArgumentException(
			"Tau2: got " + tau2 + ", wanted a number that is 0 or more");
		return new WeightedLeastSquares(inference(), tau2);
	}

	@Override
	public String name() {
		return "Weighted Least Squares";
	}

	@Override
	public Map<String, String> options() {
		final Map<String, String> options = super.options();
		options.put("tau2", String.valueOf(tau2));
		return options;
	}

	@Override
	public WeightedLeastSquares with(final String option, final String value) {
		return option.equals("tau2") ? withTau2(OptionText.number(option, value)) : super.with(option, value);
	}

	/**
	 * A Wald test of the mean of independent studies depends on a sum alone, as flips do not change the weights.
	 */
	@Override
	public NullStatistic nullStatistic(final VoxelBlock block, final int term, final NullBuffers buffers) {
		final Studies studies = block.studies();
		if (studies.hasGroups() || !studies.design().isIntercept() || inference().adjustment() != Adjustment.WALD)
			return super.nullStatistic(block, term, buffers);
		final double[] total = new double[block.size()];
		final double[][] x = new double[block.count()][block.size()];
		for (int k = 0; k < x.length; k++)
			for (int j = 0; j < block.size(); j++) {
				final double w = block.weights()[k][j] / (1 + tau2 * block.weights()[k][j]);
				x[k][j] = w * block.effects()[k][j];
				total[j] += w;
			}
		for (final double[] row : x)
			for (int j = 0; j < block.size(); j++)
				row[j] /= Math.sqrt(total[j]);
		return SumStatistic.ofDeviates(x, block.size(), buffers);
	}

	@Override
	protected WeightedLeastSquares copy(final Inference inference) {
		return new WeightedLeastSquares(inference, tau2);
	}

	@Override
	public boolean estimatesTau2() {
		return false;
	}

	@Override
	protected boolean hasCorrelatedEffects() {
		return true;
	}

	@Override
	protected RandomEffectsModel model(final VoxelBlock block, final MapBlock maps) {
		final double[] everywhere = new double[block.size()];
		Arrays.fill(everywhere, tau2);
		return new RandomEffectsModel(block, everywhere);
	}
}
