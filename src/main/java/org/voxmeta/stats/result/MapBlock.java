package org.voxmeta.stats.result;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

import org.voxmeta.stats.kernel.StudentTails;

/**
 * The maps of one block of B voxels while it is being fitted: an array of B values for each wanted kind, or
 * for each term of it, and why voxels failed. Not thread-safe.
 */
public final class MapBlock {

	private final Map<MapKind, double[][]> maps = new EnumMap<>(MapKind.class);
	private final int size;
	/** Null as long as no voxel has failed. */
	private Reason[] reasons;
	private final StudentTails tails;

	/**
	 * Room for the wanted maps, all NaN.
	 *
	 * @param wanted the kinds of map
	 * @param terms the number of terms, for the kinds that have a map for each
	 * @param size B
	 * @param tails the t distributions that the fit's blocks share
	 */
	public MapBlock(final Set<MapKind> wanted, final int terms, final int size, final StudentTails tails) {
		this.tails = tails;
		this.size = size;
		for (final MapKind kind : wanted)
			maps.put(kind, new double[kind.isPerTerm() ? terms : 1][size]);
		reset();
	}

	/** Makes all maps NaN and forgets all reasons, for another block of as many voxels. */
	public void reset() {
		for (final double[][] values : maps.values())
			for (final double[] map : values)
				Arrays.fill(map, Double.NaN);
		reasons = null;
	}

	/** B. */
	public int size() {
		return size;
	}

	/** Whether this kind is asked for; an estimator may leave out work for those that are not. */
	public boolean wants(final MapKind kind) {
		return maps.containsKey(kind);
	}

	/** Whether any of these kinds is asked for. */
	public boolean wantsAny(final Set<MapKind> kinds) {
		return kinds.stream().anyMatch(maps::containsKey);
	}

	/** Copies the first B values of an array to a map of the whole fit, if it is asked for. */
	public void put(final MapKind kind, final double[] values) {
		put(kind, 0, values);
	}

	/** Copies the first B values of an array to a term's map, if it is asked for. */
	public void put(final MapKind kind, final int term, final double[] values) {
		final double[][] map = maps.get(kind);
		if (map != null) System.arraycopy(values, 0, map[term], 0, size);
	}

	/** The B values of a map of the whole fit, to be read or written; null if it is not asked for. */
	public double[] get(final MapKind kind) {
		return get(kind, 0);
	}

	/** The B values of a term's map, to be read or written; null if it is not asked for. */
	public double[] get(final MapKind kind, final int term) {
		final double[][] map = maps.get(kind);
		return map == null ? null : map[term];
	}

	/** The t distributions that this fit's blocks share. */
	public StudentTails tails() {
		return tails;
	}

	/** Says that voxel {@code j} has no result; its values are ignored. The first reason given stays. */
	public void fail(final int j, final Reason reason) {
		if (reasons == null) {
			reasons = new Reason[size];
			Arrays.fill(reasons, Reason.NONE);
		}
		if (reasons[j] == Reason.NONE) reasons[j] = reason;
	}

	/** Whether any voxel has failed. */
	public boolean hasReasons() {
		return reasons != null;
	}

	/** Why voxel {@code j} has no result. */
	public Reason reason(final int j) {
		return reasons == null ? Reason.NONE : reasons[j];
	}

	/** Makes voxel {@code j} NaN in every map but the number of studies and the reason. */
	public void clear(final int j) {
		for (final Map.Entry<MapKind, double[][]> map : maps.entrySet())
			if (map.getKey() != MapKind.K && map.getKey() != MapKind.REASON)
				for (final double[] values : map.getValue())
					values[j] = Double.NaN;
	}
}
