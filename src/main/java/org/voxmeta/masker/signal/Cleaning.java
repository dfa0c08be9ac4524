package org.voxmeta.masker.signal;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How signals are cleaned over time; by default not at all.
 * <p>
 * The steps, in this order, each run on its own:
 * <ol>
 * <li>Values that are not finite become 0.
 * <li>Samples that the {@link SampleMask} censors are left out. Only the Butterworth filter needs them: there
 * they are first replaced by the values of the cubic spline through the kept samples, and left out after the
 * filter, except those before the first and after the last kept sample, which are left out at once.
 * <li>The linear trend is taken out of signals and confounds, as if the samples left were evenly spaced.
 * <li>The Butterworth filter, of order 5, is run forward and backward over signals and confounds.
 * <li>Confounds are regressed out, and cosines with them where these are the filter. Standardised confounds
 * have mean 0, so the signals' means stay; otherwise the confounds' means count. A confound that follows from
 * others changes nothing.
 * <li>Signals are standardised. A voxel that was constant, or of which the earlier steps left only rounding,
 * is 0.
 * </ol>
 * These are the steps and numbers of nilearn's {@code signal.clean} as its maskers call it. It differs where
 * the numbers of nilearn are rounding noise (voxels or confounds that nothing is left of), and for: runs,
 * whose samples stay in their order, and to which {@code standardize_confounds} applies too; censored samples
 * opposite to other censored ones (counted from either end), which nilearn does not replace; the sample mask,
 * which is one for all runs; cut-offs of 0 or less, which are refused; and a series of one sample, from which
 * nothing is regressed out.
 * <p>
 * Immutable, thread-safe.
 *
 * @see <a href="https://doi.org/10.1002/hbm.460020402">Friston KJ et al. (1994). Statistical parametric maps
 *       in functional imaging: a general linear approach. Human Brain Mapping 2, 189-210</a>
 * @see <a href="https://doi.org/10.1002/hbm.24528">Lindquist MA, Geuter S, Wager TD, Caffo BS (2019). Modular
 *       preprocessing pipelines can reintroduce artifacts into fMRI data. Human Brain Mapping 40,
 *       2358-2376</a>
 */
public final class Cleaning {

	private static final Cleaning NOTHING = new Cleaning(false, Standardization.NONE, new TemporalFilter(
		Filter.BUTTERWORTH, Double.NaN, Double.NaN, Double.NaN), true, false, null);

	private final boolean detrend;
	private final Standardization standardization;
	private final TemporalFilter filter;
	private final boolean standardizeConfounds;
	private final boolean highVarianceConfounds;
	/** A label for each sample; null for a single run. */
	private final int[] runs;

	private Cleaning(final boolean detrend, final Standardization standardization, final TemporalFilter filter,
		final boolean standardizeConfounds, final boolean highVarianceConfounds, final int[] runs)
	{
		this.detrend = detrend;
		this.standardization = standardization;
		this.filter = filter;
		this.standardizeConfounds = standardizeConfounds;
		this.highVarianceConfounds = highVarianceConfounds;
		this.runs = runs;
	}

	/** No cleaning; confounds, where there are any, are standardised and regressed out. */
	public static Cleaning withDefaults() {
		return NOTHING;
	}

	/** Whether linear trends are taken out, and the mean with them. */
	public Cleaning withDetrend(final boolean on) {
		return new Cleaning(on, standardization, filter, standardizeConfounds, highVarianceConfounds, runs);
	}

	/** How signals are standardised in the end. */
	public Cleaning withStandardize(final Standardization how) {
		return new Cleaning(detrend, how, filter, standardizeConfounds, highVarianceConfounds, runs);
	}

	/**
	 * The upper end of the frequencies to keep.
	 *
	 * @param hertz above 0; NaN for none
	 */
	public Cleaning withLowPass(final double hertz) {
		return with(new TemporalFilter(filter.kind(), hertz, filter.highPass(), filter.repetitionTime()));
	}

	/**
	 * The lower end of the frequencies to keep.
	 *
	 * @param hertz above 0; NaN for none
	 */
	public Cleaning withHighPass(final double hertz) {
		return with(new TemporalFilter(filter.kind(), filter.lowPass(), hertz, filter.repetitionTime()));
	}

	/**
	 * The time from sample to sample, which filters need.
	 *
	 * @param seconds above 0; NaN if not known
	 */
	public Cleaning withRepetitionTime(final double seconds) {
		return with(new TemporalFilter(filter.kind(), filter.lowPass(), filter.highPass(), seconds));
	}

	/** How frequencies are taken out. */
	public Cleaning withFilter(final Filter kind) {
		return with(new TemporalFilter(kind, filter.lowPass(), filter.highPass(), filter.repetitionTime()));
	}

	private Cleaning with(final TemporalFilter changed) {
		return new Cleaning(detrend, standardization, changed, standardizeConfounds, highVarianceConfounds, runs);
	}

	/** Whether confounds get mean 0 and standard deviation 1 before they are regressed out. */
	public Cleaning withStandardizedConfounds(final boolean on) {
		return new Cleaning(detrend, standardization, filter, on, highVarianceConfounds, runs);
	}

	/**
	 * Whether the series of highest variance are to be added to the confounds. They come from all voxels of an
	 * image, so whoever has the image adds them, by {@link HighVarianceConfounds}; cleaning itself only keeps
	 * the wish.
	 */
	public Cleaning withHighVarianceConfounds(final boolean on) {
		return new Cleaning(detrend, standardization, filter, standardizeConfounds, on, runs);
	}

	/**
	 * Which samples belong together, to be cleaned on their own.
	 *
	 * @param labels one for each sample, the same within a run; none for a single run; copied
	 */
	public Cleaning withRuns(final int... labels) {
		return new Cleaning(detrend, standardization, filter, standardizeConfounds, highVarianceConfounds,
			labels.length == 0 ? null : labels.clone());
	}

	/**
	 * All settings by nilearn's names, in a fixed order: detrend, standardize, low_pass, high_pass, t_r,
	 * standardize_confounds, high_variance_confounds, filter, runs. What is not set is null. Unmodifiable.
	 */
	public Map<String, Object> parameters() {
		return CleaningParameters.of(this);
	}

	/**
	 * A copy with one setting changed.
	 *
	 * @param name a key of {@link #parameters}
	 * @param value as {@link #parameters} has it, or as text; null for none
	 * @throws IllegalArgumentException if there is no such setting, or it cannot have that value
	 */
	public Cleaning with(final String name, final Object value) {
		return CleaningParameters.with(this, name, value);
	}

	/** Whether linear trends are taken out. */
	public boolean detrend() {
		return detrend;
	}

	/** How signals are standardised. */
	public Standardization standardization() {
		return standardization;
	}

	/** Whether confounds are standardised. */
	public boolean standardizeConfounds() {
		return standardizeConfounds;
	}

	/** Whether the series of highest variance are to be added to the confounds. */
	public boolean highVarianceConfounds() {
		return highVarianceConfounds;
	}

	TemporalFilter temporalFilter() {
		return filter;
	}

	/** A label for each sample; empty for a single run; a new array. */
	int[] runs() {
		return runs == null ? new int[0] : runs.clone();
	}

	/** Whether signals stay as they are, except for what confounds and a sample mask take out. */
	public boolean changesNothing() {
		return !detrend && standardization == Standardization.NONE && !filter.isButterworth() && !filter.isCosine();
	}

	/**
	 * Makes this ready for series.
	 *
	 * @param samples T
	 * @param confounds T×C, or none
	 * @param mask which samples to keep
	 * @throws IllegalArgumentException if confounds, sample mask or runs do not fit T samples, settings do not
	 *             go together, or a run has too few samples for the filter
	 */
	public CleaningPlan plan(final int samples, final Confounds confounds, final SampleMask mask) {
		if (samples < 1) throw new IllegalArgumentException("Signals: got " + samples
			+ " samples, wanted at least 1");
		return new CleaningPlan(this, samples, confounds, mask);
	}

	/**
	 * Cleans signals.
	 *
	 * @param signals T×V, not changed
	 * @param confounds T×C, or none
	 * @param mask which samples to keep
	 * @return S×V, the samples kept; new
	 * @throws IllegalArgumentException as {@link #plan} does, or if rows differ in length
	 */
	public double[][] clean(final double[][] signals, final Confounds confounds, final SampleMask mask) {
		return plan(signals.length, confounds, mask).clean(signals);
	}

	/** What a run is called in front of a message; blank where there is only one. */
	String runTitle(final int[] run) {
		return runs == null ? "" : "Run " + runs[run[0]] + ": ";
	}

	/** The samples of each run, ascending; runs in the order of their labels. */
	List<int[]> runsOf(final int samples) {
		if (runs == null) return List.of(IntStream.range(0, samples).toArray());
		if (runs.length != samples) throw new IllegalArgumentException("Runs: got " + runs.length
			+ " labels, wanted "
			+ samples + ", one for each sample");
		return Arrays.stream(runs).distinct().sorted().mapToObj(label -> IntStream.range(0, samples).filter(
			t -> runs[t] == label).toArray()).toList();
	}
}
