package org.voxmeta.stats.combination;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.kernel.ChiSquareTail;
import org.voxmeta.stats.kernel.NormalTail;

/**
 * Tails of Fisher's statistic at the B voxels of a block, as natural logarithms. The concordant test takes
 * those of z or of -z, whichever have the smaller upper tail. Not thread-safe, one for each block.
 */
final class FisherTails {

	private static final double LOG_HALF = -Math.log(2);
	/** Below, a sum of log p values that are nearly 0 has lost its digits. */
	private static final double LEAST_STATISTIC = 1e-290;

	private final VoxelBlock block;
	private final boolean concordant;
	/** ln p. */
	private final double[] upper;
	/** ln (1 - p), of one-sided tests with p above 1/2 only. */
	private final double[] lower;
	/** -1 where they are those of -z. */
	private final double[] sign;

	/** Tails that are yet NaN. */
	FisherTails(final VoxelBlock block, final boolean concordant) {
		this.block = block;
		this.concordant = concordant;
		upper = new double[block.size()];
		lower = new double[block.size()];
		sign = new double[block.size()];
		Arrays.fill(upper, Double.NaN);
		Arrays.fill(sign, 1);
	}

	/** Whether -z is tested as well. */
	boolean isConcordant() {
		return concordant;
	}

	/** Says whether the tails of voxel {@code j} are those of -z. */
	void setNegative(final int j, final boolean negative) {
		sign[j] = negative ? -1 : 1;
	}

	/** Sets ln p of voxel {@code j}, below ln 1/2 unless the test is concordant. */
	void set(final int j, final double log) {
		upper[j] = log;
	}

	/**
	 * Sets the tails of voxel {@code j}.
	 *
	 * @param x the statistic
	 * @param chiSquare its distribution
	 * @param weight of each study's -2 ln p in it
	 */
	void set(final int j, final double x, final ChiSquareTail chiSquare, final IntToDoubleFunction weight) {
		upper[j] = chiSquare.logUpper(x);
		if (concordant || !(upper[j] > LOG_HALF)) return;
		if (x > LEAST_STATISTIC) lower[j] = chiSquare.logLower(x);
		// the lower tail near 0 is a power of x
		else lower[j] = chiSquare.logLower(LEAST_STATISTIC) + 0.5 * chiSquare.dof()
			* (logOfSmall(j, weight) - Math.log(LEAST_STATISTIC));
	}

	/** Natural logarithms of the tests' p values, B. */
	double[] logs() {
		if (!concordant) return upper;
		final double[] logs = new double[upper.length];
		// twice the smaller of two p values, which is 1 where neither is below 1/2
		Arrays.setAll(logs, j -> Math.min(0, upper[j] - LOG_HALF));
		return logs;
	}

	/** Normal deviates with the tests' p values, B. */
	double[] deviates() {
		final double[] z = new double[upper.length];
		if (concordant) {
			NormalTail.zOfLogTwoSided(logs(), z, z.length);
			for (int j = 0; j < z.length; j++)
				z[j] *= sign[j];
		}
		// from the smaller tail, as ln p underflows where p is near 1
		else Arrays.setAll(z, j -> upper[j] > LOG_HALF ? -NormalTail.zOfLogUpper(lower[j])
			: NormalTail.zOfLogUpper(upper[j]));
		return z;
	}

	/** ln x where all p values are so near 1 that -ln p = 1 - p is below the smallest double. */
	private double logOfSmall(final int j, final IntToDoubleFunction weight) {
		final double[] terms = new double[block.count()];
		Arrays.setAll(terms, k -> Math.log(2 * weight.applyAsDouble(k))
			+ NormalTail.logUpper(-block.effects()[k][j]));
		final double largest = Arrays.stream(terms).max().orElseThrow();
		return largest + Math.log(Arrays.stream(terms).map(term -> Math.exp(term - largest)).sum());
	}
}
