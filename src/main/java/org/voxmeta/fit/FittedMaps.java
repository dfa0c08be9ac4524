package org.voxmeta.fit;

import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerArray;

import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Term;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.Reason;

/**
 * The maps of a fit at its V voxels, in double precision, and how many voxels ended for which reason. They
 * lie in memory or elsewhere, as long as somebody refers to this. Read-only once the fit is done.
 */
public final class FittedMaps implements Serializable {

	private static final long serialVersionUID = 1L;

	private final Map<MapKind, MapRow[]> maps = new EnumMap<>(MapKind.class);
	private final List<Term> terms;
	private final AtomicIntegerArray reasons = new AtomicIntegerArray(Reason.values().length);
	private final int voxels;
	/** Null after serialization, which brings all maps into memory. */
	private final transient MapStore store;

	FittedMaps(final Set<MapKind> kinds, final List<Term> terms, final int voxels, final MapStore store) {
		this.terms = terms;
		this.voxels = voxels;
		this.store = store;
		for (final MapKind kind : kinds) {
			final MapRow[] rows = new MapRow[kind.isPerTerm() ? terms.size() : 1];
			Arrays.setAll(rows, t -> store.map(voxels));
			maps.put(kind, rows);
		}
	}

	/**
	 * The maps of voxels that were fitted part by part, such as on several machines.
	 *
	 * @param parts one after the other, of the same kinds and terms; 1 or more
	 */
	public static FittedMaps joined(final List<FittedMaps> parts) {
		final FittedMaps first = parts.get(0);
		final FittedMaps all = new FittedMaps(first.maps.keySet(), first.terms,
			parts.stream().mapToInt(part -> part.voxels).sum(), MapStore.MEMORY);
		int from = 0;
		for (final FittedMaps part : parts) {
			for (final Map.Entry<MapKind, MapRow[]> map : all.maps.entrySet())
				for (int t = 0; t < map.getValue().length; t++)
					map.getValue()[t].write(from, part.get(map.getKey(), t), part.voxels);
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
	 * The values of a map of the whole fit, or of the first term, as {@link #get(MapKind, int)}.
	 *
	 * @throws IllegalArgumentException if this kind was not asked for
	 */
	public double[] get(final MapKind kind) {
		return get(kind, 0);
	}

	/**
	 * The values of a term's map, V of them, NaN where there is none; not copied if the map is in memory, else a
	 * new array of its size, where {@link #row} needs none.
	 *
	 * @throws IllegalArgumentException if this kind was not asked for
	 */
	public double[] get(final MapKind kind, final int term) {
		return map(kind, term).values();
	}

	/**
	 * The values of a term's map, wherever they lie; not copied.
	 *
	 * @throws IllegalArgumentException if this kind was not asked for
	 */
	public Signals.Row row(final MapKind kind, final int term) {
		return map(kind, term).row();
	}

	private MapRow map(final MapKind kind, final int term) {
		final MapRow[] map = maps.get(kind);
		if (map == null) throw new IllegalArgumentException(
			"Maps: got '" + kind.key() + "', wanted one of " + maps.keySet());
		return map[term];
	}

	/** The number of voxels that ended so. */
	public int count(final Reason reason) {
		return reasons.get(reason.ordinal());
	}

	/** How many maps there are, each term's counted. */
	public int size() {
		return maps.values().stream().mapToInt(rows -> rows.length).sum();
	}

	/** How many of them are not in memory. */
	public int stored() {
		return (int) maps.values().stream().flatMap(Arrays::stream).filter(map -> !map.isInMemory()).count();
	}

	/**
	 * Lets go of the maps that are not in memory, before nobody refers to this any more; they must not
	 * be read then.
	 */
	public void discard() throws IOException {
		if (store != null) store.close();
	}

	/** Takes a finished block; blocks may come in any order and from several threads. */
	void put(final int from, final MapBlock block) {
		for (final Map.Entry<MapKind, MapRow[]> map : maps.entrySet())
			for (int t = 0; t < map.getValue().length; t++)
				map.getValue()[t].write(from, block.get(map.getKey(), t), block.size());
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
