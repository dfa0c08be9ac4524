package org.voxmeta.stats.diagnostic;

import java.util.stream.IntStream;

import org.voxmeta.stats.data.Dataset;
import org.voxmeta.stats.kernel.NormalTail;

/**
 * How many studies without an effect would have to lie in file drawers to make a finding vanish, rounded up.
 *
 * @see <a href="https://doi.org/10.1037/0033-2909.86.3.638">Rosenthal R (1979). The "file drawer problem" and
 *      tolerance for null results. Psychological Bulletin 86, 638-641</a>
 * @see <a href="https://doi.org/10.2307/1164923">Orwin RG (1983). A fail-safe N for effect size in
 *      meta-analysis. Journal of Educational Statistics 8, 157-159</a>
 * @see <a href="https://doi.org/10.1111/j.0014-3820.2005.tb01004.x">Rosenberg MS (2005). The file-drawer
 *      problem revisited: a general weighted method for calculating fail-safe numbers in meta-analysis.
 *      Evolution 59, 464-468</a>
 */
public final class FailSafeNumber {

	private FailSafeNumber() {
	}

	/**
	 * Rosenthal's: until Stouffer's combined z has a one-sided p of alpha.
	 *
	 * @param data effects and variances
	 */
	public static long rosenthal(final Dataset data, final double alpha) {
		final double sum = IntStream.range(0, data.size()).mapToDouble(k -> data.effect(k)
			* Math.sqrt(data.weight(k))).sum();
		return rosenthal(sum, data.size(), alpha);
	}

	/**
	 * Rosenthal's: until Stouffer's combined z has a one-sided p of alpha.
	 *
	 * @param sum of the studies' z
	 * @param studies how many there are
	 */
	public static long rosenthal(final double sum, final int studies, final double alpha) {
		final double critical = NormalTail.zOfLogUpper(Math.log(alpha));
		return rounded(sum * sum / (critical * critical) - studies);
	}

	/** Orwin's with half the unweighted mean as the target: the number of studies, unless the mean is 0. */
	public static long orwin(final Dataset data) {
		return orwin(data, mean(data) / 2);
	}

	/** Orwin's: until the unweighted mean is as near to 0 as a target of the same sign. */
	public static long orwin(final Dataset data, final double target) {
		return rounded(data.size() * (mean(data) - target) / target);
	}

	/**
	 * Rosenberg's: until the fixed-effect mean has a two-sided p of alpha; they weigh like the average study.
	 */
	public static long rosenberg(final Dataset data, final double alpha) {
		final double sumW = IntStream.range(0, data.size()).mapToDouble(data::weight).sum();
		final double sumWy = IntStream.range(0, data.size()).mapToDouble(k -> data.weight(k) * data.effect(k))
			.sum();
		final double critical = NormalTail.zOfLogUpper(Math.log(alpha / 2));
		return rounded(data.size() * (sumWy * sumWy / (critical * critical) / sumW - 1));
	}

	private static double mean(final Dataset data) {
		return IntStream.range(0, data.size()).mapToDouble(data::effect).average().orElseThrow();
	}

	private static long rounded(final double number) {
		return (long) Math.ceil(Math.max(0, number));
	}
}
