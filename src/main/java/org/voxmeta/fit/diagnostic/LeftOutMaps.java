package org.voxmeta.fit.diagnostic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.voxmeta.fit.diagnostic.LeftOutBlock.Extremes;
import org.voxmeta.fit.diagnostic.LeftOutBlock.UnitCounts;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

/**
 * What became of a fit when each unit was left out, at its V voxels; NaN where the fit itself has no result.
 * Read-only once all refits are done; arrays are not copied.
 */
public final class LeftOutMaps {

	/** The smallest and the largest value of all refits of each voxel, or how many are significant. */
	public enum Summary {
		/** Smallest estimate, or z where nothing is estimated. */
		EFFECT_MIN,
		/** Largest estimate, or z. */
		EFFECT_MAX,
		/** Smallest p. */
		P_MIN,
		/** Largest p. */
		P_MAX,
		/** Smallest -log10 p. */
		LOGP_MIN,
		/** Largest -log10 p. */
		LOGP_MAX,
		/** Number of refits with a p of alpha at most. */
		SIGNIFICANT
	}

	private final Voxels voxels;
	private final MapKind effect;
	private final double alpha;
	private final List<Map<Summary, double[]>> terms = new ArrayList<>();
	private final double[] refits;
	private final Map<MapKind, float[][][]> stacks = new EnumMap<>(MapKind.class);
	private final UnitTotals[][] totals;

	/**
	 * Voxels that have a unit and a result without it, by what became of them.
	 *
	 * @param refits all of them
	 * @param significant those that are significant without the unit
	 * @param lost those that are significant with all studies and not without the unit
	 * @param gained those that are significant only without the unit
	 */
	public record UnitTotals(long refits, long significant, long lost, long gained) {

		private UnitTotals plus(final UnitCounts block) {
			return new UnitTotals(refits + block.refits(), significant + block.significant(), lost + block.lost(),
				gained + block.gained());
		}
	}

	LeftOutMaps(final Voxels voxels, final Units units, final MapKind effect, final Set<MapKind> kept,
		final double alpha)
	{
		this.voxels = voxels;
		this.effect = effect;
		this.alpha = alpha;
		final int count = voxels.data().studies().design().terms().size();
		refits = voxels.map();
		for (int t = 0; t < count; t++) {
			final Map<Summary, double[]> maps = new EnumMap<>(Summary.class);
			for (final Summary summary : Summary.values())
				maps.put(summary, voxels.map());
			terms.add(maps);
		}
		for (final MapKind kind : kept) {
			final float[][][] stack = new float[count][units.count()][];
			for (final float[][] term : stack)
				Arrays.setAll(term, unit -> voxels.floatMap());
			stacks.put(kind, stack);
		}
		totals = new UnitTotals[count][units.count()];
		for (final UnitTotals[] term : totals)
			Arrays.fill(term, new UnitTotals(0, 0, 0, 0));
	}

	/** {@link MapKind#EST}, or {@link MapKind#Z} where nothing is estimated. */
	public MapKind effect() {
		return effect;
	}

	/** The p value that counts as significant at most. */
	public double alpha() {
		return alpha;
	}

	/** A map of a term, V values. */
	public double[] get(final Summary summary, final int term) {
		return terms.get(term).get(summary);
	}

	/** How many refits of each voxel gave a result: as many as it has units, if all did; V values. */
	public double[] refits() {
		return refits;
	}

	/**
	 * A map of each refit, U×V; where a voxel lacks the unit, the value with all studies, which it does not
	 * change.
	 *
	 * @throws IllegalArgumentException if it was not asked for, or there is none such
	 */
	public float[][] stack(final MapKind kind, final int term) {
		if (!stacks.containsKey(kind)) throw new IllegalArgumentException("Stacks: got '" + kind.key()
			+ "', wanted one of " + stacks.keySet());
		return stacks.get(kind)[term];
	}

	/** The kinds of map of which every refit's is kept. */
	public Set<MapKind> stacks() {
		return Collections.unmodifiableSet(stacks.keySet());
	}

	/** What became of a term in the voxels without a unit. */
	public UnitTotals totals(final int term, final int unit) {
		return totals[term][unit];
	}

	/** Takes what a refit of a block gave. */
	void putStacks(final int from, final int unit, final LeftOutBlock block, final MapBlock refit,
		final boolean[] changed)
	{
		stacks.forEach((kind, stack) -> {
			for (int t = 0; t < stack.length; t++)
				voxels.put(from, block.complete(kind, t, refit, changed), block.size(), stack[t][unit]);
		});
	}

	/** Takes a finished block; blocks may come in any order and from several threads. */
	void put(final int from, final LeftOutBlock block) {
		for (int t = 0; t < terms.size(); t++) {
			final Extremes extremes = block.term(t);
			put(from, Summary.EFFECT_MIN, t, extremes.effectMin());
			put(from, Summary.EFFECT_MAX, t, extremes.effectMax());
			put(from, Summary.P_MIN, t, extremes.pMin());
			put(from, Summary.P_MAX, t, extremes.pMax());
			put(from, Summary.LOGP_MIN, t, extremes.logpMin());
			put(from, Summary.LOGP_MAX, t, extremes.logpMax());
			put(from, Summary.SIGNIFICANT, t, extremes.significant());
		}
		voxels.put(from, block.refits(), block.size(), refits);
		synchronized (this) {
			for (final UnitCounts counts : block.counts())
				totals[counts.term()][counts.unit()] = totals[counts.term()][counts.unit()].plus(counts);
		}
	}

	private void put(final int from, final Summary summary, final int term, final double[] values) {
		voxels.put(from, values, values.length, terms.get(term).get(summary));
	}
}
