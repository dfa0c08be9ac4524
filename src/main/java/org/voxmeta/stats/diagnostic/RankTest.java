package org.voxmeta.stats.diagnostic;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

import org.voxmeta.stats.data.Dataset;
import org.voxmeta.stats.kernel.NormalTail;

/**
 * Begg and Mazumdar's rank test: whether effects, less their fixed-effect mean and in standard errors, rise
 * with the variances.
 *
 * @param tau Kendall's correlation (tau-b)
 * @param p two-sided p value, by the normal approximation without continuity correction
 * @param exactP by the distribution of all orders; NaN where some values are equal
 * @see <a href="https://doi.org/10.2307/2533446">Begg CB, Mazumdar M (1994). Operating characteristics of a
 *      rank correlation test for publication bias. Biometrics 50, 1088-1101</a>
 */
public record RankTest(double tau, double p, double exactP) implements Serializable {

	/** Beyond, counts of orders do not fit a double. */
	private static final int MOST_EXACT = 150;

	/** The test of effects and variances. */
	public static RankTest of(final Dataset data) {
		final double sumW = IntStream.range(0, data.size()).mapToDouble(data::weight).sum();
		final double mean = IntStream.range(0, data.size()).mapToDouble(k -> data.weight(k) * data.effect(k))
			.sum() / sumW;
		final double[] v = data.variances();
		final double[] deviates = new double[v.length];
		Arrays.setAll(deviates, k -> (data.effect(k) - mean) / Math.sqrt(v[k] - 1 / sumW));
		return kendall(deviates, v);
	}

	private static RankTest kendall(final double[] x, final double[] y) {
		final int n = x.length;
		double s = 0;
		for (int i = 0; i < n; i++)
			for (int j = 0; j < i; j++)
				s += Math.signum(x[i] - x[j]) * Math.signum(y[i] - y[j]);
		final Ties a = Ties.of(x);
		final Ties b = Ties.of(y);
		final double pairs = n * (n - 1.0);
		final double tau = s / Math.sqrt((pairs - a.pairs) / 2 * ((pairs - b.pairs) / 2));
		final double variance = (pairs * (2 * n + 5) - a.squares - b.squares) / 18 + a.pairs * b.pairs
			/ (2 * pairs) + (n > 2 ? a.triples * b.triples / (9 * pairs * (n - 2)) : 0);
		final boolean exact = a.pairs == 0 && b.pairs == 0 && n <= MOST_EXACT;
		return new RankTest(tau, Math.exp(NormalTail.logTwoSided(s / Math.sqrt(variance))),
			exact ? exact((int) Math.round((s + pairs / 2) / 2), n) : Double.NaN);
	}

	/** Twice the smaller tail of the number of pairs in the same order. */
	private static double exact(final int concordant, final int n) {
		double[] share = { 1 };
		for (int i = 2; i <= n; i++) {
			final double[] next = new double[share.length + i - 1];
			for (int c = 0; c < share.length; c++)
				for (int more = 0; more < i; more++)
					next[c + more] += share[c] / i;
			share = next;
		}
		final double lower = Arrays.stream(share, 0, concordant + 1).sum();
		final double upper = Arrays.stream(share, concordant, share.length).sum();
		return Math.min(1, 2 * Math.min(lower, upper));
	}

	/** Sums of t (t - 1), t (t - 1) (t - 2) and t (t - 1) (2 t + 5) over the sets of t equal values. */
	private record Ties(double pairs, double triples, double squares) {

		static Ties of(final double[] values) {
			final Map<Double, Integer> counts = new HashMap<>();
			for (final double value : values)
				counts.merge(value, 1, Integer::sum);
			double pairs = 0;
			double triples = 0;
			double squares = 0;
			for (final double t : counts.values().stream().mapToDouble(Integer::doubleValue).toArray()) {
				pairs += t * (t - 1);
				triples += t * (t - 1) * (t - 2);
				squares += t * (t - 1) * (2 * t + 5);
			}
			return new Ties(pairs, triples, squares);
		}
	}
}
