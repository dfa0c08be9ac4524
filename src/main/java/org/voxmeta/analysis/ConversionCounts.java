package org.voxmeta.analysis;

import java.util.ArrayList;
import java.util.List;

import org.voxmeta.stats.effectsize.Conversion;
import org.voxmeta.stats.effectsize.Quantity;

/** Counts the voxels of a conversion of which a user should know. For one thread. */
final class ConversionCounts {

	private long voxels;
	private long none;
	private long large;
	private long zero;
	private long zeroInput;

	/** The counts of all parts. */
	static ConversionCounts sum(final ConversionCounts... parts) {
		final ConversionCounts sum = new ConversionCounts();
		for (final ConversionCounts part : parts) {
			sum.voxels += part.voxels;
			sum.none += part.none;
			sum.large += part.large;
			sum.zero += part.zero;
			sum.zeroInput += part.zeroInput;
		}
		return sum;
	}

	/**
	 * Adds a voxel.
	 *
	 * @param first its value in the first image
	 * @param second its value in the second image; any other than 0 if there is none
	 * @param value what became of it
	 */
	void add(final double first, final double second, final double value) {
		final boolean given = !Double.isNaN(first) && !Double.isNaN(second);
		// outside the brain, many maps are 0
		final boolean background = first == 0 && second == 0;
		voxels++;
		if (Double.isNaN(value) && given && !background) none++;
		if (Double.isInfinite((float) value) && Double.isFinite(first)) large++;
		if ((float) value == 0 && first != 0 && second != 0) zero++;
		if (first == 0) zeroInput++;
	}

	/** What to tell the user, in sentences. */
	List<String> notes(final Conversion conversion) {
		final List<String> notes = new ArrayList<>();
		add(notes, none, "have values of which there is no '" + conversion.label() + "'; they are NaN");
		add(notes, large, "have a result too large for a 32-bit image; they are infinite");
		if (conversion.result() == Quantity.P) add(notes, zero,
			"have a p too small for a 32-bit image; they are 0; 'z to logp' keeps them");
		if (conversion == Conversion.P_TO_Z || conversion == Conversion.UPPER_P_TO_Z) add(notes, zeroInput,
			"have a p of 0, taken for the smallest number above 0; make background NaN first");
		return notes;
	}

	private void add(final List<String> notes, final long count, final String text) {
		if (count > 0) notes.add(count + " of " + voxels + " voxels " + text);
	}
}
