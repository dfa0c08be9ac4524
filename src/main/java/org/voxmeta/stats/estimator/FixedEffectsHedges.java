package org.voxmeta.stats.estimator;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

import org.voxmeta.stats.data.Dataset;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.inference.Inference;
import org.voxmeta.stats.regression.RandomEffectsModel;
import org.voxmeta.stats.result.MapBlock;

/**
 * The fixed-effect mean of k studies, or their meta-regression, in standardised units: each study's t
 * statistic of one group of n subjects is turned into Hedges' g, the mean in units of the subjects' standard
 * deviation corrected for the bias of small samples, and these are weighted by their variances.
 * <p>
 * With m = n - 1 degrees of freedom,
 * <pre>
 * d   = t / sqrt(n)
 * J   = 1 - 3 / (4 m - 1)
 * g   = J d
 * v   = J² m / (m - 2) (1/n + d²) - d²      the variance of g if d were the true mean
 * est = (X'WX)^-1 X'Wg,  w = 1/v            for the mean sum w g / sum w
 * se  = sqrt(s (X'WX)^-1),   s as in {@link org.voxmeta.stats.inference.Adjustment}, 1 for Wald
 * </pre>
 * The variance exists for n above 3. A study is missing where its t map is.
 * <p>
 * NiMARE's FixedEffectsHedges gives the same numbers. metafor's g of one group ({@code escalc} with
 * {@code measure="SMN"}) has the exact J and another approximation of v. The tau2 map is 0; NiMARE has none.
 * <p>
 * Immutable, thread-safe.
 *
 * @see <a href="https://doi.org/10.3102/10769986006002107">Hedges LV (1981). Distribution theory for Glass's
 *      estimator of effect size and related estimators. Journal of Educational Statistics 6, 107-128</a>
 */
public final class FixedEffectsHedges extends EffectEstimator<FixedEffectsHedges> {

	private static final long serialVersionUID = 1L;

	/** The variance of a t statistic needs more than 2 degrees of freedom. */
	private static final int TOO_FEW_SUBJECTS = 3;

	private FixedEffectsHedges(final Inference inference) {
		super(inference);
	}

	/** The estimator with Wald tests. */
	public static FixedEffectsHedges withDefaults() {
		return new FixedEffectsHedges(Inference.DEFAULT);
	}

	@Override
	public String name() {
		return "Fixed-Effects Hedges";
	}

	@Override
	public Set<Need> needs() {
		return EnumSet.of(Need.T, Need.SAMPLE_SIZE);
	}

	@Override
	public void check(final Studies studies) {
		super.check(studies);
		final double[] n = studies.sampleSizes();
		for (int k = 0; k < n.length; k++)
			if (!(n[k] > TOO_FEW_SUBJECTS)) throw new IllegalArgumentException("Sample sizes: study "
				+ (k + 1) + " has " + n[k] + ", wanted more than " + TOO_FEW_SUBJECTS
				+ ", as Hedges' g has no variance otherwise");
	}

	@Override
	protected FixedEffectsHedges copy(final Inference inference) {
		return new FixedEffectsHedges(inference);
	}

	@Override
	protected VoxelBlock effects(final VoxelBlock block) {
		final int size = block.size();
		final double[][] g = new double[block.count()][size];
		final double[][] w = new double[block.count()][size];
		for (int k = 0; k < g.length; k++)
			standardise(block.effects()[k], block.weights()[k], block.studies().sampleSizes()[k], g[k], w[k]);
		return VoxelBlock.of(block.studies(), g, w, size);
	}

	/**
	 * The effects that are combined, with their variances.
	 *
	 * @param statistics t of each study, with sample sizes
	 * @return Hedges' g of each study and their variances; names, groups and design are the same
	 */
	public Dataset effects(final Dataset statistics) {
		final double[] n = statistics.studies().sampleSizes();
		final double[][] g = new double[statistics.size()][1];
		final double[][] w = new double[statistics.size()][1];
		for (int k = 0; k < n.length; k++)
			standardise(new double[] { statistics.effect(k) }, new double[] { 1 }, n[k], g[k], w[k]);
		Dataset effects = Dataset.of(Arrays.stream(g).mapToDouble(value -> value[0]).toArray(),
			Arrays.stream(w).mapToDouble(value -> 1 / value[0]).toArray())
			.withNames(statistics.names()).with(statistics.studies().design());
		if (statistics.studies().hasGroups())
			effects = effects.withGroups(
				Arrays.stream(statistics.studies().groups()).mapToObj(String::valueOf).toList());
		return effects.withSampleSizes(n);
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
		return new RandomEffectsModel(block, new double[block.size()]);
	}

	/**
	 * Writes a study's Hedges' g and their inverse variances.
	 *
	 * @param t statistics, 0 where missing
	 * @param present 1, or 0 where missing
	 * @param n number of subjects
	 */
	private static void standardise(final double[] t, final double[] present, final double n,
		final double[] g, final double[] w)
	{
		final double m = n - 1;
		final double correction = 1 - 3 / (4 * m - 1);
		final double scale = correction / Math.sqrt(n);
		// v = a + (a - 1/n) t², with d² = t²/n
		final double a = correction * correction * m / (m - 2) / n;
		final double b = a - 1 / n;
		for (int j = 0; j < g.length; j++) {
			g[j] = scale * t[j];
			w[j] = present[j] / (a + b * t[j] * t[j]);
		}
	}
}
