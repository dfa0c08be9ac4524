package org.voxmeta.stats.estimator;

import java.util.EnumSet;
import java.util.Set;

import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.inference.Inference;
import org.voxmeta.stats.kernel.WeightedSums;
import org.voxmeta.stats.regression.RandomEffectsModel;
import org.voxmeta.stats.regression.SampleSizeContrasts;
import org.voxmeta.stats.regression.SampleSizeLikelihood;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

/**
 * The random-effects mean of k studies, or their meta-regression on p coefficients, without sampling
 * variances: a study of n subjects has the sampling variance sigma2 / n, and sigma2, the variance of one
 * subject, is the same in all studies. Both sigma2 and the between-study variance tau2 maximise the
 * likelihood.
 * <p>
 * Model: y_i ~ N(x_i' beta, sigma2 / n_i + tau2), studies independent, n_i known. With w = 1/(sigma2/n +
 * tau2) and P = W - WX (X'WX)^-1 X'W, the variances maximise
 * <pre>
 * REML  1/2 (sum log w - log |X'WX| - y'Py)
 * ML    1/2 (sum log w - y'Py)
 * </pre>
 * over sigma2 >= 0 and tau2 >= 0. Of several maxima the highest is found. In two dimensions many lie on a
 * bound, where tau2 = 0 or sigma2 = 0: then the studies are weighted by their sizes or all alike.
 * <p>
 * PyMARE has the same model, and stops its search at about 1e-6 of the variances, this one at 1e-8 or less.
 * As there, with one study more than coefficients all restricted likelihoods are the same, and tau2 is 0; so
 * it is where all studies have the same size, and only the sum of the two variances can be known. Identical
 * effects leave no variance at all: NaN. metafor has no such model.
 * <p>
 * Immutable, thread-safe.
 *
 * @see <a href="https://doi.org/10.1177/0962280217718867">Sangnawakij P, Böhning D, Niwitpong S-A, Adams S,
 *      Stanton M, Holling H (2019). Meta-analysis without study-specific variance information: heterogeneity
 *      case. Statistical Methods in Medical Research 28, 196-210</a>
 */
public final class SampleSizeBasedLikelihood extends LikelihoodEstimator<SampleSizeBasedLikelihood> {

	private static final long serialVersionUID = 1L;

	/** A sigma2 of 0 gives no weights; this part of tau2 is as good as 0, whatever the sample sizes. */
	private static final double NEXT_TO_NOTHING = 1e-25;

	/** Null where there are none, or they are not known yet. */
	private final SampleSizeContrasts contrasts;

	private SampleSizeBasedLikelihood(final LikelihoodMethod method, final Inference inference,
		final SampleSizeContrasts contrasts)
	{
		super(method, inference);
		this.contrasts = contrasts;
	}

	/** The estimator by restricted maximum likelihood, with Wald tests. */
	public static SampleSizeBasedLikelihood withDefaults() {
		return new SampleSizeBasedLikelihood(LikelihoodMethod.REML, Inference.DEFAULT, null);
	}

	@Override
	public SampleSizeBasedLikelihood with(final LikelihoodMethod method) {
		return new SampleSizeBasedLikelihood(method, inference(), contrasts);
	}

	@Override
	public String name() {
		return "Sample-Size-Based Likelihood";
	}

	@Override
	public Set<Need> needs() {
		return EnumSet.of(Need.EFFECT, Need.SAMPLE_SIZE);
	}

	@Override
	public Set<MapKind> maps() {
		final Set<MapKind> maps = super.maps();
		maps.add(MapKind.SIGMA2);
		// sigma2 is estimated as well, for which there is no formula to follow
		maps.remove(MapKind.TAU2_SE);
		return maps;
	}

	@Override
	protected SampleSizeBasedLikelihood copy(final Inference inference) {
		return new SampleSizeBasedLikelihood(method(), inference, contrasts);
	}

	/** The studies' contrasts are found once for all voxels. */
	@Override
	public Estimator prepare(final StudyData data) {
		return new SampleSizeBasedLikelihood(method(), inference(), contrasts(data.studies()));
	}

	private SampleSizeContrasts contrasts(final Studies studies) {
		return contrasts != null && contrasts.areOf(studies) ? contrasts : SampleSizeContrasts.of(studies)
			.orElse(null);
	}

	@Override
	protected RandomEffectsModel model(final VoxelBlock block, final MapBlock maps) {
		final SampleSizeLikelihood found = SampleSizeLikelihood.maximum(block, contrasts(block.studies()),
			isRestricted(), maps);
		maps.put(MapKind.SIGMA2, found.sigma2());
		return new RandomEffectsModel(weighted(block, found), found.tau2());
	}

	@Override
	protected VoxelBlock effects(final VoxelBlock block) {
		final double[] sizes = block.studies().sampleSizes();
		final double[][] weights = block.buffers().any(block.count(), block.size());
		for (int k = 0; k < weights.length; k++)
			for (int j = 0; j < block.size(); j++)
				weights[k][j] = sizes[k] * WeightedSums.presence(block.weights()[k][j]);
		return block.weighted(weights);
	}

	/** The block, whose weights are sample sizes, with sigma2/n as sampling variances. */
	private static VoxelBlock weighted(final VoxelBlock block, final SampleSizeLikelihood found) {
		final double[] inverse = block.zeros();
		for (int j = 0; j < inverse.length; j++) {
			final double sigma2 = Math.max(found.sigma2()[j], NEXT_TO_NOTHING * found.tau2()[j]);
			// where nothing was found, tau2 makes everything NaN but the number of studies
			inverse[j] = Double.isNaN(sigma2) ? 1 : 1 / sigma2;
		}
		final double[][] weights = block.buffers().zeros(block.count(), block.size());
		for (int k = 0; k < weights.length; k++)
			WeightedSums.addScaledProduct(block.weights()[k], inverse, 1, weights[k], block.size());
		return block.weighted(weights);
	}
}
