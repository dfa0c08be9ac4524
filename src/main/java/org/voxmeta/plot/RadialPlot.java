package org.voxmeta.plot;

import java.util.stream.DoubleStream;

import org.voxmeta.stats.kernel.StudentTail;

/**
 * A radial plot: each study's standardised effect against its precision. Its effect is the slope of the line
 * from the origin through it, which the arc at the right has a scale for; studies are expected in a band
 * around the line of the summary. It looks like that of metafor's {@code radial()}.
 *
 * @see <a href="https://doi.org/10.1002/sim.4780070807">Galbraith RF (1988). A note on graphical presentation
 *      of estimated odds ratios from several clinical trials. Statistics in Medicine 7, 889-894</a>
 */
public final class RadialPlot extends Scatter {

	private static final double ARC = 0.97;
	private static final int ARC_POINTS = 60;
	private static final int ARC_TICKS = 9;
	private static final double ARC_TICK = 5;

	private final RadialData data;

	private RadialPlot(final RadialData data, final Look look) {
		super(data.points(), look);
		this.data = data;
	}

	/** The radial plot of data. */
	public static RadialPlot of(final RadialData data) {
		return new RadialPlot(data, Look.DEFAULT);
	}

	@Override
	RadialPlot copy(final Look other) {
		return new RadialPlot(data, other);
	}

	@Override
	public String title() {
		return "Radial plot of " + points.size() + " studies";
	}

	@Override
	String xName() {
		return "Precision, 1/√(v + τ²)";
	}

	@Override
	String yName() {
		return "Standardised effect";
	}

	@Override
	double right() {
		return 66;
	}

	@Override
	Range across() {
		// room for the arc beyond the last study
		final double largest = points.stream().filter(Point::isKnown).mapToDouble(Point::x).max().orElse(1);
		return new Range(0, largest > 0 ? 1.25 * largest : 1);
	}

	@Override
	Range up() {
		final double line = data.summary().estimate() * across().to();
		final double reach = reach();
		return Range.of(DoubleStream.concat(points.stream().filter(Point::isKnown).mapToDouble(Point::y),
			DoubleStream.of(0, line - reach, line + reach, -reach, reach))).padded(0.05);
	}

	private double reach() {
		return StudentTail.quantileTwoSided(1 - data.level(), Double.POSITIVE_INFINITY);
	}

	@Override
	void paintBelow(final Drawing drawing, final Plane plane) {
		plane.clipped(drawing, () -> band(drawing, plane));
		drawing.line(plane.left(), plane.y().at(0), plane.left() + ARC * plane.width(), plane.y().at(0), Pen.of(look
			.theme().muted(), 1));
		arc(drawing, plane);
	}

	/** The line of the summary, and where studies are expected around it, up to the arc. */
	private void band(final Drawing drawing, final Plane plane) {
		final double slope = data.summary().estimate();
		if (!Double.isFinite(slope)) return;
		final double end = ARC * plane.x().to();
		final double reach = reach();
		plane.polygon(drawing, new double[] { 0, end, end, 0 }, new double[] { reach, slope * end + reach, slope
			* end - reach, -reach }, look.theme().shade());
		final Pen edge = Pen.of(look.theme().muted(), 1).dashed(4);
		plane.polyline(drawing, new double[] { 0, end }, new double[] { reach, slope * end + reach }, edge);
		plane.polyline(drawing, new double[] { 0, end }, new double[] { -reach, slope * end - reach }, edge);
		// not beyond the arc, where its numbers are
		final double[] tip = onArc(plane, slope, 0);
		drawing.polyline(new double[] { plane.x().at(0), tip[0] }, new double[] { plane.y().at(0), tip[1] }, Pen.of(
			look.theme().summary(), 1.5));
	}

	/** A scale of effects on an arc around the origin, and on it the summary's interval. */
	private void arc(final Drawing drawing, final Plane plane) {
		final double steepest = Math.max(slope(plane, plane.top()), slope(plane, plane.bottom()));
		final double flattest = Math.min(slope(plane, plane.top()), slope(plane, plane.bottom()));
		final Range effects = Range.of(DoubleStream.concat(points.stream().filter(Point::isKnown).mapToDouble(
			point -> point.y() / point.x()), DoubleStream.of(data.summary().lower(), data.summary().upper(), 0)));
		final double from = Math.max(flattest, effects.from());
		final double to = Math.min(steepest, effects.to());
		if (!(to > from)) return;
		curve(drawing, plane, from, to, Pen.of(look.theme().foreground(), 1));
		final Ticks ticks = Ticks.of(from, to, ARC_TICKS);
		final TextStyle style = TextStyle.of(Look.SMALL, look.theme().foreground());
		double last = Double.NaN;
		for (int i = 0; i < ticks.values().size(); i++) {
			final double[] at = onArc(plane, ticks.values().get(i), 0);
			final double[] out = onArc(plane, ticks.values().get(i), ARC_TICK);
			drawing.line(at[0], at[1], out[0], out[1], Pen.of(look.theme().foreground(), 1));
			// steep effects are close together on the arc
			if (Math.abs(at[1] - last) < Look.SMALL) continue;
			last = at[1];
			final double[] label = onArc(plane, ticks.values().get(i), ARC_TICK + 4);
			drawing.text(ticks.labels().get(i), label[0], style.baseline(label[1]), style);
		}
		final Interval summary = data.summary();
		if (summary.isKnown()) curve(drawing, plane, Math.max(from, summary.lower()), Math.min(to, summary.upper()),
			Pen.of(look.theme().summary(), 4));
	}

	private void curve(final Drawing drawing, final Plane plane, final double from, final double to,
		final Pen pen)
	{
		final double[] x = new double[ARC_POINTS];
		final double[] y = new double[ARC_POINTS];
		for (int i = 0; i < ARC_POINTS; i++) {
			final double[] at = onArc(plane, from + (to - from) * i / (ARC_POINTS - 1), 0);
			x[i] = at[0];
			y[i] = at[1];
		}
		drawing.polyline(x, y, pen);
	}

	/** The pixel on the arc, or so many pixels beyond it, in the direction of an effect. */
	private static double[] onArc(final Plane plane, final double effect, final double beyond) {
		final double right = plane.width();
		final double down = plane.y().at(effect * plane.x().to()) - plane.y().at(0);
		final double length = Math.hypot(right, down);
		final double radius = ARC * plane.width() + beyond;
		return new double[] { plane.left() + radius * right / length, plane.y().at(0) + radius * down / length };
	}

	/** The effect whose direction meets the arc at that height. */
	private static double slope(final Plane plane, final double y) {
		final double radius = ARC * plane.width();
		final double down = Math.max(-0.98 * radius, Math.min(0.98 * radius, y - plane.y().at(0)));
		final double right = Math.sqrt(radius * radius - down * down);
		return plane.y().value(plane.y().at(0) + down) / (right / plane.width() * plane.x().to());
	}

	/** Studies outside the band. */
	@Override
	double notable(final int study) {
		final double away = Math.abs(points.get(study).y() - data.summary().estimate() * points.get(study).x());
		return away > reach() ? away : 0;
	}
}
