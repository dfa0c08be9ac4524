package org.voxmeta.plot;

import java.util.List;

import org.voxmeta.plot.TextStyle.Anchor;

/**
 * The axes of a plane.
 *
 * @param look colours
 * @param xName name of the horizontal axis
 * @param yName name of the vertical axis
 * @param categories names at the positions 0, 1, ... of the horizontal axis; none if it is one of numbers
 * @param isInverted whether small numbers are at the top
 */
record Axes(Look look, String xName, String yName, List<String> categories, boolean isInverted) {

	private static final double BOTTOM = 48;
	private static final double LEFT = 30;
	private static final double TICK = 4;
	private static final double TICKS_ACROSS = 70;
	private static final double TICKS_UP = 46;

	/** Two axes of numbers. */
	Axes(final Look look, final String xName, final String yName) {
		this(look, xName, yName, List.of(), false);
	}

	/** The plane in a figure of that size. */
	Plane plane(final Range across, final Range up, final double width, final double height, final double top,
		final double right)
	{
		final double bottom = Math.max(top + 1, height - BOTTOM);
		final Scale y = isInverted ? new Scale(up.from(), up.to(), top, bottom)
			: new Scale(up.from(), up.to(), bottom, top);
		final TextStyle style = style();
		final double labels = y.ticks(TICKS_UP).labels().stream().mapToDouble(style::width).max().orElse(0);
		final double left = LEFT + labels + TICK;
		return new Plane(new Scale(across.from(), across.to(), left, Math.max(left + 1, width - right)), y);
	}

	private TextStyle style() {
		return TextStyle.of(Look.SMALL, look.theme().foreground());
	}

	/** Thin lines at the round numbers. */
	void grid(final Drawing drawing, final Plane plane) {
		final Pen pen = Pen.of(look.theme().grid(), 1);
		if (categories.isEmpty()) for (final double value : plane.x().ticks(TICKS_ACROSS).values())
			drawing.line(plane.x().at(value), plane.top(), plane.x().at(value), plane.bottom(), pen);
		for (final double value : plane.y().ticks(TICKS_UP).values())
			drawing.line(plane.left(), plane.y().at(value), plane.right(), plane.y().at(value), pen);
	}

	/** The lines with their numbers and names. */
	void paint(final Drawing drawing, final Plane plane) {
		final Pen pen = Pen.of(look.theme().foreground(), 1);
		drawing.polyline(new double[] { plane.left(), plane.left(), plane.right() }, new double[] { plane.top(),
			plane.bottom(), plane.bottom() }, pen);
		final TextStyle title = look.text().with(Anchor.MIDDLE);
		final Ticks up = plane.y().ticks(TICKS_UP);
		for (int i = 0; i < up.values().size(); i++) {
			final double y = plane.y().at(up.values().get(i));
			drawing.line(plane.left() - TICK, y, plane.left(), y, pen);
			drawing.text(up.labels().get(i), plane.left() - TICK - 4, style().baseline(y), style().with(Anchor.END));
		}
		drawing.text(title.fitted(up.titled(yName), plane.height()), 18, (plane.top() + plane.bottom()) / 2, title
			.upwards());
		final String name = categories.isEmpty() ? numbers(drawing, plane, pen) : names(drawing, plane, pen);
		drawing.text(title.fitted(name, plane.width()), (plane.left() + plane.right()) / 2, plane.bottom() + 38,
			title);
	}

	private String numbers(final Drawing drawing, final Plane plane, final Pen pen) {
		final Ticks across = plane.x().ticks(TICKS_ACROSS);
		for (int i = 0; i < across.values().size(); i++)
			tick(drawing, plane, across.values().get(i), across.labels().get(i), pen);
		return across.titled(xName);
	}

	private String names(final Drawing drawing, final Plane plane, final Pen pen) {
		final double room = plane.width() / categories.size() - 6;
		for (int i = 0; i < categories.size(); i++)
			tick(drawing, plane, i, style().fitted(categories.get(i), room), pen);
		return xName;
	}

	private void tick(final Drawing drawing, final Plane plane, final double value, final String label,
		final Pen pen)
	{
		final double x = plane.x().at(value);
		drawing.line(x, plane.bottom(), x, plane.bottom() + TICK, pen);
		drawing.text(label, x, plane.bottom() + 17, style().with(Anchor.MIDDLE));
	}
}
