package org.voxmeta.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;

/**
 * A drawing on a screen or an image, with smooth edges. The scale is that of the graphics, so that it is
 * sharp on displays of any resolution. Not thread-safe.
 */
public final class Java2dDrawing implements Drawing {

	private static final FontRenderContext EXACT = new FontRenderContext(null, true, true);

	private final Graphics2D graphics;
	private final PlotFonts fonts = new PlotFonts();

	/** A drawing on that graphics, whose hints for smooth edges it sets. */
	public Java2dDrawing(final Graphics2D graphics) {
		this.graphics = graphics;
		graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
		graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
		graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
	}

	@Override
	public void line(final double x1, final double y1, final double x2, final double y2, final Pen pen) {
		outline(new Line2D.Double(finite(x1), finite(y1), finite(x2), finite(y2)), pen);
	}

	@Override
	public void polyline(final double[] x, final double[] y, final Pen pen) {
		outline(path(x, y), pen);
	}

	@Override
	public void polygon(final double[] x, final double[] y, final Colour area, final Pen outline) {
		final Path2D shape = path(x, y);
		shape.closePath();
		paint(shape, area, outline);
	}

	@Override
	public void rectangle(final double x, final double y, final double width, final double height,
		final Colour area, final Pen outline)
	{
		paint(new Rectangle2D.Double(finite(x), finite(y), finite(width), finite(height)), area, outline);
	}

	@Override
	public void circle(final double x, final double y, final double radius, final Colour area,
		final Pen outline)
	{
		paint(new Ellipse2D.Double(finite(x) - radius, finite(y) - radius, 2 * finite(radius), 2 * radius), area,
			outline);
	}

	@Override
	public void text(final String text, final double x, final double y, final TextStyle style) {
		if (text.isEmpty()) return;
		final Font font = fonts.of(text, style);
		final double room = style.width(text);
		final double own = PlotFonts.isExact(font) ? room : font.getStringBounds(text, EXACT).getWidth();
		// letters of another font may have to be narrower, but need not be wider to be in their place
		final double width = Math.min(room, own);
		final double offset = switch (style.anchor()) {
			case START -> 0;
			case MIDDLE -> -width / 2;
			case END -> -width;
		};
		final AffineTransform before = graphics.getTransform();
		graphics.translate(finite(x), finite(y));
		if (style.isUpwards()) graphics.rotate(-Math.PI / 2);
		graphics.translate(offset, 0);
		if (own > room) graphics.scale(room / own, 1);
		graphics.setColor(colour(style.colour()));
		graphics.setFont(font);
		graphics.drawString(text, 0f, 0f);
		graphics.setTransform(before);
	}

	@Override
	public void clipped(final double x, final double y, final double width, final double height,
		final Runnable content)
	{
		final Shape before = graphics.getClip();
		graphics.clip(new Rectangle2D.Double(finite(x), finite(y), finite(width), finite(height)));
		content.run();
		graphics.setClip(before);
	}

	@Override
	public void named(final String name, final Runnable content) {
		content.run();
	}

	private void paint(final Shape shape, final Colour area, final Pen outline) {
		if (area != null) {
			graphics.setColor(colour(area));
			graphics.fill(shape);
		}
		outline(shape, outline);
	}

	private void outline(final Shape shape, final Pen pen) {
		if (pen == null) return;
		graphics.setColor(colour(pen.colour()));
		final float[] dash = pen.dash() > 0 ? new float[] { (float) pen.dash() } : null;
		// as SVG's defaults: flat ends, mitred corners up to a ratio of 4
		graphics.setStroke(new BasicStroke((float) pen.width(), BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 4,
			dash, 0));
		graphics.draw(shape);
	}

	private static Path2D path(final double[] x, final double[] y) {
		Arrays.stream(x).forEach(Java2dDrawing::finite);
		Arrays.stream(y).forEach(Java2dDrawing::finite);
		final Path2D path = new Path2D.Double();
		for (int i = 0; i < x.length; i++) {
			if (i == 0) path.moveTo(x[i], y[i]);
			else path.lineTo(x[i], y[i]);
		}
		return path;
	}

	private static Color colour(final Colour colour) {
		return new Color(colour.rgb() >> 16 & 0xff, colour.rgb() >> 8 & 0xff, colour.rgb() & 0xff,
			(int) Math.round(255 * colour.opacity()));
	}

	private static double finite(final double value) {
		if (!Double.isFinite(value)) throw new IllegalArgumentException("Drawing: got " + value
			+ " as a coordinate, wanted a finite number");
		return value;
	}
}
