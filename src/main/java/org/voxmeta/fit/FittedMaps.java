package org.voxmeta.fit;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerArray;

import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.Reason;

/**
 * The maps of a fit at its V voxels, in double precision, and how many voxels ended for which reason. Read-only
 * once the fit is done.
 */
public final class FittedMaps {

	private final Map<MapKind, double[]> maps = new EnumMap<>(MapKind.class);
	private final AtomicIntegerArray reasons = new AtomicIntegerArray(Reason.values().length);
	private final int voxels;

	FittedMaps(final Set<MapKind> kinds, final int voxels) {
		this.voxels = voxels;
		for (final MapKind kind : kinds)
			maps.put(kind, new double[voxels]);
	}

	/** V. */
	public int voxels() {
		return voxels;
	}

	/** The maps there are. */
	public Set<MapKind> kinds() {
		return maps.isEmpty() ? EnumSet.noneOf(MapKind.class) : Collections.unmodifiableSet(maps.keySet());
	}

	/**
	 * The values of a map, V of them, NaN where there is none; not copied.
	 *
	 * @throws IllegalArgumentException if this map was not asked for
	 */
	public double[] get(final MapKind kind) {
		final double[] map = maps.get(kind);
		if (map == null) throw new IllegalArgumentException(
			"Maps: got '" + kind.key() + "', wanted one of " + maps.keySet());
		return map;
	}

	/** The number of voxels that ended so. */
	public int count(final Reason reason) {
		return reasons.get(reason.ordinal());
	}

	/** Takes a finished block; blocks may come in any order and from several threads. */
	void put(final int from, final MapBlock block) {
		for (final Map.Entry<MapKind, double[]> map : maps.entrySet()) {
			final double[] values = block.get(map.getKey());
			System.arraycopy(values, 0, map.getValue(), from, values.length);
		}
		final int[] counts = new int[Reason.values().length];
		for (final double code : block.get(MapKind.REASON))
			counts[(int) code]++;
		for (int r = 0; r < counts.length; r++)
			reasons.addAndGet(r, counts[r]);
	}
}
