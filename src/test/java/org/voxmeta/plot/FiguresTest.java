package org.voxmeta.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What holds for every figure of any data. */
class FiguresTest {

	private static final double[][] SIZES = { { 1, 1 }, { 90, 60 }, { 1200, 900 } };

	@TestFactory
	Stream<DynamicTest> everyFigureIsWellFormedInEverySize() {
		return tests((figure, name) -> {
			assertTrue(figure.preferredWidth() > 50 && figure.preferredHeight() > 50, name);
			Svg.of(figure);
			for (final double[] size : SIZES) {
				final String xml = SvgDrawing.of(figure, size[0], size[1]);
				assertFalse(xml.contains("NaN") || xml.contains("Infinity"), name);
				Svg.of(xml);
			}
		});
	}

	@TestFactory
	Stream<DynamicTest> screenAndSvgGetTheSameCalls() {
		return tests((figure, name) -> {
			final RecordedDrawing svg = new RecordedDrawing(new SvgDrawing(500, 400, ""));
			final RecordedDrawing screen = new RecordedDrawing(new Java2dDrawing(new BufferedImage(500, 400,
				BufferedImage.TYPE_INT_RGB).createGraphics()));

			figure.paint(svg, 500, 400);
			figure.paint(screen, 500, 400);

			assertEquals(svg.calls(), screen.calls());
		});
	}

	@TestFactory
	Stream<DynamicTest> everyPointCanBeAskedFor() {
		return tests((figure, name) -> {
			for (double x = -20; x < 540; x += 79)
				for (double y = -20; y < 440; y += 53) {
					final int study = figure.at(x, y, 500, 400);
					if (study >= 0) assertFalse(figure.tip(study).isEmpty());
				}
			assertEquals("", figure.tip(-1));
			assertEquals("", figure.tip(1000));
		});
	}

	@TestFactory
	Stream<DynamicTest> whereThereIsNothingToPlotAMessageSaysSo() {
		return Stream.of("none", "all missing").flatMap(name -> figures(name).stream().filter(
			figure -> !(figure instanceof HeatMap || figure instanceof ForestPlot) || name.equals("none")).map(
				figure -> DynamicTest.dynamicTest(name + ": " + figure.title(), () -> {
					final List<String> texts = Svg.of(figure).texts();
					assertEquals(1, texts.size(), texts::toString);
					assertTrue(texts.get(0).startsWith("No "), texts::toString);
				})));
	}

	@Test
	void aThemeChangesTheColoursAndNothingElse() {
		for (final Figure figure : figures("21 studies")) {
			final Svg light = Svg.of(figure);
			final Svg dark = Svg.of(figure.with(Theme.dark()));

			assertEquals(Theme.light().background().hex(), light.all("rect").get(0).getAttribute("fill"));
			assertEquals(Theme.dark().background().hex(), dark.all("rect").get(0).getAttribute("fill"));
			assertEquals(light.texts(), dark.texts());
			assertEquals(light.all("circle").size(), dark.all("circle").size());
		}
	}

	@Test
	void markingAStudyShowsAndEnds() {
		for (final Figure figure : figures("21 studies")) {
			if (figure instanceof Histogram) continue;
			final String plain = SvgDrawing.of(figure.withMarked(-1));

			assertNotEquals(plain, SvgDrawing.of(figure.withMarked(3)), figure.title());
			assertEquals(plain, SvgDrawing.of(figure.withMarked(3).withMarked(-1)), figure.title());
		}
	}

	@Test
	void pointsAreFoundWhereTheyArePainted() {
		final double[][] data = SampleFigures.scaled(21, 1);
		final FunnelPlot funnel = (FunnelPlot) SampleFigures.of(data[0], data[1]).get(2);
		final Plane plane = funnel.plane(600, 500);

		for (int k = 0; k < 21; k++) {
			final double x = plane.x().at(data[0][k]);
			final double y = plane.y().at(Math.sqrt(data[1][k]));
			final int found = funnel.at(x, y, 600, 500);
			final double away = Math.hypot(plane.x().at(data[0][found]) - x, plane.y().at(Math.sqrt(data[1][found]))
				- y);
			assertEquals(0, away, 1e-9);
		}
		assertEquals(-1, funnel.at(plane.right() + 200, 0, 600, 500));
	}

	private interface Check {

		void accept(Figure figure, String name);
	}

	private static Stream<DynamicTest> tests(final Check check) {
		return SampleFigures.data().keySet().stream().flatMap(name -> figures(name).stream().map(
			figure -> DynamicTest.dynamicTest(name + ": " + figure.title(), () -> check.accept(figure, name))));
	}

	private static List<Figure> figures(final String name) {
		final double[][] data = SampleFigures.data().get(name);
		return SampleFigures.of(data[0], data[1]);
	}
}
