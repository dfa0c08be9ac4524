package org.voxmeta.stats.check;

import java.util.function.IntUnaryOperator;

/**
 * Something that may be wrong.
 *
 * @param alarm what
 * @param study the study, counted from 0; -1 where it is about all
 * @param other another study that it is about; -1 if none
 * @param value the alarm's number; NaN if it has none
 * @param usual what the number usually is; NaN if it is not known
 */
public record Finding(Alarm alarm, int study, int other, double value, double usual) {

	/** This finding among other studies: that of number k here has another number there. */
	public Finding at(final IntUnaryOperator numbers) {
		return new Finding(alarm, study < 0 ? study : numbers.applyAsInt(study), other < 0 ? other
			: numbers.applyAsInt(other), value, usual);
	}

	static Finding of(final Alarm alarm, final int study, final double value, final double usual) {
		return new Finding(alarm, study, -1, value, usual);
	}
}
