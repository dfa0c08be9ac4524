package org.voxmeta.plot;

/**
 * Where the numbers of an axis are on the drawing.
 *
 * @param from number at {@code start}
 * @param to number at {@code end}
 * @param start pixel
 * @param end pixel
 */
record Scale(double from, double to, double start, double end) {

	/** The pixel of a number. */
	double at(final double value) {
		return start + (value - from) / (to - from) * (end - start);
	}

	/** The number at a pixel. */
	double value(final double pixel) {
		return from + (pixel - start) / (end - start) * (to - from);
	}

	/** The pixel of a number, or of the nearer end for one outside. */
	double inside(final double value) {
		return at(Math.max(Math.min(from, to), Math.min(Math.max(from, to), value)));
	}

	/** Whether a number is on the axis. */
	boolean has(final double value) {
		return value >= Math.min(from, to) && value <= Math.max(from, to);
	}

	/** As many round numbers as there is room for, one per so many pixels. */
	Ticks ticks(final double spacing) {
		return Ticks.of(Math.min(from, to), Math.max(from, to), (int) Math.max(3, Math.abs(end - start) / spacing));
	}
}
