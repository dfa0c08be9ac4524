package org.voxmeta.bench;

import java.util.List;
import java.util.Locale;

import org.voxmeta.plot.Colour;
import org.voxmeta.plot.Drawing;
import org.voxmeta.plot.Figure;
import org.voxmeta.plot.Pen;
import org.voxmeta.plot.TextStyle;
import org.voxmeta.plot.TextStyle.Anchor;
import org.voxmeta.plot.Theme;

/**
 * Times beside sizes, both in multiples of the first, on logarithmic axes: where growth is linear,
 * lines are diagonal.
 */
final class GrowthFigure implements Figure {

	private static final double WIDTH = 620;
	private static final double HEIGHT = 480;
	private static final double LEFT = 62;
	private static final double RIGHT = 210;
	private static final double TOP = 20;
	private static final double BOTTOM = 52;
	private static final double[] TICKS = { 1, 2, 5, 10, 20, 50, 100 };
	private static final double LARGEST = 120;
	private static final double SMALLEST = 0.7;
	private static final double RADIUS = 3.5;
	private static final double DASH = 5;
	private static final double TEXT = 12;

	private final List<Line> lines;
	private final Theme theme;

	GrowthFigure(final List<Line> lines) {
		this(lines, Theme.light());
	}

	private GrowthFigure(final List<Line> lines, final Theme theme) {
		this.lines = List.copyOf(lines);
		this.theme = theme;
	}

	/**
	 * One thing that grows.
	 *
	 * @param sizes ascending, above 0
	 * @param times one for each size
	 */
	record Line(String name, double[] sizes, double[] times) {

		private double last(final double... values) {
			return values[values.length - 1] / values[0];
		}
	}

	@Override
	public String title() {
		return "Time by size of the work";
	}

	@Override
	public double preferredWidth() {
		return WIDTH;
	}

	@Override
	public double preferredHeight() {
		return HEIGHT;
	}

	@Override
	public Figure with(final Theme other) {
		return new GrowthFigure(lines, other);
	}

	@Override
	public Figure withMarked(final int study) {
		return this;
	}

	@Override
	public int at(final double x, final double y, final double width, final double height) {
		return -1;
	}

	@Override
	public String tip(final int study) {
		return "";
	}

	@Override
	public void paint(final Drawing drawing, final double width, final double height) {
		drawing.rectangle(0, 0, width, height, theme.background(), null);
		final Axis x = new Axis(LEFT, width - RIGHT);
		final Axis y = new Axis(height - BOTTOM, TOP);
		axes(drawing, x, y);
		final double end = TICKS[TICKS.length - 1];
		drawing.line(x.at(1), y.at(1), x.at(end), y.at(end), Pen.of(theme.muted(), 1).dashed(DASH));
		for (int i = 0; i < lines.size(); i++)
			line(drawing, x, y, i);
	}

	private void axes(final Drawing drawing, final Axis x, final Axis y) {
		final TextStyle style = TextStyle.of(TEXT, theme.foreground()).with(Anchor.MIDDLE);
		for (final double tick : TICKS) {
			final String label = String.format(Locale.ROOT, "%.0f", tick);
			drawing.line(x.at(tick), y.start(), x.at(tick), y.end(), Pen.of(theme.grid(), 1));
			drawing.line(x.start(), y.at(tick), x.end(), y.at(tick), Pen.of(theme.grid(), 1));
			drawing.text(label, x.at(tick), y.start() + 18, style);
			drawing.text(label, x.start() - 8, style.baseline(y.at(tick)), style.with(Anchor.END));
		}
		final double[] xs = { x.start(), x.start(), x.end() };
		final double[] ys = { y.end(), y.start(), y.start() };
		drawing.polyline(xs, ys, Pen.of(theme.foreground(), 1));
		drawing.text("times the smallest size", (x.start() + x.end()) / 2, y.start() + 40, style);
		drawing.text("times its processor time", 20, (y.start() + y.end()) / 2, style.upwards());
	}

	private void line(final Drawing drawing, final Axis x, final Axis y, final int number) {
		final Line line = lines.get(number);
		final double[] xs = new double[line.sizes().length];
		final double[] ys = new double[xs.length];
		for (int i = 0; i < xs.length; i++) {
			xs[i] = x.at(line.sizes()[i] / line.sizes()[0]);
			ys[i] = y.at(line.times()[i] / line.times()[0]);
		}
		final Colour colour = List.of(theme.study(), theme.summary(), theme.marked(), theme.foreground())
			.get(number % 4);
		drawing.polyline(xs, ys, Pen.of(colour, 2));
		for (int i = 0; i < xs.length; i++)
			drawing.circle(xs[i], ys[i], RADIUS, colour, null);
		final double row = TOP + 16 + 40 * number;
		drawing.text(line.name(), WIDTH - RIGHT + 12, row, TextStyle.of(TEXT, colour).bold());
		final String growth = String.format(Locale.ROOT, "%.0f x the size, %.1f x the time",
			line.last(line.sizes()), line.last(line.times()));
		drawing.text(growth, WIDTH - RIGHT + 12, row + 15, TextStyle.of(TEXT, theme.muted()));
	}

	/** A logarithmic axis from one pixel to another. */
	private record Axis(double start, double end) {

		double at(final double value) {
			return start + (end - start) * Math.log(value / SMALLEST) / Math.log(LARGEST / SMALLEST);
		}
	}
}
