package org.voxmeta.stats.data;

import java.util.Arrays;

/**
 * Fills the arrays of a {@link VoxelBlock} from rows of signals: turns variances into weights, and effects
 * and weights into 0 where one of them is not valid. Not thread-safe, one for each block.
 */
final class BlockReader {

	private static final double LEAST_VALID = Math.nextUp(VoxelBlock.MIN_VARIANCE);
	/** Its weight, which is less than that of the smallest variance, even when rounded. */
	private static final double LARGEST_WEIGHT = 1 / LEAST_VALID;
	private static final double LEAST_WEIGHT = 1 / Double.MAX_VALUE;
	/** Voxels that {@link #markValid} looks at in one go. */
	private static final int PART = 1024;

	/**
	 * Whether the compiler vectorises conversions. Where it does not, it does not vectorise anything beside
	 * one in a loop, either.
	 */
	private static final boolean VECTORISED = Runtime.version().feature() >= 19;

	private final double[][] effects;
	private final double[][] weights;
	private final int[] counts;
	private final double[] faults;

	/** Writes to these arrays: effects and weights, K×capacity, and the number of studies of each voxel. */
	BlockReader(final double[][] effects, final double[][] weights, final int[] counts) {
		this.effects = effects;
		this.weights = weights;
		this.counts = counts;
		faults = new double[counts.length];
	}

	/**
	 * Reads n voxels.
	 *
	 * @param at a list of voxels, of which those at {@code from} to {@code from + n - 1} are read; if null,
	 *            these voxels themselves
	 * @return whether all voxels have all studies
	 */
	boolean read(final StudyData data, final int[] at, final int from, final int n) {
		Arrays.fill(faults, 0, n, 0);
		for (int k = 0; k < effects.length; k++)
			if (data.variances() == null) {
				read(data.values().row(k), at, from, effects[k], n);
				Arrays.fill(weights[k], 0, n, 1);
				addFaults(effects[k], faults, n);
			}
			else readAndWeigh(data.values().row(k), data.variances().row(k), at, from, k, n);
		Arrays.fill(counts, 0, n, effects.length);
		final boolean complete = areFaultless(n);
		if (!complete) clearMissing(n);
		return complete;
	}

	private static void read(final Signals.Row row, final int[] at, final int from, final double[] to,
		final int n)
	{
		if (at == null) row.read(from, n, to);
		else row.read(at, from, n, to);
	}

	private void readAndWeigh(final Signals.Row y, final Signals.Row v, final int[] at, final int from,
		final int k, final int n)
	{
		if (VECTORISED && at == null && y instanceof Signals.FloatRow e && v instanceof Signals.FloatRow s) {
			weigh(e.values(), s.values(), from, effects[k], weights[k], faults, n);
			return;
		}
		read(y, at, from, effects[k], n);
		read(v, at, from, weights[k], n);
		weigh(effects[k], weights[k], faults, n);
	}

	/**
	 * Turns variances into weights as if all were valid, and adds to the faults 0 where effect and variance
	 * are, and a positive number or NaN where one is not. Free of branches, so that complete blocks, the
	 * usual ones, are fast.
	 */
	private static void weigh(final double[] y, final double[] v, final double[] faults, final int n) {
		for (int j = 0; j < n; j++) {
			final double above = v[j] - LEAST_VALID;
			// |above| - above is positive below the least and NaN for infinity; 0 y is NaN unless y is finite
			faults[j] += Math.abs(above) - above + 0 * y[j];
			v[j] = 1 / v[j];
		}
	}

	/** The same while reading effects and variances, which is what takes longest. */
	private static void weigh(final float[] y, final float[] v, final int from, final double[] effects,
		final double[] weights, final double[] faults, final int n)
	{
		for (int j = 0; j < n; j++) {
			final double effect = y[from + j];
			final double variance = v[from + j];
			final double above = variance - LEAST_VALID;
			faults[j] += Math.abs(above) - above + 0 * effect;
			effects[j] = effect;
			weights[j] = 1 / variance;
		}
	}

	/** Adds 0 where an effect is finite, and NaN elsewhere. */
	private static void addFaults(final double[] y, final double[] faults, final int n) {
		for (int j = 0; j < n; j++)
			faults[j] += 0 * y[j];
	}

	private boolean areFaultless(final int n) {
		for (int j = 0; j < n; j++)
			if (!(faults[j] == 0)) return false;
		return true;
	}

	/** Turns effects and weights into 0 where one is not valid, and counts the studies that are left. */
	private void clearMissing(final int n) {
		for (int k = 0; k < effects.length; k++) {
			findFaults(effects[k], weights[k], faults, n);
			clear(faults, effects[k], weights[k], counts, n);
		}
	}

	/** Writes 0 where effect and weight are valid; free of branches, as {@link #weigh}. */
	private static void findFaults(final double[] y, final double[] w, final double[] faults, final int n) {
		for (int j = 0; j < n; j++) {
			final double below = LARGEST_WEIGHT - w[j];
			final double above = w[j] - LEAST_WEIGHT;
			faults[j] = Math.abs(below) - below + (Math.abs(above) - above) + 0 * y[j];
		}
	}

	private static void clear(final double[] faults, final double[] y, final double[] w, final int[] counts,
		final int n)
	{
		for (int j = 0; j < n; j++)
			if (!(faults[j] == 0)) {
				y[j] = 0;
				w[j] = 0;
				counts[j]--;
			}
	}

	/** {@link VoxelBlock#markValid}. */
	static void markValid(final Signals.Row y, final Signals.Row v, final boolean[] valid) {
		final double[] effects = new double[PART];
		final double[] variances = new double[PART];
		for (int from = 0; from < valid.length; from += PART) {
			final int n = Math.min(PART, valid.length - from);
			y.read(from, n, effects);
			if (v == null) Arrays.fill(variances, 1);
			else v.read(from, n, variances);
			for (int j = 0; j < n; j++)
				if (isValid(effects[j], variances[j])) valid[from + j] = true;
		}
	}

	private static boolean isValid(final double y, final double v) {
		return Math.abs(y) <= Double.MAX_VALUE && v > VoxelBlock.MIN_VARIANCE && v <= Double.MAX_VALUE;
	}
}
