package org.voxmeta.analysis;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.DoubleStream;

import org.voxmeta.grid.Connectivity;
import org.voxmeta.grid.cluster.ClusterSearch;
import org.voxmeta.grid.cluster.ClusterTable;
import org.voxmeta.task.Progress;

/**
 * The search for the clusters of a map, among all its voxels, those of a mask, or those with small p values
 * in another map. Immutable; options are set by {@code with} methods that return a copy.
 */
public final class MapClusters {

	private static final double ALPHA = 0.05;
	private static final String READING = "reading the map";

	private final ClusterSearch search;
	/** Of a voxel; 0 for the fewest there are. */
	private final int neighbours;
	private final double alpha;

	private MapClusters(final ClusterSearch search, final int neighbours, final double alpha) {
		this.search = search;
		this.neighbours = neighbours;
		this.alpha = alpha;
	}

	/**
	 * A search in which voxels that share a face, in a plane an edge, are neighbours, and p values count to
	 * 0.05.
	 */
	public static MapClusters of(final ClusterSearch search) {
		return new MapClusters(search, 0, ALPHA);
	}

	/** The number of neighbours of a voxel: 6, 18 or 26, in a plane 4 or 8; 0 for 6 or 4. */
	public MapClusters withNeighbours(final int number) {
		return new MapClusters(search, number, alpha);
	}

	/**
	 * The p value that voxels may have at most, where a map of p values is given.
	 *
	 * @throws IllegalArgumentException if it is not between 0 and 1
	 */
	public MapClusters withAlpha(final double level) {
		if (!(level > 0 && level < 1)) throw new IllegalArgumentException("alpha: got " + level
			+ ", wanted a number between 0 and 1");
		return new MapClusters(search, neighbours, level);
	}

	/**
	 * Finds the clusters of a map.
	 *
	 * @param map z, an effect, or another number of which the largest absolute values matter; NaN is in no
	 *           cluster
	 * @param where p values: voxels with a larger one than alpha, or NaN, are in no cluster; null for all
	 * @param mask an image whose voxels that are not 0 can be in clusters; null for all
	 * @throws IllegalArgumentException if the images are not on one grid, do not hold what they should, or
	 *           voxels cannot have that many neighbours
	 */
	public FoundClusters run(final InputImage map, final InputImage where, final InputImage mask) {
		return run(map, where, mask, Progress.NONE);
	}

	/**
	 * Finds the clusters of a map, as {@link #run(InputImage, InputImage, InputImage)}, telling how far it is.
	 *
	 * @throws CancellationException if the progress says so
	 */
	public FoundClusters run(final InputImage map, final InputImage where, final InputImage mask,
		final Progress progress)
	{
		progress.step(READING, 0, 1);
		final Optional<PMapKind> kind = PMapKind.ofHeader(map.header());
		if (kind.filter(PMapKind.P::equals).isPresent()) throw new IllegalArgumentException("Map '" + map.name()
			+ "': got p values, wanted z or another map whose large values matter; p values can say where");
		final MapVoxels voxels = MapVoxels.of(map, mask, where);
		final double[] values = voxels.values(map);
		if (where != null) keepSmall(voxels.values(where), where, values);
		final MapUnit unit = MapUnit.of(map);
		progress.step(READING, 1, 1);
		final ClusterTable clusters = search.with(connectivity(unit)).find(values, voxels.indices(), unit.grid(), (done,
			total) -> progress.step("finding clusters", done, total));
		return new FoundClusters(map.name(), voxels, unit, clusters);
	}

	private Connectivity connectivity(final MapUnit unit) {
		return neighbours == 0 ? Connectivity.FACES : Connectivity.of(neighbours, unit.grid().dimensions().length);
	}

	/** Makes voxels NaN whose p value is not small. */
	private void keepSmall(final double[] p, final InputImage where, final double[] values) {
		final Optional<PMapKind> other = PMapKind.ofHeader(where.header()).filter(kind -> kind != PMapKind.P);
		final long wrong = numbers(p).filter(value -> !PMapKind.P.isPossible(value)).count();
		if (other.isPresent()) throw wrong(where, "a map of " + other.get().key());
		if (wrong > 0) throw wrong(where, wrong + " of " + p.length + " voxels outside 0 to 1");
		if (isMask(p)) throw wrong(where, "0 and 1 only, as in a mask");
		for (int j = 0; j < p.length; j++)
			if (!(p[j] <= alpha)) values[j] = Double.NaN;
	}

	/** A map of p may be 1 throughout, but hardly 0 elsewhere. */
	private static boolean isMask(final double[] p) {
		return Arrays.equals(numbers(p).distinct().limit(3).sorted().toArray(), new double[] { 0, 1 });
	}

	private static DoubleStream numbers(final double[] values) {
		return Arrays.stream(values).filter(value -> !Double.isNaN(value));
	}

	private static IllegalArgumentException wrong(final InputImage where, final String got) {
		return new IllegalArgumentException("Where '" + where.name() + "': got " + got + ", wanted p values");
	}

	/** The settings by name, as records have them. */
	Map<String, Object> options(final boolean hasWhere) {
		final Map<String, Object> options = new LinkedHashMap<>(search.options());
		options.put("connectivity", neighbours == 0 ? "faces" : neighbours);
		if (hasWhere) options.put("alpha", alpha);
		return options;
	}
}
