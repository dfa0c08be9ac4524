package org.voxmeta.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** Funnel, Baujat, radial and moderator plots, read back from their SVG. */
class ScatterPlotsTest {

	private static final Theme LIGHT = Theme.light();
	private static final double Z95 = 1.959963984540054;

	/** The labels of the horizontal axis. */
	private static List<Element> across(final Svg svg) {
		return numbers(svg, "middle");
	}

	/** The labels of the vertical axis. */
	private static List<Element> up(final Svg svg) {
		return numbers(svg, "end");
	}

	private static List<Element> numbers(final Svg svg, final String anchor) {
		return svg.all("text").stream().filter(text -> text.getAttribute("text-anchor").equals(anchor) && text
			.getTextContent().matches("−?[0-9.]+")).toList();
	}

	private static double x(final Svg svg, final double pixel) {
		return Svg.value(across(svg), "x", pixel);
	}

	/** The baselines of labels are all as far below their ticks, here 0.355 of 11 pixels. */
	private static double y(final Svg svg, final double pixel) {
		return Svg.value(up(svg), "y", pixel + 0.355 * 11);
	}

	/** Every study's circle is at its numbers. */
	private static void assertPoints(final Svg svg, final List<Point> points) {
		for (final Point point : points) {
			final Element group = (Element) svg.all("title").stream().filter(title -> title.getTextContent()
				.startsWith( point.name() + ":")).findFirst().orElseThrow().getParentNode();
			final Element circle = (Element) group.getElementsByTagName("circle").item(0);
			assertEquals(point.x(), x(svg, Svg.number(circle, "cx")), 2e-3 * Math.max(1, Math.abs(point.x())));
			assertEquals(point.y(), y(svg, Svg.number(circle, "cy")), 2e-3 * Math.max(1, Math.abs(point.y())));
		}
	}

	@Test
	void circlesAreAtTheirNumbers() throws IOException {
		final PlotData data = Bcg.mean();

		assertPoints(Svg.of(data.funnelPlot()), data.funnel().points());
		assertPoints(Svg.of(data.baujatPlot()), data.baujat());
		assertPoints(Svg.of(data.radialPlot()), data.radial().points());
		assertPoints(Svg.of(Bcg.latitude().bubblePlot("Latitude", Bcg.numbers("ablat"))), Bcg.latitude().bubble(
			"Latitude", Bcg.numbers("ablat")).points());
	}

	@Test
	void theFunnelOpensByTheNormalQuantileFromTheSummary() throws IOException {
		final FunnelData data = Bcg.mean().funnel();
		final Svg svg = Svg.of(FunnelPlot.of(data));

		final double[][] funnel = Svg.points(svg.filled("polygon", LIGHT.background()).get(0));

		assertEquals(data.centre(), x(svg, funnel[1][0]), 1e-3);
		assertEquals(0, y(svg, funnel[1][1]), 1e-3);
		final double bottom = y(svg, funnel[0][1]);
		assertEquals(data.centre() - Z95 * bottom, x(svg, funnel[0][0]), 2e-3);
		assertEquals(data.centre() + Z95 * bottom, x(svg, funnel[2][0]), 2e-3);
	}

	/** Else three studies that agree by chance would look as if they were all that could be expected. */
	@Test
	void theFunnelIsWholeWhereStudiesLieCloseTogether() {
		final Svg svg = Svg.of(FunnelPlot.of(new FunnelData(List.of(new Point("a", 0.191, 0.14, 1), new Point(
			"b", 0.198, 0.19, 1), new Point("c", 0.197, 0.16, 1)), 0.195, "Effect", 0.95)), 600, 500);

		final double[][] funnel = Svg.points(svg.filled("polygon", LIGHT.background()).get(0));
		assertEquals(0.195 - Z95 * y(svg, funnel[0][1]), x(svg, funnel[0][0]), 2e-3);
		// the scale's own labels are within the figure
		assertTrue(Svg.number(svg.text("0.0"), "x") > funnel[0][0], Svg.number(svg.text("0.0"), "x") + " of "
			+ funnel[0][0]);
		assertTrue(funnel[0][0] > 0 && funnel[2][0] < 600, funnel[0][0] + " to " + funnel[2][0]);
	}

	@Test
	void smallStandardErrorsAreOnTop() throws IOException {
		final Svg svg = Svg.of(Bcg.mean().funnelPlot());

		assertTrue(Svg.number(svg.text("0.1"), "y") < Svg.number(svg.text("0.7"), "y"));
	}

	@Test
	void contoursAreThoseOfSingleStudiesAroundZero() throws IOException {
		final Svg svg = Svg.of(Bcg.mean().funnelPlot().withContours(true));

		final List<double[][]> regions = svg.all("polygon").stream().map(Svg::points).toList();

		final double[] quantiles = { 2.5758293035489, Z95, 1.6448536269514715 };
		assertEquals(3, regions.size());
		for (int i = 0; i < 3; i++) {
			assertEquals(0, x(svg, regions.get(i)[1][0]), 1e-3);
			final double bottom = y(svg, regions.get(i)[2][1]);
			assertEquals(quantiles[i] * bottom, x(svg, regions.get(i)[2][0]), 3e-3);
		}
		assertTrue(svg.texts().contains("p < 0.01"));
	}

	@Test
	void theRadialLineHasTheSummaryAsItsSlopeAndTheBandIsParallel() throws IOException {
		final RadialData data = Bcg.mean().radial();
		final Svg svg = Svg.of(RadialPlot.of(data));

		final double[][] line = Svg.points(svg.all("polyline").stream().filter(element -> element.getAttribute(
			"stroke").equals(LIGHT.summary().hex())).findFirst().orElseThrow());
		final double[][] band = Svg.points(svg.filled("polygon", LIGHT.shade()).get(0));

		assertEquals(0, x(svg, line[0][0]), 1e-3);
		assertEquals(0, y(svg, line[0][1]), 3e-3);
		assertEquals(data.summary().estimate(), y(svg, line[1][1]) / x(svg, line[1][0]), 3e-3);
		// where the arc begins
		assertTrue(line[1][0] < band[1][0], line[1][0] + " is beyond the arc");
		assertEquals(Z95, y(svg, band[0][1]), 3e-3);
		assertEquals(-Z95, y(svg, band[3][1]), 3e-3);
		assertEquals(2 * Z95, y(svg, band[1][1]) - y(svg, band[2][1]), 6e-3);
	}

	@Test
	void theFittedLineAndItsBandAreTheModels() throws IOException {
		final BubbleData data = Bcg.latitude().bubble("Latitude", Bcg.numbers("ablat"));
		final Svg svg = Svg.of(BubblePlot.of(data));

		final double[][] line = Svg.points(svg.all("polyline").stream().filter(element -> element.getAttribute(
			"stroke").equals(LIGHT.summary().hex())).findFirst().orElseThrow());
		final double[][] band = Svg.points(svg.filled("polygon", LIGHT.band()).get(0));

		assertEquals(41, line.length);
		assertEquals(82, band.length);
		for (int i = 0; i < 41; i++) {
			final BubbleData.Expected wanted = data.curve().get(i);
			assertEquals(wanted.x(), x(svg, line[i][0]), 0.02);
			assertEquals(wanted.interval().estimate(), y(svg, line[i][1]), 3e-3);
			assertEquals(wanted.interval().upper(), y(svg, band[i][1]), 3e-3);
			assertEquals(wanted.interval().lower(), y(svg, band[81 - i][1]), 3e-3);
		}
	}

	@Test
	void areasOfBubblesAreTheWeights() throws IOException {
		final List<Point> points = Bcg.latitude().bubble("Latitude", Bcg.numbers("ablat")).points();
		final BubblePlot plot = Bcg.latitude().bubblePlot("Latitude", Bcg.numbers("ablat"));

		for (int k = 1; k < points.size(); k++)
			assertEquals(points.get(k).weight() / points.get(0).weight(), Math.pow(plot.radius(k) / plot.radius(0), 2),
				1e-9);
	}

	@Test
	void levelsStandInColumns() {
		final List<Point> points = List.of(new Point("A", 0, 1, 20), new Point("B", 1, 2, 30), new Point("C", 0, 3,
			50));
		final Svg svg = Svg.of(BubblePlot.of(new BubbleData(points, "Sex", List.of("women", "men"), List.of(),
			"Effect")));

		for (final Element circle : svg.all("circle")) {
			final String name = ((Element) circle.getParentNode()).getElementsByTagName("title").item(0)
				.getTextContent();
			final String level = name.startsWith("B") ? "men" : "women";
			assertEquals(Svg.number(svg.text(level), "x"), Svg.number(circle, "cx"), 0.02);
			assertTrue(name.contains("Sex " + level), name);
		}
	}

	@Test
	void labelsDoNotCoverEachOther() {
		final double[][] data = SampleFigures.scaled(200, 1);
		for (final Figure figure : SampleFigures.of(data[0], data[1]).subList(2, 7)) {
			final List<Rectangle2D> boxes = new ArrayList<>();
			for (final Element text : Svg.of(figure).all("text"))
				if (text.getTextContent().startsWith("Study <")) boxes.add(box(text));
			for (int i = 0; i < boxes.size(); i++)
				for (int j = 0; j < i; j++)
					assertFalse(boxes.get(i).intersects(boxes.get(j)), figure.title());
			if (figure instanceof BaujatPlot) assertTrue(boxes.size() > 5);
		}
	}

	private static Rectangle2D box(final Element text) {
		final double size = Svg.number(text, "font-size");
		return new Rectangle2D.Double(Svg.number(text, "x"), Svg.number(text, "y") - 0.75 * size, TextWidths.of(text
			.getTextContent(), size, false), size);
	}

	@Test
	void aMarkedStudyIsNamed() throws IOException {
		final Figure plot = Bcg.mean().funnelPlot();

		assertFalse(Svg.of(plot).texts().contains("Rosenthal et al. 1960"));
		assertTrue(Svg.of(plot.withMarked(2)).texts().contains("Rosenthal et al. 1960"));
		assertEquals(1, Svg.of(plot.withMarked(2)).filled("circle", LIGHT.marked()).size());
	}
}
