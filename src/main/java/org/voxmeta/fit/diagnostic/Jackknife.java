package org.voxmeta.fit.diagnostic;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.concurrent.CancellationException;

import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;

/**
 * How much each study contributes to clusters of voxels: 1 - value without it / value with all studies,
 * averaged over a cluster's voxels, as NiMARE's diagnostic {@code Jackknife}. 0: nothing changes without the
 * study; above 0: it carries the cluster; below 0: it works against it.
 * <p>
 * Where a voxel lacks the study, that is 0. Where there is no result without it, the voxel does not count;
 * NiMARE takes 1 there. Immutable, thread-safe.
 */
public final class Jackknife {

	private static final String STAGE = "contributions to clusters";

	private final Estimator estimator;
	private final MapKind statistic;

	private Jackknife(final Estimator estimator, final MapKind statistic) {
		this.estimator = estimator;
		this.statistic = statistic;
	}

	/**
	 * Contributions to a statistic.
	 *
	 * @param statistic {@link MapKind#EST} or {@link MapKind#Z}
	 * @throws IllegalArgumentException if the estimator does not give it
	 */
	public static Jackknife of(final Estimator estimator, final MapKind statistic) {
		if (!estimator.maps().contains(statistic)) throw new IllegalArgumentException("Contributions: got '"
			+ statistic.key() + "', wanted a map that " + estimator.name() + " gives");
		return new Jackknife(estimator, statistic);
	}

	/**
	 * The contributions.
	 *
	 * @param voxels those of all clusters
	 * @param clusters the number of the cluster of each of them, 1 for the first
	 * @param count the number of clusters, C
	 * @param term of the design
	 * @return U×C, NaN where no voxel of the cluster counts
	 * @throws CancellationException if the progress says so
	 */
	public double[][] of(final Voxels voxels, final int[] clusters, final int count, final Units units,
		final int term, final Progress progress)
	{
		final double[][] shares = new double[units.count()][voxels.size()];
		final BlockFit fits = new BlockFit(estimator.prepare(voxels.data()), EnumSet.of(statistic, MapKind.Z));
		voxels.forEach(STAGE, progress, (from, block, pulse) -> {
			final double[] all = fits.of(block).get(statistic, term);
			for (int unit = 0; unit < shares.length; unit++) {
				pulse.run();
				final MapBlock without = fits.of(units.without(block, unit));
				put(from, block, units, unit, all, without.get(statistic, term), shares[unit]);
			}
		});
		final double[][] means = new double[shares.length][];
		Arrays.setAll(means, unit -> means(shares[unit], clusters, count));
		return means;
	}

	private static void put(final int from, final VoxelBlock block, final Units units, final int unit,
		final double[] all, final double[] without, final double[] shares)
	{
		for (int j = 0; j < block.size(); j++)
			shares[from + j] = units.isIn(block, unit, j) ? 1 - without[j] / all[j] : 0;
	}

	/** The averages over clusters, always in the order of voxels. */
	private static double[] means(final double[] shares, final int[] clusters, final int count) {
		final double[] sums = new double[count];
		final int[] voxels = new int[count];
		for (int i = 0; i < shares.length; i++) {
			if (!Double.isFinite(shares[i])) continue;
			sums[clusters[i] - 1] += shares[i];
			voxels[clusters[i] - 1]++;
		}
		for (int c = 0; c < count; c++)
			sums[c] /= voxels[c];
		return sums;
	}
}
