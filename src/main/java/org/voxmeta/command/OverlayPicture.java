package org.voxmeta.command;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.TextRoi;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** The slice of an image that is shown, as a picture with the texts of its overlay. */
final class OverlayPicture {

	/** Small images are enlarged to at least this width and height. */
	private static final int SMALLEST = 480;

	private OverlayPicture() {
	}

	/** The picture, a whole number of times as large as the slice. */
	static BufferedImage of(final ImagePlus image) {
		final int scale = Math.max(1, (SMALLEST + Math.min(image.getWidth(), image.getHeight()) - 1) / Math.min(
			image
			.getWidth(), image.getHeight()));
		final BufferedImage picture = new BufferedImage(scale * image.getWidth(), scale * image.getHeight(),
			BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = picture.createGraphics();
		g.drawImage(image.getProcessor().getBufferedImage(), 0, 0, picture.getWidth(), picture.getHeight(), null);
		g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		final Overlay overlay = image.getOverlay();
		for (final Roi roi : overlay == null ? new Roi[0] : overlay.toArray())
			if (roi instanceof TextRoi text) draw(g, text, scale);
		g.dispose();
		return picture;
	}

	private static void draw(final Graphics2D g, final TextRoi text, final int scale) {
		final Font font = text.getCurrentFont();
		g.setFont(font.deriveFont((float) font.getSize() * scale));
		g.setColor(text.getStrokeColor() == null ? Color.WHITE : text.getStrokeColor());
		g.drawString(text.getText().strip(), (float) (scale * text.getXBase()), (float) (scale * text.getYBase())
			+ g
			.getFontMetrics().getAscent());
	}
}
