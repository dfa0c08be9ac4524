package org.voxmeta.masker.signal;

import java.util.List;
import java.util.stream.IntStream;

import uk.me.berndporr.iirj.Biquad;
import uk.me.berndporr.iirj.Butterworth;

/** Butterworth filters of order 5. */
final class ButterworthDesign {

	private static final int ORDER = 5;

	private ButterworthDesign() {
	}

	/**
	 * The sections of the filter that lets a band of frequencies pass.
	 *
	 * @param highPass its lower end in Hz, above 0; NaN if it has none
	 * @param lowPass its upper end in Hz, below half the sampling rate; NaN if it has none
	 * @param samplingRate in Hz
	 */
	static List<FilterSection> sections(final double highPass, final double lowPass, final double samplingRate) {
		final Butterworth design = new Butterworth();
		if (Double.isNaN(highPass)) design.lowPass(ORDER, samplingRate, lowPass);
		else if (Double.isNaN(lowPass)) design.highPass(ORDER, samplingRate, highPass);
		else design.bandPass(ORDER, samplingRate, (highPass + lowPass) / 2, lowPass - highPass);
		return IntStream.range(0, design.getNumBiquads()).mapToObj(design::getBiquad)
			.map(ButterworthDesign::section).toList();
	}

	private static FilterSection section(final Biquad biquad) {
		final double a0 = biquad.getA0();
		return new FilterSection(biquad.getB0() / a0, biquad.getB1() / a0, biquad.getB2() / a0, biquad.getA1() / a0,
			biquad.getA2() / a0);
	}
}
