package org.voxmeta.masker;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Maps of weights over some voxels, each as the voxels where it is not 0, since maps of many regions are 0
 * almost everywhere. Immutable as long as nobody writes to the arrays it was made of.
 */
final class MapWeights {

	private final List<int[]> voxels;
	private final List<double[]> values;

	/** Maps by the voxels, ascending, where they are not 0, and the weights there. */
	MapWeights(final List<int[]> voxels, final List<double[]> values) {
		this.voxels = voxels;
		this.values = values;
	}

	/** The number of maps. */
	int size() {
		return voxels.size();
	}

	/** Whether a map is 0 everywhere. */
	boolean isEmpty(final int map) {
		return voxels.get(map).length == 0;
	}

	/** The maps that are not 0 everywhere. */
	MapWeights notEmpty() {
		return at(IntStream.range(0, size()).filter(map -> !isEmpty(map)).toArray());
	}

	/** These maps in the voxels where x is not NaN, numbered as before. */
	MapWeights where(final double[] x) {
		final List<int[]> left = new ArrayList<>();
		final List<double[]> weights = new ArrayList<>();
		for (int map = 0; map < size(); map++) {
			final int[] at = voxels.get(map);
			final double[] w = values.get(map);
			final int[] kept = IntStream.range(0, at.length).filter(i -> !Double.isNaN(x[at[i]])).toArray();
			left.add(IntStream.of(kept).map(i -> at[i]).toArray());
			weights.add(IntStream.of(kept).mapToDouble(i -> w[i]).toArray());
		}
		return new MapWeights(left, weights);
	}

	/** The sum over voxels of a map's weights times x. */
	double dot(final int map, final double[] x) {
		final int[] at = voxels.get(map);
		final double[] w = values.get(map);
		double sum = 0;
		for (int i = 0; i < at.length; i++)
			sum += w[i] * x[at[i]];
		return sum;
	}

	/** Adds a map's weights times a factor to x. */
	void addTo(final double[] x, final int map, final double factor) {
		final int[] at = voxels.get(map);
		final double[] w = values.get(map);
		for (int i = 0; i < at.length; i++)
			x[at[i]] += factor * w[i];
	}

	/** Sets x to 0 where a map is not 0. */
	void clear(final double[] x, final int map) {
		for (final int j : voxels.get(map))
			x[j] = 0;
	}

	/** One more than the last voxel of any map. */
	int extent() {
		return voxels.stream().mapToInt(at -> at.length == 0 ? 0 : at[at.length - 1] + 1).max().orElse(0);
	}

	/** Adds all that these maps say. */
	void describe(final Fingerprint fingerprint) {
		voxels.forEach(fingerprint::add);
		values.forEach(fingerprint::add);
	}

	private MapWeights at(final int[] maps) {
		return new MapWeights(IntStream.of(maps).mapToObj(voxels::get).toList(), IntStream.of(maps).mapToObj(
			values::get).toList());
	}
}
