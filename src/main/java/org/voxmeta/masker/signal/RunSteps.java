package org.voxmeta.masker.signal;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * What is done with the samples of one run up to the standardising: gaps filled or censored samples left out,
 * trend, filter, confounds. Samples count from the run's first. Immutable, thread-safe.
 */
final class RunSteps {

	/** The samples that are worked on, ascending. */
	private final int[] samples;
	/** The positions among these of the samples that are kept. */
	private final int[] kept;
	private final boolean detrend;
	/** Null for none. */
	private final ZeroPhaseFilter filter;
	/** Null for none. */
	private final OrthonormalBasis confounds;

	private RunSteps(final int[] samples, final int[] kept, final boolean detrend, final ZeroPhaseFilter filter,
		final OrthonormalBasis confounds)
	{
		this.samples = samples;
		this.kept = kept;
		this.detrend = detrend;
		this.filter = filter;
		this.confounds = confounds;
	}

	/**
	 * The steps for a run.
	 *
	 * @param cleaning what to do
	 * @param length T, the number of the run's samples
	 * @param keep which of them are kept, ascending, at least 1
	 * @param confounds T×C, or no rows if there are none
	 * @param notes takes what a user should know
	 * @throws IllegalArgumentException if the run is too short for the filter
	 */
	static RunSteps of(final Cleaning cleaning, final int length, final int[] keep, final double[][] confounds,
		final Consumer<String> notes)
	{
		final TemporalFilter settings = cleaning.temporalFilter();
		final ZeroPhaseFilter filter = settings.isButterworth() ? settings.butterworth(notes) : null;
		final RunSteps steps = filter == null ? censored(keep, cleaning.detrend())
			: filtered(keep, cleaning.detrend(), filter);
		if (filter != null && steps.samples.length < filter.minimumSamples()) throw new IllegalArgumentException(
			"Filter: got " + steps.samples.length + " samples, wanted at least " + filter.minimumSamples() + " for a "
				+ settings.description() + " Butterworth filter");
		final double[][] regressors = Regressors.of(confounds, length, settings, notes);
		if (regressors.length == 0 || keep.length < 2) return steps;
		return steps.with(steps.basis(regressors, cleaning.standardizeConfounds(), notes));
	}

	/** Without a filter over time, censored samples are left out before anything else. */
	private static RunSteps censored(final int[] keep, final boolean detrend) {
		return new RunSteps(keep, IntStream.range(0, keep.length).toArray(), detrend, null, null);
	}

	/**
	 * A filter needs a series without gaps: these are filled, and left out after it; ends are cut off before.
	 */
	private static RunSteps filtered(final int[] keep, final boolean detrend, final ZeroPhaseFilter filter) {
		final int[] samples = IntStream.rangeClosed(keep[0], keep[keep.length - 1]).toArray();
		return new RunSteps(samples, Arrays.stream(keep).map(t -> t - keep[0]).toArray(), detrend, filter, null);
	}

	private RunSteps with(final OrthonormalBasis basis) {
		return new RunSteps(samples, kept, detrend, filter, basis);
	}

	/** Confounds go through the same steps as signals, else they would bring back what those took out. */
	private OrthonormalBasis basis(final double[][] regressors, final boolean standardize,
		final Consumer<String> notes)
	{
		final double[][] filled = filled(regressors);
		final double[][] varying = Rows.at(filled, kept);
		final double[] rounding = standardize ? Rounding.ofVarying(varying) : Rounding.of(varying);
		final double[][] steady = steady(filled);
		// their scale does not matter: a direction is what counts
		if (standardize) Rows.demean(steady);
		final OrthonormalBasis basis = OrthonormalBasis.of(steady, rounding);
		if (basis.size() >= kept.length - 1) notes.accept("Confounds: " + basis.size()
			+ " independent ones explain all that " + kept.length + " samples can show, so nothing is left");
		return basis;
	}

	/**
	 * The kept samples without trend, frequencies and confounds.
	 *
	 * @param series the run's samples of a block of voxels, T×B, not changed; values that are not finite count
	 *             as 0
	 */
	DenoisedRun denoise(final double[][] series) {
		final double[][] filled = filled(series);
		final double[] rounding = Rounding.ofVarying(Rows.at(filled, kept));
		final double[] means = Rows.means(filled);
		final double[][] rows = steady(filled);
		if (confounds != null) confounds.removeFrom(rows);
		return new DenoisedRun(rows, means, rounding);
	}

	/** A copy of the samples that are worked on, where censored ones among them have the values of a spline. */
	private double[][] filled(final double[][] series) {
		final double[][] rows = Rows.finite(Rows.at(series, samples));
		if (kept.length < rows.length) CubicSpline.fillGaps(rows, kept);
		return rows;
	}

	/** The kept samples without trend and frequencies. */
	private double[][] steady(final double[][] rows) {
		if (detrend) LinearTrend.removeFrom(rows);
		return filter == null ? rows : Rows.at(filter.apply(rows), kept);
	}
}
