package org.voxmeta.grid.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.voxmeta.grid.Connectivity;

/** {@link Clusters} and what is made of them against a plain flood fill in random masks. */
class ClustersTest {

	@Test
	void equalAPlainFloodFill() {
		final Random random = new Random(1);
		for (final long[] dims : new long[][] { { 15 }, { 9, 8 }, { 6, 5, 7 }, { 4, 3, 3, 3 } })
			for (final Connectivity connectivity : Connectivity.values())
				for (int repeat = 0; repeat < 10; repeat++) {
					final int size = (int) Arrays.stream(dims).reduce(1, (a, b) -> a * b);
					final int[] mask = IntStream.range(0, size).filter(i -> random.nextInt(6) > 0).toArray();
					final double[] map = random.doubles(mask.length, -2, 2).map(z -> Math.rint(8 * z) / 8).toArray();
					if (map.length > 0) map[0] = Double.NaN;
					final int[] wanted = flood(map, 0.75, mask, connectivity, dims);

					final Neighbourhood voxels = Neighbourhood.of(mask, connectivity, dims);

					assertArrayEquals(wanted, Clusters.of(map, 0.75, voxels).labels());
					assertArrayEquals(extents(map, wanted), new ClusterExtent(0.75, voxels).of(map));
					assertArrayEquals(masses(map, wanted, 0.75), new ClusterMass(0.75, voxels).of(map), 1e-12);
				}
	}

	@Test
	void neighboursOfOtherSignAreOtherClusters() {
		final Neighbourhood voxels = TfceTest.everywhere(Connectivity.FACES, 4, 1);

		final Clusters clusters = Clusters.of(new double[] { 2, 3, -2, -2 }, 1, voxels);

		assertArrayEquals(new int[] { 1, 1, 2, 2 }, clusters.labels());
		assertArrayEquals(new int[] { 0, 2, 2 }, clusters.sizes());
	}

	@Test
	void aMapBelowTheThresholdHasNone() {
		assertEquals(0, Clusters.of(new double[] { 0.5, Double.NaN, 0 }, 1, TfceTest.everywhere(Connectivity.ALL, 3, 1))
			.count());
	}

	@Test
	void wantsAThresholdAboveZero() {
		final Neighbourhood voxels = TfceTest.everywhere(Connectivity.ALL, 3, 1);
		assertEquals("Cluster threshold: got 0.0, wanted a number above 0", assertThrows(IllegalArgumentException.class,
			() -> new ClusterExtent(0, voxels)).getMessage());
		assertEquals("Cluster threshold: got NaN, wanted a number above 0", assertThrows(IllegalArgumentException.class,
			() -> new ClusterMass(Double.NaN, voxels)).getMessage());
	}

	private static double[] extents(final double[] map, final int[] labels) {
		final double[] extents = new double[map.length];
		for (int j = 0; j < map.length; j++) {
			final int label = labels[j];
			if (label > 0) extents[j] = Math.signum(map[j]) * Arrays.stream(labels).filter(l -> l == label).count();
		}
		return extents;
	}

	private static double[] masses(final double[] map, final int[] labels, final double threshold) {
		final double[] masses = new double[map.length];
		for (int j = 0; j < map.length; j++) {
			if (labels[j] == 0) continue;
			double mass = 0;
			for (int i = 0; i < map.length; i++)
				if (labels[i] == labels[j]) mass += Math.abs(map[i]) - threshold;
			masses[j] = Math.signum(map[j]) * mass;
		}
		return masses;
	}

	private static int[] flood(final double[] map, final double threshold, final int[] mask,
		final Connectivity connectivity, final long[] dims)
	{
		final int[] labels = new int[map.length];
		int count = 0;
		for (int start = 0; start < map.length; start++) {
			if (labels[start] > 0 || map[start] == 0 || !(Math.abs(map[start]) >= threshold)) continue;
			final Deque<Integer> open = new ArrayDeque<>();
			open.add(start);
			labels[start] = ++count;
			while (!open.isEmpty()) {
				final int j = open.remove();
				for (int i = 0; i < map.length; i++)
					if (labels[i] == 0 && Math.abs(map[i]) >= threshold && map[i] * map[start] > 0 && areNeighbours(mask[i],
						mask[j], connectivity, dims))
					{
						labels[i] = count;
						open.add(i);
					}
			}
		}
		return labels;
	}

	private static boolean areNeighbours(final int a, final int b, final Connectivity connectivity,
		final long[] dims)
	{
		int moves = 0;
		int restA = a;
		int restB = b;
		for (final long d : dims) {
			final long step = Math.abs(restA % d - restB % d);
			if (step > 1) return false;
			moves += step;
			restA /= d;
			restB /= d;
		}
		return moves > 0 && moves <= switch (connectivity) {
			case FACES -> 1;
			case EDGES -> 2;
			case ALL -> dims.length;
		};
	}
}
