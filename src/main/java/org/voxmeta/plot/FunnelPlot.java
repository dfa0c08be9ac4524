package org.voxmeta.plot;

import org.voxmeta.stats.kernel.StudentTail;

/**
 * A funnel plot: effects against their standard errors, with small ones on top, around the summary and the
 * region in which studies are expected where there is neither heterogeneity nor selection. With contours, the
 * regions are those of p values of single studies instead, around 0. It looks like that of metafor's {@code
 * funnel()}.
 *
 * @see <a href="https://doi.org/10.1016/j.jclinepi.2007.11.010">Peters JL et al. (2008). Contour-enhanced
 *      meta-analysis funnel plots help distinguish publication bias from other causes of asymmetry. Journal
 *      of Clinical Epidemiology 61, 991-996</a>
 */
public final class FunnelPlot extends Scatter {

	private static final double[] CONTOURS = { 0.01, 0.05, 0.1 };
	private static final String[] NAMES = { "p < 0.01", "0.01 to 0.05", "0.05 to 0.1", "p > 0.1" };
	private static final double LEGEND = 24;

	private final FunnelData data;
	private final boolean hasContours;

	private FunnelPlot(final FunnelData data, final boolean hasContours, final Look look) {
		super(data.points(), look);
		this.data = data;
		this.hasContours = hasContours;
	}

	/** The funnel plot of data, with the region around the summary. */
	public static FunnelPlot of(final FunnelData data) {
		return new FunnelPlot(data, false, Look.DEFAULT);
	}

	/** This plot with the regions of p values of single studies, or without. */
	public FunnelPlot withContours(final boolean on) {
		return new FunnelPlot(data, on, look);
	}

	@Override
	FunnelPlot copy(final Look other) {
		return new FunnelPlot(data, hasContours, other);
	}

	@Override
	public String title() {
		return "Funnel plot of " + points.size() + " studies";
	}

	@Override
	String xName() {
		return data.effect();
	}

	@Override
	String yName() {
		return "Standard error";
	}

	@Override
	boolean isInverted() {
		return true;
	}

	@Override
	double top() {
		return super.top() + (hasContours ? LEGEND : 0);
	}

	@Override
	Range across() {
		final Range studies = Range.of(points.stream().filter(Point::isKnown).mapToDouble(Point::x));
		final double reach = reach(1 - data.level()) * up().to();
		// the whole funnel: that few studies lie close together in a wide one is what it is there to show
		return studies.with(data.centre() - reach).with(data.centre() + reach).padded(0.04);
	}

	@Override
	Range up() {
		final double largest = points.stream().filter(Point::isKnown).mapToDouble(Point::y).max().orElse(1);
		return new Range(0, largest > 0 ? 1.06 * largest : 1);
	}

	/** Standard errors from the centre to the edge of a region that misses such a share. */
	private static double reach(final double outside) {
		return StudentTail.quantileTwoSided(outside, Double.POSITIVE_INFINITY);
	}

	@Override
	void paintBelow(final Drawing drawing, final Plane plane) {
		plane.clipped(drawing, () -> {
			if (hasContours) contours(drawing, plane);
			else region(drawing, plane);
		});
		if (hasContours) legend(drawing, plane);
		if (!plane.x().has(data.centre())) return;
		final double x = plane.x().at(data.centre());
		drawing.line(x, plane.top(), x, plane.bottom(), Pen.of(look.theme().summary(), 1.5));
	}

	private void region(final Drawing drawing, final Plane plane) {
		if (!Double.isFinite(data.centre())) return;
		plane.area(drawing, look.theme().shade());
		final double bottom = plane.y().to();
		final double half = reach(1 - data.level()) * bottom;
		final double[] xs = { data.centre() - half, data.centre(), data.centre() + half };
		final double[] ys = { bottom, 0, bottom };
		plane.polygon(drawing, xs, ys, look.theme().background());
		final Pen pen = Pen.of(look.theme().muted(), 1).dashed(4);
		plane.polyline(drawing, xs, ys, pen);
	}

	private void contours(final Drawing drawing, final Plane plane) {
		final double bottom = plane.y().to();
		plane.area(drawing, contour(0));
		for (int i = 0; i < CONTOURS.length; i++) {
			final double half = reach(CONTOURS[i]) * bottom;
			plane.polygon(drawing, new double[] { -half, 0, half }, new double[] { bottom, 0, bottom }, contour(i
				+ 1));
		}
		if (plane.x().has(0)) drawing.line(plane.x().at(0), plane.top(), plane.x().at(0), plane.bottom(),
			Pen.of(look.theme().muted(), 1));
	}

	/** The colour of a region, from that of the smallest p values. */
	private Colour contour(final int region) {
		final Theme theme = look.theme();
		return switch (region) {
			case 0 -> theme.background();
			case 1 -> theme.background().mixed(theme.foreground(), 0.10);
			case 2 -> theme.background().mixed(theme.foreground(), 0.20);
			default -> theme.background().mixed(theme.foreground(), 0.32);
		};
	}

	private void legend(final Drawing drawing, final Plane plane) {
		final TextStyle style = look.small().with(look.theme().foreground());
		double x = plane.left();
		for (int i = 0; i < NAMES.length; i++) {
			drawing.rectangle(x, 11, 12, 12, contour(i), Pen.of(look.theme().muted(), 1));
			drawing.text(NAMES[i], x + 17, style.baseline(17), style);
			x += 17 + style.width(NAMES[i]) + 16;
		}
	}

	/** Studies outside the region around the summary. */
	@Override
	double notable(final int study) {
		final Point point = points.get(study);
		final double z = Math.abs(point.x() - data.centre()) / point.y();
		return z > reach(1 - data.level()) ? z : 0;
	}

	/** Away from the line of the summary. */
	@Override
	boolean isLabelledLeft(final int study) {
		return points.get(study).x() < data.centre();
	}
}
