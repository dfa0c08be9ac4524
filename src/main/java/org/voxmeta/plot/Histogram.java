package org.voxmeta.plot;

import java.util.Locale;

/**
 * How often values of z are found, as bars, and how often they would be found if there were no effect
 * anywhere, as the curve of the standard normal distribution.
 */
public final class Histogram implements Figure {

	private static final double TOP = 34;
	private static final double RIGHT = 18;
	private static final int CURVE = 161;
	/** The normal curve is shown as far as it can be told from the axis. */
	private static final double CURVE_END = 4;
	private static final double PEAK = 1 / Math.sqrt(2 * Math.PI);

	private final HistogramData data;
	private final Look look;

	private Histogram(final HistogramData data, final Look look) {
		this.data = data;
		this.look = look;
	}

	/** The histogram of data. */
	public static Histogram of(final HistogramData data) {
		return new Histogram(data, Look.DEFAULT);
	}

	@Override
	public String title() {
		return "Histogram of " + data.total() + " values of " + data.name();
	}

	@Override
	public double preferredWidth() {
		return 560;
	}

	@Override
	public double preferredHeight() {
		return 340;
	}

	@Override
	public Histogram with(final Theme theme) {
		return new Histogram(data, look.with(theme));
	}

	@Override
	public void paint(final Drawing drawing, final double width, final double height) {
		look.background(drawing, width, height);
		if (data.total() == 0) {
			look.message(drawing, "No value of " + data.name(), width, height);
			return;
		}
		final Axes axes = new Axes(look, data.name(), "Number of values");
		final Plane plane = axes.plane(across(), up(), width, height, TOP, RIGHT);
		axes.grid(drawing, plane);
		bars(drawing, plane);
		curve(drawing, plane);
		axes.paint(drawing, plane);
		legend(drawing, plane);
	}

	private Range across() {
		return new Range(data.from(), data.to()).with(-3).with(3).padded(0.02);
	}

	private Range up() {
		final double most = data.counts().stream().mapToLong(Long::longValue).max().orElse(1);
		return new Range(0, 1.05 * Math.max(most, expected(0)));
	}

	/** How many values of a range around z would be there if all were of the standard normal distribution. */
	private double expected(final double z) {
		return data.total() * data.width() * PEAK * Math.exp(-z * z / 2);
	}

	private void bars(final Drawing drawing, final Plane plane) {
		final Colour colour = look.theme().study().withOpacity(0.75);
		for (int i = 0; i < data.counts().size(); i++) {
			if (data.counts().get(i) == 0) continue;
			final double from = data.from() + i * data.width();
			final double left = plane.x().at(from);
			final double wide = plane.x().at(from + data.width()) - left;
			final double top = plane.y().at(data.counts().get(i));
			final double gap = wide > 4 ? 0.5 : 0;
			drawing.named(String.format(Locale.ROOT, "%s to %s: %d", Digits.alone(from), Digits.alone(from + data
				.width()), data.counts().get(i)), () -> drawing.rectangle(left + gap, top, wide - 2 * gap, plane.bottom()
					- top, colour, null));
		}
	}

	private void curve(final Drawing drawing, final Plane plane) {
		final double from = Math.max(-CURVE_END, plane.x().from());
		final double to = Math.min(CURVE_END, plane.x().to());
		if (!(to > from)) return;
		final double[] x = new double[CURVE];
		final double[] y = new double[CURVE];
		for (int i = 0; i < CURVE; i++) {
			x[i] = from + (to - from) * i / (CURVE - 1);
			y[i] = expected(x[i]);
		}
		plane.polyline(drawing, x, y, Pen.of(look.theme().summary(), 2));
	}

	private void legend(final Drawing drawing, final Plane plane) {
		final TextStyle style = look.small().with(look.theme().foreground());
		final double y = 17;
		final String found = String.format(Locale.ROOT, "found (%,d)", data.total());
		drawing.rectangle(plane.left(), y - 6, 12, 12, look.theme().study().withOpacity(0.75), null);
		drawing.text(found, plane.left() + 17, style.baseline(y), style);
		final double next = plane.left() + 17 + style.width(found) + 20;
		drawing.line(next, y, next + 18, y, Pen.of(look.theme().summary(), 2));
		drawing.text("expected without any effect, N(0, 1)", next + 24, style.baseline(y), style);
	}
}
