package org.voxmeta.grid.cluster;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Threshold-free cluster enhancement: the integral of e(h)^E h^H over the heights h from 0 to a voxel's
 * value, with e(h) the extent of the cluster at threshold h that the voxel is in. Values below 0 are enhanced
 * as those above, and keep their sign.
 * <p>
 * The integral is exact: between two values of the map extents do not change, so one pass over the sorted
 * voxels, which links each cluster to the larger one it merges into, gives all extents (a component tree).
 * {@link #withStep} sums over steps of height instead, not multiplied by the step, as nilearn and FSL do; for
 * smaller steps, step times that sum approaches the integral.
 *
 * @see <a href="https://doi.org/10.1016/j.neuroimage.2008.03.061">Smith SM, Nichols TE (2009). Threshold-free
 *      cluster enhancement. NeuroImage 44, 83-98</a>
 */
public final class Tfce implements ClusterStatistic {

	/** nilearn's number of steps up to the largest value. */
	private static final int STEPS = 100;

	private final Neighbourhood voxels;
	private final double extentPower;
	private final double heightPower;
	private final Heights heights;
	/** Those that no thread is using, so that many maps take no new memory. */
	private final Queue<Buffers> idle = new ConcurrentLinkedQueue<>();

	private Tfce(final Neighbourhood voxels, final double extentPower, final double heightPower,
		final Heights heights)
	{
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
		if (!(extent >= 0 && height >= 0 && extent + height <= Double.MAX_VALUE))
			throw new IllegalArgumentException("TFCE: got E = " + extent + " and H = " + height
				+ ", wanted numbers that are 0 or more");
		return new Tfce(voxels, extent, height, heights);
	}

	/**
	 * The sum over steps of height, as many as are nearest to this step up to the largest absolute value
	 * of a map.
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
		final double[] enhanced = new double[map.length];
		eachSign(map, true, (sign, tree, values, count) -> {
			for (int i = 0; i < count; i++)
				enhanced[tree.voxel(i)] = sign * values[i];
		});
		return enhanced;
	}

	@Override
	public double largest(final double[] map, final boolean bothSigns) {
		ClusterStatistic.requireOnePerVoxel(map, voxels);
		final double[] largest = new double[1];
		eachSign(map, bothSigns, (sign, tree, values, count) -> {
			for (int i = 0; i < count; i++)
				largest[0] = Math.max(largest[0], values[i]);
		});
		return largest[0];
	}

	private void eachSign(final double[] map, final boolean both, final Taker taker) {
		final HeightSum sum = heights.upTo(heightPower, largestOf(map));
		final Buffers unused = idle.poll();
		final Buffers buffers = unused == null ? new Buffers(voxels) : unused;
		for (int sign = 1; sign >= (both ? -1 : 1); sign -= 2) {
			final int count = buffers.tree.build(map, sign);
			integrate(buffers, count, sum);
			taker.take(sign, buffers.tree, buffers.values, count);
		}
		idle.add(buffers);
	}

	private static double largestOf(final double[] map) {
		double largest = 0;
		for (final double value : map)
			if (Math.abs(value) > largest) largest = Math.abs(value);
		return largest;
	}

	/** Sets each rank's value. */
	private void integrate(final Buffers buffers, final int count, final HeightSum sum) {
		final ComponentTree tree = buffers.tree;
		final double[] integrals = buffers.integrals;
		final double[] values = buffers.values;
		for (int i = 0; i < count; i++)
			integrals[i] = sum.to(tree.height(i));
		// a parent has a larger rank, so that it is done first
		for (int i = count - 1; i >= 0; i--) {
			final int parent = tree.parent(i);
			values[i] = parent < 0 ? power(tree.extent(i)) * integrals[i] : values[parent] + power(tree.extent(i))
				* (integrals[i] - integrals[parent]);
		}
	}

	private double power(final int extent) {
		return extentPower == 0.5 ? Math.sqrt(extent) : Math.pow(extent, extentPower);
	}

	/** Takes the values of the voxels of a sign, by their ranks. */
	@FunctionalInterface
	private interface Taker {

		void take(int sign, ComponentTree tree, double[] values, int count);
	}

	/** What one thread needs to go through a map. */
	private static final class Buffers {

		private final ComponentTree tree;
		private final double[] integrals;
		private final double[] values;

		Buffers(final Neighbourhood voxels) {
			tree = new ComponentTree(voxels);
			integrals = new double[voxels.voxels()];
			values = new double[voxels.voxels()];
		}
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
