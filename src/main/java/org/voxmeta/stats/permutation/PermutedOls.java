package org.voxmeta.stats.permutation;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.estimator.MeanOnly;
import org.voxmeta.stats.estimator.NullBuffers;
import org.voxmeta.stats.estimator.NullStatistic;
import org.voxmeta.stats.estimator.SumStatistic;
import org.voxmeta.stats.inference.OptionText;
import org.voxmeta.stats.inference.SignificanceMaps;
import org.voxmeta.stats.kernel.StudentTail;
import org.voxmeta.stats.regression.Ranks;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

/**
 * The mean of k effects by ordinary least squares, without their variances: the one-sample t test over
 * studies.
 * <p>
 * Studies of one group are averaged first, so that each group counts once. With G groups, t is compared with
 * Student's t with G - 1 degrees of freedom. Weighted by sample size, groups weigh by the mean n of their
 * studies; the standard error is then the cluster-robust one (CR2), and the degrees of freedom are
 * Satterthwaite's ({@link OneSampleT}).
 * <p>
 * z is the normal deviate with the tail of t, whatever the side; p is two-sided, or that of effects above 0.
 * The values are NiMARE's {@code PermutedOLS} before any permutation; unweighted and without groups also
 * nilearn's {@code permuted_ols} without permutations.
 * <p>
 * Immutable, thread-safe.
 *
 * @see <a href="https://doi.org/10.1016/j.neuroimage.2014.01.060">Winkler AM, Ridgway GR, Webster MA, Smith
 *      SM, Nichols TE (2014). Permutation inference for the general linear model. NeuroImage 92, 381-397</a>
 * @see <a href="https://doi.org/10.1037/met0000011">Tipton E (2015). Small sample adjustments for robust
 *      variance estimation with meta-regression. Psychological Methods 20, 375-393</a>
 */
public final class PermutedOls implements Estimator {

	private static final long serialVersionUID = 1L;

	private static final Set<MapKind> MAPS = Set.copyOf(EnumSet.of(MapKind.T, MapKind.Z, MapKind.P,
		MapKind.LOGP, MapKind.DOF));

	private final boolean weightBySize;
	private final boolean twoSided;

	private PermutedOls(final boolean weightBySize, final boolean twoSided) {
		this.weightBySize = weightBySize;
		this.twoSided = twoSided;
	}

	/** The two-sided test, all groups weighing the same. */
	public static PermutedOls withDefaults() {
		return new PermutedOls(false, true);
	}

	/** Whether groups are weighted by their sample size. */
	public PermutedOls withWeightBySize(final boolean weight) {
		return new PermutedOls(weight, twoSided);
	}

	/** Whether effects on both sides of 0 count, or only those above. */
	public PermutedOls withTwoSided(final boolean both) {
		return new PermutedOls(weightBySize, both);
	}

	@Override
	public String name() {
		return "Permuted OLS";
	}

	@Override
	public Map<String, String> options() {
		final Map<String, String> options = new LinkedHashMap<>();
		options.put("weightbysize", String.valueOf(weightBySize));
		options.put("twosided", String.valueOf(twoSided));
		return options;
	}

	@Override
	public PermutedOls with(final String option, final String value) {
		return switch (option) {
			case "weightbysize" -> withWeightBySize(OptionText.isTrue(option, value));
			case "twosided" -> withTwoSided(OptionText.isTrue(option, value));
			default -> throw OptionText.unknown(option, options().keySet());
		};
	}

	@Override
	public Set<Need> needs() {
		return weightBySize ? EnumSet.of(Need.EFFECT, Need.SAMPLE_SIZE) : EnumSet.of(Need.EFFECT);
	}

	@Override
	public Set<MapKind> maps() {
		return MAPS;
	}

	@Override
	public void check(final Studies studies) {
		MeanOnly.check(name(), studies, needs());
	}

	@Override
	public void fit(final VoxelBlock block, final MapBlock maps) {
		Ranks.explain(block, maps);
		final OneSampleT test = new OneSampleT(GroupContributions.of(block, weightBySize));
		final double[] t = test.statistics();
		final double[] dof = weightBySize ? test.satterthwaite() : test.groupsLessOne();
		maps.put(MapKind.T, t);
		maps.put(MapKind.DOF, dof);
		putTails(block, t, dof, maps);
	}

	/**
	 * Without weights, t depends on the sum of the values alone, as flips do not change the sum
	 * of their squares.
	 */
	@Override
	public NullStatistic nullStatistic(final VoxelBlock block, final int term, final NullBuffers buffers) {
		final GroupContributions groups = GroupContributions.of(block, false);
		final double dof = new OneSampleT(groups).groupsLessOne()[0];
		if (weightBySize || !groups.haveSameCount()) return Estimator.super.nullStatistic(block, term, buffers);
		return SumStatistic.ofCorrelations(groups.ofUnitLength(), block.size(), dof, buffers);
	}

	private void putTails(final VoxelBlock block, final double[] t, final double[] dof, final MapBlock maps) {
		final double[] z = new double[t.length];
		final double[] log = new double[t.length];
		StudentTail tail = null;
		for (int j = 0; j < t.length; j++) {
			if (!(dof[j] > 0)) z[j] = log[j] = Double.NaN;
			else if (weightBySize && block.counts()[j] < block.count()) {
				// degrees of freedom that few voxels share: not worth a table
				z[j] = StudentTail.zOf(t[j], dof[j]);
				log[j] = twoSided ? StudentTail.logTwoSided(t[j], dof[j])
					: StudentTail.logUpper(t[j], dof[j]);
			}
			else {
				if (tail == null || tail.dof() != dof[j]) tail = maps.tails().of(dof[j]);
				z[j] = tail.zOf(t[j]);
				log[j] = twoSided ? tail.logTwoSided(t[j]) : tail.logUpper(t[j]);
			}
		}
		SignificanceMaps.put(z, log, maps);
	}
}
