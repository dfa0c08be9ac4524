package org.voxmeta.plot;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** What plots of studies as points in a plane share: axes, points, labels, and which study is where. */
abstract class Scatter implements Figure {

	/** Radius of points whose size means nothing. */
	static final double RADIUS = 4;
	private static final double TOP = 14;
	private static final int MOST_LABELS = 30;
	private static final double LONGEST_LABEL = 190;
	/** How far from a point's edge it still is the one that is meant. */
	private static final double NEAR = 8;

	final Look look;
	final List<Point> points;

	Scatter(final List<Point> points, final Look look) {
		this.points = List.copyOf(points);
		this.look = look;
	}

	abstract Figure copy(Look other);

	abstract String xName();

	abstract String yName();

	/** What the horizontal axis shows. */
	abstract Range across();

	/** What the vertical axis shows. */
	abstract Range up();

	/** What is painted below the points. */
	abstract void paintBelow(Drawing drawing, Plane plane);

	/** How much a study deserves a label; it has none if that is not above 0. */
	abstract double notable(int study);

	/** Whether a study's label is rather put to its left. */
	boolean isLabelledLeft(final int study) {
		return false;
	}

	/** Whether small numbers are at the top. */
	boolean isInverted() {
		return false;
	}

	double radius(final int study) {
		return RADIUS;
	}

	/** Room at the right for what is painted beside the plane. */
	double right() {
		return 18;
	}

	/** Room at the top for a legend. */
	double top() {
		return TOP;
	}

	/** The names at the positions 0, 1, ... of the horizontal axis; none if it is one of numbers. */
	List<String> categories() {
		return List.of();
	}

	/** What is said where there is nothing to plot. */
	String nothing() {
		return "No study has data here";
	}

	@Override
	public double preferredWidth() {
		return 560;
	}

	@Override
	public double preferredHeight() {
		return 440;
	}

	@Override
	public final Figure with(final Theme theme) {
		return copy(look.with(theme));
	}

	@Override
	public final Figure withMarked(final int study) {
		return copy(look.withMarked(study));
	}

	@Override
	public final void paint(final Drawing drawing, final double width, final double height) {
		look.background(drawing, width, height);
		if (points.stream().noneMatch(Point::isKnown)) {
			look.message(drawing, nothing(), width, height);
			return;
		}
		final Plane plane = plane(width, height);
		axes().grid(drawing, plane);
		paintBelow(drawing, plane);
		axes().paint(drawing, plane);
		points(drawing, plane);
		labels(drawing, plane);
	}

	@Override
	public final int at(final double x, final double y, final double width, final double height) {
		if (points.stream().noneMatch(Point::isKnown)) return -1;
		final Plane plane = plane(width, height);
		return IntStream.range(0, points.size()).filter(k -> points.get(k).isKnown()).boxed().min(Comparator
			.comparingDouble(k -> distance(plane, k, x, y))).filter(k -> distance(plane, k, x, y) <= NEAR).orElse(-1);
	}

	/** From the edge of a study's point; below 0 inside, where the smaller of two points counts. */
	private double distance(final Plane plane, final int study, final double x, final double y) {
		final Point point = points.get(study);
		final double away = Math.hypot(plane.x().at(point.x()) - x, plane.y().at(point.y()) - y);
		final double radius = radius(study);
		return away > radius ? away - radius : away / radius - 1;
	}

	@Override
	public String tip(final int study) {
		if (study < 0 || study >= points.size()) return "";
		final Point point = points.get(study);
		if (!point.isKnown()) return point.name() + ": no data here";
		final String x = categories().isEmpty() ? Digits.alone(point.x()) : categories().get((int) point.x());
		return point.name() + ": " + xName() + " " + x + ", " + yName() + " " + Digits.alone(point.y());
	}

	private Axes axes() {
		return new Axes(look, xName(), yName(), categories(), isInverted());
	}

	/** The plane in a figure of that size. */
	final Plane plane(final double width, final double height) {
		return axes().plane(across(), up(), width, height, top(), right());
	}

	/** Large points first, so that they hide no others; the marked one last. */
	private void points(final Drawing drawing, final Plane plane) {
		IntStream.range(0, points.size()).filter(k -> points.get(k).isKnown()).boxed().sorted(Comparator
			.<Integer>comparingInt(k -> k == look.marked() ? 1 : 0).thenComparingDouble(k -> -radius(k)))
			.forEach(k -> drawing.named(tip(k), () -> point(drawing, plane, k)));
	}

	private void point(final Drawing drawing, final Plane plane, final int study) {
		final Theme theme = look.theme();
		final boolean isMarked = study == look.marked();
		final Colour colour = isMarked ? theme.marked() : theme.study();
		final double x = plane.x().at(points.get(study).x());
		final double y = plane.y().at(points.get(study).y());
		final double opacity = radius(study) > RADIUS || points.size() > 60 ? 0.6 : 0.9;
		drawing.circle(x, y, radius(study), colour.withOpacity(isMarked ? 1 : opacity), Pen.of(theme
			.background(), 1));
		if (isMarked) drawing.circle(x, y, radius(study) + 3, null, Pen.of(colour, 1.5));
	}

	private void labels(final Drawing drawing, final Plane plane) {
		final Labels labels = new Labels(plane);
		final List<Integer> shown = IntStream.range(0, points.size()).filter(k -> points.get(k).isKnown()).boxed()
			.toList();
		shown.forEach(k -> labels.avoid(plane.x().at(points.get(k).x()), plane.y().at(points.get(k).y()), 0.85
			* radius(k)));
		final double[] importance = IntStream.range(0, points.size()).mapToDouble(k -> k == look.marked()
			? Double.POSITIVE_INFINITY : points.get(k).isKnown() ? notable(k) : 0).toArray();
		shown.stream().filter(k -> importance[k] > 0).sorted(Comparator.comparingDouble(k -> -importance[k])).limit(
			MOST_LABELS).forEach(k -> label(drawing, plane, labels, k));
	}

	private void label(final Drawing drawing, final Plane plane, final Labels labels, final int study) {
		final TextStyle plain = look.small().with(look.theme().foreground());
		final TextStyle style = study == look.marked() ? plain.bold() : plain;
		labels.put(drawing, style.fitted(points.get(study).name(), LONGEST_LABEL), plane.x().at(points.get(study)
			.x()), plane.y().at(points.get(study).y()), radius(study), style, isLabelledLeft(study));
	}
}
