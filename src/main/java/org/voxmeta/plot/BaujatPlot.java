package org.voxmeta.plot;

import java.util.List;

/**
 * Baujat's plot: how much each study adds to the heterogeneity, against how much it moves the summary. Its
 * studies are named where there is room, those farthest from the corner first. It looks like that of
 * metafor's {@code baujat()}.
 *
 * @see <a href="https://doi.org/10.1002/sim.1221">Baujat B, Mahe C, Pignon JP, Hill C (2002). A graphical
 *      method for exploring heterogeneity in meta-analyses. Statistics in Medicine 21, 2641-2652</a>
 */
public final class BaujatPlot extends Scatter {

	private final String xName;
	private final String yName;

	private BaujatPlot(final List<Point> points, final String xName, final String yName, final Look look) {
		super(points, look);
		this.xName = xName;
		this.yName = yName;
	}

	/**
	 * The plot of studies.
	 *
	 * @param points contribution to the heterogeneity as x and influence as y, both 0 or above
	 * @param xName name of the horizontal axis
	 * @param yName name of the vertical axis
	 */
	public static BaujatPlot of(final List<Point> points, final String xName, final String yName) {
		return new BaujatPlot(points, xName, yName, Look.DEFAULT);
	}

	@Override
	BaujatPlot copy(final Look other) {
		return new BaujatPlot(points, xName, yName, other);
	}

	@Override
	public String title() {
		return "Baujat plot of " + points.size() + " studies";
	}

	@Override
	String xName() {
		return xName;
	}

	@Override
	String yName() {
		return yName;
	}

	@Override
	Range across() {
		final double largest = points.stream().filter(Point::isKnown).mapToDouble(Point::x).max().orElse(1);
		return new Range(0, largest > 0 ? 1.08 * largest : 1);
	}

	@Override
	Range up() {
		final double largest = points.stream().filter(Point::isKnown).mapToDouble(Point::y).max().orElse(1);
		return new Range(0, largest > 0 ? 1.08 * largest : 1);
	}

	@Override
	void paintBelow(final Drawing drawing, final Plane plane) {
		// the grid is all
	}

	@Override
	double notable(final int study) {
		return points.get(study).x() / across().to() + points.get(study).y() / up().to();
	}
}
