package org.voxmeta.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.voxmeta.plot.TextStyle.Anchor;
import org.w3c.dom.Element;

class SvgDrawingTest {

	private static final Colour RED = Colour.of(0xff0000);

	@Test
	void textStaysTextWhateverItHolds() {
		final String name = "Smith & <b>Jones</b> \"quoted\" 'x' ]]> Ångström 研究 \uD83E\uDDE0";
		final SvgDrawing drawing = new SvgDrawing(100, 50, name);

		drawing.named(name, () -> drawing.text(name, 1, 2, TextStyle.of(12, RED)));

		final Svg svg = Svg.of(drawing.xml());
		assertEquals(name, svg.texts().get(0));
		assertEquals(name, svg.all("title").get(0).getTextContent());
		assertEquals(name, svg.all("title").get(1).getTextContent());
	}

	@Test
	void charactersThatXmlCannotHoldAreReplaced() {
		final SvgDrawing drawing = new SvgDrawing(100, 50, "");

		drawing.text("a\u0000b\u001bc\ud800d\uffffe", 1, 2, TextStyle.of(12, RED));

		assertEquals("a?b?c?d?e", Svg.of(drawing.xml()).texts().get(0));
	}

	@Test
	void coordinatesAreHundredthsWithoutExponents() {
		final SvgDrawing drawing = new SvgDrawing(100, 50, "");

		drawing.line(1e-9, 1.23456, 1e7, -0.0001, Pen.of(RED, 1).dashed(3));

		final Element line = Svg.of(drawing.xml()).all("line").get(0);
		assertEquals("0", line.getAttribute("x1"));
		assertEquals("1.23", line.getAttribute("y1"));
		assertEquals("10000000", line.getAttribute("x2"));
		assertEquals("0", line.getAttribute("y2"));
		assertEquals("3", line.getAttribute("stroke-dasharray"));
		assertEquals("#ff0000", line.getAttribute("stroke"));
	}

	@Test
	void coordinatesThatAreNoNumbersAreRefused() {
		final SvgDrawing drawing = new SvgDrawing(100, 50, "");

		assertThrows(IllegalArgumentException.class, () -> drawing.circle(Double.NaN, 1, 1, RED, null));
		assertThrows(IllegalArgumentException.class, () -> drawing.polyline(new double[] { 1, 2 }, new double[] { 1,
			Double.POSITIVE_INFINITY }, Pen.of(RED, 1)));
	}

	@Test
	void clippingKeepsCoordinates() {
		final SvgDrawing drawing = new SvgDrawing(100, 50, "");

		drawing.clipped(10, 20, 30, 15, () -> drawing.circle(12, 22, 5, RED.withOpacity(0.5), null));

		final Element clip = Svg.of(drawing.xml()).all("svg").get(0);
		assertEquals("10 20 30 15", clip.getAttribute("viewBox"));
		assertEquals("10", clip.getAttribute("x"));
		assertEquals("hidden", clip.getAttribute("overflow"));
		final Element circle = (Element) clip.getElementsByTagName("circle").item(0);
		assertEquals("12", circle.getAttribute("cx"));
		assertEquals("0.5", circle.getAttribute("fill-opacity"));
	}

	@Test
	void textsHaveTheirAnchorWeightAndDirection() {
		final SvgDrawing drawing = new SvgDrawing(100, 50, "");

		drawing.text("a", 5, 6, TextStyle.of(12, RED).with(Anchor.END).bold().upwards());

		final Element text = Svg.of(drawing.xml()).text("a");
		assertEquals("end", text.getAttribute("text-anchor"));
		assertEquals("bold", text.getAttribute("font-weight"));
		assertEquals("rotate(-90 5 6)", text.getAttribute("transform"));
	}

	@Test
	void manyFitIntoOnePage() {
		// ids and style sheets of one drawing would be those of all
		final double[][] data = SampleFigures.scaled(21, 1);
		for (final Figure figure : SampleFigures.of(data[0], data[1])) {
			final String xml = SvgDrawing.of(figure);
			assertFalse(xml.contains(" id=") || xml.contains("<style") || xml.contains("<?xml"), figure.title());
			assertTrue(xml.startsWith("<svg "));
		}
	}
}
