package org.voxmeta.grid.cluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.voxmeta.grid.cluster.ClusterSearch.Watcher;

/**
 * Finds the peaks of a map's clusters. Equal values that touch are one: a peak if no voxel of the cluster
 * that touches them is larger, at that of its voxels that is nearest to their middle.
 */
final class Peaks {

	/** Voxels from one call of the watcher to the next: about a millisecond. */
	private static final int STEP = 4096;

	private final double[] map;
	private final int[] labels;
	private final int[] indices;
	/** Voxels that touch at all. */
	private final Neighbourhood voxels;
	private final Places places;
	private final Watcher watcher;
	private final boolean[] seen;
	private int looked;

	Peaks(final double[] map, final int[] labels, final int[] indices, final Neighbourhood voxels,
		final Places places, final Watcher watcher)
	{
		this.map = map;
		this.labels = labels;
		this.indices = indices;
		this.voxels = voxels;
		this.places = places;
		this.watcher = watcher;
		seen = new boolean[map.length];
	}

	/**
	 * The peak of a cluster and, in descending order, those of its other peaks that are further than a distance
	 * from all that come before them.
	 *
	 * @param members the cluster's voxels, ascending
	 * @param most how many, 1 or more
	 */
	List<Peak> of(final int[] members, final double distance, final int most) {
		final List<Peak> all = new ArrayList<>();
		for (final int j : members) {
			if (looked++ % STEP == 0) watcher.step(looked - 1, map.length);
			if (!seen[j]) addIfPeak(plateau(j), all);
		}
		// stable: of equal peaks, the first in the image comes first
		all.sort(Comparator.comparingDouble((final Peak peak) -> -Math.abs(peak.value())));
		final List<Peak> kept = new ArrayList<>();
		for (final Peak peak : all) {
			if (kept.size() == most) break;
			if (kept.stream().allMatch(other -> places.distance(peak.position(), other.position()) > distance))
				kept.add(peak);
		}
		return kept;
	}

	/** The voxels of the same value as a voxel that touch it or each other. */
	private List<Integer> plateau(final int start) {
		final List<Integer> plateau = new ArrayList<>(List.of(start));
		seen[start] = true;
		for (int i = 0; i < plateau.size(); i++) {
			final int j = plateau.get(i);
			for (int step = 0; step < voxels.steps(); step++) {
				final int other = voxels.neighbour(j, step);
				if (other < 0 || seen[other] || labels[other] != labels[j] || map[other] != map[j]) continue;
				seen[other] = true;
				plateau.add(other);
			}
		}
		return plateau;
	}

	private void addIfPeak(final List<Integer> plateau, final List<Peak> peaks) {
		for (final int j : plateau)
			if (isBelowANeighbour(j)) return;
		final int top = plateau.size() == 1 ? plateau.get(0) : middle(plateau);
		peaks.add(new Peak(places.position(places.voxel(indices[top])), map[top]));
	}

	private boolean isBelowANeighbour(final int j) {
		for (int step = 0; step < voxels.steps(); step++) {
			final int other = voxels.neighbour(j, step);
			if (other >= 0 && labels[other] == labels[j] && Math.abs(map[other]) > Math.abs(map[j])) return true;
		}
		return false;
	}

	/** The voxel nearest to the mean of all their places; the first of several. */
	private int middle(final List<Integer> plateau) {
		final int axes = places.voxel(0).length;
		final double[] sums = new double[axes];
		for (final int j : plateau)
			for (int d = 0; d < axes; d++)
				sums[d] += places.voxel(indices[j])[d];
		// n times the distance: whole numbers, so that voxels equally near are equal
		return plateau.stream().min(Comparator.comparingDouble((final Integer j) -> {
			final double[] voxel = places.voxel(indices[j]);
			for (int d = 0; d < axes; d++)
				voxel[d] *= plateau.size();
			return Places.length(voxel, sums);
		}).thenComparing(Comparator.naturalOrder())).orElseThrow();
	}
}
