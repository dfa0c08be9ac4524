package org.voxmeta.fit.diagnostic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

/** What the refits of a block's voxels came to so far. Not thread-safe. */
final class LeftOutBlock {

	private final MapBlock all;
	private final double alpha;
	private final MapKind effect;
	private final int size;
	private final List<Extremes> terms = new ArrayList<>();
	private final double[] refits;
	private final List<UnitCounts> counts = new ArrayList<>();

	/** The smallest and the largest of a term's values, and how many are significant; B values each. */
	record Extremes(double[] effectMin, double[] effectMax, double[] pMin, double[] pMax, double[] logpMin,
		double[] logpMax, double[] significant)
	{

		private static Extremes of(final int size) {
			return new Extremes(none(size), none(size), none(size), none(size), none(size), none(size),
				new double[size]);
		}

		private static double[] none(final int size) {
			final double[] none = new double[size];
			Arrays.fill(none, Double.NaN);
			return none;
		}
	}

	/** Voxels, by what became of a term in them without a unit. */
	record UnitCounts(int term, int unit, int refits, int significant, int lost, int gained) {
	}

	/** No refit yet. */
	LeftOutBlock(final VoxelBlock block, final MapBlock all, final double alpha, final MapKind effect) {
		this.all = all;
		this.alpha = alpha;
		this.effect = effect;
		size = block.size();
		refits = new double[size];
		for (int t = 0; t < block.studies().design().terms().size(); t++)
			terms.add(Extremes.of(size));
	}

	/**
	 * Takes a refit.
	 *
	 * @param changed the voxels that have the unit that was left out
	 */
	void add(final int unit, final MapBlock refit, final boolean[] changed) {
		for (int t = 0; t < terms.size(); t++)
			add(t, unit, refit, changed);
		final double[] effects = refit.get(effect);
		for (int j = 0; j < size; j++)
			if (changed[j] && !Double.isNaN(effects[j])) refits[j]++;
	}

	private void add(final int t, final int unit, final MapBlock refit, final boolean[] changed) {
		final Extremes extremes = terms.get(t);
		widen(refit.get(effect, t), changed, extremes.effectMin, extremes.effectMax);
		widen(refit.get(MapKind.P, t), changed, extremes.pMin, extremes.pMax);
		widen(refit.get(MapKind.LOGP, t), changed, extremes.logpMin, extremes.logpMax);
		final double[] before = all.get(MapKind.P, t);
		final double[] after = refit.get(MapKind.P, t);
		int tested = 0;
		int significant = 0;
		int lost = 0;
		int gained = 0;
		for (int j = 0; j < size; j++) {
			if (!changed[j] || Double.isNaN(after[j])) continue;
			tested++;
			final boolean was = before[j] <= alpha;
			if (after[j] <= alpha) {
				extremes.significant[j]++;
				significant++;
				if (!was) gained++;
			}
			else if (was) lost++;
		}
		counts.add(new UnitCounts(t, unit, tested, significant, lost, gained));
	}

	private void widen(final double[] values, final boolean[] changed, final double[] min, final double[] max) {
		for (int j = 0; j < size; j++) {
			if (!changed[j]) continue;
			// a comparison with NaN is false: the first value is taken, and one that is NaN is not
			if (values[j] < min[j] || Double.isNaN(min[j])) min[j] = values[j];
			if (values[j] > max[j] || Double.isNaN(max[j])) max[j] = values[j];
		}
	}

	/** A map of a refit, with the value of the fit to all studies where a voxel lacks the unit: a new array. */
	double[] complete(final MapKind kind, final int term, final MapBlock refit, final boolean[] changed) {
		final double[] values = refit.get(kind, term).clone();
		for (int j = 0; j < size; j++)
			if (!changed[j]) values[j] = all.get(kind, term)[j];
		return values;
	}

	/** B. */
	int size() {
		return size;
	}

	/** A term's values. */
	Extremes term(final int t) {
		return terms.get(t);
	}

	/** How many refits of each voxel gave a result, B values. */
	double[] refits() {
		return refits;
	}

	/** How many voxels each refit changed, for each term and unit. */
	List<UnitCounts> counts() {
		return counts;
	}
}
