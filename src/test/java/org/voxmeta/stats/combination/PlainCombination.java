package org.voxmeta.stats.combination;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.voxmeta.stats.kernel.ChiSquareTail;
import org.voxmeta.stats.kernel.NormalTail;

/** Combination tests of one voxel, written as in the papers: to compare the fast ones with. */
final class PlainCombination {

	private static final double LN2 = Math.log(2);

	/** z of the test. */
	final double z;
	/** Natural logarithm of p. */
	final double logp;

	private PlainCombination(final double z, final double logp) {
		this.z = z;
		this.logp = logp;
	}

	/**
	 * Stouffer's test.
	 *
	 * @param z NaN = missing
	 * @param n sample sizes, or null
	 * @param groups of studies, or null
	 * @param r correlation, or null without groups
	 */
	static PlainCombination stouffer(final CombinationMode mode, final double[] z, final double[] n,
		final int[] groups, final double[][] r, final boolean groupLevel)
	{
		final int[] valid = IntStream.range(0, z.length).filter(i -> !Double.isNaN(z[i])).toArray();
		final int[] g = groups == null ? IntStream.range(0, z.length).toArray() : groups;
		double sum = 0;
		double variance = 0;
		if (groupLevel) for (final int label : Arrays.stream(valid).map(i -> g[i]).distinct().toArray()) {
			final int[] members = Arrays.stream(valid).filter(i -> g[i] == label).toArray();
			double total = 0;
			double block = 0;
			double size = 0;
			for (final int i : members) {
				total += value(mode, z[i]);
				size += n == null ? 1 : n[i];
				for (final int j : members)
					block += i == j ? 1 : r[i][j];
			}
			size /= members.length;
			sum += Math.sqrt(size) * total / Math.sqrt(block);
			variance += size;
		}
		else for (final int i : valid) {
			final double w = n == null ? 1 : Math.sqrt(n[i]);
			sum += w * value(mode, z[i]);
			for (final int j : valid)
				if (g[i] == g[j]) variance += w * (n == null ? 1 : Math.sqrt(n[j])) * (i == j ? 1 : r[i][j]);
		}
		final double combined = sum / Math.sqrt(variance);
		return new PlainCombination(combined, mode == CombinationMode.CONCORDANT ? NormalTail.logTwoSided(combined)
			: NormalTail.logUpper(combined));
	}

	/** Fisher's or Brown's test; parameters as for Stouffer's. */
	static PlainCombination fisher(final CombinationMode mode, final double[] z, final double[] n,
		final int[] groups, final double[][] r)
	{
		final PlainCombination directed = directed(mode, z, 1, n, groups, r);
		if (mode != CombinationMode.CONCORDANT) return directed;
		final PlainCombination opposite = directed(mode, z, -1, n, groups, r);
		final double logp = Math.min(0, LN2 + Math.min(directed.logp, opposite.logp));
		final double size = NormalTail.zOfLogTwoSided(logp);
		return new PlainCombination(opposite.logp < directed.logp ? -size : size, logp);
	}

	private static PlainCombination directed(final CombinationMode mode, final double[] z, final int sign,
		final double[] n,
		final int[] groups, final double[][] r)
	{
		final int[] valid = IntStream.range(0, z.length).filter(i -> !Double.isNaN(z[i])).toArray();
		final int[] g = groups == null ? IntStream.range(0, z.length).toArray() : groups;
		final double[] w = new double[z.length];
		for (final int i : valid) {
			final int[] members = Arrays.stream(valid).filter(j -> g[j] == g[i]).toArray();
			final double size = n == null ? 1 : Arrays.stream(members).mapToDouble(j -> n[j]).average().orElseThrow();
			w[i] = size / members.length;
		}
		double x = 0;
		double mean = 0;
		double variance = 0;
		for (final int i : valid) {
			x -= 2 * w[i] * NormalTail.logUpper(value(mode, sign * z[i]));
			mean += 2 * w[i];
			variance += 4 * w[i] * w[i];
			for (final int j : valid)
				if (i != j && g[i] == g[j]) variance += w[i] * w[j] * (3.263 * r[i][j] + 0.710 * Math.pow(r[i][j], 2)
					+ 0.027 * Math.pow(r[i][j], 3));
		}
		final double c = variance / (2 * mean);
		final double dof = 2 * mean * mean / variance;
		final double logp = ChiSquareTail.logUpper(x / c, dof);
		// from the smaller tail, which has more digits
		return new PlainCombination(logp < -LN2 ? NormalTail.zOfLogUpper(logp) : -NormalTail.zOfLogUpper(
			ChiSquareTail.logLower(x / c, dof)), logp);
	}

	private static double value(final CombinationMode mode, final double z) {
		return mode == CombinationMode.UNDIRECTED ? Math.abs(z) : z;
	}
}
