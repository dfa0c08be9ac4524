package org.voxmeta.grid.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

import org.voxmeta.grid.Connectivity;
import org.voxmeta.grid.VoxelGrid;

/**
 * Finds the clusters of a map and lists them with their peaks: connected voxels of one sign whose absolute
 * values reach a threshold. Immutable; options are set by {@code with} methods that return a copy.
 * <p>
 * A peak is a voxel, or several of equal value that touch, that no voxel of the cluster that touches it
 * exceeds; all 26 voxels around it touch it, in a plane 8, whatever connects clusters. Sub-peaks are as those
 * of nilearn's table of clusters, but each is further than the distance from every peak before it.
 */
public final class ClusterSearch {

	/** As in nilearn's and other tables: a letter each, and no more than fit the eye. */
	private static final int SUB_PEAKS = 3;
	private static final double DISTANCE = 8;

	/** Which clusters come first. */
	public enum Order {
		/** That of the largest absolute value. */
		PEAK,
		/** That of the most voxels. */
		SIZE
	}

	/** The clusters that are looked for. */
	public enum Sign {
		/** Those above and those below 0. */
		BOTH,
		/** Those above 0. */
		POSITIVE,
		/** Those below 0. */
		NEGATIVE;

		private boolean has(final double value) {
			return this == BOTH || value > 0 == (this == POSITIVE);
		}
	}

	/** Is told how far a search is. */
	@FunctionalInterface
	public interface Watcher {

		/** Watches nothing. */
		Watcher NONE = (done, total) -> {
		};

		/**
		 * Called now and then; what it throws ends the search.
		 *
		 * @param done of the voxels that are in clusters, how many are done
		 * @param total how many there are
		 */
		void step(int done, int total);
	}

	private final double threshold;
	private final Connectivity connectivity;
	private final Sign sign;
	private final int minimumSize;
	private final double distance;
	private final int subPeaks;
	private final Order order;

	private ClusterSearch(final double threshold, final Connectivity connectivity, final Sign sign,
		final int minimumSize, final double distance, final int subPeaks, final Order order)
	{
		this.threshold = threshold;
		this.connectivity = connectivity;
		this.sign = sign;
		this.minimumSize = minimumSize;
		this.distance = distance;
		this.subPeaks = subPeaks;
		this.order = order;
	}

	/**
	 * Clusters of voxels that share faces, of either sign and any size, with up to 3 sub-peaks 8 units apart;
	 * that of the largest peak first.
	 *
	 * @param threshold the least absolute value, 0 or more; a value of 0 is in no cluster
	 * @throws IllegalArgumentException if it is not 0 or more
	 */
	public static ClusterSearch above(final double threshold) {
		if (!(threshold >= 0)) throw new IllegalArgumentException("Cluster threshold: got " + threshold
			+ ", wanted 0 or more, as it is one of absolute values");
		return new ClusterSearch(threshold, Connectivity.FACES, Sign.BOTH, 1, DISTANCE, SUB_PEAKS, Order.PEAK);
	}

	/** Which voxels are neighbours in a cluster. */
	public ClusterSearch with(final Connectivity neighbours) {
		return new ClusterSearch(threshold, neighbours, sign, minimumSize, distance, subPeaks, order);
	}

	/** Which signs count. */
	public ClusterSearch with(final Sign wanted) {
		return new ClusterSearch(threshold, connectivity, wanted, minimumSize, distance, subPeaks, order);
	}

	/** Which clusters come first; of equal ones, that of the first voxel. */
	public ClusterSearch with(final Order wanted) {
		return new ClusterSearch(threshold, connectivity, sign, minimumSize, distance, subPeaks, wanted);
	}

	/**
	 * How many voxels a cluster must have.
	 *
	 * @throws IllegalArgumentException if it is below 1
	 */
	public ClusterSearch withMinimumSize(final int voxels) {
		if (voxels < 1) throw new IllegalArgumentException("Minimum size: got " + voxels
			+ ", wanted 1 voxel or more");
		return new ClusterSearch(threshold, connectivity, sign, voxels, distance, subPeaks, order);
	}

	/**
	 * How many sub-peaks a cluster has at most, and how far apart all its peaks are.
	 *
	 * @param most 0 or more
	 * @param apart the distance that peaks must exceed, in the unit of the grid's affine; without one, in voxels
	 * @throws IllegalArgumentException if one is below 0
	 */
	public ClusterSearch withSubPeaks(final int most, final double apart) {
		if (most < 0) throw new IllegalArgumentException("Sub-peaks: got " + most + ", wanted 0 or more");
		if (!(apart >= 0)) throw new IllegalArgumentException("Distance of sub-peaks: got " + apart
			+ ", wanted 0 or more");
		return new ClusterSearch(threshold, connectivity, sign, minimumSize, apart, most, order);
	}

	/** The settings by name, as records have them. */
	public Map<String, Object> options() {
		final Map<String, Object> options = new LinkedHashMap<>();
		options.put("threshold", threshold);
		options.put("signs", sign.name().toLowerCase(Locale.ROOT));
		options.put("minimumsize", minimumSize);
		options.put("subpeaks", subPeaks);
		options.put("distance", distance);
		options.put("order", order.name().toLowerCase(Locale.ROOT));
		return options;
	}

	/**
	 * The clusters of a map.
	 *
	 * @param map V values; NaN is in no cluster; not kept
	 * @param indices the places of the V voxels in the grid, first axis fastest, ascending
	 * @throws IllegalArgumentException if the grid has more than three axes, or there is not a value for each
	 *           voxel
	 */
	public ClusterTable find(final double[] map, final int[] indices, final VoxelGrid grid) {
		return find(map, indices, grid, Watcher.NONE);
	}

	/** The clusters of a map, as {@link #find(double[], int[], VoxelGrid)}, telling how far it is. */
	public ClusterTable find(final double[] map, final int[] indices, final VoxelGrid grid, final Watcher watcher) {
		if (map.length != indices.length) throw new IllegalArgumentException("Map: got " + map.length
			+ " values, wanted " + indices.length + ", one for each voxel");
		final Places places = Places.of(grid);
		// neighbours of all voxels of a brain would take more memory than all the rest
		final int[] inside = IntStream.range(0, map.length).filter(j -> isIn(map[j])).toArray();
		final double[] values = Arrays.stream(inside).mapToDouble(j -> map[j]).toArray();
		final int[] voxels = Arrays.stream(inside).map(j -> indices[j]).toArray();
		final Clusters clusters = Clusters.of(values, threshold, Neighbourhood.of(voxels, connectivity, grid
			.dimensions()));
		final Peaks peaks = new Peaks(values, clusters.labels(), voxels, Neighbourhood.of(voxels, Connectivity.ALL, grid
			.dimensions()), places, watcher);
		final List<Found> found = found(values, voxels, clusters, places, peaks);
		final int[] numbers = new int[clusters.count() + 1];
		for (int c = 0; c < found.size(); c++)
			numbers[found.get(c).label] = c + 1;
		final int[] labels = new int[map.length];
		for (int i = 0; i < inside.length; i++)
			labels[inside[i]] = numbers[clusters.label(i)];
		return new ClusterTable(found.stream().map(Found::cluster).toList(), labels);
	}

	private boolean isIn(final double value) {
		return value != 0 && Math.abs(value) >= threshold && sign.has(value);
	}

	/** The clusters that are large enough, in order. */
	private List<Found> found(final double[] values, final int[] voxels, final Clusters clusters,
		final Places places, final Peaks peaks)
	{
		final int[] labels = clusters.labels();
		final List<Found> found = new ArrayList<>();
		for (final int[] members : members(labels, clusters.sizes()))
			if (members.length >= minimumSize) found.add(new Found(labels[members[0]], new Cluster(members.length,
				members.length * places.voxelSize(), peaks.of(members, distance, subPeaks + 1), centre(values, members,
					voxels, places))));
		// stable: equal clusters stay in the order of their first voxels
		found.sort(Comparator.comparingDouble(order == Order.SIZE ? entry -> -entry.cluster.voxels()
			: entry -> -Math.abs(entry.cluster.peak().value())));
		return found;
	}

	/** The voxels of each cluster, ascending. */
	private static int[][] members(final int[] labels, final int[] sizes) {
		final int[][] members = new int[sizes.length - 1][];
		Arrays.setAll(members, c -> new int[sizes[c + 1]]);
		final int[] filled = new int[members.length];
		for (int j = 0; j < labels.length; j++)
			if (labels[j] > 0) members[labels[j] - 1][filled[labels[j] - 1]++] = j;
		return members;
	}

	/** Where a cluster has infinite values, only these count. */
	private static Position centre(final double[] map, final int[] members, final int[] indices,
		final Places places)
	{
		final boolean infinite = Arrays.stream(members).anyMatch(j -> Double.isInfinite(map[j]));
		double[] sums = null;
		double total = 0;
		for (final int j : members) {
			final double weight = !infinite ? Math.abs(map[j]) : Double.isInfinite(map[j]) ? 1 : 0;
			final double[] voxel = places.voxel(indices[j]);
			if (sums == null) sums = new double[voxel.length];
			for (int d = 0; d < sums.length; d++)
				sums[d] += weight * voxel[d];
			total += weight;
		}
		final double weights = total;
		return places.position(Arrays.stream(sums).map(sum -> sum / weights).toArray());
	}

	/** A cluster and its label before they are put in order. */
	private record Found(int label, Cluster cluster) {
	}
}
