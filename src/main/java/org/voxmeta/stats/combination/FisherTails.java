package org.voxmeta.stats.combination;

import java.util.Arrays;

import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.kernel.ChiSquareTail;
import org.voxmeta.stats.kernel.NormalTail;

/**
 * Tails of Fisher's statistic at the B voxels of a block, as natural logarithms. The concordant test takes
 * those of z or of -z, whichever have the smaller upper tail. Immutable.
 */
final class FisherTails {

	private static final double LOG_HALF = -Math.log(2);
	/** Below, a sum of log p values that are nearly 0 has lost its digits. */
	private static final double LEAST_STATISTIC = 1e-290;

	private final VoxelBlock block;
	private final StudyWeights weights;
	private final boolean concordant;
	/** ln p. */
	private final double[] upper;
	/** ln (1 - p), of one-sided tests with p above 1/2 only. */
	private final double[] lower;
	/** -1 where they are those of -z. */
	private final double[] sign;

	/**
	 * Tails of a block's voxels, NaN where the weights are or there are no studies.
	 *
	 * @param weights of each study's -2 ln p in the statistic, and its degrees of freedom
	 * @param concordant whether -z is tested as well
	 */
	FisherTails(final VoxelBlock block, final StudyWeights weights, final boolean concordant) {
		this.block = block;
		this.weights = weights;
		this.concordant = concordant;
		upper = new double[block.size()];
		lower = new double[block.size()];
		sign = new double[block.size()];
		final FisherSums sums = new FisherSums(block, weights);
		final double[] x = concordant ? sums.larger(sign) : sums.ofDeviates();
		final double[] dof = new double[block.size()];
		Arrays.setAll(dof, weights::degrees);
		ChiSquareTail.logUpper(x, dof, upper, upper.length);
		if (!concordant) for (int j = 0; j < x.length; j++)
			if (upper[j] > LOG_HALF) lower[j] = logLower(j, x[j], dof[j]);
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

	private double logLower(final int j, final double x, final double dof) {
		if (x > LEAST_STATISTIC) return ChiSquareTail.logLower(x, dof);
		// the lower tail near 0 is a power of x
		return ChiSquareTail.logLower(LEAST_STATISTIC, dof) + 0.5 * dof * (logOfSmall(j)
			- Math.log(LEAST_STATISTIC));
	}

	/** ln x where all p values are so near 1 that -ln p = 1 - p is below the smallest double. */
	private double logOfSmall(final int j) {
		final double[] terms = new double[block.count()];
		Arrays.setAll(terms, k -> Math.log(2 * weights.at(k, j))
			+ NormalTail.logUpper(-block.effects()[k][j]));
		final double largest = Arrays.stream(terms).max().orElseThrow();
		return largest + Math.log(Arrays.stream(terms).map(term -> Math.exp(term - largest)).sum());
	}
}
