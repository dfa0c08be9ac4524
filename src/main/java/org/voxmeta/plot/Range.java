package org.voxmeta.plot;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** The part of the numbers that an axis shows. */
record Range(double from, double to) {

	/** The smallest range with all finite numbers; of one number, a range around it; of none, 0 to 1. */
	static Range of(final DoubleStream numbers) {
		final double[] finite = numbers.filter(Double::isFinite).toArray();
		if (finite.length == 0) return new Range(0, 1);
		final double from = Arrays.stream(finite).min().getAsDouble();
		final double to = Arrays.stream(finite).max().getAsDouble();
		// so few digits apart that pixels would be rounding errors
		if (to - from > 1e-9 * Math.max(Math.abs(from), Math.abs(to))) return new Range(from, to);
		final double around = from == 0 ? 1 : 0.5 * Math.abs(from);
		return new Range(from - around, from + around);
	}

	/** This range, wide enough for a number; unchanged if that is not finite. */
	Range with(final double number) {
		return Double.isFinite(number) ? new Range(Math.min(from, number), Math.max(to, number)) : this;
	}

	/** This range with a number, where that makes it at most so many times wider. */
	Range withNear(final double number, final double most) {
		final Range wider = with(number);
		return wider.size() <= most * size() ? wider : this;
	}

	/** This range with a margin on both sides, as share of it. */
	Range padded(final double share) {
		return new Range(from - share * size(), to + share * size());
	}

	double size() {
		return to - from;
	}
}
