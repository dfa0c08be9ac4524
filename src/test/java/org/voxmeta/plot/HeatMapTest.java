package org.voxmeta.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class HeatMapTest {

	private static final HeatMapData DATA = new HeatMapData(List.of("A", "B", "C"), new double[][] { { 1, 0.5,
		-1 }, {
		0.5, 1, Double.NaN }, { -1, Double.NaN, 0 } }, 1, "Correlation");

	@Test
	void coloursGoFromBlueOverTheBackgroundToOrange() {
		final Svg svg = Svg.of(HeatMap.of(DATA));

		assertEquals(Theme.light().summary().hex(), cell(svg, "A, A: 1.00").getAttribute("fill"));
		assertEquals(Theme.light().study().hex(), cell(svg, "A, C: −1.00").getAttribute("fill"));
		assertEquals(Theme.light().background().hex(), cell(svg, "C, C: 0").getAttribute("fill"));
		assertEquals(Theme.light().background().mixed(Theme.light().summary(), 0.5).hex(), cell(svg, "A, B: 0.500")
			.getAttribute("fill"));
	}

	@Test
	void numbersAreInTheirSquares() {
		final Svg svg = Svg.of(HeatMap.of(DATA));

		final Element square = cell(svg, "A, B: 0.500");
		final Element text = (Element) square.getParentNode().getLastChild().getPreviousSibling();
		assertEquals(".50", text.getTextContent());
		assertEquals(Svg.number(square, "x") + Svg.number(square, "width") / 2, Svg.number(text, "x"), 0.02);
	}

	private static Element cell(final Svg svg, final String name) {
		final Element title = svg.all("title").stream().filter(element -> element.getTextContent().equals(name))
			.findFirst().orElseThrow(() -> new AssertionError(svg.all("title").stream().map(Element::getTextContent)
				.toList().toString()));
		return (Element) ((Element) title.getParentNode()).getElementsByTagName("rect").item(0);
	}

	@Test
	void rowsAreFound() {
		final HeatMap map = HeatMap.of(DATA);
		final Element square = cell(Svg.of(map), "B, A: 0.500");

		assertEquals(1, map.at(Svg.number(square, "x") + 3, Svg.number(square, "y") + 3, map.preferredWidth(), map
			.preferredHeight()));
		assertEquals(-1, map.at(5, 5, map.preferredWidth(), map.preferredHeight()));
	}

	@Test
	void manyStudiesHaveNoNumbersButFit() {
		final HeatMap map = HeatMap.of(new HeatMapData(IntStream.range(0, 100).mapToObj(k -> "Study " + k).toList(),
			new double[100][100], 1, "Correlation"));

		final RecordedDrawing drawing = new RecordedDrawing(new SvgDrawing(1, 1, ""));
		map.paint(drawing, map.preferredWidth(), map.preferredHeight());

		assertTrue(map.preferredWidth() < 2000);
		assertTrue(drawing.calls().stream().filter(call -> call.startsWith("text")).count() < 220);
	}

	@Test
	void theMatrixMustBeSquare() {
		assertThrows(IllegalArgumentException.class, () -> new HeatMapData(List.of("A"), new double[2][2], 1, ""));
		assertThrows(IllegalArgumentException.class, () -> new HeatMapData(List.of("A"), new double[1][2], 1, ""));
		assertThrows(IllegalArgumentException.class, () -> new HeatMapData(List.of("A"), new double[1][1], 0, ""));
	}
}
