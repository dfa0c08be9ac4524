package org.voxmeta.view;

import ij.gui.Overlay;
import ij.gui.TextRoi;

import java.awt.Color;
import java.awt.Font;
import java.math.BigDecimal;

/**
 * A colour bar in a strip at the right of an image in ImageJ. The bar is pixels; its numbers are an
 * overlay, which ImageJ draws as sharp as the screen allows, however large the image's pixels are shown.
 * Immutable.
 */
final class OverlayBar {

	/** No bar. */
	static final OverlayBar NONE = new OverlayBar(0, 0, 0);

	private static final int SMALLEST_FONT = 4;
	/** Between two numbers, in sizes of the font. */
	private static final double APART = 1.2;

	private final int left;
	private final int height;
	private final int font;

	private OverlayBar(final int left, final int height, final int font) {
		this.left = left;
		this.height = height;
		this.font = font;
	}

	/** The bar beside an image of that size. */
	static OverlayBar of(final int width, final int height) {
		return new OverlayBar(width, height, Math.max(SMALLEST_FONT, Math.round(Math.min(height,
			1.3f * width) / 19f)));
	}

	/** The width of the strip. */
	int width() {
		return 6 * font + font / 2;
	}

	/** Draws the strip into a row of pixels for each line of the image. */
	void paint(final int[] rgb, final int wide, final int high, final MapColours colours) {
		for (int y = 0; y < high; y++)
			for (int x = left; x < left + width(); x++)
				rgb[y * wide + x] = Page.DARK.paper();
		for (int y = top(); font > 0 && y < Math.min(high, top() + tall()); y++) {
			final double value = colours.high() - (colours.high() - colours.low()) * (y - top() + 0.5) / tall();
			for (int x = left + font / 2; x < left + font / 2 + thick(); x++)
				rgb[y * wide + x] = colours.shows(value) ? colours.rgb(value) : 0x3a3f47;
		}
	}

	/** The numbers beside the bar, and the unit above; null without a bar. */
	Overlay numbers(final MapColours colours, final String unit) {
		if (font == 0) return null;
		final Overlay overlay = new Overlay();
		add(overlay, unit, left + font / 2.0, top() - 1.7 * font);
		final double apart = APART * font * (colours.high() - colours.low()) / tall();
		for (final BigDecimal number : BarNumbers.of(colours, apart))
			add(overlay, ColourBar.text(number), left + font / 2.0 + thick() + 0.4 * font, y(number.doubleValue(),
				colours) - 0.75 * font);
		return overlay;
	}

	private double y(final double value, final MapColours colours) {
		return top() + tall() * (colours.high() - value) / (colours.high() - colours.low());
	}

	private int top() {
		return Math.max(2 * font, Math.round(height * 0.14f));
	}

	private int tall() {
		return Math.max(1, height - top() - Math.max(font, Math.round(height * 0.12f)));
	}

	private int thick() {
		return Math.max(2, font);
	}

	private void add(final Overlay overlay, final String text, final double x, final double y) {
		if (text.isEmpty()) return;
		final TextRoi roi = new TextRoi(x, y, text, new Font(Font.SANS_SERIF, Font.PLAIN, font));
		roi.setStrokeColor(new Color(Page.DARK.title()));
		roi.setAntialiased(true);
		overlay.add(roi);
	}
}
