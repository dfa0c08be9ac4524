package org.voxmeta.plot;

/** The area of a plot of two numbers, with the scales of its axes. */
record Plane(Scale x, Scale y) {

	double left() {
		return x.start();
	}

	double right() {
		return x.end();
	}

	double top() {
		return Math.min(y.start(), y.end());
	}

	double bottom() {
		return Math.max(y.start(), y.end());
	}

	double width() {
		return right() - left();
	}

	double height() {
		return bottom() - top();
	}

	boolean has(final Point point) {
		return x.has(point.x()) && y.has(point.y());
	}

	/** Paints something of which only the part in this area is seen. */
	void clipped(final Drawing drawing, final Runnable content) {
		drawing.clipped(left(), top(), width(), height(), content);
	}

	void area(final Drawing drawing, final Colour colour) {
		drawing.rectangle(left(), top(), width(), height(), colour, null);
	}

	/** A shape through points given in units of the axes. */
	void polygon(final Drawing drawing, final double[] xs, final double[] ys, final Colour colour) {
		drawing.polygon(pixels(x, xs), pixels(y, ys), colour, null);
	}

	/** A line through points given in units of the axes. */
	void polyline(final Drawing drawing, final double[] xs, final double[] ys, final Pen pen) {
		drawing.polyline(pixels(x, xs), pixels(y, ys), pen);
	}

	private static double[] pixels(final Scale scale, final double[] values) {
		final double[] pixels = new double[values.length];
		for (int i = 0; i < values.length; i++)
			pixels[i] = scale.at(values[i]);
		return pixels;
	}
}
