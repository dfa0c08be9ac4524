package org.voxmeta.stats.diagnostic;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import org.voxmeta.stats.data.Dataset;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

/**
 * Duval and Tweedie's trim and fill: how many studies seem to be missing on one side of the funnel, and what
 * the mean would be with them. For a mean only.
 *
 * @param missing the number of studies that seem to be missing
 * @param missingSe its standard error
 * @param p p value of there being none; only for {@link Rule#R0}, else NaN
 * @param effects the effects of the studies filled in, mirror images of those most extreme on the other side
 * @param variances their variances
 * @param estimate the mean with them
 * @param se its standard error
 * @param z its z
 * @param tau2 between-study variance with them
 * @param q Q with them
 * @see <a href="https://doi.org/10.1111/j.0006-341X.2000.00455.x">Duval S, Tweedie R (2000). Trim and fill: A
 *      simple funnel-plot-based method of testing and adjusting for publication bias in meta-analysis.
 *      Biometrics 56, 455-463</a>
 */
public record TrimAndFill(int missing, double missingSe, double p, List<Double> effects,
	List<Double> variances, double estimate, double se, double z, double tau2, double q)
	implements Serializable
{

	private static final int MOST_ROUNDS = 100;

	/** The number of missing studies goes back and forth between rounds, so that there is no answer. */
	public static final class UnsettledException extends IllegalArgumentException {

		private static final long serialVersionUID = 1L;

		UnsettledException(final String message) {
			super(message);
		}
	}

	/** How the number of missing studies is estimated from the ranks of the others. */
	public enum Rule {
		/** From the sum of the ranks on the full side; the usual one. */
		L0,
		/** From the run of the highest ranks on the full side. */
		R0,
		/** From the sum of ranks, by a quadratic equation. */
		Q0
	}

	/** On which side studies are missing. */
	public enum Side {
		/** Small effects are missing. */
		LEFT,
		/** Large effects are missing. */
		RIGHT
	}

	/**
	 * Trims and fills a data set.
	 *
	 * @param model fits the mean
	 * @param data effects and variances, without moderators
	 * @throws IllegalArgumentException if there are moderators
	 * @throws UnsettledException if the number of missing studies does not settle
	 */
	public static TrimAndFill of(final Refit model, final Dataset data, final Rule rule, final Side side) {
		if (!data.studies().design().isIntercept()) throw new IllegalArgumentException(
			"Trim and fill: got moderators, wanted none");
		final int sign = side == Side.LEFT ? 1 : -1;
		final int[] order = IntStream.range(0, data.size()).boxed().sorted(Comparator.comparingDouble(
			k -> sign * data.effect(k))).mapToInt(Integer::intValue).toArray();
		int missing = 0;
		for (int round = 0; round < MOST_ROUNDS; round++) {
			final double centre = trimmedMean(model, data, order, missing);
			final Count count = count(data, order, sign, centre, rule);
			if (count.rounded() == missing) return filled(model, data, order, centre, rule, count);
			missing = count.rounded();
		}
		throw new UnsettledException("Trim and fill: the number of missing studies by " + rule
			+ " does not settle");
	}

	private static double trimmedMean(final Refit model, final Dataset data, final int[] order,
		final int missing)
	{
		final double[][] effects = new double[data.size()][1];
		final double[][] weights = new double[data.size()][1];
		for (int i = 0; i < order.length - missing; i++) {
			effects[order[i]][0] = data.effect(order[i]);
			weights[order[i]][0] = data.weight(order[i]);
		}
		final VoxelBlock block = VoxelBlock.of(data.studies(), effects, weights, 1);
		return model.fit(block, EnumSet.of(MapKind.EST)).get(MapKind.EST)[0];
	}

	private record Count(double estimate, double se) {

		int rounded() {
			return (int) Math.max(0, Math.rint(estimate));
		}
	}

	private static Count count(final Dataset data, final int[] order, final int sign, final double centre,
		final Rule rule)
	{
		final double[] centred = Arrays.stream(order).mapToDouble(k -> sign * (data.effect(k) - centre))
			.toArray();
		final int[] ranks = ranks(centred);
		final int k = centred.length;
		if (rule == Rule.R0) {
			int highestBelow = 0;
			for (int i = 0; i < k; i++)
				if (centred[i] < 0) highestBelow = Math.max(highestBelow, ranks[i]);
			final double missing = k - highestBelow - 1;
			return new Count(missing, Math.sqrt(2 * Math.max(0, missing) + 2));
		}
		double sum = 0;
		for (int i = 0; i < k; i++)
			if (centred[i] > 0) sum += ranks[i];
		if (rule == Rule.L0) {
			final double missing = (4 * sum - k * (k + 1.0)) / (2 * k - 1);
			return new Count(missing, 4 * Math.sqrt(rankVariance(k, missing)) / (2 * k - 1));
		}
		final double missing = k - 0.5 - Math.sqrt(2.0 * k * k - 4 * sum + 0.25);
		return new Count(missing, 2 * Math.sqrt(rankVariance(k, missing)) / Math.sqrt((k - 0.5) * (k - 0.5)
			- missing * (2 * k - missing - 1)));
	}

	/** Ranks of the distances from 0, 1 for the nearest; equal ones in their order. */
	private static int[] ranks(final double[] centred) {
		final int[] ranks = new int[centred.length];
		final int[] byDistance = IntStream.range(0, centred.length).boxed().sorted(Comparator.comparingDouble(
			i -> Math.abs(centred[i]))).mapToInt(Integer::intValue).toArray();
		for (int i = 0; i < ranks.length; i++)
			ranks[byDistance[i]] = i + 1;
		return ranks;
	}

	/** Variance of the sum of the ranks on the full side of k studies, where m are missing. */
	private static double rankVariance(final int k, final double m) {
		return (k * (k + 1.0) * (2 * k + 1) + 10 * m * m * m + 27 * m * m + 17 * m - 18 * k * m * m
			- 18 * k * m + 6.0 * k * k * m) / 24;
	}

	private static TrimAndFill filled(final Refit model, final Dataset data, final int[] order,
		final double centre, final Rule rule, final Count count)
	{
		final int missing = count.rounded();
		final int[] mirrored = Arrays.copyOfRange(order, order.length - missing, order.length);
		final double[] effects = Arrays.stream(mirrored).mapToDouble(k -> 2 * centre - data.effect(k))
			.toArray();
		final double[] variances = Arrays.stream(mirrored).mapToDouble(k -> 1 / data.weight(k)).toArray();
		final Dataset complete = Dataset.of(joined(data.effects(), effects), joined(data.variances(),
			variances));
		final MapBlock maps = model.fit(VoxelBlock.of(complete.data()), EnumSet.of(MapKind.EST, MapKind.SE,
			MapKind.Z, MapKind.TAU2, MapKind.Q));
		return new TrimAndFill(missing, Math.max(0, count.se()), rule == Rule.R0 ? Math.pow(0.5,
			missing + 1.0) : Double.NaN, DoubleStream.of(effects).boxed().toList(),
			DoubleStream.of(variances).boxed().toList(), maps.get(MapKind.EST)[0], maps.get(MapKind.SE)[0],
			maps.get(MapKind.Z)[0], maps.get(MapKind.TAU2)[0], maps.get(MapKind.Q)[0]);
	}

	private static double[] joined(final double[] a, final double[] b) {
		return DoubleStream.concat(Arrays.stream(a), Arrays.stream(b)).toArray();
	}
}
