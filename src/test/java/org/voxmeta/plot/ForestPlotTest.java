package org.voxmeta.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** What a forest plot shows, read back from its SVG. */
class ForestPlotTest {

	/** Coordinates are rounded to a hundredth of a pixel; an axis has about 300. */
	private static final double ROUNDED = 4e-4;

	private static final Theme LIGHT = Theme.light();

	/** The labels of the axis: numbers centred on a place, all at the same height. */
	private static List<Element> ticks(final Svg svg) {
		return svg.all("text").stream().filter(text -> text.getAttribute("text-anchor").equals("middle") && text
			.getTextContent().matches("−?[0-9.]+")).toList();
	}

	private static double value(final Svg svg, final double pixel) {
		return Svg.value(ticks(svg), "x", pixel);
	}

	@Test
	void theDiamondReachesFromBoundToBoundWithItsTipsAtTheEstimate() throws IOException {
		final ForestData data = Bcg.mean().forest();
		final Svg svg = Svg.of(ForestPlot.of(data));

		final double[][] diamond = Svg.points(svg.filled("polygon", LIGHT.summary()).get(0));

		final Interval wanted = data.summaries().get(0).interval();
		assertEquals(wanted.lower(), value(svg, diamond[0][0]), 5 * ROUNDED);
		assertEquals(wanted.estimate(), value(svg, diamond[1][0]), 5 * ROUNDED);
		assertEquals(wanted.upper(), value(svg, diamond[2][0]), 5 * ROUNDED);
		assertEquals(wanted.estimate(), value(svg, diamond[3][0]), 5 * ROUNDED);
	}

	@Test
	void squaresStandAtTheEffectsAndTheirAreasAreTheWeights() throws IOException {
		final ForestData data = Bcg.mean().forest();
		final Svg svg = Svg.of(ForestPlot.of(data));

		final List<Element> squares = svg.filled("rect", LIGHT.study());

		assertEquals(13, squares.size());
		final double first = Math.pow(Svg.number(squares.get(0), "width"), 2) / data.studies().get(0).weight();
		for (int k = 0; k < 13; k++) {
			final double side = Svg.number(squares.get(k), "width");
			assertEquals(data.studies().get(k).effect(), value(svg, Svg.number(squares.get(k), "x") + side / 2), 5
				* ROUNDED);
			assertEquals(1, side * side / data.studies().get(k).weight() / first, 0.01);
		}
	}

	@Test
	void linesReachFromBoundToBound() throws IOException {
		final ForestData data = Bcg.mean().forest();
		final Svg svg = Svg.of(ForestPlot.of(data));

		for (final StudyRow row : data.studies()) {
			final Element line = (Element) named(svg, row.name()).getElementsByTagName("line").item(0);
			assertEquals(row.lower(), value(svg, Svg.number(line, "x1")), 5 * ROUNDED);
			assertEquals(row.upper(), value(svg, Svg.number(line, "x2")), 5 * ROUNDED);
		}
	}

	private static Element named(final Svg svg, final String name) {
		return (Element) svg.all("title").stream().filter(title -> title.getTextContent().startsWith(name + ":"))
			.findFirst().orElseThrow().getParentNode();
	}

	@Test
	void thePredictionIntervalIsALineWithEnds() throws IOException {
		final ForestData data = Bcg.mean().forest();
		final Svg svg = Svg.of(ForestPlot.of(data));

		final List<Element> lines = svg.all("line").stream().filter(line -> line.getAttribute("stroke").equals(LIGHT
			.summary().hex()) && line.getAttribute("stroke-width").equals("2")).toList();

		assertEquals(3, lines.size());
		final Interval wanted = data.summaries().get(0).prediction();
		assertEquals(wanted.lower(), value(svg, Svg.number(lines.get(0), "x1")), 5 * ROUNDED);
		assertEquals(wanted.upper(), value(svg, Svg.number(lines.get(0), "x2")), 5 * ROUNDED);
	}

	@Test
	void numbersStandBesideTheirStudies() throws IOException {
		final Svg svg = Svg.of(Bcg.mean().forestPlot());

		final double row = Svg.number(svg.text("TPT Madras 1980"), "y");
		for (final String number : List.of("0.01", "[−0.11,", "0.14]"))
			assertTrue(svg.all("text").stream().anyMatch(text -> text.getTextContent().equals(number) && Svg.number(
				text, "y") == row), number);
		assertTrue(svg.texts().contains("Heterogeneity: τ² = 0.366, I² = 92.6%, Q = 163 (df = 12, p < 0.001)"),
			svg.texts()::toString);
		assertTrue(svg.texts().contains("Log risk ratio"));
	}

	@Test
	void intervalsFarWiderThanMostEndInArrows() {
		final List<StudyRow> rows = new ArrayList<>();
		for (int k = 0; k < 10; k++)
			rows.add(StudyRow.of("Study " + k, 0.1 * k, 0.04, 10, 0.95));
		rows.add(StudyRow.of("Wide", 0.5, 1e6, 0.1, 0.95));
		rows.add(StudyRow.of("Far", 1e9, 0.04, 10, 0.95));
		final Svg svg = Svg.of(ForestPlot.of(ForestData.of(rows)));

		assertEquals(2, named(svg, "Wide").getElementsByTagName("polygon").getLength());
		assertEquals(1, named(svg, "Far").getElementsByTagName("polygon").getLength());
		assertEquals(0, named(svg, "Far").getElementsByTagName("line").getLength());
		assertEquals(0, named(svg, "Study 3").getElementsByTagName("polygon").getLength());
		assertTrue(value(svg, Svg.number(ticks(svg).get(0), "x")) > -5);
	}

	@Test
	void studiesWithoutDataAreNamedInMutedText() {
		final Svg svg = Svg.of(ForestPlot.of(ForestData.of(List.of(StudyRow.of("Here", 1, 0.1, 100, 0.95), StudyRow
			.missing("Gone")))));

		assertEquals(LIGHT.muted().hex(), svg.text("Gone").getAttribute("fill"));
		assertEquals(LIGHT.foreground().hex(), svg.text("Here").getAttribute("fill"));
		assertEquals(Svg.number(svg.text("Gone"), "y"), Svg.number(svg.text("no data here"), "y"));
		assertEquals(1, svg.filled("rect", LIGHT.study()).size());
	}

	@Test
	void studiesAloneHaveNoSummary() {
		final Svg svg = Svg.of(ForestPlot.of(ForestData.of(List.of(StudyRow.of("Only", 1, 0.1, 100, 0.95)))));

		assertTrue(svg.filled("polygon", LIGHT.summary()).isEmpty());
		assertFalse(svg.texts().contains("Summary"));
		assertTrue(svg.texts().contains("Only"));
	}

	@Test
	void longNamesAreCutBeforeThePlot() {
		final String name = "A very long name ".repeat(12).trim();
		final ForestPlot plot = ForestPlot.of(ForestData.of(List.of(StudyRow.of(name, 1, 0.1, 50, 0.95),
			StudyRow.of( "Short", 2, 0.1, 50, 0.95))));

		final Element text = Svg.of(plot).all("text").stream().filter(element -> element.getTextContent().endsWith(
			"…")).findFirst().orElseThrow();

		assertTrue(TextWidths.of(text.getTextContent(), Svg.number(text, "font-size"), false) <= 250);
		assertTrue(plot.tip(0).startsWith(name + ": 1.00 [0.380, 1.62], weight 50.0%"), plot.tip(0));
	}

	@Test
	void heightGrowsWithTheStudiesAndRowsStayReadable() {
		double before = 0;
		for (final int studies : new int[] { 3, 21, 60, 200 }) {
			final double[][] data = SampleFigures.scaled(studies, 1);
			final ForestPlot plot = (ForestPlot) SampleFigures.of(data[0], data[1]).get(0);
			final Svg svg = Svg.of(plot);

			assertTrue(plot.preferredHeight() > before);
			before = plot.preferredHeight();
			final Element name = svg.text("Study <1> & sons");
			assertTrue(Svg.number(name, "font-size") >= 10.5);
			assertTrue(Svg.number(svg.text("Study <2> & sons"), "y") - Svg.number(name, "y") >= 1.3 * Svg.number(name,
				"font-size"));
		}
	}

	@Test
	void rowsTooLowForTextHaveNone() {
		final double[][] data = SampleFigures.scaled(200, 1);
		final Svg svg = Svg.of(SampleFigures.of(data[0], data[1]).get(0), 700, 500);

		assertTrue(svg.texts().stream().noneMatch(text -> text.startsWith("Study <")));
		assertEquals(200, svg.filled("rect", LIGHT.study()).size());
	}

	@Test
	void theStudyUnderTheMouseIsThatOfTheRow() throws IOException {
		final ForestPlot plot = Bcg.mean().forestPlot();
		final Svg svg = Svg.of(plot);

		for (int k = 0; k < 13; k++) {
			final double y = Svg.number(svg.text(Bcg.NAMES.get(k)), "y") - 4;
			assertEquals(k, plot.at(100, y, plot.preferredWidth(), plot.preferredHeight()));
		}
		assertEquals(-1, plot.at(100, 5, plot.preferredWidth(), plot.preferredHeight()));
		assertEquals(-1, plot.at(100, plot.preferredHeight() - 5, plot.preferredWidth(), plot.preferredHeight()));
	}

	@Test
	void columnsDoNotOverlap() throws IOException {
		final Svg svg = Svg.of(Bcg.mean().forestPlot());
		final double[] ends = { end(svg.text("TPT Madras 1980")), start(svg.text("10.0%")),
			end(svg.text("10.0%")) };
		final double first = ticks(svg).stream().mapToDouble(tick -> Svg.number(tick, "x")).min().orElseThrow();
		final double last = ticks(svg).stream().mapToDouble(tick -> Svg.number(tick, "x")).max().orElseThrow();

		assertTrue(ends[0] < first);
		assertTrue(last < ends[1]);
		assertTrue(ends[2] < start(svg.text("Estimate [95% CI]")));
	}

	@Test
	void numbersOfSummariesHaveRoomWhereRowsAreLow() {
		final double[][] data = SampleFigures.scaled(200, 1);
		final ForestPlot plot = (ForestPlot) SampleFigures.of(data[0], data[1]).get(1);
		final Svg svg = Svg.of(plot, 900, 500);

		final double row = Svg.number(svg.text("Mean"), "y");
		final List<Element> numbers = svg.all("text").stream().filter(text -> Svg.number(text, "y") == row)
			.toList();
		assertEquals(4, numbers.size());
		for (int i = 1; i < 4; i++)
			assertTrue(end(numbers.get(i - 1)) < start(numbers.get(i)));
	}

	private static double end(final Element text) {
		return text.getAttribute("text-anchor").equals("end") ? Svg.number(text, "x") : Svg.number(text, "x")
			+ width( text);
	}

	private static double start(final Element text) {
		return end(text) - width(text);
	}

	private static double width(final Element text) {
		return TextWidths.of(text.getTextContent(), Svg.number(text, "font-size"), text.getAttribute("font-weight")
			.equals("bold"));
	}
}
