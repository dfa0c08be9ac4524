package org.voxmeta.view;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** How text is drawn into pictures. */
final class Lettering {

	private Lettering() {
	}

	/** What draws smooth letters into an image. */
	static Graphics2D graphics(final BufferedImage image) {
		final Graphics2D g = image.createGraphics();
		g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
		return g;
	}

	/** An empty page: {@link #graphics} of an image that has one colour, 0xRRGGBB. */
	static Graphics2D page(final BufferedImage image, final int paper) {
		final Graphics2D g = graphics(image);
		g.setColor(new Color(paper));
		g.fillRect(0, 0, image.getWidth(), image.getHeight());
		return g;
	}

	/** Draws a line of text. */
	static void draw(final Graphics2D g, final String line, final Font font, final int rgb, final int left,
		final int baseline)
	{
		g.setFont(font);
		g.setColor(new Color(rgb));
		g.drawString(line, left, baseline);
	}
}
