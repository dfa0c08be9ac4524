package org.voxmeta.stats.result;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

import org.voxmeta.stats.kernel.StudentTails;

/**
 * The maps of one block of B voxels while it is being fitted: one array of B values per wanted map. Not
 * thread-safe.
 */
public final class MapBlock {

	private final Map<MapKind, double[]> maps = new EnumMap<>(MapKind.class);

	private final StudentTails tails;

	/** Room for the wanted maps of {@code size} voxels, all NaN. */
	public MapBlock(final Set<MapKind> wanted, final int size) {
		this(wanted, size, new StudentTails());
	}

	/** Room for the wanted maps of {@code size} voxels, all NaN, with the t distributions of the whole fit. */
	public MapBlock(final Set<MapKind> wanted, final int size, final StudentTails tails) {
		this.tails = tails;
		for (final MapKind kind : wanted) {
			final double[] values = new double[size];
			Arrays.fill(values, Double.NaN);
			maps.put(kind, values);
		}
	}

	/** Whether this map is asked for; an estimator may leave out work for those that are not. */
	public boolean wants(final MapKind kind) {
		return maps.containsKey(kind);
	}

	/** Copies the first B values of an array to a map, if that map is asked for. */
	public void put(final MapKind kind, final double[] values) {
		final double[] map = maps.get(kind);
		if (map != null) System.arraycopy(values, 0, map, 0, map.length);
	}

	/** The values of a map, B of them, to be read or written; null if it is not asked for. */
	public double[] get(final MapKind kind) {
		return maps.get(kind);
	}

	/** The t distributions that this fit's blocks share. */
	public StudentTails tails() {
		return tails;
	}

	/** Makes voxel {@code j} NaN in every map but the number of studies and the reason. */
	public void clear(final int j) {
		for (final Map.Entry<MapKind, double[]> map : maps.entrySet())
			if (map.getKey() != MapKind.K && map.getKey() != MapKind.REASON) map.getValue()[j] = Double.NaN;
	}
}
