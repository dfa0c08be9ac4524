package org.voxmeta.stats.combination;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.voxmeta.stats.combination.VoxelWeights.PatternWeights;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.estimator.Mirror;
import org.voxmeta.stats.inference.SignificanceMaps;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

/**
 * Fisher's combination of the p values of k z values, and Brown's of dependent or weighted ones.
 * <p>
 * With one-sided p_i = P(Z &gt;= z_i), -2 ln p_i is chi-square with 2 degrees of freedom under the null
 * hypothesis, and so is their sum with 2k. A weighted sum, or one of dependent values, is compared with the
 * multiple c of a chi-square with f degrees of freedom that has its mean E and variance V:
 * <pre>
 * X = sum w_i (-2 ln p_i),   X / c ~ chi-square(f),   c = V / (2 E),   f = 2 E² / V
 * E = 2 sum w_i,   V = 4 sum w_i² + 2 sum w_i w_j (3.263 r + 0.710 r² + 0.027 r³) over pairs within groups
 * </pre>
 * where r is the correlation of z_i and z_j, given or estimated from all voxels ({@link NullCorrelation}).
 * w_i is 1, or n_i to weight by sample size. In a group of m studies it is 1/m, or the group's mean n over m,
 * so that a group weighs the same however many studies it has.
 * <p>
 * PyMARE and NiMARE give the same numbers from the same correlation. PyMARE's test estimates it at each call
 * unless it is given one, without undoing the shrinkage of centring; NiMARE undoes it, but estimates from all
 * voxels with missing values as 0 ({@link CorrelationVoxels#ALL}).
 * <p>
 * Immutable, thread-safe.
 *
 * @see <a href="https://doi.org/10.2307/2529826">Brown MB (1975). A method for combining non-independent,
 *      one-sided tests of significance. Biometrics 31, 987-992</a>
 * @see <a href="https://doi.org/10.1016/S0167-7152(02)00310-3">Kost JT, McDermott MP (2002). Combining
 *      dependent P-values. Statistics &amp; Probability Letters 60, 183-190</a>
 */
public final class Fisher implements Estimator {

	private static final long serialVersionUID = 1L;

	private final CombinationOptions options;

	private Fisher(final CombinationOptions options) {
		this.options = options;
	}

	/** The concordant test, all studies or groups weighing the same. */
	public static Fisher withDefaults() {
		return new Fisher(CombinationOptions.DEFAULT);
	}

	/** This test against another alternative. */
	public Fisher with(final CombinationMode mode) {
		return new Fisher(options.with(mode));
	}

	/** Whether studies are weighted by their sample size. */
	public Fisher withWeightBySize(final boolean weight) {
		return new Fisher(options.withWeightBySize(weight));
	}

	/** This test with the correlation between studies estimated from other voxels. */
	public Fisher with(final CorrelationVoxels voxels) {
		return new Fisher(options.with(voxels));
	}

	/**
	 * This test with a known correlation between studies, instead of one estimated from the data.
	 *
	 * @param correlation between z values under the null hypothesis, K×K, copied
	 * @throws IllegalArgumentException if it is not a symmetric matrix of correlations
	 */
	public Fisher with(final double[][] correlation) {
		return new Fisher(options.with(correlation));
	}

	@Override
	public String name() {
		return "Fisher";
	}

	@Override
	public Map<String, String> options() {
		return options.keys();
	}

	@Override
	public Fisher with(final String option, final String value) {
		return new Fisher(options.with(option, value));
	}

	@Override
	public Set<Need> needs() {
		return options.needs();
	}

	@Override
	public Set<MapKind> maps() {
		return CombinedMaps.KINDS;
	}

	@Override
	public void check(final Studies studies) {
		options.check(name(), studies);
	}

	@Override
	public Estimator prepare(final StudyData data) {
		return new Fisher(options.prepared(data));
	}

	/** For the correlation of studies of one group. */
	@Override
	public boolean needsAllVoxels(final Studies studies) {
		return studies.hasGroups();
	}

	@Override
	public Mirror mirror() {
		return switch (options.mode()) {
			case CONCORDANT -> Mirror.ODD;
			case DIRECTED -> Mirror.OTHER;
			case UNDIRECTED -> Mirror.EVEN;
		};
	}

	@Override
	public void fit(final VoxelBlock block, final MapBlock maps) {
		CombinedMaps.putGroups(block, maps);
		final VoxelBlock values = options.mode().of(block);
		final FisherTails tails = new FisherTails(values, weights(values), options.mode()
			== CombinationMode.CONCORDANT);
		SignificanceMaps.put(tails.deviates(), tails.logs(), maps);
	}

	private StudyWeights weights(final VoxelBlock block) {
		final Studies studies = block.studies();
		if (studies.hasGroups()) return new VoxelWeights(block, groups -> weights(groups, studies));
		final double[] weights = new double[studies.count()];
		Arrays.setAll(weights, k -> options.weightBySize() ? studies.sampleSizes()[k] : 1);
		return new IndependentWeights(block, weights);
	}

	/** Weights w / c of the sum of -2 ln p, and f. */
	private PatternWeights weights(final List<int[]> groups, final Studies studies) {
		final double[] weights = new double[studies.count()];
		double mean = 0;
		double variance = 0;
		for (final int[] group : groups) {
			final double weight = options.meanSize(group, studies) / group.length;
			mean += 2 * weight * group.length;
			for (final int i : group) {
				weights[i] = weight;
				for (final int j : group)
					variance += weight * weight * covariance(options.between(i, j));
			}
		}
		// correlations that no variables can have may leave no variance
		final double scale = variance > 0 ? 2 * mean / variance : Double.NaN;
		for (int k = 0; k < weights.length; k++)
			weights[k] *= scale;
		return new PatternWeights(weights, scale * mean);
	}

	/** Kost and McDermott's covariance of -2 ln p for correlated z; 4, the variance, for r = 1. */
	private static double covariance(final double r) {
		return r * (3.263 + r * (0.710 + r * 0.027));
	}
}
