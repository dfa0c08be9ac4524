package org.voxmeta.stats.estimator;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.voxmeta.stats.data.Rearrangement;
import org.voxmeta.stats.kernel.SignedSums;
import org.voxmeta.stats.kernel.StudentTail;

/**
 * The largest statistic over all voxels under each of some rearrangements, gathered block by block. Not
 * thread-safe: one for each thread, {@link #merge merged} at the end; a maximum does not depend on the order.
 */
public final class NullTally {

	/** Rearrangements of a block between two pulses: milliseconds even of the slowest fits. */
	private static final int PULSE = 16;

	private final List<Rearrangement> ways;
	private final boolean twoSided;
	private final double[] largest;
	private final Map<Double, double[]> correlations = new HashMap<>();
	private final Runnable pulse;
	private int[][] signs;

	/**
	 * An empty tally.
	 *
	 * @param pulse called now and then, between two rearrangements; may throw to stop the work
	 * @param twoSided whether values on both sides of 0 count, or only those above
	 */
	public NullTally(final List<Rearrangement> ways, final boolean twoSided, final Runnable pulse) {
		this.pulse = pulse;
		this.ways = ways;
		this.twoSided = twoSided;
		largest = new double[ways.size()];
		Arrays.fill(largest, Double.NEGATIVE_INFINITY);
	}

	/** The number of rearrangements. */
	public int count() {
		return ways.size();
	}

	/** A rearrangement; asked for one after the other. */
	public Rearrangement way(final int i) {
		if (i % PULSE == 0) pulse.run();
		return ways.get(i);
	}

	/** Whether values on both sides of 0 count. */
	public boolean isTwoSided() {
		return twoSided;
	}

	/** Tells a rearrangement's largest z of some voxels. */
	void add(final int i, final double z) {
		if (z > largest[i]) largest[i] = z;
	}

	/** The rows of tables of sums that each rearrangement of signs takes. */
	int[][] signs(final SignedSums tables) {
		if (signs == null) signs = ways.stream().map(way -> rows(way, tables)).toArray(int[][]::new);
		return signs;
	}

	/**
	 * Each rearrangement's largest r = t / sqrt(t² + dof) of voxels with these degrees of freedom, to be
	 * raised: as t rises with r, only the largest of all needs to become a z. Infinite degrees of freedom are
	 * for z itself.
	 */
	double[] correlations(final double dof) {
		return correlations.computeIfAbsent(dof, key -> {
			final double[] none = new double[ways.size()];
			Arrays.fill(none, Double.NEGATIVE_INFINITY);
			return none;
		});
	}

	/** Adds what another tally of the same rearrangements has. */
	public void merge(final NullTally other) {
		raise(largest, other.largest);
		other.correlations.forEach((dof, r) -> raise(correlations(dof), r));
	}

	/** Each rearrangement's largest z, -infinity where there is none: a new array. */
	public double[] maxima() {
		final double[] maxima = largest.clone();
		correlations.forEach(
			(dof, correlations) -> raise(maxima, Arrays.stream(correlations).map(r -> zOf(r, dof)).toArray()));
		return maxima;
	}

	/** z of r; a perfect correlation, which no z map has, is infinite. */
	static double zOf(final double r, final double dof) {
		if (dof == Double.POSITIVE_INFINITY || r == Double.NEGATIVE_INFINITY) return r;
		if (Math.abs(r) >= 1) return r * Double.POSITIVE_INFINITY;
		return StudentTail.zOf(r * Math.sqrt(dof / ((1 - r) * (1 + r))), dof);
	}

	private static int[] rows(final Rearrangement way, final SignedSums tables) {
		final int[] rows = new int[tables.tables()];
		Arrays.setAll(rows, t -> way.signs(t * tables.width(), tables.width()));
		return rows;
	}

	private static void raise(final double[] values, final double[] least) {
		for (int i = 0; i < values.length; i++)
			if (least[i] > values[i]) values[i] = least[i];
	}
}
