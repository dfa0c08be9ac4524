package org.voxmeta.view;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.math.BigDecimal;

/**
 * An upright colour bar with numbers; values that are not shown are left dark, with the threshold at the
 * edge.
 */
final class ColourBar {

	/** Between two numbers, in sizes of the font. */
	private static final double APART = 1.1;

	private final MapColours colours;
	private final String unit;
	private final Page page;
	private final Font font;

	ColourBar(final MapColours colours, final String unit, final Page page, final Font font) {
		this.colours = colours;
		this.unit = unit;
		this.page = page;
		this.font = font;
	}

	/** The width that the bar takes with its numbers, for bars of a thickness. */
	int width(final Graphics2D g, final int thick) {
		final FontMetrics metrics = g.getFontMetrics(font);
		int widest = metrics.stringWidth(unit) - thick - gap(thick);
		for (final BigDecimal number : BarNumbers.all(colours))
			widest = Math.max(widest, metrics.stringWidth(text(number)));
		return thick + gap(thick) + widest;
	}

	/** Draws it with its unit above, within a height. */
	void paint(final Graphics2D g, final int left, final int top, final int thick, final int height) {
		final int head = unit.isEmpty() ? font.getSize() / 2 : Math.round(font.getSize() * 1.7f);
		final int barTop = top + head;
		final int tall = Math.max(2, height - head - font.getSize() / 2);
		text(g, unit, left, top + font.getSize());
		for (int y = 0; y < tall; y++) {
			final double value = colours.high() - (colours.high() - colours.low()) * (y + 0.5) / tall;
			g.setColor(new Color(colours.shows(value) ? colours.rgb(value) : hidden()));
			g.fillRect(left, barTop + y, thick, 1);
		}
		numbers(g, left, barTop, thick, tall);
	}

	private void numbers(final Graphics2D g, final int left, final int top, final int thick, final int tall) {
		final double apart = APART * font.getSize() * (colours.high() - colours.low()) / tall;
		for (final BigDecimal number : BarNumbers.of(colours, apart))
			number(g, text(number), number.doubleValue(), left, top, thick, tall);
	}

	private void number(final Graphics2D g, final String text, final double value, final int left, final int top,
		final int thick, final int tall)
	{
		final int y = top + (int) Math.round(tall * (colours.high() - value) / (colours.high() - colours.low()));
		g.setColor(new Color(page.text()));
		g.fillRect(left + thick, Math.min(y, top + tall - 1), Math.max(2, thick / 3), 1);
		final FontMetrics metrics = g.getFontMetrics(font);
		text(g, text, left + thick + gap(thick), y + (metrics.getAscent() - metrics.getDescent()) / 2);
	}

	private static int gap(final int thick) {
		return Math.max(4, thick / 2);
	}

	private int hidden() {
		return MapColours.mix(page.paper(), page.text(), 0.18);
	}

	private void text(final Graphics2D g, final String line, final int left, final int baseline) {
		Lettering.draw(g, line, font, page.text(), left, baseline);
	}

	/** A number as short as it can be written, with a real minus. */
	static String text(final BigDecimal number) {
		if (number.signum() == 0) return "0";
		final BigDecimal shortest = number.stripTrailingZeros();
		final int magnitude = shortest.precision() - shortest.scale();
		final boolean plain = magnitude >= -2 && magnitude <= 5;
		return (plain ? shortest.toPlainString() : shortest.toString()).replace('-', '\u2212');
	}
}
