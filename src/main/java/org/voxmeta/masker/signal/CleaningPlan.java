package org.voxmeta.masker.signal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A {@link Cleaning} made ready for series of T samples with their confounds and sample mask. It cleans any
 * block of voxels; the result does not depend on how voxels are put into blocks, which may go to several
 * threads.
 * <p>
 * Percent changes alone need a look at all voxels before: {@link #meanLoss} of all blocks, added up.
 * Immutable, thread-safe.
 */
public final class CleaningPlan {

	/** Values in a block that stay in a core's cache with their copies. */
	private static final int BLOCK_VALUES = 1 << 16;

	private final int samples;
	private final Standardization standardization;
	/** The samples of each run. */
	private final List<int[]> runs;
	private final List<RunSteps> steps;
	/** The positions among all kept samples of those of each run. */
	private final List<int[]> places;
	private final int[] kept;
	private final List<String> notes;

	/** For {@link Cleaning#plan}. */
	CleaningPlan(final Cleaning cleaning, final int samples, final Confounds confounds, final SampleMask mask) {
		this.samples = samples;
		this.standardization = cleaning.standardization();
		kept = mask.kept(samples);
		runs = cleaning.runsOf(samples);
		steps = new ArrayList<>();
		places = new ArrayList<>();
		confounds.requireSamples(samples, "sample");
		final Set<String> said = new LinkedHashSet<>();
		cleaning.temporalFilter().check(said::add);
		if (!confounds.isNone() && !cleaning.detrend() && !cleaning.standardizeConfounds()) said.add(
			"Confounds are neither detrended nor standardised: unless their means are 0, signals' means change too");
		for (final int[] run : runs)
			add(cleaning, run, confounds, said);
		notes = List.copyOf(said);
	}

	private void add(final Cleaning cleaning, final int[] run, final Confounds confounds, final Set<String> said)
	{
		final int[] place = IntStream.range(0, kept.length).filter(i -> Arrays.binarySearch(run, kept[i]) >= 0)
			.toArray();
		final String which = cleaning.runTitle(run);
		if (place.length == 0) throw new IllegalArgumentException(which
			+ "the sample mask keeps none of its samples, wanted at least 1");
		if (place.length == 1 && !cleaning.changesNothing()) said.add(which + "a single sample is left as it is");
		final int[] keep = Arrays.stream(place).map(i -> Arrays.binarySearch(run, kept[i])).toArray();
		final double[][] own = confounds.isNone() ? new double[0][] : Rows.at(confounds.values(), run);
		try {
			steps.add(RunSteps.of(cleaning, run.length, keep, own, said::add));
		}
		catch (final IllegalArgumentException e) {
			throw new IllegalArgumentException(which + e.getMessage(), e);
		}
		places.add(place);
	}

	/** T, the number of samples that series must have. */
	public int samples() {
		return samples;
	}

	/** The numbers of the samples that are kept, from 0; a new array. */
	public int[] keptSamples() {
		return kept.clone();
	}

	/** What a user should know of the settings, such as a cut-off that had to be lowered; may be empty. */
	public List<String> notes() {
		return notes;
	}

	/** A number of voxels that makes good blocks. */
	public int blockSize() {
		return Math.max(16, BLOCK_VALUES / Math.max(1, samples));
	}

	/** Whether {@link #clean(double[][], MeanLoss)} looks at the mean loss of all voxels. */
	public boolean needsMeanLoss() {
		return standardization == Standardization.PSC;
	}

	/**
	 * What cleaning takes from the means of a block's voxels.
	 *
	 * @param block T×B, not changed
	 */
	public MeanLoss meanLoss(final double[][] block) {
		requireShape(block);
		final double[] before = new double[runs.size()];
		final double[] after = new double[runs.size()];
		for (int r = 0; r < runs.size(); r++) {
			final DenoisedRun run = steps.get(r).denoise(Rows.at(block, runs.get(r)));
			before[r] = Arrays.stream(run.means()).map(Math::abs).sum();
			after[r] = run.absoluteMeans();
		}
		return new MeanLoss(before, after);
	}

	/**
	 * Cleans a block of voxels.
	 *
	 * @param block T×B, not changed; values that are not finite count as 0
	 * @param ofAll the mean loss of all voxels; only looked at for percent changes
	 * @return S×B, the samples kept in their order; new
	 * @throws IllegalArgumentException if the block has not T rows of the same length
	 */
	public double[][] clean(final double[][] block, final MeanLoss ofAll) {
		requireShape(block);
		final double[][] cleaned = new double[kept.length][];
		for (int r = 0; r < runs.size(); r++) {
			final DenoisedRun run = steps.get(r).denoise(Rows.at(block, runs.get(r)));
			run.standardize(standardization, needsMeanLoss() && ofAll.isLost(r));
			for (int i = 0; i < places.get(r).length; i++)
				cleaned[places.get(r)[i]] = run.rows()[i];
		}
		return cleaned;
	}

	/**
	 * Cleans all voxels, block by block.
	 *
	 * @param signals T×V, not changed; values that are not finite count as 0
	 * @return S×V, the samples kept in their order; new
	 * @throws IllegalArgumentException if there are not T rows of the same length
	 */
	public double[][] clean(final double[][] signals) {
		requireShape(signals);
		final int voxels = signals[0].length;
		MeanLoss loss = null;
		for (int from = 0; needsMeanLoss() && from < voxels; from += blockSize()) {
			final MeanLoss more = meanLoss(columns(signals, from));
			loss = loss == null ? more : loss.plus(more);
		}
		final double[][] cleaned = new double[kept.length][voxels];
		for (int from = 0; from < voxels; from += blockSize()) {
			final double[][] block = clean(columns(signals, from), loss);
			for (int i = 0; i < cleaned.length; i++)
				System.arraycopy(block[i], 0, cleaned[i], from, block[i].length);
		}
		return cleaned;
	}

	private double[][] columns(final double[][] signals, final int from) {
		final double[][] block = new double[samples][];
		for (int t = 0; t < samples; t++)
			block[t] = Arrays.copyOfRange(signals[t], from, Math.min(signals[t].length, from + blockSize()));
		return block;
	}

	private void requireShape(final double[][] rows) {
		if (rows.length != samples) throw new IllegalArgumentException("Signals: got " + rows.length
			+ " samples, wanted " + samples);
		for (int t = 1; t < rows.length; t++)
			if (rows[t].length != rows[0].length) throw new IllegalArgumentException("Signals: sample " + t + " has "
				+ rows[t].length + " values, wanted " + rows[0].length + " as sample 0");
	}
}
