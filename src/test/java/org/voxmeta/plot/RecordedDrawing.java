package org.voxmeta.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes down what is painted, and paints it on another drawing. */
final class RecordedDrawing implements Drawing {

	private final Drawing other;
	private final List<String> calls = new ArrayList<>();

	RecordedDrawing(final Drawing other) {
		this.other = other;
	}

	List<String> calls() {
		return calls;
	}

	private void note(final String what, final Object... arguments) {
		calls.add(what + Arrays.deepToString(arguments));
	}

	@Override
	public void line(final double x1, final double y1, final double x2, final double y2, final Pen pen) {
		note("line", x1, y1, x2, y2, pen);
		other.line(x1, y1, x2, y2, pen);
	}

	@Override
	public void polyline(final double[] x, final double[] y, final Pen pen) {
		note("polyline", x, y, pen);
		other.polyline(x, y, pen);
	}

	@Override
	public void polygon(final double[] x, final double[] y, final Colour area, final Pen outline) {
		note("polygon", x, y, area, outline);
		other.polygon(x, y, area, outline);
	}

	@Override
	public void rectangle(final double x, final double y, final double width, final double height,
		final Colour area, final Pen outline)
	{
		note("rectangle", x, y, width, height, area, outline);
		other.rectangle(x, y, width, height, area, outline);
	}

	@Override
	public void circle(final double x, final double y, final double radius, final Colour area,
		final Pen outline)
	{
		note("circle", x, y, radius, area, outline);
		other.circle(x, y, radius, area, outline);
	}

	@Override
	public void text(final String text, final double x, final double y, final TextStyle style) {
		note("text", text, x, y, style);
		other.text(text, x, y, style);
	}

	@Override
	public void clipped(final double x, final double y, final double width, final double height,
		final Runnable content)
	{
		note("clipped", x, y, width, height);
		other.clipped(x, y, width, height, content);
	}

	@Override
	public void named(final String name, final Runnable content) {
		note("named", name);
		other.named(name, content);
	}
}
