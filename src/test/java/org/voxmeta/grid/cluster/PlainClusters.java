package org.voxmeta.grid.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

import org.voxmeta.grid.Connectivity;

/** The clusters and peaks of a small map by comparing every voxel with every other, as slowly as it is plain. */
final class PlainClusters {

	private final double[] map;
	private final int[] mask;
	private final long[] dims;
	private final double[][] affine;
	private final Connectivity connectivity;

	PlainClusters(final double[] map, final int[] mask, final long[] dims, final double[][] affine,
		final Connectivity connectivity)
	{
		this.map = map;
		this.mask = mask;
		this.dims = dims;
		this.affine = affine;
		this.connectivity = connectivity;
	}

	/** Fails unless a table is that of this map; returns the number of peaks compared. */
	int assertEqual(final ClusterTable got, final double threshold, final ClusterSearch.Sign sign, final int minimumSize,
		final int subPeaks, final double distance)
	{
		final List<List<Integer>> clusters = clusters(threshold, sign);
		clusters.removeIf(cluster -> cluster.size() < minimumSize);
		clusters.sort(Comparator.comparingDouble(cluster -> -cluster.stream().mapToDouble(j -> Math.abs(map[j]))
			.max().orElseThrow()));
		assertEquals(clusters.size(), got.clusters().size(), "number of clusters");
		final int[] labels = new int[map.length];
		int compared = 0;
		for (int c = 0; c < clusters.size(); c++) {
			for (final int j : clusters.get(c))
				labels[j] = c + 1;
			final Cluster cluster = got.clusters().get(c);
			assertEquals(clusters.get(c).size(), cluster.voxels());
			assertEquals(clusters.get(c).size() * voxelSize(), cluster.size(), 1e-9);
			assertArrayEquals(centre(clusters.get(c)), cluster.centre().voxel(), 1e-9);
			assertArrayEquals(world(centre(clusters.get(c))), cluster.centre().world(), 1e-9);
			final List<Integer> peaks = peaks(clusters.get(c), subPeaks + 1, distance);
			assertEquals(peaks.size(), cluster.peaks().size(), "peaks of cluster " + (c + 1));
			for (int i = 0; i < peaks.size(); i++) {
				final Peak peak = cluster.peaks().get(i);
				assertEquals(map[peaks.get(i)], peak.value());
				assertArrayEquals(voxel(peaks.get(i)), peak.position().voxel());
				assertArrayEquals(world(voxel(peaks.get(i))), peak.position().world(), 1e-9);
				compared++;
			}
		}
		assertArrayEquals(labels, got.labels());
		return compared;
	}

	/** Grown from each voxel, first to last, until nothing is added any more. */
	private List<List<Integer>> clusters(final double threshold, final ClusterSearch.Sign sign) {
		final List<List<Integer>> clusters = new ArrayList<>();
		final boolean[] used = new boolean[map.length];
		for (int start = 0; start < map.length; start++) {
			if (used[start] || !isIn(start, threshold, sign)) continue;
			final TreeSet<Integer> cluster = new TreeSet<>(List.of(start));
			int before = 0;
			while (cluster.size() > before) {
				before = cluster.size();
				for (int j = 0; j < map.length; j++) {
					final int candidate = j;
					if (isIn(j, threshold, sign) && map[j] * map[start] > 0 && cluster.stream()
						.anyMatch(member -> steps(member, candidate) <= mostSteps())) cluster.add(j);
				}
			}
			cluster.forEach(j -> used[j] = true);
			clusters.add(new ArrayList<>(cluster));
		}
		return clusters;
	}

	private boolean isIn(final int j, final double threshold, final ClusterSearch.Sign sign) {
		return switch (sign) {
			case BOTH -> map[j] >= threshold || map[j] <= -threshold;
			case POSITIVE -> map[j] >= threshold;
			case NEGATIVE -> map[j] <= -threshold;
		};
	}

	private int mostSteps() {
		return switch (connectivity) {
			case FACES -> 1;
			case EDGES -> 2;
			case ALL -> dims.length;
		};
	}

	/** Along how many axes two voxels are one step apart; more than all if they are further apart. */
	private int steps(final int a, final int b) {
		int steps = 0;
		for (int d = 0; d < dims.length; d++) {
			final double step = Math.abs(voxel(a)[d] - voxel(b)[d]);
			if (step > 1) return dims.length + 1;
			steps += (int) step;
		}
		return steps;
	}

	private List<Integer> peaks(final List<Integer> cluster, final int most, final double distance) {
		final List<TreeSet<Integer>> tops = new ArrayList<>();
		for (final int start : cluster) {
			final TreeSet<Integer> plateau = plateau(cluster, start);
			final boolean isTop = cluster.stream().noneMatch(j -> Math.abs(map[j]) > Math.abs(map[start]) && touches(
				plateau, j));
			if (isTop && !tops.contains(plateau)) tops.add(plateau);
		}
		tops.sort(Comparator.comparingDouble((TreeSet<Integer> top) -> -Math.abs(map[top.first()]))
			.thenComparing(TreeSet::first));
		final List<Integer> kept = new ArrayList<>();
		for (final TreeSet<Integer> top : tops) {
			final int j = middle(top);
			if (kept.size() < most && kept.stream().allMatch(other -> distance(j, other) > distance)) kept.add(j);
		}
		return kept;
	}

	private TreeSet<Integer> plateau(final List<Integer> cluster, final int start) {
		final TreeSet<Integer> plateau = new TreeSet<>(List.of(start));
		int before = 0;
		while (plateau.size() > before) {
			before = plateau.size();
			for (final int j : cluster)
				if (map[j] == map[start] && touches(plateau, j)) plateau.add(j);
		}
		return plateau;
	}

	private boolean touches(final TreeSet<Integer> plateau, final int j) {
		return plateau.stream().anyMatch(member -> steps(member, j) <= dims.length);
	}

	private int middle(final TreeSet<Integer> plateau) {
		final double[] mean = new double[dims.length];
		for (int d = 0; d < mean.length; d++) {
			final int axis = d;
			mean[d] = plateau.stream().mapToDouble(j -> voxel(j)[axis]).sum() / plateau.size();
		}
		int best = plateau.first();
		for (final int j : plateau)
			if (squares(voxel(j), mean) < squares(voxel(best), mean) - 1e-9) best = j;
		return best;
	}

	private double distance(final int a, final int b) {
		return Math.sqrt(affine == null ? squares(voxel(a), voxel(b)) : squares(world(voxel(a)), world(voxel(b))));
	}

	private static double squares(final double[] a, final double[] b) {
		double sum = 0;
		for (int d = 0; d < a.length; d++)
			sum += Math.pow(a[d] - b[d], 2);
		return sum;
	}

	private double[] centre(final List<Integer> cluster) {
		final double[] centre = new double[dims.length];
		final double weights = cluster.stream().mapToDouble(j -> Math.abs(map[j])).sum();
		for (final int j : cluster)
			for (int d = 0; d < centre.length; d++)
				centre[d] += Math.abs(map[j]) * voxel(j)[d] / weights;
		return centre;
	}

	private double[] voxel(final int j) {
		final double[] voxel = new double[dims.length];
		long rest = mask[j];
		for (int d = 0; d < voxel.length; d++) {
			voxel[d] = rest % dims[d];
			rest /= dims[d];
		}
		return voxel;
	}

	private double[] world(final double[] voxel) {
		final double[] world = { Double.NaN, Double.NaN, Double.NaN };
		if (affine == null) return world;
		final double[] all = Arrays.copyOf(voxel, 4);
		all[3] = 1;
		for (int row = 0; row < 3; row++) {
			world[row] = 0;
			for (int d = 0; d < 4; d++)
				world[row] += affine[row][d] * all[d];
		}
		return world;
	}

	private double voxelSize() {
		if (affine == null) return Double.NaN;
		final double[] a = column(0);
		final double[] b = column(1);
		final double[] cross = { a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0] };
		final double[] c = column(2);
		return dims.length == 2 ? Math.sqrt(squares(cross, new double[3]))
			: Math.abs(cross[0] * c[0] + cross[1] * c[1] + cross[2] * c[2]);
	}

	private double[] column(final int axis) {
		return new double[] { affine[0][axis], affine[1][axis], affine[2][axis] };
	}
}
