package org.voxmeta.grid.cluster;

import java.util.Arrays;

/**
 * Threshold-free cluster enhancement: the integral of e(h)^E h^H over the heights h from 0 to a voxel's value, with
 * e(h) the extent of the cluster at threshold h that the voxel is in. Values below 0 are enhanced as those above, and
 * keep their sign.
 * <p>
 * The integral is exact: between two values of the map extents do not change, so one pass over the sorted voxels, which
 * links each cluster to the larger one it merges into, gives all extents (a component tree). {@link #withStep} sums
 * over steps of height instead, not multiplied by the step, as nilearn and FSL do; for smaller steps, step times that
 * sum approaches the integral.
 *
 * @see <a href="https://doi.org/10.1016/j.neuroimage.2008.03.061">Smith SM, Nichols TE (2009). Threshold-free cluster
 *      enhancement. NeuroImage 44, 83-98</a>
 */
public final class Tfce implements ClusterStatistic {

	/** nilearn's number of steps up to the largest value. */
	private static final int STEPS = 100;

	private final Neighbourhood voxels;
	private final double extentPower;
	private final double heightPower;
	private final Heights heights;

	private Tfce(final Neighbourhood voxels, final double extentPower, final double heightPower, final Heights heights) {
		this.voxels = voxels;
		this.extentPower = extentPower;
		this.heightPower = heightPower;
		this.heights = heights;
	}

	/** The exact integral with E = 0.5 and H = 2. */
	public static Tfce of(final Neighbourhood voxels) {
		return new Tfce(voxels, 0.5, 2, Integral::new);
	}

	/**
	 * With other powers.
	 *
	 * @param extent E, 0 or more
	 * @param height H, 0 or more
	 * @throws IllegalArgumentException if one is negative or not finite
	 */
	public Tfce withPowers(final double extent, final double height) {
		if (!(extent >= 0 && height >= 0 && extent + height <= Double.MAX_VALUE)) throw new IllegalArgumentException(
			"TFCE: got E = " + extent + " and H = " + height + ", wanted numbers that are 0 or more");
		return new Tfce(voxels, extent, height, heights);
	}

	/**
	 * The sum over steps of height, as many as are nearest to this step up to the largest absolute value of a map.
	 *
	 * @param step above 0
	 * @throws IllegalArgumentException if it is not
	 */
	public Tfce withStep(final double step) {
		if (!(step > 0)) throw new IllegalArgumentException("TFCE: got a step of " + step + ", wanted one above 0");
		return new Tfce(voxels, extentPower, heightPower, (power, largest) -> new Steps(power, largest,
			(int) Math.max(1, Math.rint(largest / step))));
	}

	/** The sum over 100 steps up to the largest absolute value of each map. */
	public Tfce withHundredSteps() {
		return new Tfce(voxels, extentPower, heightPower, (power, largest) -> new Steps(power, largest, STEPS));
	}

	@Override
	public String name() {
		return "TFCE";
	}

	@Override
	public double[] of(final double[] map) {
		ClusterStatistic.requireOnePerVoxel(map, voxels);
		double largest = 0;
		for (final double value : map)
			if (Math.abs(value) > largest) largest = Math.abs(value);
		final double[] enhanced = new double[map.length];
		if (largest == 0) return enhanced;
		final HeightSum sum = heights.upTo(heightPower, largest);
		enhance(map, 1, sum, enhanced);
		enhance(map, -1, sum, enhanced);
		return enhanced;
	}

	private void enhance(final double[] map, final int sign, final HeightSum sum, final double[] enhanced) {
		final int[] order = descending(map, sign);
		final int[] parents = new int[map.length];
		final int[] extents = new int[map.length];
		link(order, parents, extents);
		// a cluster's parent comes later in the order, so that it is done first
		for (int i = order.length - 1; i >= 0; i--) {
			final int j = order[i];
			final int parent = parents[j];
			final double below = parent < 0 ? 0 : sum.to(sign * map[parent]);
			final double added = power(extents[j]) * (sum.to(sign * map[j]) - below);
			enhanced[j] = (parent < 0 ? 0 : enhanced[parent]) + sign * added;
		}
	}

	/**
	 * Adds voxel after voxel, from the highest down: each becomes the parent of the clusters that it touches.
	 *
	 * @param parents set to each voxel's parent, -1 for none
	 * @param extents set to the extent of the cluster when a voxel has just joined it
	 */
	private void link(final int[] order, final int[] parents, final int[] extents) {
		final int[] roots = new int[parents.length];
		Arrays.fill(roots, -1);
		for (final int j : order) {
			roots[j] = j;
			parents[j] = -1;
			extents[j] = 1;
			for (int place = voxels.first(j); place < voxels.end(j); place++) {
				final int other = voxels.neighbour(place);
				if (roots[other] < 0) continue;
				final int root = root(roots, other);
				if (root == j) continue;
				roots[root] = j;
				parents[root] = j;
				extents[j] += extents[root];
			}
		}
	}

	private static int root(final int[] roots, final int voxel) {
		int j = voxel;
		while (roots[j] != j) {
			roots[j] = roots[roots[j]];
			j = roots[j];
		}
		return j;
	}

	private double power(final int extent) {
		return extentPower == 0.5 ? Math.sqrt(extent) : Math.pow(extent, extentPower);
	}

	/** The voxels of one sign, the highest first. */
	private static int[] descending(final double[] map, final int sign) {
		final long[] keys = new long[map.length];
		int n = 0;
		for (int j = 0; j < map.length; j++)
			if (sign * map[j] > 0) keys[n++] = (long) (Integer.MAX_VALUE - Float.floatToRawIntBits((float) (sign
				* map[j]))) << Integer.SIZE | j;
		Arrays.sort(keys, 0, n);
		final int[] order = new int[n];
		for (int i = 0; i < n; i++) {
			final int j = (int) keys[i];
			// sorted as floats: what is left are voxels that only differ as doubles
			int to = i;
			for (; to > 0 && sign * map[order[to - 1]] < sign * map[j]; to--)
				order[to] = order[to - 1];
			order[to] = j;
		}
		return order;
	}

	/** Makes the sum over heights of a map. */
	@FunctionalInterface
	private interface Heights {

		HeightSum upTo(double power, double largest);
	}

	/** The sum or integral of h^H over the heights from 0 to a value. */
	@FunctionalInterface
	private interface HeightSum {

		double to(double height);
	}

	private record Integral(double power, double largest) implements HeightSum {

		@Override
		public double to(final double height) {
			return power == 2 ? height * height * height / 3 : Math.pow(height, power + 1) / (power + 1);
		}
	}

	/** That many heights at equal steps, the last one the largest value. */
	private static final class Steps implements HeightSum {

		private final double step;
		private final double[] heights;
		private final double[] sums;

		Steps(final double power, final double largest, final int count) {
			step = largest / count;
			heights = new double[count];
			sums = new double[count + 1];
			for (int i = 0; i < count; i++) {
				heights[i] = i == count - 1 ? largest : (i + 1) * step;
				sums[i + 1] = sums[i] + Math.pow(heights[i], power);
			}
		}

		@Override
		public double to(final double height) {
			int reached = Math.min(heights.length, (int) (height / step));
			// the quotient may be off by its rounding
			while (reached > 0 && heights[reached - 1] > height)
				reached--;
			while (reached < heights.length && heights[reached] <= height)
				reached++;
			return sums[reached];
		}
	}
}
