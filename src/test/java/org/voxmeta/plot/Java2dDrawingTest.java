package org.voxmeta.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.voxmeta.plot.TextStyle.Anchor;

class Java2dDrawingTest {

	private static final Colour WHITE = Colour.of(0xffffff);
	private static final int SCALE = 2;

	private final BufferedImage image = new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB);
	private final Graphics2D graphics = scaled(image);
	private final Java2dDrawing drawing = new Java2dDrawing(graphics);

	private static Graphics2D scaled(final BufferedImage image) {
		final Graphics2D graphics = image.createGraphics();
		graphics.scale(SCALE, SCALE);
		return graphics;
	}

	/** The part of the image that was painted, in units of the drawing. */
	private Rectangle painted() {
		Rectangle painted = null;
		for (int y = 0; y < image.getHeight(); y++)
			for (int x = 0; x < image.getWidth(); x++)
				if ((image.getRGB(x, y) & 0xffffff) != 0) {
					if (painted == null) painted = new Rectangle(x, y, 1, 1);
					else painted.add(new Rectangle(x, y, 1, 1));
				}
		return painted;
	}

	@Test
	void shapesAreWhereTheyShouldBe() {
		drawing.rectangle(10, 20, 30, 40, Colour.of(0x123456), null);

		assertEquals(new Rectangle(20, 40, 60, 80), painted());
		assertEquals(0xff123456, image.getRGB(50, 80));
	}

	@Test
	void linesAreAsWideAsTheirPen() {
		drawing.line(10, 50, 90, 50, Pen.of(WHITE, 4));

		assertEquals(new Rectangle(20, 96, 160, 8), painted());
	}

	@Test
	void circlesAndPolygonsHaveTheirExtent() {
		drawing.circle(30, 30, 10, WHITE, null);
		drawing.polygon(new double[] { 60, 80, 80, 60 }, new double[] { 60, 60, 90, 90 }, null, Pen.of(WHITE, 2));

		assertEquals(new Rectangle(40, 40, 122, 142), painted());
	}

	@Test
	void textFitsIntoTheWidthOfTheLayout() {
		final TextStyle style = TextStyle.of(16, WHITE);
		for (final Anchor anchor : Anchor.values()) {
			graphics.clearRect(0, 0, 200, 200);
			drawing.text("HillH", 50, 50, style.with(anchor));

			final double width = style.width("HillH");
			final double left = anchor == Anchor.START ? 50 : anchor == Anchor.MIDDLE ? 50 - width / 2 : 50 - width;
			final Rectangle painted = painted();
			// letters have a little room at their sides
			assertEquals(SCALE * left, painted.x, 0.12 * 16 * SCALE);
			assertEquals(SCALE * (left + width), painted.getMaxX(), 0.12 * 16 * SCALE);
			assertEquals(SCALE * 50, painted.getMaxY(), 2);
		}
	}

	/** As letters of other scripts are of other fonts, whose widths the layout can only guess. */
	@Test
	void textIsMadeNarrowerForTheLayoutButNeverWider() {
		final TextStyle style = TextStyle.of(8, WHITE);
		for (final String text : List.of("العربية 2015", "北京 2016", "Πανεπιστήμιο", "lllll")) {
			graphics.clearRect(0, 0, 200, 200);
			drawing.text(text, 98, 50, style.with(Anchor.END));

			final double own = PlotFonts.of(text, style).getStringBounds(text, new FontRenderContext(null, true, true))
				.getWidth();
			final Rectangle painted = painted();
			assertEquals(SCALE * 98, painted.getMaxX(), 2.5 * SCALE, text);
			assertTrue(painted.width <= SCALE * Math.min(own, style.width(text)) + 2 * SCALE, text);
		}
	}

	@Test
	void upwardTextGoesUp() {
		final TextStyle style = TextStyle.of(16, WHITE).upwards();

		drawing.text("HillH", 50, 90, style);

		final Rectangle painted = painted();
		assertTrue(painted.height > 2 * painted.width, painted::toString);
		assertEquals(SCALE * 50, painted.getMaxX(), 2);
		assertEquals(SCALE * 90, painted.getMaxY(), 0.12 * 16 * SCALE);
	}

	@Test
	void clippedShapesStayInside() {
		drawing.clipped(20, 20, 30, 30, () -> drawing.circle(20, 20, 20, WHITE, null));
		final Rectangle clipped = painted();
		drawing.rectangle(0, 0, 5, 5, WHITE, null);

		assertEquals(new Rectangle(40, 40, 40, 40), clipped);
		assertEquals(0xffffffff, image.getRGB(1, 1));
	}

	@Test
	void theGraphicsKeepsItsTransform() {
		final AffineTransform before = graphics.getTransform();

		drawing.text("τ² 研究", 50, 50, TextStyle.of(12, WHITE).upwards().with(Anchor.MIDDLE));

		assertEquals(before, graphics.getTransform());
	}

	@Test
	void coordinatesThatAreNoNumbersAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> drawing.circle(1, Double.NaN, 1, WHITE, null));
		assertThrows(IllegalArgumentException.class, () -> drawing.line(1, 1, Double.NEGATIVE_INFINITY, 1, Pen.of(
			WHITE, 1)));
	}
}
