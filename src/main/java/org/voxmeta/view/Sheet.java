package org.voxmeta.view;

import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A page of pictures in lines, all in one scale, with a title above and a colour bar at the right. All
 * distances follow from the width of the page.
 */
final class Sheet {

	/** Samples per pixel and direction: edges of masks and thresholds come out without steps. */
	private static final int SAMPLES = 3;
	/** Colours that differ by no more, of 255, are on one side of every edge. */
	private static final int SAME = 12;

	/** The height of a picture as a share of the page's width, at most. */
	private static final double TALLEST = 0.62;
	private static final int MIN_CELL = 8;

	private final int width;
	private final String title;
	private final Page page;
	private final int margin;
	private final int gap;
	private final Font titleFont;
	private final Font font;

	Sheet(final int width, final String title, final Page page) {
		this.width = width;
		this.title = title;
		this.page = page;
		margin = Math.max(6, Math.round(width * 0.02f));
		gap = Math.max(3, Math.round(width * 0.011f));
		titleFont = new Font(Font.SANS_SERIF, Font.BOLD, Math.max(12, Math.round(width / 52f)));
		font = new Font(Font.SANS_SERIF, Font.PLAIN, Math.max(10, Math.round(width / 78f)));
	}

	/** @throws IllegalArgumentException if there are too many pictures in a line for the width */
	BufferedImage paint(final List<List<Cell>> lines, final MapColours colours, final String unit) {
		final ColourBar bar = new ColourBar(colours, unit, page, font);
		final Graphics2D measure = Lettering.graphics(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB));
		final int thick = Math.max(6, Math.round(width / 90f));
		final int barWidth = bar.width(measure, thick);
		final double scale = scale(lines, width - 2 * margin - 2 * gap - barWidth);
		final int content = lines.stream().mapToInt(line -> lineWidth(line, scale)).max().orElse(0);
		final int wanted = content + 2 * margin + 2 * gap + barWidth;
		final int used = Math.max(wanted, Math.min(width, measure.getFontMetrics(titleFont).stringWidth(title) + 2
			* margin));
		measure.dispose();
		final int titleHeight = title.isEmpty() ? 0 : Math.round(titleFont.getSize() * 2f);
		final int tall = lines.stream().mapToInt(line -> lineHeight(line, scale)).sum() + gap * (lines.size() - 1);
		final BufferedImage image = new BufferedImage(used, 2 * margin + titleHeight + tall,
			BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = Lettering.page(image, page.paper());
		Lettering.draw(g, title, titleFont, page.title(), margin, margin + titleFont.getSize());
		int top = margin + titleHeight;
		for (final List<Cell> line : lines) {
			line(image, g, line, top, scale);
			top += lineHeight(line, scale) + gap;
		}
		final int room = tall - labelHeight(lines.get(lines.size() - 1));
		final int barHeight = Math.min(room, Math.round(font.getSize() * 22f));
		bar.paint(g, margin + content + 2 * gap, margin + titleHeight + (room - barHeight) / 2, thick, barHeight);
		g.dispose();
		return image;
	}

	/** Pixels per mm, so that the longest line fills the width and no picture gets too tall. */
	private double scale(final List<List<Cell>> lines, final int room) {
		double scale = Double.POSITIVE_INFINITY;
		for (final List<Cell> line : lines) {
			final double mm = line.stream().mapToDouble(Cell::width).sum();
			scale = Math.min(scale, (room - gap * (line.size() - 1)) / mm);
			for (final Cell cell : line)
				scale = Math.min(scale, TALLEST * width / cell.height());
		}
		final double narrowest = lines.stream().flatMap(List::stream).mapToDouble(Cell::width).min().orElse(1);
		if (!(scale * narrowest >= MIN_CELL || scale > 1)) throw new IllegalArgumentException("Picture: got "
			+ lines
			.stream().mapToInt(List::size).max().orElse(0) + " slices side by side in " + width
			+ " pixels, wanted fewer columns or a greater width, so that each has at least " + MIN_CELL + " pixels");
		return scale;
	}

	private int lineWidth(final List<Cell> line, final double scale) {
		return line.stream().mapToInt(cell -> pixels(cell.width(), scale)).sum() + gap * (line.size() - 1);
	}

	private int lineHeight(final List<Cell> line, final double scale) {
		return line.stream().mapToInt(cell -> pixels(cell.height(), scale)).max().orElse(0) + labelHeight(line);
	}

	private int labelHeight(final List<Cell> line) {
		return line.stream().allMatch(cell -> cell.label().isEmpty()) ? 0 : Math.round(font.getSize() * 1.8f);
	}

	private static int pixels(final double mm, final double scale) {
		return Math.max(1, (int) Math.round(mm * scale));
	}

	private void line(final BufferedImage image, final Graphics2D g, final List<Cell> line, final int top,
		final double scale)
	{
		final int tallest = lineHeight(line, scale) - labelHeight(line);
		int left = margin;
		for (final Cell cell : line) {
			final int wide = pixels(cell.width(), scale);
			final int high = pixels(cell.height(), scale);
			final int cellTop = top + (tallest - high) / 2;
			draw(image, cell, left, cellTop, wide, high);
			final FontMetrics metrics = g.getFontMetrics(font);
			final int letters = cellTop + font.getSize();
			Lettering.draw(g, cell.left(), font, page.text(), left, letters);
			Lettering.draw(g, cell.right(), font, page.text(), left + wide - metrics.stringWidth(cell.right()), letters);
			Lettering.draw(g, cell.label(), font, page.text(), left + (wide - metrics.stringWidth(cell.label())) / 2,
				top + tallest + Math.round(font.getSize() * 1.3f));
			left += wide + gap;
		}
	}

	private static void draw(final BufferedImage image, final Cell cell, final int left, final int top,
		final int wide, final int high)
	{
		IntStream.range(0, high).parallel().forEach(y -> {
			for (int x = 0; x < wide; x++)
				image.setRGB(left + x, top + y, pixel(cell, x, y, wide, high));
		});
	}

	/** Four samples tell whether there is an edge, which gets more. */
	private static int pixel(final Cell cell, final int x, final int y, final int wide, final int high) {
		final int first = sample(cell, x + 0.25, y + 0.25, wide, high);
		final int last = sample(cell, x + 0.75, y + 0.75, wide, high);
		if (isNear(first, last) && isNear(first, sample(cell, x + 0.75, y + 0.25, wide, high)) && isNear(first,
			sample(cell,
			x + 0.25, y + 0.75, wide, high))) return MapColours.mix(first, last, 0.5);
		int red = 0;
		int green = 0;
		int blue = 0;
		final int n = SAMPLES * SAMPLES;
		for (int s = 0; s < n; s++) {
			final int rgb = sample(cell, x + (s % SAMPLES + 0.5) / SAMPLES, y + (s / SAMPLES + 0.5) / SAMPLES, wide,
				high);
			red += rgb >> 16 & 0xff;
			green += rgb >> 8 & 0xff;
			blue += rgb & 0xff;
		}
		return (red + n / 2) / n << 16 | (green + n / 2) / n << 8 | (blue + n / 2) / n;
	}

	private static int sample(final Cell cell, final double x, final double y, final int wide, final int high) {
		return cell.shade().rgb(x * cell.width() / wide, y * cell.height() / high, cell.width() / wide);
	}

	private static boolean isNear(final int rgb, final int other) {
		int most = 0;
		for (int shift = 0; shift <= 16; shift += 8)
			most = Math.max(most, Math.abs((rgb >> shift & 0xff) - (other >> shift & 0xff)));
		return most <= SAME;
	}
}
