package org.voxmeta;

import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import org.voxmeta.stats.estimator.Estimator;

/**
 * What an estimator takes the variances at one voxel to be, by the formula of its paper in matrices: to
 * compare the fast fits with.
 *
 * @param studies effects and sampling variances, which the estimator may have made itself
 * @param tau2 between-study variance; NaN if as many coefficients as studies leave nothing to estimate it
 *            from
 */
public record PlainModel(PlainStudies studies, double tau2) {

	/** How an estimator's name and options decide the variances. */
	private record Rule(boolean isClosedForm, Formula formula) {
	}

	@FunctionalInterface
	private interface Formula {

		PlainModel of(PlainStudies studies, Map<String, String> options);
	}

	private static final Map<String, Rule> RULES = Map.ofEntries( //
		closed("Weighted Least Squares", (s, options) -> new PlainModel(s, number(options, "tau2"))),
		closed("DerSimonian-Laird", (s, options) -> estimated(s, derSimonianLaird(s))),
		closed("Hedges", (s, options) -> estimated(s, hedges(s, options.get("form").equals("mean")))),
		closed("Hunter-Schmidt", (s, options) -> estimated(s, hunterSchmidt(s, isTrue(options, "smallsample")))),
		closed("Sidik-Jonkman", (s, options) -> estimated(s, sidikJonkman(s))),
		closed("Fixed-Effects Hedges", (s, options) -> new PlainModel(hedgesG(s), 0)),
		iterative("Paule-Mandel", (s, options) -> estimated(s, pauleMandel(s))),
		iterative("Empirical Bayes", (s, options) -> estimated(s, pauleMandel(s))),
		iterative("Variance-Based Likelihood", (s, options) -> likelihood(s, isRestricted(options))),
		iterative("Sample-Size-Based Likelihood", (s, options) -> sampleSizeBased(s, isRestricted(options))));

	/** Shares of tau2 that are tried first. */
	private static final int SHARES = 50;

	/** So small a part of a log likelihood is rounding noise. */
	private static final double ROUNDING = 1e-14;

	/** Halvings of an interval, enough for doubles. */
	private static final int STEPS = 80;

	/** What an estimator makes of a voxel's studies. */
	public static PlainModel of(final Estimator estimator, final PlainStudies studies) {
		return of(estimator.name(), estimator.options(), studies);
	}

	/** What the estimator of that name makes of a voxel's studies with these options. */
	public static PlainModel of(final String name, final Map<String, String> options,
		final PlainStudies studies)
	{
		return rule(name).formula.of(studies, options);
	}

	/** Whether an estimator's formula needs no iteration, so that its numbers are exact to rounding. */
	public static boolean isClosedForm(final Estimator estimator) {
		return rule(estimator.name()).isClosedForm;
	}

	/** The variance of one subject, where sampling variances are that over the sample sizes. */
	public double sigma2() {
		return studies.v()[0] * studies.n()[0];
	}

	private static Rule rule(final String name) {
		final Rule rule = RULES.get(name);
		if (rule == null) throw new IllegalArgumentException("Estimator '" + name
			+ "': got no plain formula of it in the tests, wanted one in PlainModel");
		return rule;
	}

	private static Map.Entry<String, Rule> closed(final String name, final Formula formula) {
		return Map.entry(name, new Rule(true, formula));
	}

	private static Map.Entry<String, Rule> iterative(final String name, final Formula formula) {
		return Map.entry(name, new Rule(false, formula));
	}

	private static double number(final Map<String, String> options, final String key) {
		return Double.parseDouble(options.get(key));
	}

	private static boolean isTrue(final Map<String, String> options, final String key) {
		return Boolean.parseBoolean(options.get(key));
	}

	private static boolean isRestricted(final Map<String, String> options) {
		return options.get("method").equalsIgnoreCase("REML");
	}

	private static PlainModel estimated(final PlainStudies s, final double tau2) {
		return new PlainModel(s, s.k() > s.p() ? Math.max(0, tau2) : Double.NaN);
	}

	private static double derSimonianLaird(final PlainStudies s) {
		return (s.gls().q(0) - (s.k() - s.p())) / s.gls().trace(0);
	}

	private static double hedges(final PlainStudies s, final boolean mean) {
		final double[] one = new double[s.k()];
		Arrays.fill(one, 1);
		final PlainGls ordinary = s.with(s.y(), one).gls();
		final double[][] p = ordinary.projection(0);
		final double dof = s.k() - s.p();
		final double sampling = mean ? DoubleStream.of(s.v()).sum() / s.k() : IntStream.range(0, s.k())
			.mapToDouble(i -> p[i][i] * s.v()[i]).sum() / dof;
		return ordinary.q(0) / dof - sampling;
	}

	private static double hunterSchmidt(final PlainStudies s, final boolean smallSample) {
		final double k = s.k();
		return ((smallSample ? k / (k - s.p()) : 1) * s.gls().q(0) - k) / DoubleStream.of(s.weights(0)).sum();
	}

	private static double sidikJonkman(final PlainStudies s) {
		final double mean = DoubleStream.of(s.y()).sum() / s.k();
		final double crude = DoubleStream.of(s.y()).map(y -> (y - mean) * (y - mean)).sum() / s.k();
		return crude * s.gls().q(crude) / (s.k() - s.p());
	}

	/** Hedges' g of t statistics of one group each, and its variance. */
	private static PlainStudies hedgesG(final PlainStudies s) {
		final double[] g = new double[s.k()];
		final double[] v = new double[s.k()];
		for (int i = 0; i < g.length; i++) {
			final double n = s.n()[i];
			final double m = n - 1;
			final double d = s.y()[i] / Math.sqrt(n);
			final double j = 1 - 3 / (4 * m - 1);
			g[i] = j * d;
			v[i] = j * j * (m / (m - 2)) * ((1 + n * d * d) / n) - d * d;
		}
		return s.with(g, v);
	}

	/**
	 * Where the weighted residual sum of squares is its expectation, k - p; 0 if it is less already there.
	 */
	private static double pauleMandel(final PlainStudies s) {
		final DoubleUnaryOperator excess = tau2 -> s.gls().q(tau2) - (s.k() - s.p());
		if (s.k() == s.p() || excess.applyAsDouble(0) <= 0) return 0;
		double high = scale(s);
		while (excess.applyAsDouble(high) > 0)
			high *= 2;
		return zero(excess, 0, high);
	}

	/** The maximum of the likelihood: the best of a grid, polished by a zero of the score beside it. */
	private static PlainModel likelihood(final PlainStudies s, final boolean restricted) {
		final double[] grid = IntStream.rangeClosed(-1, 90).mapToDouble(i -> i < 0 ? 0
			: scale(s) * Math.pow(10, i / 8.0 - 10)).toArray();
		final int best = best(grid, tau2 -> s.gls().logLikelihood(tau2, restricted));
		final DoubleUnaryOperator score = tau2 -> s.gls().score(tau2, restricted);
		if (best == 0 && score.applyAsDouble(0) <= 0) return new PlainModel(s, 0);
		return new PlainModel(s, zero(score, grid[Math.max(0, best - 1)], grid[best + 1]));
	}

	/**
	 * y ~ N(X beta, sigma2 / n + tau2): for each share of tau2 in the variance the scale of both has a closed
	 * form, which leaves one number to search.
	 */
	private static PlainModel sampleSizeBased(final PlainStudies s, final boolean restricted) {
		final double typical = s.k() / DoubleStream.of(s.n()).map(n -> 1 / n).sum();
		final double count = restricted ? s.k() - s.p() : s.k();
		final DoubleUnaryOperator profile = share -> {
			final PlainGls mixed = mixed(s, typical, share).gls();
			return mixed.logDensity(0, restricted) - 0.5 * count * Math.log(mixed.q(0) / count);
		};
		// one residual cannot tell two variances apart
		final double share = restricted && count == 1 ? 0 : highest(profile);
		final double scale = mixed(s, typical, share).gls().q(0) / count;
		final double sigma2 = scale * (1 - share) * typical;
		final double[] v = DoubleStream.of(s.n()).map(n -> sigma2 / n).toArray();
		return new PlainModel(s.with(s.y(), v), scale * share);
	}

	/** Where from 0 to 1 a function is highest. */
	private static double highest(final DoubleUnaryOperator function) {
		final double[] grid = IntStream.rangeClosed(0, SHARES).mapToDouble(i -> (double) i / SHARES)
			.toArray();
		final int best = best(grid, function);
		return maximum(function, grid[Math.max(0, best - 1)], grid[Math.min(best + 1, SHARES)]);
	}

	private static PlainStudies mixed(final PlainStudies s, final double typical, final double share) {
		return s.with(s.y(), DoubleStream.of(s.n()).map(n -> (1 - share) * typical / n + share).toArray());
	}

	private static double scale(final PlainStudies s) {
		final double mean = DoubleStream.of(s.y()).sum() / s.k();
		return DoubleStream.of(s.y()).map(y -> (y - mean) * (y - mean)).sum() + DoubleStream.of(s.v()).sum();
	}

	private static int best(final double[] grid, final DoubleUnaryOperator function) {
		int best = 0;
		double highest = Double.NEGATIVE_INFINITY;
		for (int i = 0; i < grid.length; i++) {
			final double value = function.applyAsDouble(grid[i]);
			if (!(value > highest)) continue;
			best = i;
			highest = value;
		}
		return best;
	}

	/** Where a function that is above 0 at the lower and not above at the upper end crosses it. */
	private static double zero(final DoubleUnaryOperator function, final double from, final double to) {
		double low = from;
		double high = to;
		for (int i = 0; i < STEPS; i++) {
			final double middle = 0.5 * (low + high);
			if (function.applyAsDouble(middle) > 0) low = middle;
			else high = middle;
		}
		return 0.5 * (low + high);
	}

	/** The maximum of a function that has but one between two points, by thirds; an end if it is there. */
	private static double maximum(final DoubleUnaryOperator function, final double from, final double to) {
		double low = from;
		double high = to;
		for (int i = 0; i < STEPS; i++) {
			final double a = low + (high - low) / 3;
			final double b = high - (high - low) / 3;
			if (function.applyAsDouble(a) >= function.applyAsDouble(b)) high = b;
			else low = a;
		}
		final double inside = 0.5 * (low + high);
		final double end = function.applyAsDouble(from) >= function.applyAsDouble(to) ? from : to;
		final double atEnd = function.applyAsDouble(end);
		// beside an end that is the maximum, values differ by rounding alone
		return function.applyAsDouble(inside) > atEnd + ROUNDING * Math.abs(atEnd) ? inside : end;
	}
}
