package org.voxmeta.stats.combination;

import java.util.LinkedHashMap;
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
import org.voxmeta.stats.estimator.NullBuffers;
import org.voxmeta.stats.estimator.NullStatistic;
import org.voxmeta.stats.estimator.SumStatistic;
import org.voxmeta.stats.inference.OptionText;
import org.voxmeta.stats.kernel.WeightedSums;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

/**
 * Stouffer's combination of k z values.
 * <p>
 * Under the null hypothesis z_i ~ N(0, 1), and the weighted sum is normal too:
 * <pre>
 * z = sum w_i z_i / sqrt(sum w_i²),   w_i = 1, or sqrt(n_i) to weight by sample size
 * </pre>
 * Studies of one group correlate by r_ij. With group level (the default) each group counts once: its z values
 * are summed to s_g = sum z_i / sqrt(sum_ij r_ij), which is N(0, 1) again, and these are combined, with w_g =
 * 1 or the root of the group's mean n. Without, every study counts, and the variance is inflated to sum w_i²
 * + 2 sum w_i w_j r_ij over the pairs within groups. The correlation is given, or estimated from all voxels
 * ({@link NullCorrelation}).
 * <p>
 * Groups whose studies cancel (sum r_ij = 0) have no test: NaN. Group level is NiMARE's only form; PyMARE has
 * both. PyMARE's test estimates the correlation at each call unless it is given one, without undoing the
 * shrinkage of centring; NiMARE undoes it, but estimates from all voxels with missing values as 0
 * ({@link CorrelationVoxels#ALL}).
 * <p>
 * Immutable, thread-safe.
 *
 * @see <a href="https://doi.org/10.1111/j.1420-9101.2005.00917.x">Whitlock MC (2005). Combining probability
 *      from independent tests: the weighted Z-method is superior to Fisher's approach. Journal of
 *      Evolutionary Biology 18, 1368-1373</a>
 * @see <a href="https://doi.org/10.1111/j.1420-9101.2011.02297.x">Zaykin DV (2011). Optimally weighted Z-test
 *      is a powerful method for combining probabilities in meta-analysis. Journal of Evolutionary Biology 24,
 *      1836-1841</a>
 */
public final class Stouffer implements Estimator {

	private static final long serialVersionUID = 1L;

	/** A variance, relative to that of one study, up to this is rounding noise around 0. */
	private static final double NO_VARIANCE = 1e-12;

	private final CombinationOptions options;
	private final boolean groupLevel;

	private Stouffer(final CombinationOptions options, final boolean groupLevel) {
		this.options = options;
		this.groupLevel = groupLevel;
	}

	/** The concordant test, all studies or groups weighing the same. */
	public static Stouffer withDefaults() {
		return new Stouffer(CombinationOptions.DEFAULT, true);
	}

	/** This test against another alternative. */
	public Stouffer with(final CombinationMode mode) {
		return new Stouffer(options.with(mode), groupLevel);
	}

	/** Whether studies are weighted by the root of their sample size. */
	public Stouffer withWeightBySize(final boolean weight) {
		return new Stouffer(options.withWeightBySize(weight), groupLevel);
	}

	/** Whether the studies of a group are combined first, so that each group counts once. */
	public Stouffer withGroupLevel(final boolean level) {
		return new Stouffer(options, level);
	}

	/** This test with the correlation between studies estimated from other voxels. */
	public Stouffer with(final CorrelationVoxels voxels) {
		return new Stouffer(options.with(voxels), groupLevel);
	}

	/**
	 * This test with a known correlation between studies, instead of one estimated from the data.
	 *
	 * @param correlation between z values under the null hypothesis, K×K, copied
	 * @throws IllegalArgumentException if it is not a symmetric matrix of correlations
	 */
	public Stouffer with(final double[][] correlation) {
		return new Stouffer(options.with(correlation), groupLevel);
	}

	@Override
	public String name() {
		return "Stouffer";
	}

	@Override
	public Map<String, String> options() {
		final Map<String, String> keys = new LinkedHashMap<>(options.keys());
		keys.put("grouplevel", String.valueOf(groupLevel));
		return keys;
	}

	@Override
	public Stouffer with(final String option, final String value) {
		if (option.equals("grouplevel")) return withGroupLevel(OptionText.isTrue(option, value));
		if (!options().containsKey(option)) throw OptionText.unknown(option, options().keySet());
		return new Stouffer(options.with(option, value), groupLevel);
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
		return new Stouffer(options.prepared(data), groupLevel);
	}

	/** For the correlation of studies of one group. */
	@Override
	public boolean needsAllVoxels(final Studies studies) {
		return studies.hasGroups();
	}

	@Override
	public void fit(final VoxelBlock block, final MapBlock maps) {
		CombinedMaps.putGroups(block, maps);
		final VoxelBlock values = options.mode().of(block);
		CombinedMaps.putDeviates(options.mode(), block.studies().hasGroups() ? ofGroups(values)
			: ofIndependent(values), maps);
	}

	@Override
	public Mirror mirror() {
		return options.mode() == CombinationMode.UNDIRECTED ? Mirror.EVEN : Mirror.ODD;
	}

	/** Except for |z|, which has no signs to flip, the test depends on a sum alone. */
	@Override
	public NullStatistic nullStatistic(final VoxelBlock block, final int term, final NullBuffers buffers) {
		if (options.mode() == CombinationMode.UNDIRECTED)
			return Estimator.super.nullStatistic(block, term, buffers);
		return SumStatistic.ofDeviates(block.studies().hasGroups() ? termsOfGroups(block) : termsOfStudies(block),
			block.size(), buffers);
	}

	private double[][] termsOfStudies(final VoxelBlock block) {
		final double[] variance = new double[block.size()];
		final double[][] terms = new double[block.count()][block.size()];
		for (int k = 0; k < terms.length; k++) {
			final double weight = options.weightBySize() ? Math.sqrt(block.studies().sampleSizes()[k]) : 1;
			WeightedSums.addScaled(block.effects()[k], weight, terms[k], block.size());
			addWhere(block.weights()[k], block.isComplete(), weight * weight, variance);
		}
		for (final double[] row : terms)
			for (int j = 0; j < row.length; j++)
				row[j] /= Math.sqrt(variance[j]);
		return terms;
	}

	private double[][] termsOfGroups(final VoxelBlock block) {
		final VoxelWeights weights = weights(block);
		final double[][] terms = new double[block.studies().groupCount()][block.size()];
		final double[] row = new double[block.size()];
		for (int k = 0; k < block.count(); k++) {
			weights.read(k, row);
			WeightedSums.addScaledProduct(block.effects()[k], row, 1, terms[block.studies().groups()[k]], row.length);
		}
		return terms;
	}

	private VoxelWeights weights(final VoxelBlock block) {
		return new VoxelWeights(block, groups -> new PatternWeights(groupLevel ? weightsOfGroups(groups, block
			.studies()) : weightsOfStudies(groups, block.studies()), Double.NaN));
	}

	private double[] ofIndependent(final VoxelBlock block) {
		final int n = block.size();
		final double[] sum = new double[n];
		final double[] variance = new double[n];
		for (int k = 0; k < block.count(); k++) {
			final double weight = options.weightBySize() ? Math.sqrt(block.studies().sampleSizes()[k]) : 1;
			WeightedSums.addScaled(block.effects()[k], weight, sum, n);
			addWhere(block.weights()[k], block.isComplete(), weight * weight, variance);
		}
		for (int j = 0; j < n; j++)
			sum[j] /= Math.sqrt(variance[j]);
		return sum;
	}

	private static void addWhere(final double[] present, final boolean complete, final double c,
		final double[] sum)
	{
		for (int j = 0; j < sum.length; j++)
			if (complete || present[j] > 0) sum[j] += c;
	}

	private double[] ofGroups(final VoxelBlock block) {
		final VoxelWeights weights = weights(block);
		final double[] sum = new double[block.size()];
		final double[] row = new double[block.size()];
		for (int k = 0; k < block.count(); k++) {
			weights.read(k, row);
			WeightedSums.addScaledProduct(block.effects()[k], row, 1, sum, sum.length);
		}
		return sum;
	}

	private double[] weightsOfGroups(final List<int[]> groups, final Studies studies) {
		final double[] weights = new double[studies.count()];
		double variance = 0;
		for (final int[] group : groups) {
			double sum = 0;
			for (final int i : group)
				for (final int j : group)
					sum += options.between(i, j);
			final double size = options.meanSize(group, studies);
			variance += size;
			final double weight = sum > NO_VARIANCE * group.length * group.length ? Math.sqrt(size / sum)
				: Double.NaN;
			for (final int i : group)
				weights[i] = weight;
		}
		return scaled(weights, variance);
	}

	private double[] weightsOfStudies(final List<int[]> groups, final Studies studies) {
		final double[] weights = new double[studies.count()];
		double squares = 0;
		double variance = 0;
		for (final int[] group : groups) {
			for (final int i : group)
				weights[i] = options.weightBySize() ? Math.sqrt(studies.sampleSizes()[i]) : 1;
			for (final int i : group) {
				squares += weights[i] * weights[i];
				for (final int j : group)
					variance += weights[i] * weights[j] * options.between(i, j);
			}
		}
		return scaled(weights, variance > NO_VARIANCE * squares ? variance : Double.NaN);
	}

	private static double[] scaled(final double[] weights, final double variance) {
		for (int k = 0; k < weights.length; k++)
			weights[k] /= Math.sqrt(variance);
		return weights;
	}
}
