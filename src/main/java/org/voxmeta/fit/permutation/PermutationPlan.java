package org.voxmeta.fit.permutation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.voxmeta.grid.Connectivity;
import org.voxmeta.grid.cluster.ClusterStatistic;
import org.voxmeta.grid.cluster.Neighbourhood;

/**
 * What a permutation test is asked for. Serializable if its statistics of clusters are. Immutable; options
 * are set by {@code with} methods that return a copy.
 *
 * @param count how many rearrangements at most; all there are, if these are not more
 * @param seed of the random ones
 * @param twoSided whether effects on both sides of 0 count, or only those above
 * @param term which of the design's terms is tested, from 0
 * @param blocks labels of the studies whose errors may change places, K; null if all may
 * @param clusters makes the statistics of clusters that are tested besides the voxels themselves
 * @param connectivity which voxels are neighbours
 * @param perVoxel whether each voxel's own p is counted as well
 * @param stopAfter ends when so many rearrangements have reached the largest statistic observed; 0 for never
 */
public record PermutationPlan(int count, long seed, boolean twoSided, int term, int[] blocks,
	List<Function<Neighbourhood, ClusterStatistic>> clusters, Connectivity connectivity, boolean perVoxel,
	int stopAfter) implements Serializable
{

	/** The plan of 5,000 rearrangements for a two-sided test of the first term, for voxels alone. */
	public static final PermutationPlan DEFAULT = new PermutationPlan(5000, 0, true, 0, null, List.of(),
		Connectivity.FACES, false, 0);

	/**
	 * Checks the numbers.
	 *
	 * @throws IllegalArgumentException if there are fewer than 2 rearrangements, or a number is negative
	 */
	public PermutationPlan {
		if (count < 2) throw new IllegalArgumentException("Permutations: got " + count + ", wanted 2 or more");
		if (term < 0) throw new IllegalArgumentException("Term: got " + term + ", wanted 0 or more");
		if (stopAfter < 0)
			throw new IllegalArgumentException("Stop after: got " + stopAfter + ", wanted 0 or more");
		clusters = List.copyOf(clusters);
	}

	/** At most so many rearrangements, 2 or more. */
	public PermutationPlan withCount(final int most) {
		return new PermutationPlan(most, seed, twoSided, term, blocks, clusters, connectivity, perVoxel, stopAfter);
	}

	/** Another random sample. */
	public PermutationPlan withSeed(final long number) {
		return new PermutationPlan(count, number, twoSided, term, blocks, clusters,
			connectivity, perVoxel, stopAfter);
	}

	/** Whether effects on both sides of 0 count, or only those above. */
	public PermutationPlan withTwoSided(final boolean both) {
		return new PermutationPlan(count, seed, both, term, blocks, clusters, connectivity, perVoxel, stopAfter);
	}

	/** A test of another of the design's terms, counted from 0. */
	public PermutationPlan withTerm(final int number) {
		return new PermutationPlan(count, seed, twoSided, number, blocks, clusters,
			connectivity, perVoxel, stopAfter);
	}

	/** Errors change places only among studies with the same label, K labels. */
	public PermutationPlan withBlocks(final int... labels) {
		return new PermutationPlan(count, seed, twoSided, term, labels.clone(), clusters,
			connectivity, perVoxel, stopAfter);
	}

	/** One more statistic of clusters. */
	public PermutationPlan with(final Function<Neighbourhood, ClusterStatistic> statistic) {
		final List<Function<Neighbourhood, ClusterStatistic>> more = new ArrayList<>(clusters);
		more.add(statistic);
		return new PermutationPlan(count, seed, twoSided, term, blocks, more, connectivity, perVoxel, stopAfter);
	}

	/** With other neighbours. */
	public PermutationPlan with(final Connectivity neighbours) {
		return new PermutationPlan(count, seed, twoSided, term, blocks, clusters, neighbours, perVoxel, stopAfter);
	}

	/** Whether each voxel's own p is counted as well. */
	public PermutationPlan withPerVoxel(final boolean counted) {
		return new PermutationPlan(count, seed, twoSided, term, blocks, clusters, connectivity, counted, stopAfter);
	}

	/** Ends when so many rearrangements have reached the largest statistic observed; 0 for never. */
	public PermutationPlan withStopAfter(final int reached) {
		return new PermutationPlan(count, seed, twoSided, term, blocks, clusters, connectivity, perVoxel, reached);
	}
}
