package org.voxmeta.fit.permutation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.voxmeta.grid.cluster.ClusterStatistic;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Rearrangement;
import org.voxmeta.stats.data.Rearrangements;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.estimator.NullBuffers;
import org.voxmeta.stats.estimator.NullStatistic;
import org.voxmeta.stats.estimator.NullTally;
import org.voxmeta.stats.estimator.VarianceBasedLikelihood;
import org.voxmeta.stats.kernel.SignedSums;
import org.voxmeta.stats.permutation.PermutedOls;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

/**
 * How much a test still does after it has been told to stop: counted, so that no clock decides.
 */
class PermutationCancelTest {

	private static final int STUDIES = 12;
	private static final int VOXELS = 1500;
	/** Rearrangements of a block that are made between two looks. */
	private static final int MOST_FITS = 16;

	@Test
	void noMoreThanAFewFitsOfABlockFollow() {
		for (final boolean clusters : new boolean[] { false, true }) {
			final AtomicInteger after = new AtomicInteger(-50);
			final Estimator estimator = new CountedFits(VarianceBasedLikelihood.withDefaults(), after);

			assertThrows(CancellationException.class, () -> run(estimator, after, clusters ? List.of(new CountedMaps(
				new AtomicInteger())) : List.of()));

			assertTrue(after.get() >= 0 && after.get() <= MOST_FITS, "fits of " + SignedSums.PLACES + " voxels: " + after);
		}
	}

	@Test
	void noOtherBlockOfFlipsFollows() {
		final AtomicInteger after = new AtomicInteger(-3);

		assertThrows(CancellationException.class, () -> run(new CountedFits(PermutedOls.withDefaults(), after), after, List
			.of()));

		assertEquals(0, after.get());
	}

	@Test
	void noOtherMapOfClustersFollows() {
		final AtomicInteger after = new AtomicInteger(-3);

		assertThrows(CancellationException.class, () -> run(PermutedOls.withDefaults(), after, List.of(new CountedMaps(
			after))));

		assertEquals(0, after.get());
	}

	/** Tells the test to stop as soon as the counter is not below 0. */
	private static void run(final Estimator estimator, final AtomicInteger counter,
		final List<ClusterStatistic> clusters)
	{
		final Random random = new Random(1);
		final double[][] y = new double[STUDIES][];
		final double[][] v = new double[STUDIES][];
		for (int k = 0; k < STUDIES; k++) {
			y[k] = random.doubles(VOXELS, -1, 1).toArray();
			v[k] = random.doubles(VOXELS, 0.1, 1).toArray();
		}
		final Studies studies = Studies.independent(STUDIES);
		new PermutationRun(estimator, PermutationPlan.DEFAULT, Rearrangements.flips(studies, 2000, 1), 1, new StudyData(
			studies, Signals.of(y), Signals.of(v)), IntStream.range(0, VOXELS).toArray(), (stage, done, total) -> counter
				.get() < 0).of(new double[VOXELS], clusters);
	}

	/** Counts maps. */
	private record CountedMaps(AtomicInteger counter) implements ClusterStatistic {

		@Override
		public String name() {
			return "counted";
		}

		@Override
		public double[] of(final double[] map) {
			return map.clone();
		}

		@Override
		public double largest(final double[] map, final boolean bothSigns) {
			counter.incrementAndGet();
			return 0;
		}
	}

	/** Another estimator that counts fits of blocks, or a block's flips where these are not fitted one by one. */
	private record CountedFits(Estimator estimator, AtomicInteger counter) implements Estimator {

		@Override
		public String name() {
			return estimator.name();
		}

		@Override
		public Map<String, String> options() {
			return estimator.options();
		}

		@Override
		public Set<Need> needs() {
			return estimator.needs();
		}

		@Override
		public Set<MapKind> maps() {
			return estimator.maps();
		}

		@Override
		public void check(final Studies studies) {
			estimator.check(studies);
		}

		@Override
		public void fit(final VoxelBlock block, final MapBlock maps) {
			counter.incrementAndGet();
			estimator.fit(block, maps);
		}

		@Override
		public NullStatistic nullStatistic(final VoxelBlock block, final int term, final NullBuffers buffers) {
			if (estimator instanceof VarianceBasedLikelihood) return Estimator.super.nullStatistic(block, term, buffers);
			final NullStatistic statistic = estimator.nullStatistic(block, term, buffers);
			return new NullStatistic() {

				@Override
				public double[] z(final Rearrangement way) {
					return statistic.z(way);
				}

				@Override
				public int size() {
					return statistic.size();
				}

				@Override
				public void addTo(final NullTally tally, final Reached reached) {
					counter.incrementAndGet();
					statistic.addTo(tally, reached);
				}
			};
		}
	}
}
