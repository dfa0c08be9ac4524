package org.voxmeta.stats.diagnostic;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;

import org.voxmeta.stats.data.Dataset;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

/**
 * How often rearranged data give as much as the data observed.
 *
 * @param p two-sided p value of each term; the share of rearrangements whose statistic is at least as far
 *          from 0
 * @param tau2P p value of tau2: the share of rearrangements with at least as much; NaN where none is
 *          estimated
 * @param exact whether all rearrangements were tried, instead of a random sample
 * @param count the number of rearrangements, the data as observed included, so that no p is below 1 / count
 */
public record PermutationTest(List<Double> p, double tau2P, boolean exact, int count) implements Serializable
{

	/** Values that differ by less, in proportion or in standard errors, are the same but for rounding. */
	private static final double TIE = 1e-9;

	private static final int BLOCK = 512;

	/** What is compared with the data as observed. */
	public enum Statistic {
		/** The estimate, as PyMARE does. */
		ESTIMATE(MapKind.EST),
		/** The test statistic, as metafor does. */
		TEST(MapKind.Z),
		/** The p value, small ones first: for combination tests, which may be one-sided. */
		P_VALUE(MapKind.LOGP);

		private final MapKind kind;

		Statistic(final MapKind kind) {
			this.kind = kind;
		}
	}

	/**
	 * Tests a data set. For a mean, signs are flipped (2^K ways; groups flip together); with moderators, the
	 * studies' data change places (K! ways). All ways are tried if they are not more than asked for.
	 *
	 * @param model fits the model
	 * @param data the data
	 * @param statistic what is compared
	 * @param most how many rearrangements to try at most
	 * @param seed of the random ones
	 * @throws IllegalArgumentException if {@code most} is below 2
	 */
	public static PermutationTest of(final Refit model, final Dataset data, final Statistic statistic,
		final int most, final long seed)
	{
		if (most < 2) throw new IllegalArgumentException("Permutations: got " + most + ", wanted 2 or more");
		final Rearrangements ways = new Rearrangements(data.studies(), most, seed);
		final Tally tally = new Tally(data, statistic.kind);
		// sample sizes belong to the studies of a block, so where these change places each way is a block of
		// its own
		final boolean single = data.studies().hasSampleSizes() && !ways.areFlips();
		for (int done = 0; done < ways.count();) {
			final int size = single ? 1 : Math.min(BLOCK, ways.count() - done);
			tally.add(model.fit(rearranged(data, ways, size), EnumSet.of(statistic.kind, MapKind.SE,
				MapKind.TAU2)));
			done += size;
		}
		return tally.result(ways);
	}

	/** The same without tau2, for a model that is given it. */
	public PermutationTest withoutTau2() {
		return new PermutationTest(p, Double.NaN, exact, count);
	}

	private static VoxelBlock rearranged(final Dataset data, final Rearrangements ways, final int size) {
		final double[][] effects = new double[data.size()][size];
		final double[][] weights = new double[data.size()][size];
		Studies studies = data.studies();
		for (int j = 0; j < size; j++) {
			ways.advance();
			for (int k = 0; k < effects.length; k++) {
				effects[k][j] = ways.isNegated(k) ? -data.effect(k) : data.effect(ways.source(k));
				weights[k][j] = data.weight(ways.source(k));
			}
		}
		if (studies.hasSampleSizes() && !ways.areFlips()) {
			final double[] sizes = new double[effects.length];
			for (int k = 0; k < sizes.length; k++)
				sizes[k] = data.studies().sampleSizes()[ways.source(k)];
			studies = studies.withSampleSizes(sizes);
		}
		return VoxelBlock.of(studies, effects, weights, size);
	}

	/** Counts rearrangements that reach the first one, the data as observed. */
	private static final class Tally {

		private final MapKind kind;
		private final double[] least;
		private final int[] reached;
		private final double smallestVariance;
		private double leastTau2 = Double.NaN;
		private int reachedTau2;
		private boolean first = true;

		Tally(final Dataset data, final MapKind kind) {
			this.kind = kind;
			least = new double[data.studies().design().terms().size()];
			reached = new int[least.length];
			smallestVariance = 1 / IntStream.range(0, data.size()).mapToDouble(data::weight).max().orElse(1);
		}

		void add(final MapBlock maps) {
			if (first) observe(maps);
			first = false;
			for (int j = 0; j < maps.size(); j++) {
				for (int t = 0; t < least.length; t++)
					if (Math.abs(maps.get(kind, t)[j]) >= least[t]) reached[t]++;
				if (maps.get(MapKind.TAU2)[j] >= leastTau2) reachedTau2++;
			}
		}

		/** What the first voxel of the first block, the data as observed, asks of the others. */
		private void observe(final MapBlock maps) {
			for (int t = 0; t < least.length; t++) {
				final double se = maps.get(MapKind.SE, t)[0];
				// estimates that are 0 but for rounding are told from others by their standard error
				final double unit = kind == MapKind.EST && se > 0 ? se : kind == MapKind.EST ? 0 : 1;
				least[t] = Math.abs(maps.get(kind, t)[0]) * (1 - TIE) - TIE * unit;
			}
			leastTau2 = maps.get(MapKind.TAU2)[0] * (1 - TIE) - TIE * smallestVariance;
		}

		PermutationTest result(final Rearrangements ways) {
			final List<Double> p = new ArrayList<>();
			for (int t = 0; t < least.length; t++)
				p.add(Double.isNaN(least[t]) ? Double.NaN : (double) reached[t] / ways.count());
			return new PermutationTest(List.copyOf(p), Double.isNaN(leastTau2) ? Double.NaN
				: (double) reachedTau2 / ways.count(), ways.isExact(), ways.count());
		}
	}
}
