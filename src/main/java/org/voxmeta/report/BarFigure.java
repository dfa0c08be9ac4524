package org.voxmeta.report;

import java.util.Arrays;

import org.voxmeta.plot.Drawing;
import org.voxmeta.plot.Figure;
import org.voxmeta.plot.Pen;
import org.voxmeta.plot.TextStyle;
import org.voxmeta.plot.TextStyle.Anchor;
import org.voxmeta.plot.Theme;
import org.voxmeta.plot.Ticks;

/** How often the values of a measure are in ranges of the same width. Immutable. */
final class BarFigure implements Figure {

	private static final int BINS = 30;
	private static final double LEFT = 64;
	private static final double RIGHT = 16;
	private static final double TOP = 12;
	private static final double BOTTOM = 46;
	private static final int ACROSS = 8;
	private static final int UP = 5;

	private final String name;
	private final long[] counts;
	private final double high;
	private final Theme theme;

	private BarFigure(final String name, final long[] counts, final double high, final Theme theme) {
		this.name = name;
		this.counts = counts;
		this.high = high;
		this.theme = theme;
	}

	/**
	 * The bars of values from 0 to a highest one; larger values are in the last bar.
	 *
	 * @param values of which those that are NaN do not count
	 * @param high above 0
	 */
	static BarFigure of(final double[] values, final double high, final String name) {
		final long[] counts = new long[BINS];
		for (final double value : values)
			if (!Double.isNaN(value)) counts[(int) Math.max(0, Math.min(BINS - 1, Math.floor(BINS * value / high)))]++;
		return new BarFigure(name, counts, high, Theme.light());
	}

	@Override
	public String title() {
		return "Histogram of " + name;
	}

	@Override
	public double preferredWidth() {
		return 460;
	}

	@Override
	public double preferredHeight() {
		return 260;
	}

	@Override
	public BarFigure with(final Theme other) {
		return new BarFigure(name, counts, high, other);
	}

	@Override
	public void paint(final Drawing drawing, final double width, final double height) {
		drawing.rectangle(0, 0, width, height, theme.background(), null);
		final double most = Math.max(1, 1.05 * Arrays.stream(counts).max().orElse(1));
		final double across = width - LEFT - RIGHT;
		final double bottom = height - BOTTOM;
		final double up = bottom - TOP;
		final TextStyle small = TextStyle.of(11, theme.foreground());
		final Ticks rows = Ticks.of(0, most, UP);
		for (int i = 0; i < rows.values().size(); i++) {
			final double y = bottom - up * rows.values().get(i) / most;
			drawing.line(LEFT, y, width - RIGHT, y, Pen.of(theme.grid(), 1));
			drawing.text(rows.labels().get(i), LEFT - 6, small.baseline(y), small.with(Anchor.END));
		}
		final double step = across / counts.length;
		for (int i = 0; i < counts.length; i++) {
			final double top = bottom - up * counts[i] / most;
			drawing.rectangle(LEFT + i * step + 0.5, top, step - 1, bottom - top, theme.study(), null);
		}
		drawing.line(LEFT, bottom, width - RIGHT, bottom, Pen.of(theme.foreground(), 1));
		final Ticks columns = Ticks.of(0, high, ACROSS);
		for (int i = 0; i < columns.values().size(); i++) {
			final double x = LEFT + across * columns.values().get(i) / high;
			drawing.line(x, bottom, x, bottom + 4, Pen.of(theme.foreground(), 1));
			drawing.text(columns.labels().get(i), x, bottom + 17, small.with(Anchor.MIDDLE));
		}
		final TextStyle text = TextStyle.of(12, theme.foreground());
		drawing.text(titled(name, columns), LEFT + across / 2, height - 8, text.with(Anchor.MIDDLE));
		drawing.text(titled("Number", rows), 14, TOP + up / 2, text.with(Anchor.MIDDLE).upwards());
	}

	/** With the power of ten that the numbers at its ticks are in. */
	private static String titled(final String name, final Ticks ticks) {
		return ticks.power() == 0 ? name : name + ", in 1e" + ticks.power();
	}
}
