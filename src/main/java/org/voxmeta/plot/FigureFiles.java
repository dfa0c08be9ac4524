package org.voxmeta.plot;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.imageio.ImageIO;

import org.voxmeta.task.AtomicFiles;

/** Writes figures to files, which are whole or absent. */
public final class FigureFiles {

	/** More pixels than this do not fit into an array. */
	private static final double MOST_PIXELS = 500e6;

	private FigureFiles() {
	}

	/** A figure in its preferred size as an image, opaque. */
	public static BufferedImage image(final Figure figure, final double scale) {
		return image(figure, figure.preferredWidth(), figure.preferredHeight(), scale);
	}

	/**
	 * A figure as an image, opaque.
	 *
	 * @param width of the figure
	 * @param height of the figure
	 * @param scale pixels of the image per pixel of the figure, such as 2 for a display at 200 %
	 * @throws IllegalArgumentException if the image has no pixels or too many
	 */
	public static BufferedImage image(final Figure figure, final double width, final double height,
		final double scale)
	{
		final double pixels = Math.ceil(width * scale) * Math.ceil(height * scale);
		if (!(width > 0 && height > 0 && scale > 0 && pixels <= MOST_PIXELS)) throw new IllegalArgumentException(
			"Image: got " + width + " x " + height + " at scale " + scale + ", wanted 1 to 500 million pixels");
		final BufferedImage image = new BufferedImage((int) Math.ceil(width * scale), (int) Math.ceil(height
			* scale), BufferedImage.TYPE_INT_RGB);
		final Graphics2D graphics = image.createGraphics();
		graphics.scale(image.getWidth() / width, image.getHeight() / height);
		figure.paint(new Java2dDrawing(graphics), width, height);
		graphics.dispose();
		return image;
	}

	/**
	 * Writes a figure in its preferred size as PNG.
	 *
	 * @param file replaced if present
	 * @param scale pixels of the image per pixel of the figure
	 * @throws IOException if it cannot be written; the message names the file
	 */
	public static void writePng(final Figure figure, final Path file, final double scale) throws IOException {
		final BufferedImage image = image(figure, scale);
		AtomicFiles.write(file, part -> {
			try (OutputStream out = Files.newOutputStream(part)) {
				if (!ImageIO.write(image, "png", out)) throw new IOException("this Java cannot write PNG pictures");
			}
		});
	}

	/**
	 * Writes a figure in its preferred size as SVG.
	 *
	 * @param file replaced if present
	 * @throws IOException if it cannot be written; the message names the file
	 */
	public static void writeSvg(final Figure figure, final Path file) throws IOException {
		final String svg = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + SvgDrawing.of(figure);
		AtomicFiles.write(file, part -> Files.writeString(part, svg, StandardCharsets.UTF_8));
	}
}
