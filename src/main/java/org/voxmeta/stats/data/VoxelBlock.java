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

	private final Studies studies;
	private final double[][] effects;
	private final double[][] weights;
	/** Null where every study counts as one. */
	private final double[][] multiplicities;
	private final int[] counts;
	/** Null where the arrays came filled. */
	private final BlockReader reader;
	private final Buffers buffers;
	private int size;
	private boolean complete;

	/** An empty block for K studies and up to {@code capacity} voxels. */
	public VoxelBlock(final Studies studies, final int capacity) {
		this(studies, capacity, Buffers.fresh());
	}

	/**
	 * An empty block, whose {@link #buffers} lend the same arrays each time that it is filled, so that nothing
	 * but maps may be kept of what was computed of it before.
	 */
	public static VoxelBlock reusing(final Studies studies, final int capacity) {
		return new VoxelBlock(studies, capacity, Buffers.reusing());
	}

	private VoxelBlock(final Studies studies, final int capacity, final Buffers buffers) {
		this.buffers = buffers;
		this.studies = studies;
		effects = new double[studies.count()][capacity];
		weights = new double[studies.count()][capacity];
		multiplicities = null;
		counts = new int[capacity];
		reader = new BlockReader(effects, weights, counts);
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
		buffers.takeBack();
		size = n;
		complete = reader.read(data, at, from, n);
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
		return new VoxelBlock(studies, effects, weights, multiplicities, counts, size, complete, buffers);
	}

	/** This block's data under another design. */
	public VoxelBlock with(final Studies others) {
		return new VoxelBlock(others, effects, weights, multiplicities, counts, size, complete, buffers);
	}

	/**
	 * This block with other effects and weights, of which none is missing that is there in this block.
	 *
	 * @param effects K×B or longer, 0 where missing; not copied
	 * @param weights K×B or longer, 0 where missing; not copied
	 */
	public VoxelBlock rearranged(final double[][] effects, final double[][] weights) {
		return new VoxelBlock(studies, effects, weights, multiplicities, counts, size, complete, Buffers.fresh());
	}

	/**
	 * This block with other weights, 0 where they are in this block alone.
	 *
	 * @param weights K×B or longer; not copied
	 */
	public VoxelBlock weighted(final double[][] weights) {
		return new VoxelBlock(studies, effects, weights, multiplicities, counts, size, complete, buffers);
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
		return new VoxelBlock(studies, newEffects, newWeights, null, newCounts, size, false, Buffers.fresh());
	}

	private VoxelBlock(final Studies studies, final double[][] effects, final double[][] weights,
		final int size)
	{
		this(studies, effects, weights, null, new int[size], size, false, Buffers.fresh());
		for (final double[] row : weights)
			for (int j = 0; j < size; j++)
				if (row[j] > 0) counts[j]++;
		complete = Arrays.stream(counts).allMatch(count -> count == studies.count());
	}

	private VoxelBlock(final Studies studies, final double[][] effects, final double[][] weights,
		final double[][] multiplicities, final int[] counts, final int size, final boolean complete,
		final Buffers buffers)
	{
		this.studies = studies;
		this.effects = effects;
		this.weights = weights;
		this.multiplicities = multiplicities;
		this.counts = counts;
		this.size = size;
		this.complete = complete;
		this.buffers = buffers;
		reader = null;
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
			final double[] ones = buffers.zeros(size);
			Arrays.fill(ones, 1);
			Arrays.fill(equal, ones);
		}
		else for (int k = 0; k < equal.length; k++) {
			equal[k] = buffers.zeros(size);
			writePresence(weights[k], equal[k]);
		}
		return new VoxelBlock(studies, effects, equal, null, counts, size, complete, buffers);
	}

	private static void writePresence(final double[] w, final double[] presence) {
		for (int j = 0; j < presence.length; j++)
			presence[j] = w[j] > 0 ? 1 : 0;
	}

	/**
	 * Marks the voxels at which one study is not missing.
	 *
	 * @param y the study's effects, V
	 * @param v the study's variances, V; null where there are none
	 * @param valid set to true where the study has the voxel, else left alone, V
	 */
	public static void markValid(final Signals.Row y, final Signals.Row v, final boolean[] valid) {
		BlockReader.markValid(y, v, valid);
	}

	/** An array of B zeros for what is computed of the block, to be used until the block is filled anew. */
	public double[] zeros() {
		return buffers.zeros(size);
	}

	/** Lends arrays to be used until the block is filled anew. */
	public Buffers buffers() {
		return buffers;
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
}
