package org.voxmeta.masker.signal;

import java.util.function.Consumer;

/**
 * Which frequencies signals keep.
 *
 * @param kind how the others are taken out
 * @param lowPass upper end in Hz, above 0; NaN if there is none
 * @param highPass lower end in Hz, above 0; NaN if there is none
 * @param repetitionTime seconds from sample to sample, above 0; NaN if not known
 */
record TemporalFilter(Filter kind, double lowPass, double highPass, double repetitionTime) {

	/** Relative distance that a cut-off keeps from half the sampling rate, where no filter exists; nilearn's. */
	private static final double BELOW_NYQUIST = 10 * Math.ulp(1f);

	TemporalFilter {
		requirePositive("low_pass", lowPass, "Hz");
		requirePositive("high_pass", highPass, "Hz");
		requirePositive("t_r", repetitionTime, "s");
	}

	private static void requirePositive(final String name, final double value, final String unit) {
		if (value <= 0 || Double.isInfinite(value)) throw new IllegalArgumentException(name + ": got " + value + " "
			+ unit + ", wanted a number above 0");
	}

	/** Whether a Butterworth filter is to be run. */
	boolean isButterworth() {
		return kind == Filter.BUTTERWORTH && hasCutOff();
	}

	/** Whether cosines are to be regressed out. */
	boolean isCosine() {
		return kind == Filter.COSINE;
	}

	/**
	 * Refuses settings that do not go together.
	 *
	 * @param notes takes what a user should know of settings that do
	 * @throws IllegalArgumentException if a cut-off or the repetition time is missing, or the band is empty
	 */
	void check(final Consumer<String> notes) {
		if (kind == Filter.NONE && hasCutOff()) notes.accept(
			"low_pass and high_pass are not used, as filter is none");
		if (isCosine() && Double.isNaN(highPass)) throw new IllegalArgumentException(
			"high_pass: got none, wanted a number in Hz, as filter is cosine");
		if (isCosine() && !Double.isNaN(lowPass)) notes.accept("low_pass is not used, as filter is cosine");
		if ((isButterworth() || isCosine()) && Double.isNaN(repetitionTime)) throw new IllegalArgumentException(
			"t_r: got none, wanted the seconds from sample to sample, for the filter");
		if (isButterworth() && highPass >= lowPass) throw new IllegalArgumentException("high_pass: got " + highPass
			+ " Hz, wanted less than low_pass, " + lowPass + " Hz");
	}

	/**
	 * The Butterworth filter; null if its band is empty after cut-offs were lowered to what the repetition time
	 * allows.
	 *
	 * @param notes takes what a user should know
	 */
	ZeroPhaseFilter butterworth(final Consumer<String> notes) {
		final double high = reachable("high_pass", highPass, notes);
		final double low = reachable("low_pass", lowPass, notes);
		if (high == low) {
			notes.accept("No filter is run: both cut-offs are above half the sampling rate");
			return null;
		}
		return new ZeroPhaseFilter(ButterworthDesign.sections(high, low, samplingRate()));
	}

	private double reachable(final String name, final double cutOff, final Consumer<String> notes) {
		final double nyquist = samplingRate() / 2;
		if (!(cutOff >= nyquist)) return cutOff;
		notes.accept(name + " is lowered from " + cutOff + " Hz to just below " + nyquist
			+ " Hz, half the sampling rate at t_r " + repetitionTime + " s");
		return nyquist * (1 - BELOW_NYQUIST);
	}

	private double samplingRate() {
		return 1 / repetitionTime;
	}

	private boolean hasCutOff() {
		return !Double.isNaN(lowPass) || !Double.isNaN(highPass);
	}

	/** What passes, such as "band-pass", for messages. */
	String description() {
		if (Double.isNaN(highPass)) return "low-pass";
		return Double.isNaN(lowPass) ? "high-pass" : "band-pass";
	}
}
