package org.voxmeta.stats.estimator;

import org.voxmeta.stats.data.Rearrangement;
import org.voxmeta.stats.kernel.SignedSums;
import org.voxmeta.stats.kernel.StudentTail;

/**
 * A statistic that depends on the data by a sum alone: r = sum ±x over independent groups. Either r is z
 * itself, or r is the correlation t / sqrt(t² + dof) of a t statistic. A flip and its mirror image cost once,
 * and no flip costs more than a few additions for each voxel ({@link SignedSums}).
 */
public final class SumStatistic implements NullStatistic {

	/** Differences of r that are rounding: values within this of the one to be reached are taken to reach it. */
	private static final double TIE = 1e-10;

	private final double dof;
	private final int n;
	private final SignedSums sums;
	private final int[] rows;
	/** Null where r is z. */
	private final StudentTail tail;
	private final double[] z = new double[SignedSums.PLACES];

	private SumStatistic(final double[][] x, final int n, final double dof, final NullBuffers buffers) {
		this.n = n;
		this.dof = dof;
		sums = buffers.sums(x.length);
		sums.load(x, n);
		rows = new int[sums.tables()];
		tail = dof == Double.POSITIVE_INFINITY ? null : buffers.tails().of(dof);
	}

	/**
	 * The statistic z = sum ±x.
	 *
	 * @param x terms of G groups, 0 where missing, G×B or longer, B at most {@link SignedSums#PLACES}
	 * @param n B
	 */
	public static SumStatistic ofDeviates(final double[][] x, final int n, final NullBuffers buffers) {
		return new SumStatistic(x, n, Double.POSITIVE_INFINITY, buffers);
	}

	/**
	 * The t statistic with r = sum ±x.
	 *
	 * @param x terms of G groups, 0 where missing, G×B or longer, B at most {@link SignedSums#PLACES}
	 * @param n B
	 * @param dof degrees of freedom of all voxels
	 */
	public static SumStatistic ofCorrelations(final double[][] x, final int n, final double dof,
		final NullBuffers buffers)
	{
		return new SumStatistic(x, n, dof, buffers);
	}

	@Override
	public int size() {
		return n;
	}

	@Override
	public double[] z(final Rearrangement way) {
		for (int t = 0; t < rows.length; t++)
			rows[t] = way.signs(t * sums.width(), sums.width());
		final double[] r = sums.sums(rows);
		for (int j = 0; j < n; j++)
			z[j] = tail == null || Math.abs(r[j]) >= 1 ? NullTally.zOf(r[j], dof) : tail.zOf(r[j] * Math.sqrt(dof / ((1
				- r[j]) * (1 + r[j]))));
		return z;
	}

	@Override
	public void addTo(final NullTally tally, final Reached reached) {
		final double[] largest = tally.correlations(dof);
		final int[][] signs = tally.signs(sums);
		if (reached == null && tally.isTwoSided()) {
			for (int i = 0; i < signs.length; i++)
				largest[i] = sums.largest(signs[i], largest[i]);
			return;
		}
		final double[] least = reached == null ? null : least(reached);
		for (int i = 0; i < signs.length; i++) {
			final double[] r = sums.sums(signs[i]);
			largest[i] = Math.max(largest[i], largest(r, tally.isTwoSided()));
			if (reached != null) reached.count(r, least);
		}
	}

	private double largest(final double[] r, final boolean twoSided) {
		double largest = Double.NEGATIVE_INFINITY;
		for (int j = 0; j < n; j++)
			largest = Math.max(largest, twoSided ? Math.abs(r[j]) : r[j]);
		return largest;
	}

	/** r of the z to be reached. */
	private double[] least(final Reached reached) {
		final double[] least = new double[n];
		for (int j = 0; j < n; j++) {
			final double z = reached.least(j);
			least[j] = dof == Double.POSITIVE_INFINITY ? z : correlation(StudentTail.tOf(z, dof));
			least[j] -= TIE * Math.abs(least[j]);
		}
		return least;
	}

	private double correlation(final double t) {
		return t / Math.sqrt(t * t + dof);
	}
}
