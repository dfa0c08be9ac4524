package org.voxmeta.stats.data;

import java.util.Arrays;

/**
 * Effects (or statistics) and weights of K studies at the B voxels of one block, in double precision, the
 * form in which estimators see data. Rows are studies: {@code effects()[k][j]} is study k at voxel j.
 * <p>
 * A missing study is a weight, not a gap: where study k is missing at voxel j, its effect and its weight are
 * both 0, so that weighted sums pass over it, and {@link #counts()} says how many studies voxel j has. A
 * study is missing where its effect or variance is not finite, or its variance is not above
 * {@link #MIN_VARIANCE}.
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
	/** Its weight, which is less than that of the smallest variance, even when rounded. */
	private static final double LARGEST_WEIGHT = 1 / LEAST_VALID;
	private static final double LEAST_WEIGHT = 1 / Double.MAX_VALUE;

	/**
	 * Whether the compiler vectorises conversions. Where it does not, it does not vectorise anything beside
	 * one in a loop, either.
	 */
	private static final boolean VECTORISED = Runtime.version().feature() >= 19;

	private final Studies studies;
	private final double[][] effects;
	private final double[][] weights;
	/** Null where every study counts as one. */
	private final double[][] multiplicities;
	private final double[] faults;
	private final int[] counts;
	private int size;
	private boolean complete;

	/** An empty block for K studies and up to {@code capacity} voxels. */
	public VoxelBlock(final Studies studies, final int capacity) {
		this.studies = studies;
		effects = new double[studies.count()][capacity];
		weights = new double[studies.count()][capacity];
		multiplicities = null;
		faults = new double[capacity];
		counts = new int[capacity];
	}

	/** A block of all voxels of some data. */
	public static VoxelBlock of(final StudyData data) {
		final VoxelBlock block = new VoxelBlock(data.studies(), data.voxels());
		block.load(data, 0, data.voxels());
		return block;
	}

	/**
	 * Fills the block with voxels {@code from} to {@code from + n - 1}.
	 *
	 * @param data the same studies as this block's
	 * @param from first voxel
	 * @param n number of voxels, at most this block's capacity
	 */
	public void load(final StudyData data, final int from, final int n) {
		fill(data, null, from, n);
	}

	/**
	 * Fills the block with the voxels {@code at[from]} to {@code at[from + n - 1]}.
	 *
	 * @param data the same studies as this block's
	 * @param n number of voxels, at most this block's capacity
	 */
	public void load(final StudyData data, final int[] at, final int from, final int n) {
		fill(data, at, from, n);
	}

	private void fill(final StudyData data, final int[] at, final int from, final int n) {
		size = n;
		Arrays.fill(faults, 0, n, 0);
		for (int k = 0; k < effects.length; k++)
			if (data.variances() == null) {
				read(data.values().row(k), at, from, effects[k]);
				Arrays.fill(weights[k], 0, n, 1);
				addFaults(effects[k], faults, n);
			}
			else readAndWeigh(data.values().row(k), data.variances().row(k), at, from, k);
		Arrays.fill(counts, 0, n, effects.length);
		complete = areFaultless();
		if (!complete) clearMissing();
	}

	/**
	 * A block of the same studies with other effects and weights, which are not copied.
	 *
	 * @param studies what is known of the studies
	 * @param effects K×B or longer, 0 where missing
	 * @param weights K×B or longer, 0 where missing
	 * @param size B
	 */
	public static VoxelBlock of(final Studies studies, final double[][] effects, final double[][] weights,
		final int size)
	{
		return new VoxelBlock(studies, effects, weights, size);
	}

	/**
	 * This block with other weights, in which several studies share what counts as one.
	 *
	 * @param weights K×B or longer, 0 where missing; not copied
	 * @param multiplicities how many studies each shares with, itself included, K×B or longer, not copied;
	 *            null for a study that shares with none
	 * @param counts the number of studies of each voxel when those that share count as one, B values; not
	 *          copied
	 */
	public VoxelBlock sharing(final double[][] weights, final double[][] multiplicities, final int[] counts) {
		return new VoxelBlock(studies, effects, weights, multiplicities, counts, size, complete);
	}

	/** This block's data under another design. */
	public VoxelBlock with(final Studies others) {
		return new VoxelBlock(others, effects, weights, multiplicities, counts, size, complete);
	}

	/**
	 * This block with other effects and weights, of which none is missing that is there in this block.
	 *
	 * @param effects K×B or longer, 0 where missing; not copied
	 * @param weights K×B or longer, 0 where missing; not copied
	 */
	public VoxelBlock rearranged(final double[][] effects, final double[][] weights) {
		return new VoxelBlock(studies, effects, weights, multiplicities, counts, size, complete);
	}

	/**
	 * This block with some of its studies missing in every voxel; it shares the others' rows with this block.
	 *
	 * @param missing indices of studies of a block in which every study counts as one
	 */
	public VoxelBlock without(final int... missing) {
		final double[][] newEffects = effects.clone();
		final double[][] newWeights = weights.clone();
		final int[] newCounts = Arrays.copyOf(counts, size);
		final double[] none = new double[size];
		for (final int k : missing) {
			for (int j = 0; j < size; j++)
				newCounts[j] -= weights[k][j] > 0 ? 1 : 0;
			newEffects[k] = none;
			newWeights[k] = none;
		}
		return new VoxelBlock(studies, newEffects, newWeights, size, newCounts);
	}

	private VoxelBlock(final Studies studies, final double[][] effects, final double[][] weights, final int size) {
		this(studies, effects, weights, null, new int[size], size, false);
		for (final double[] row : weights)
			for (int j = 0; j < size; j++)
				if (row[j] > 0) counts[j]++;
		complete = Arrays.stream(counts).allMatch(count -> count == studies.count());
	}

	private VoxelBlock(final Studies studies, final double[][] effects, final double[][] weights,
		final double[][] multiplicities, final int[] counts, final int size, final boolean complete)
	{
		this.studies = studies;
		this.effects = effects;
		this.weights = weights;
		this.multiplicities = multiplicities;
		this.counts = counts;
		this.size = size;
		this.complete = complete;
		faults = new double[0];
	}

	private VoxelBlock(final Studies studies, final double[][] effects, final double[][] weights,
		final int size, final int[] counts)
	{
		this.studies = studies;
		this.effects = effects;
		this.weights = weights;
		multiplicities = null;
		this.size = size;
		this.counts = counts;
		faults = new double[0];
	}

	/**
	 * The same effects with weight 1 for every study that is not missing; effects and counts are shared with
	 * this block.
	 *
	 * @param studies as many as this block's, perhaps with another design
	 */
	public VoxelBlock withEqualWeights(final Studies studies) {
		final double[][] equal = new double[effects.length][];
		if (complete) {
			final double[] ones = new double[size];
			Arrays.fill(ones, 1);
			Arrays.fill(equal, ones);
		}
		else for (int k = 0; k < equal.length; k++)
			equal[k] = presence(weights[k], size);
		final VoxelBlock block = new VoxelBlock(studies, effects, equal, size, counts);
		block.complete = complete;
		return block;
	}

	private static double[] presence(final double[] w, final int n) {
		final double[] presence = new double[n];
		for (int j = 0; j < n; j++)
			presence[j] = w[j] > 0 ? 1 : 0;
		return presence;
	}

	/**
	 * Marks the voxels at which one study is not missing.
	 *
	 * @param y the study's effects, V
	 * @param v the study's variances, V; null where there are none
	 * @param valid set to true where the study has the voxel, else left alone, V
	 */
	public static void markValid(final Signals.Row y, final Signals.Row v, final boolean[] valid) {
		final int size = 1024;
		final double[] effects = new double[size];
		final double[] variances = new double[size];
		for (int from = 0; from < valid.length; from += size) {
			final int n = Math.min(size, valid.length - from);
			y.read(from, n, effects);
			if (v == null) Arrays.fill(variances, 1);
			else v.read(from, n, variances);
			for (int j = 0; j < n; j++)
				if (isValid(effects[j], variances[j])) valid[from + j] = true;
		}
	}

	/** What is known of the studies besides their maps. */
	public Studies studies() {
		return studies;
	}

	/** K. */
	public int count() {
		return effects.length;
	}

	/** Whether every voxel has all studies. */
	public boolean isComplete() {
		return complete;
	}

	/** B, the voxels now in the block. */
	public int size() {
		return size;
	}

	/** Effects, K×B (rows may be longer than B), 0 where missing. */
	public double[][] effects() {
		return effects;
	}

	/** Inverse variances (1 where there are none), K×B (rows may be longer than B), 0 where missing. */
	public double[][] weights() {
		return weights;
	}

	/**
	 * The number of studies that each voxel has, B values (the array may be longer); those that share count
	 * as one.
	 */
	public int[] counts() {
		return counts;
	}

	/** Whether several studies share what counts as one, so that {@link #multiplicity} matters. */
	public boolean isShared() {
		return multiplicities != null;
	}

	/**
	 * How many studies share with study k at each voxel, itself included: its share of any variance is that
	 * many times as large, so that all of them together have it once. B values (the array may be longer);
	 * null if it shares with none.
	 */
	public double[] multiplicity(final int k) {
		return multiplicities == null ? null : multiplicities[k];
	}

	/** Reads the block's voxels of a study: neighbours, if there is no list. */
	private void read(final Signals.Row row, final int[] at, final int from, final double[] to) {
		if (at == null) row.read(from, size, to);
		else row.read(at, from, size, to);
	}

	private void readAndWeigh(final Signals.Row y, final Signals.Row v, final int[] at, final int from,
		final int k)
	{
		if (VECTORISED && at == null && y instanceof Signals.FloatRow e && v instanceof Signals.FloatRow s) {
			weigh(e.values(), s.values(), from, effects[k], weights[k], faults, size);
			return;
		}
		read(y, at, from, effects[k]);
		read(v, at, from, weights[k]);
		weigh(effects[k], weights[k], faults, size);
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

	private boolean areFaultless() {
		for (int j = 0; j < size; j++)
			if (!(faults[j] == 0)) return false;
		return true;
	}

	/** Turns effects and weights into 0 where one is not valid, and counts the studies that are left. */
	private void clearMissing() {
		for (int k = 0; k < effects.length; k++) {
			findFaults(effects[k], weights[k], faults, size);
			clear(faults, effects[k], weights[k], counts, size);
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

	private static boolean isValid(final double y, final double v) {
		return Math.abs(y) <= Double.MAX_VALUE && v > MIN_VARIANCE && v <= Double.MAX_VALUE;
	}
}
