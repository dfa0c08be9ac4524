package org.voxmeta.stats.data;

import java.util.Arrays;

/**
 * Effects and weights of K studies at the B voxels of one block, in double precision, the form in which
 * estimators see data. Rows are studies: {@code effects()[k][j]} is study k at voxel j.
 * <p>
 * A missing study is a weight, not a gap: where study k is missing at voxel j, its effect and its weight are
 * both 0, so that weighted sums pass over it, and {@link #counts()} says how many studies voxel j has. A study
 * is missing where its effect or variance is not finite, or its variance is not above {@link #MIN_VARIANCE}.
 * <p>
 * A block is a reusable buffer: not thread-safe, one for each thread. Estimators only read it.
 */
public final class VoxelBlock {

	/**
	 * Smallest variance taken as one, 1/sqrt(Float.MAX_VALUE) = 5.4e-20: the square of the weight of anything
	 * smaller does not fit a float, so it can only be an artefact of a map.
	 */
	public static final double MIN_VARIANCE = 1 / Math.sqrt(Float.MAX_VALUE);

	private static final double LEAST_VALID = Math.nextUp(MIN_VARIANCE);

	private final double[][] effects;
	private final double[][] weights;
	private final double[] faults;
	private final int[] counts;
	private int size;

	/** An empty block for K studies and up to {@code capacity} voxels. */
	public VoxelBlock(final int studies, final int capacity) {
		effects = new double[studies][capacity];
		weights = new double[studies][capacity];
		faults = new double[capacity];
		counts = new int[capacity];
	}

	/**
	 * Fills the block with voxels {@code from} to {@code from + n - 1}.
	 *
	 * @param y effects, K×V
	 * @param v sampling variances, squared units of y, K×V
	 * @param from first voxel
	 * @param n number of voxels, at most this block's capacity
	 */
	public void load(final Signals y, final Signals v, final int from, final int n) {
		size = n;
		Arrays.fill(faults, 0, n, 0);
		for (int k = 0; k < effects.length; k++) {
			y.row(k).read(from, n, effects[k]);
			v.row(k).read(from, n, weights[k]);
			weigh(effects[k], weights[k], faults, n);
		}
		if (isComplete()) Arrays.fill(counts, 0, n, effects.length);
		else reweigh(v, from);
	}

	/**
	 * Marks the voxels at which one study is not missing.
	 *
	 * @param y the study's effects, V
	 * @param v the study's variances, V
	 * @param valid set to true where the study has the voxel, else left alone, V
	 */
	public static void markValid(final Signals.Row y, final Signals.Row v, final boolean[] valid) {
		final int size = 1024;
		final double[] effects = new double[size];
		final double[] variances = new double[size];
		for (int from = 0; from < valid.length; from += size) {
			final int n = Math.min(size, valid.length - from);
			y.read(from, n, effects);
			v.read(from, n, variances);
			for (int j = 0; j < n; j++)
				if (isValid(effects[j], variances[j])) valid[from + j] = true;
		}
	}

	/** K. */
	public int studies() {
		return effects.length;
	}

	/** B, the voxels now in the block. */
	public int size() {
		return size;
	}

	/** Effects, K×B (rows may be longer than B), 0 where missing. */
	public double[][] effects() {
		return effects;
	}

	/** Inverse variances, K×B (rows may be longer than B), 0 where missing. */
	public double[][] weights() {
		return weights;
	}

	/** The number of studies that each voxel has, B values (the array may be longer). */
	public int[] counts() {
		return counts;
	}

	/**
	 * Turns variances into weights as if all were valid, and adds to the faults 0 where effect and variance are, and
	 * a positive number or NaN where one is not. Free of branches, so that complete blocks, the usual ones, are fast.
	 */
	private static void weigh(final double[] y, final double[] v, final double[] faults, final int n) {
		for (int j = 0; j < n; j++) {
			final double above = v[j] - LEAST_VALID;
			// |above| - above is positive below the least and NaN for infinity; 0 y is NaN unless y is finite
			faults[j] += Math.abs(above) - above + 0 * y[j];
			v[j] = 1 / v[j];
		}
	}

	private boolean isComplete() {
		for (int j = 0; j < size; j++)
			if (!(faults[j] == 0)) return false;
		return true;
	}

	/** Turns variances into weights where they and the effects are valid, and both into 0 elsewhere. */
	private void reweigh(final Signals v, final int from) {
		Arrays.fill(counts, 0, size, 0);
		for (int k = 0; k < effects.length; k++) {
			v.row(k).read(from, size, weights[k]);
			weighValid(effects[k], weights[k], counts, size);
		}
	}

	private static void weighValid(final double[] y, final double[] v, final int[] counts, final int n) {
		for (int j = 0; j < n; j++) {
			if (isValid(y[j], v[j])) {
				v[j] = 1 / v[j];
				counts[j]++;
			}
			else {
				y[j] = 0;
				v[j] = 0;
			}
		}
	}

	private static boolean isValid(final double y, final double v) {
		return Math.abs(y) <= Double.MAX_VALUE && v > MIN_VARIANCE && v <= Double.MAX_VALUE;
	}
}
