package org.voxmeta.plot;

import java.util.List;
import java.util.stream.DoubleStream;

import org.voxmeta.plot.BubbleData.Expected;

/**
 * Effects against a moderator: a circle per study, whose area is its weight, and the model's line with its
 * confidence band; for a factor, a column per level with the level's mean and interval. It looks like that of
 * metafor's {@code regplot()}.
 */
public final class BubblePlot extends Scatter {

	private static final double SMALLEST = 3;
	private static final double LARGEST = 15;
	/** Half the width of a level's mean, in distances between levels. */
	private static final double HALF_LEVEL = 0.3;

	private final BubbleData data;
	private final double largestWeight;

	private BubblePlot(final BubbleData data, final Look look) {
		super(data.points(), look);
		this.data = data;
		this.largestWeight = data.points().stream().filter(Point::isKnown).mapToDouble(Point::weight).filter(
			Double::isFinite).max().orElse(0);
	}

	/** The plot of data. */
	public static BubblePlot of(final BubbleData data) {
		return new BubblePlot(data, Look.DEFAULT);
	}

	@Override
	BubblePlot copy(final Look other) {
		return new BubblePlot(data, other);
	}

	@Override
	public String title() {
		return "Effects of " + points.size() + " studies by " + data.moderator();
	}

	@Override
	String xName() {
		return data.moderator();
	}

	@Override
	String yName() {
		return data.effect();
	}

	@Override
	List<String> categories() {
		return data.levels();
	}

	@Override
	String nothing() {
		return "No study has data and a value of " + data.moderator();
	}

	@Override
	double radius(final int study) {
		final double weight = points.get(study).weight();
		if (!(largestWeight > 0) || !Double.isFinite(weight)) return RADIUS;
		final double largest = points.size() > 60 ? 0.6 * LARGEST : LARGEST;
		return Math.max(SMALLEST, largest * Math.sqrt(weight / largestWeight));
	}

	@Override
	Range across() {
		if (!data.levels().isEmpty()) return new Range(-0.5, data.levels().size() - 0.5);
		return Range.of(points.stream().filter(Point::isKnown).mapToDouble(Point::x)).padded(0.05);
	}

	@Override
	Range up() {
		final Range studies = Range.of(points.stream().filter(Point::isKnown).mapToDouble(Point::y));
		final Range all = Range.of(DoubleStream.concat(DoubleStream.of(studies.from(), studies.to()), data.curve()
			.stream().map(Expected::interval).flatMapToDouble(row -> DoubleStream.of(row.lower(), row.upper()))));
		// a band much wider than the studies is cut off
		final Range most = studies.padded(1);
		return new Range(Math.max(all.from(), most.from()), Math.min(all.to(), most.to())).withNear(0, 1.4).padded(
			0.06);
	}

	@Override
	void paintBelow(final Drawing drawing, final Plane plane) {
		plane.clipped(drawing, () -> {
			if (data.levels().isEmpty()) line(drawing, plane);
			else means(drawing, plane);
		});
		if (plane.y().has(0)) drawing.line(plane.left(), plane.y().at(0), plane.right(), plane.y().at(0),
			Pen.of(look.theme().muted(), 1));
	}

	private void line(final Drawing drawing, final Plane plane) {
		final List<Expected> known = data.curve().stream().filter(at -> Double.isFinite(at.interval().estimate()))
			.toList();
		if (known.size() < 2) return;
		final double[] x = known.stream().mapToDouble(Expected::x).toArray();
		if (known.stream().allMatch(at -> at.interval().isKnown())) band(drawing, plane, known, x);
		plane.polyline(drawing, x, known.stream().mapToDouble(at -> at.interval().estimate()).toArray(), Pen.of(look
			.theme().summary(), 2));
	}

	private void band(final Drawing drawing, final Plane plane, final List<Expected> known, final double[] x) {
		final int count = known.size();
		final double[] aroundX = new double[2 * count];
		final double[] aroundY = new double[2 * count];
		for (int i = 0; i < count; i++) {
			aroundX[i] = x[i];
			aroundY[i] = known.get(i).interval().upper();
			aroundX[2 * count - 1 - i] = x[i];
			aroundY[2 * count - 1 - i] = known.get(i).interval().lower();
		}
		plane.polygon(drawing, aroundX, aroundY, look.theme().band());
	}

	private void means(final Drawing drawing, final Plane plane) {
		for (final Expected level : data.curve()) {
			final Interval interval = level.interval();
			final double[] sides = { level.x() - HALF_LEVEL, level.x() + HALF_LEVEL, level.x() + HALF_LEVEL, level.x()
				- HALF_LEVEL };
			if (interval.isKnown()) plane.polygon(drawing, sides, new double[] { interval.lower(), interval.lower(),
				interval.upper(), interval.upper() }, look.theme().band());
			if (Double.isFinite(interval.estimate())) plane.polyline(drawing, new double[] { sides[0], sides[1] },
				new double[] { interval.estimate(), interval.estimate() }, Pen.of(look.theme().summary(), 2));
		}
	}

	/** Studies far from what the model expects, in widths of the plot. */
	@Override
	double notable(final int study) {
		return points.size() <= 30 ? 1 + radius(study) : 0;
	}
}
