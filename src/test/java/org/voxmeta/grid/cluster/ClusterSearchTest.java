package org.voxmeta.grid.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.voxmeta.grid.Connectivity;
import org.voxmeta.grid.VoxelGrid;

/** {@link ClusterSearch} against {@link PlainClusters} and what anyone can see in small images. */
class ClusterSearchTest {

	private static final double[][] TURNED = { { -2, 0.5, 0.25, 90 }, { 0.75, 2.5, -0.5, -126 }, { 0.125, 0.5, 3, -72 }, {
		0, 0, 0, 1 } };

	@Test
	void equalsABruteForceSearch() {
		final Random random = new Random(3);
		int peaks = 0;
		for (final long[] dims : new long[][] { { 12, 11 }, { 30, 1 }, { 7, 6, 8 } })
			for (final Connectivity connectivity : Connectivity.values())
				for (final ClusterSearch.Sign sign : ClusterSearch.Sign.values())
					for (int repeat = 0; repeat < 8; repeat++) {
						final VoxelGrid grid = VoxelGrid.of(dims, repeat == 0 ? null : TURNED);
						final int size = (int) Arrays.stream(dims).reduce(1, (a, b) -> a * b);
						final int[] mask = IntStream.range(0, size).filter(i -> random.nextInt(8) > 0).toArray();
						// in steps, so that some neighbours are equal
						final double[] map = random.doubles(mask.length, -3, 3).map(z -> Math.rint(4 * z) / 4).toArray();
						map[random.nextInt(map.length)] = Double.NaN;
						final double distance = 2.0 * repeat;
						final PlainClusters wanted = new PlainClusters(map, mask, dims, repeat == 0 ? null : TURNED,
							connectivity);

						final ClusterTable got = ClusterSearch.above(0.75).with(connectivity).with(sign).withMinimumSize(2)
							.withSubPeaks(2, distance).find(map, mask, grid);

						peaks += wanted.assertEqual(got, 0.75, sign, 2, 2, distance);
					}
		assertTrue(peaks > 1000, "peaks compared: " + peaks);
	}

	@Test
	void aWatcherSeesEveryVoxelOfClustersComeAndEndsTheSearch() {
		final double[] map = new Random(4).doubles(20_000, -1, 1).toArray();
		final ClusterSearch search = ClusterSearch.above(0.5);
		final int inside = (int) Arrays.stream(map).filter(z -> Math.abs(z) >= 0.5).count();
		final List<Integer> steps = new ArrayList<>();

		final ClusterTable watched = search.find(map, all(20_000), grid(200, 100), (done, total) -> {
			steps.add(done);
			assertEquals(inside, total);
		});

		assertEquals(List.of(0, 4096, 8192), steps);
		assertArrayEquals(search.find(map, all(20_000), grid(200, 100)).labels(), watched.labels());
		final RuntimeException stop = new CancellationException();
		assertSame(stop, assertThrows(CancellationException.class, () -> search.find(map, all(20_000), grid(200, 100), (
			done, total) -> {
			throw stop;
		})));
	}

	@Test
	void withoutAThresholdEveryValueButZeroIsInACluster() {
		final ClusterTable got = ClusterSearch.above(0).find(new double[] { 1, 0, -1e-9, Double.NaN, 2 }, all(5),
			grid(5, 1));

		assertArrayEquals(new int[] { 2, 0, 3, 0, 1 }, got.labels());
	}

	@Test
	void volumesAndPlacesAreThoseOfTheAffine() {
		final double[] map = new double[60];
		map[place(1, 2, 3)] = 4;
		map[place(2, 2, 3)] = 12;

		final Cluster cluster = ClusterSearch.above(3).find(map, all(60),
			VoxelGrid.of(new long[] { 3, 4, 5 }, TURNED)).clusters().get(0);

		// the determinant, written out
		final double voxel = Math.abs(-2 * (2.5 * 3 + 0.5 * 0.5) - 0.5 * (0.75 * 3 + 0.5 * 0.125) + 0.25 * (0.75 * 0.5 - 2.5
			* 0.125));
		assertEquals(2, cluster.voxels());
		assertEquals(2 * voxel, cluster.size(), 1e-12);
		assertArrayEquals(new double[] { 2, 2, 3 }, cluster.peak().position().voxel());
		assertArrayEquals(new double[] { 90 - 4 + 1 + 0.75, -126 + 1.5 + 5 - 1.5, -72 + 0.25 + 1 + 9 },
			cluster.peak().position().world(), 1e-12);
		assertArrayEquals(new double[] { 1.75, 2, 3 }, cluster.centre().voxel(), 1e-12);
		assertArrayEquals(new double[] { 90 - 3.5 + 1 + 0.75, -126 + 1.75 * 0.75 + 5 - 1.5,
			-72 + 1.75 * 0.125 + 1 + 9 }, cluster.centre().world(), 1e-12);
	}

	@Test
	void ofAPlaneTheSizeIsAnArea() {
		final Cluster cluster = ClusterSearch.above(1).find(new double[] { 2, 2, 2, 0 }, all(4),
			VoxelGrid.of(new long[] { 2, 2 }, new double[][] { { 0, 2, 0, 5 }, { 3, 0, 0, 7 }, { 0, 0, 100, 9 },
			{ 0, 0, 0, 1 } })).clusters().get(0);

		assertEquals(18, cluster.size());
		assertArrayEquals(new double[] { 5, 7, 9 }, cluster.peak().position().world());
	}

	@Test
	void withoutAnAffineOnlyVoxelsAreKnown() {
		final Cluster cluster = ClusterSearch.above(1).withSubPeaks(3, 2)
			.find(new double[] { 3, 1, 2, 1, 2.5 }, all(5), grid(5, 1)).clusters().get(0);

		assertTrue(Double.isNaN(cluster.size()));
		assertArrayEquals(new double[] { Double.NaN, Double.NaN, Double.NaN }, cluster.peak().position().world());
		// the distance is one of voxels: 2 is not further than 2
		assertEquals(List.of(3.0, 2.5), cluster.peaks().stream().map(Peak::value).toList());
	}

	@Test
	void aPlateauIsOnePeakInItsMiddle() {
		final double[] ring = { 1, 1, 1, 1, 0, 1, 1, 1, 1 };
		final double[] flat = new double[25];
		Arrays.fill(flat, -2);

		final Peak onRing = ClusterSearch.above(1).find(ring, all(9), grid(3, 3)).clusters().get(0).peak();
		final List<Peak> onFlat = ClusterSearch.above(1).withSubPeaks(3, 0).find(flat, all(25), grid(5, 5))
			.clusters().get(0).peaks();

		// the middle itself is not of the cluster; of its four nearest, the first
		assertArrayEquals(new double[] { 1, 0 }, onRing.position().voxel());
		assertEquals(1, onFlat.size());
		assertArrayEquals(new double[] { 2, 2 }, onFlat.get(0).position().voxel());
	}

	@Test
	void ofTheVoxelsNearestToTheMiddleOfAPlateauItIsTheFirst() {
		// three voxels around the corner of a square, whose mean is not a sum of halves
		final double[] corner = { 0, 1, 1, 1 };

		assertArrayEquals(new double[] { 1, 1 }, peakOf(corner, 2, 2));
		for (int n = 2; n < 40; n += 2) {
			final double[] line = new double[n];
			Arrays.fill(line, 7);
			assertArrayEquals(new double[] { n / 2 - 1, 0 }, peakOf(line, n, 1), "line of " + n);
			assertArrayEquals(new double[] { 0, n / 2 - 1 }, peakOf(line, 1, n), "column of " + n);
		}
	}

	private static double[] peakOf(final double[] map, final long... dims) {
		return ClusterSearch.above(1).find(map, all(map.length), grid(dims)).clusters().get(0).peak().position()
			.voxel();
	}

	@Test
	void aPlateauBesideAHigherVoxelIsNoPeak() {
		final List<Peak> peaks = ClusterSearch.above(1).withSubPeaks(3, 0)
			.find(new double[] { 5, 5, 6, 4, 4, 4.5 }, all(6), grid(6, 1)).clusters().get(0).peaks();

		assertEquals(List.of(6.0, 4.5), peaks.stream().map(Peak::value).toList());
	}

	@Test
	void peaksOfOtherClustersDoNotCount() {
		// touch at a corner only
		final ClusterTable got = ClusterSearch.above(1).find(new double[] { 2, 0, 0, 3 }, all(4), grid(2, 2));

		assertEquals(List.of(3.0, 2.0), got.clusters().stream().map(cluster -> cluster.peak().value()).toList());
	}

	@Test
	void clustersComeByPeakOrBySize() {
		final double[] map = { 2, 2, 2, 0, -5, -4, 0, 3 };

		final ClusterTable byPeak = ClusterSearch.above(1).find(map, all(8), grid(8, 1));
		final ClusterTable bySize = ClusterSearch.above(1).with(ClusterSearch.Order.SIZE)
			.find(map, all(8), grid(8, 1));

		assertArrayEquals(new int[] { 3, 3, 3, 0, 1, 1, 0, 2 }, byPeak.labels());
		assertEquals(List.of(-5.0, 3.0, 2.0), byPeak.clusters().stream().map(cluster -> cluster.peak().value())
			.toList());
		assertArrayEquals(new int[] { 1, 1, 1, 0, 2, 2, 0, 3 }, bySize.labels());
	}

	@Test
	void equalClustersComeInTheOrderOfTheImage() {
		final ClusterTable got = ClusterSearch.above(1).find(new double[] { -2, 0, 2, 0, 2 }, all(5), grid(5, 1));

		assertArrayEquals(new int[] { 1, 0, 2, 0, 3 }, got.labels());
	}

	@Test
	void infiniteValuesAreTheCentre() {
		final double inf = Double.POSITIVE_INFINITY;

		final Cluster cluster = ClusterSearch.above(1).find(new double[] { 3, inf, 9, inf }, all(4), grid(4, 1))
			.clusters().get(0);

		assertEquals(inf, cluster.peak().value());
		assertArrayEquals(new double[] { 2, 0 }, cluster.centre().voxel());
	}

	@Test
	void anEmptyMaskHasNone() {
		final ClusterTable got = ClusterSearch.above(1).find(new double[0], new int[0], grid(3, 3, 3));

		assertEquals(List.of(), got.clusters());
		assertEquals(0, got.labels().length);
	}

	@Test
	void badSettingsAreExplained() {
		final ClusterSearch search = ClusterSearch.above(1);

		assertMessage("Cluster threshold: got -1.0, wanted 0 or more, as it is one of absolute values",
			() -> ClusterSearch.above(-1));
		assertMessage("Cluster threshold: got NaN, wanted 0 or more, as it is one of absolute values",
			() -> ClusterSearch.above(Double.NaN));
		assertMessage("Minimum size: got 0, wanted 1 voxel or more", () -> search.withMinimumSize(0));
		assertMessage("Sub-peaks: got -1, wanted 0 or more", () -> search.withSubPeaks(-1, 8));
		assertMessage("Distance of sub-peaks: got NaN, wanted 0 or more", () -> search.withSubPeaks(3, Double.NaN));
		assertMessage("Clusters: got an image of 2x1x1x3 voxels, wanted 2 or 3 axes",
			() -> search.find(new double[6], all(6), grid(2, 1, 1, 3)));
		assertMessage("Map: got 3 values, wanted 4, one for each voxel",
			() -> search.find(new double[3], all(4), grid(2, 2)));
	}

	private static void assertMessage(final String wanted, final Runnable run) {
		assertEquals(wanted, assertThrows(IllegalArgumentException.class, run::run).getMessage());
	}

	private static int place(final int x, final int y, final int z) {
		return x + 3 * (y + 4 * z);
	}

	private static int[] all(final int n) {
		return IntStream.range(0, n).toArray();
	}

	private static VoxelGrid grid(final long... dims) {
		return VoxelGrid.of(dims, null);
	}
}
