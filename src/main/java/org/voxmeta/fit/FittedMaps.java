package org.voxmeta.fit;

import java.io.Serializable;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerArray;

import org.voxmeta.stats.data.Term;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.Reason;

/**
 * The maps of a fit at its V voxels, in double precision, and how many voxels ended for which reason. Read-only
 * once the fit is done.
 */
public final class FittedMaps implements Serializable {

	private static final long serialVersionUID = 1L;

	private final Map<MapKind, double[][]> maps = new EnumMap<>(MapKind.class);
	private final List<Term> terms;
	private final AtomicIntegerArray reasons = new AtomicIntegerArray(Reason.values().length);
	private final int voxels;

	FittedMaps(final Set<MapKind> kinds, final List<Term> terms, final int voxels) {
		this.terms = terms;
		this.voxels = voxels;
		for (final MapKind kind : kinds)
			maps.put(kind, new double[kind.isPerTerm() ? terms.size() : 1][voxels]);
	}

	/**
	 * The maps of voxels that were fitted part by part, such as on several machines.
	 *
	 * @param parts one after the other, of the same kinds and terms; 1 or more
	 */
	public static FittedMaps joined(final List<FittedMaps> parts) {
		final FittedMaps first = parts.get(0);
		final FittedMaps all = new FittedMaps(first.maps.keySet(), first.terms,
			parts.stream().mapToInt(part -> part.voxels).sum());
		int from = 0;
		for (final FittedMaps part : parts) {
			for (final Map.Entry<MapKind, double[][]> map : all.maps.entrySet())
				for (int t = 0; t < map.getValue().length; t++)
					System.arraycopy(part.get(map.getKey(), t), 0, map.getValue()[t], from, part.voxels);
			for (int r = 0; r < all.reasons.length(); r++)
				all.reasons.addAndGet(r, part.reasons.get(r));
			from += part.voxels;
		}
		return all;
	}

	/** V. */
	public int voxels() {
		return voxels;
	}

	/** The terms of the model, in the order of their maps. */
	public List<Term> terms() {
		return terms;
	}

	/** The kinds of map there are. */
	public Set<MapKind> kinds() {
		return maps.isEmpty() ? EnumSet.noneOf(MapKind.class) : Collections.unmodifiableSet(maps.keySet());
	}

	/**
	 * The values of a map of the whole fit, or of the first term, V of them, NaN where there is none; not copied.
	 *
	 * @throws IllegalArgumentException if this kind was not asked for
	 */
	public double[] get(final MapKind kind) {
		return get(kind, 0);
	}

	/**
	 * The values of a term's map, V of them, NaN where there is none; not copied.
	 *
	 * @throws IllegalArgumentException if this kind was not asked for
	 */
	public double[] get(final MapKind kind, final int term) {
		final double[][] map = maps.get(kind);
		if (map == null) throw new IllegalArgumentException(
			"Maps: got '" + kind.key() + "', wanted one of " + maps.keySet());
		return map[term];
	}

	/** The number of voxels that ended so. */
	public int count(final Reason reason) {
		return reasons.get(reason.ordinal());
	}

	/** Takes a finished block; blocks may come in any order and from several threads. */
	void put(final int from, final MapBlock block) {
		for (final Map.Entry<MapKind, double[][]> map : maps.entrySet())
			for (int t = 0; t < map.getValue().length; t++)
				System.arraycopy(block.get(map.getKey(), t), 0, map.getValue()[t], from, block.size());
		final int[] counts = new int[Reason.values().length];
		int fitted = 0;
		for (final double code : block.get(MapKind.REASON))
			// nearly all, and one counter in a register is faster than one in an array
			if (code == 0) fitted++;
			else counts[(int) code]++;
		counts[Reason.NONE.ordinal()] = fitted;
		for (int r = 0; r < counts.length; r++)
			reasons.addAndGet(r, counts[r]);
	}
}
