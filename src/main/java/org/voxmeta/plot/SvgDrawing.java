package org.voxmeta.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A drawing as SVG: coordinates to a hundredth of a pixel, text as text in a font of the widths that
 * {@link TextWidths} has. It has no ids and no style sheet, so that several can be in one HTML page. Not
 * thread-safe.
 */
public final class SvgDrawing implements Drawing {

	private static final int DIGITS = 2;

	private final StringBuilder content = new StringBuilder();
	private final double width;
	private final double height;
	private final String title;

	/**
	 * An empty drawing.
	 *
	 * @param width in pixels
	 * @param height in pixels
	 * @param title what it shows, for screen readers
	 */
	public SvgDrawing(final double width, final double height, final String title) {
		this.width = width;
		this.height = height;
		this.title = title;
	}

	/** The SVG element of a figure in its preferred size, to be put into an HTML page. */
	public static String of(final Figure figure) {
		return of(figure, figure.preferredWidth(), figure.preferredHeight());
	}

	/** The SVG element of a figure in a size, to be put into an HTML page. */
	public static String of(final Figure figure, final double width, final double height) {
		final SvgDrawing drawing = new SvgDrawing(width, height, figure.title());
		figure.paint(drawing, width, height);
		return drawing.xml();
	}

	/** The SVG element, with what was drawn up to now. */
	public String xml() {
		return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + number(width) + "\" height=\""
			+ number(height)
			+ "\" viewBox=\"0 0 " + number(width) + " " + number(height) + "\" role=\"img\" font-family=\""
			+ TextWidths.FAMILIES + "\">\n<title>" + escaped(title) + "</title>\n" + content + "</svg>\n";
	}

	@Override
	public void line(final double x1, final double y1, final double x2, final double y2, final Pen pen) {
		open("line").append(" x1", x1).append(" y1", y1).append(" x2", x2).append(" y2", y2).pen(pen).close();
	}

	@Override
	public void polyline(final double[] x, final double[] y, final Pen pen) {
		open("polyline").points(x, y).area(null).pen(pen).close();
	}

	@Override
	public void polygon(final double[] x, final double[] y, final Colour area, final Pen outline) {
		open("polygon").points(x, y).area(area).pen(outline).close();
	}

	@Override
	public void rectangle(final double x, final double y, final double wide, final double high,
		final Colour area, final Pen outline)
	{
		open("rect").box(x, y, wide, high).area(area).pen(outline).close();
	}

	@Override
	public void circle(final double x, final double y, final double radius, final Colour area,
		final Pen outline)
	{
		open("circle").append(" cx", x).append(" cy", y).append(" r", radius).area(area).pen(outline).close();
	}

	@Override
	public void text(final String text, final double x, final double y, final TextStyle style) {
		if (text.isEmpty()) return;
		open("text").append(" x", x).append(" y", y).append(" font-size", style.size());
		if (style.isBold()) content.append(" font-weight=\"bold\"");
		switch (style.anchor()) {
			case START -> {
			}
			case MIDDLE -> content.append(" text-anchor=\"middle\"");
			case END -> content.append(" text-anchor=\"end\"");
		}
		area(style.colour());
		if (style.isUpwards()) content.append(" transform=\"rotate(-90 ").append(number(x)).append(' ')
			.append(number(y)).append(")\"");
		content.append('>').append(escaped(text)).append("</text>\n");
	}

	/** A nested element of the same coordinates clips what is outside it, without an id to refer to. */
	@Override
	public void clipped(final double x, final double y, final double wide, final double high,
		final Runnable inner)
	{
		open("svg").box(x, y, wide, high);
		content.append(" viewBox=\"").append(number(x)).append(' ').append(number(y)).append(' ')
			.append(number(wide)).append(' ').append(number(high)).append("\" overflow=\"hidden\">\n");
		inner.run();
		content.append("</svg>\n");
	}

	@Override
	public void named(final String name, final Runnable inner) {
		content.append("<g><title>").append(escaped(name)).append("</title>\n");
		inner.run();
		content.append("</g>\n");
	}

	private SvgDrawing open(final String element) {
		content.append('<').append(element);
		return this;
	}

	private SvgDrawing append(final String attribute, final double value) {
		content.append(attribute).append("=\"").append(number(value)).append('"');
		return this;
	}

	private SvgDrawing box(final double x, final double y, final double wide, final double high) {
		return append(" x", x).append(" y", y).append(" width", wide).append(" height", high);
	}

	private SvgDrawing points(final double[] x, final double[] y) {
		content.append(" points=\"");
		for (int i = 0; i < x.length; i++)
			content.append(i == 0 ? "" : " ").append(number(x[i])).append(',').append(number(y[i]));
		content.append('"');
		return this;
	}

	private SvgDrawing area(final Colour colour) {
		content.append(" fill=\"").append(colour == null ? "none" : colour.hex()).append('"');
		if (colour != null && colour.opacity() < 1) append(" fill-opacity", colour.opacity());
		return this;
	}

	private SvgDrawing pen(final Pen pen) {
		if (pen == null) return this;
		content.append(" stroke=\"").append(pen.colour().hex()).append('"');
		append(" stroke-width", pen.width());
		if (pen.colour().opacity() < 1) append(" stroke-opacity", pen.colour().opacity());
		if (pen.dash() > 0) append(" stroke-dasharray", pen.dash());
		return this;
	}

	private void close() {
		content.append("/>\n");
	}

	private static String number(final double value) {
		if (!Double.isFinite(value)) throw new IllegalArgumentException("Drawing: got " + value
			+ " as a coordinate, wanted a finite number");
		final BigDecimal rounded = BigDecimal.valueOf(value).setScale(DIGITS, RoundingMode.HALF_EVEN);
		return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
	}

	/** Text as XML has it; characters that XML cannot hold become question marks. */
	private static String escaped(final String text) {
		final StringBuilder escaped = new StringBuilder();
		text.codePoints().forEach(c -> {
			switch (c) {
				case '&' -> escaped.append("&amp;");
				case '<' -> escaped.append("&lt;");
				case '>' -> escaped.append("&gt;");
				case '"' -> escaped.append("&quot;");
				default -> escaped.appendCodePoint(isXml(c) ? c : '?');
			}
		});
		return escaped.toString();
	}

	private static boolean isXml(final int c) {
		return c == '\t' || c == '\n' || c == '\r' || c >= 0x20 && c <= 0xd7ff || c >= 0xe000 && c <= 0xfffd
			|| c >= 0x10000;
	}
}
