package org.voxmeta.stats.combination;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.kernel.ChiSquareTail;
import org.voxmeta.stats.kernel.NormalTail;

/**
 * Tails of Fisher's statistic at B voxels, as natural logarithms; in the concordant mode those of z or of -z, whichever
 * has the smaller upper tail.
 *
 * @param upper p values, B
 * @param lower 1 - p, B; computed only where p is above 1/2, and not in the concordant mode
 * @param sign 1 where they are those of z, -1 where those of -z, B
 */
record LogTails(double[] upper, double[] lower, double[] sign) {

	static final double LOG_HALF = -Math.log(2);

	/** Below, a sum of log p values that are nearly 0 has lost its digits. */
	private static final double LEAST_STATISTIC = 1e-290;

	static LogTails of(final int size) {
		final double[] sign = new double[size];
		Arrays.fill(sign, 1);
		return new LogTails(new double[size], new double[size], sign);
	}

	/**
	 * Sets the tails of voxel {@code j}.
	 *
	 * @param x the statistic
	 * @param weight of each study's -2 ln p in it
	 */
	void set(final int j, final double x, final ChiSquareTail chiSquare, final boolean concordant,
		final VoxelBlock block, final IntToDoubleFunction weight)
	{
		upper[j] = chiSquare.logUpper(x);
		if (concordant || !(upper[j] > LOG_HALF)) return;
		if (x > LEAST_STATISTIC) lower[j] = chiSquare.logLower(x);
		// the lower tail near 0 is a power of x
		else lower[j] = chiSquare.logLower(LEAST_STATISTIC) + 0.5 * chiSquare.dof()
			* (logOfSmall(block, j, weight) - Math.log(LEAST_STATISTIC));
	}

	/** ln x where all p values are so near 1 that -ln p = 1 - p is below the smallest double. */
	private static double logOfSmall(final VoxelBlock block, final int j, final IntToDoubleFunction weight) {
		final double[] terms = new double[block.count()];
		Arrays.setAll(terms, k -> Math.log(2 * weight.applyAsDouble(k)) + NormalTail.logUpper(-block.effects()[k][j]));
		final double largest = Arrays.stream(terms).max().orElseThrow();
		return largest + Math.log(Arrays.stream(terms).map(term -> Math.exp(term - largest)).sum());
	}
}
