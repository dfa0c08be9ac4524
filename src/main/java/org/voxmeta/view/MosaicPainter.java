package org.voxmeta.view;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.math.BigDecimal;
import java.util.Arrays;

/**
 * Lays out and draws a {@link SliceMosaic}: title, then per map a label, lines of slices and a colour
 * bar at their right. All distances follow from the width of the page.
 */
final class MosaicPainter {

	/** Samples per pixel and direction: edges of masks and thresholds come out without steps. */
	private static final int SAMPLES = 3;

	private static final Page PAGE = Page.DARK;

	private final int width;
	private final int columns;
	private final boolean smooth;
	private final SliceView view;

	private final int margin;
	private final int gap;
	private final int barArea;
	private final int cellWidth;
	private final Font titleFont;
	private final Font labelFont;
	private final Font smallFont;

	MosaicPainter(final int width, final int columns, final boolean smooth, final SliceView view) {
		this.width = width;
		this.columns = columns;
		this.smooth = smooth;
		this.view = view;
		margin = Math.round(width * 0.022f);
		gap = Math.max(2, Math.round(width * 0.008f));
		barArea = Math.round(width * 0.075f);
		cellWidth = (width - 2 * margin - barArea - (columns - 1) * gap) / columns;
		titleFont = new Font(Font.SANS_SERIF, Font.BOLD, Math.max(11, Math.round(width / 55f)));
		labelFont = new Font(Font.SANS_SERIF, Font.PLAIN, Math.max(10, Math.round(width / 70f)));
		smallFont = new Font(Font.SANS_SERIF, Font.PLAIN, Math.max(9, Math.round(width / 84f)));
	}

	/** Returns the width of a slice in pixels, not above 0 if there are too many columns. */
	int cellWidth() {
		return cellWidth;
	}

	/**
	 * @param title line on top, none if empty
	 * @param rows maps
	 * @param planes their slices, maps x slices
	 * @param labels names of the slices
	 */
	BufferedImage paint(final String title, final MapRow[] rows, final SlicePlane[][] planes,
		final String[] labels)
	{
		// one voxel around all that is shown
		final Bounds crop = Bounds.around(Arrays.stream(planes).flatMap(Arrays::stream)).grown(1);
		final int cellHeight = cellHeight(crop);
		final int lines = (labels.length + columns - 1) / columns;
		final int titleHeight = title.isEmpty() ? 0 : Math.round(titleFont.getSize() * 2.1f);
		int height = 2 * margin + titleHeight + (rows.length - 1) * 2 * gap;
		for (int r = 0; r < rows.length; r++)
			height += headHeight(rows[r]) + (lines - 1) * gap
				+ lines * lineHeight(r, rows.length, lines, cellHeight);

		final BufferedImage page = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = Lettering.page(page, PAGE.paper());
		Lettering.draw(g, title, titleFont, PAGE.title(), margin, margin + titleFont.getSize());
		int top = margin + titleHeight;
		for (int r = 0; r < rows.length; r++) {
			Lettering.draw(g, rows[r].label(), labelFont, PAGE.text(), margin, top + labelFont.getSize());
			top += headHeight(rows[r]);
			final ColourScale colours = rows[r].colours(planes[r]);
			final int lineStep = lineHeight(r, rows.length, lines, cellHeight) + gap;
			for (int i = 0; i < labels.length; i++) {
				final int left = margin + i % columns * (cellWidth + gap);
				final int cellTop = top + i / columns * lineStep;
				cell(page, planes[r][i], crop, colours, left, cellTop, cellHeight);
				if (labelled(r, rows.length, lines))
					sliceLabel(g, labels[i], left + cellWidth / 2, cellTop + cellHeight);
			}
			if (view.isAnatomical() && r == 0)
				sides(g, top + cellHeight);
			bar(page, g, colours, rows[r].unit(), top, lines * cellHeight);
			top += lines * lineStep + gap;
		}
		g.dispose();
		return page;
	}

	private int cellHeight(final Bounds crop) {
		final double[] voxel = view.voxelSize();
		final double aspect = crop.height() * voxel[1] / (crop.width() * voxel[0]);
		return Math.max(1, (int) Math.round(cellWidth * aspect));
	}

	private int headHeight(final MapRow row) {
		return row.label().isEmpty() ? 0 : Math.round(labelFont.getSize() * 1.9f);
	}

	private int lineHeight(final int row, final int rows, final int lines, final int cellHeight) {
		return cellHeight + (labelled(row, rows, lines) ? Math.round(smallFont.getSize() * 1.9f) : 0);
	}

	/** Maps in one line share the slice labels at the bottom; longer ones have their own under every line. */
	private static boolean labelled(final int row, final int rows, final int lines) {
		return row == rows - 1 || lines > 1;
	}

	private void cell(final BufferedImage page, final SlicePlane plane, final Bounds crop,
		final ColourScale colours, final int left, final int top, final int height)
	{
		for (int y = 0; y < height; y++)
			for (int x = 0; x < cellWidth; x++) {
				int red = 0;
				int green = 0;
				int blue = 0;
				for (int sy = 0; sy < SAMPLES; sy++)
					for (int sx = 0; sx < SAMPLES; sx++) {
						final double u = crop.left() + (x + (sx + 0.5) / SAMPLES) * crop.width() / cellWidth;
						final double v = crop.top() + (y + (sy + 0.5) / SAMPLES) * crop.height() / height;
						final double value = plane.at(u, v, smooth);
						final int rgb = Double.isNaN(value) ? PAGE.paper() : colours.rgb(value);
						red += rgb >> 16 & 0xff;
						green += rgb >> 8 & 0xff;
						blue += rgb & 0xff;
					}
				final int n = SAMPLES * SAMPLES;
				page.setRGB(left + x, top + y, red / n << 16 | green / n << 8 | blue / n);
			}
	}

	private void sides(final Graphics2D g, final int baseline) {
		Lettering.draw(g, "L", smallFont, PAGE.text(), margin, baseline);
		final int wide = g.getFontMetrics(smallFont).stringWidth("R");
		Lettering.draw(g, "R", smallFont, PAGE.text(), margin + cellWidth - wide, baseline);
	}

	private void bar(final BufferedImage page, final Graphics2D g, final ColourScale colours,
		final String unit, final int rowTop, final int rowHeight)
	{
		final int left = width - margin - barArea + Math.round(barArea * 0.3f);
		final int thick = Math.max(4, Math.round(barArea * 0.13f));
		final int unitHeight = unit.isEmpty() ? 0 : Math.round(smallFont.getSize() * 1.6f);
		final int inset = Math.round(rowHeight * 0.06f);
		final int top = rowTop + inset + unitHeight;
		final int tall = rowHeight - 2 * inset - unitHeight;
		for (int y = 0; y < tall; y++) {
			final int rgb = colours.rgb(colours.limit() * (1 - 2 * (y + 0.5) / tall));
			for (int x = 0; x < thick; x++)
				page.setRGB(left + x, top + y, rgb);
		}
		if (!unit.isEmpty())
			Lettering.draw(g, unit, smallFont, PAGE.text(), left, rowTop + inset + smallFont.getSize());
		final FontMetrics metrics = g.getFontMetrics(smallFont);
		for (final BigDecimal tick : colours.ticks()) {
			final int y = top + (int) Math.round(tall * (1 - tick.doubleValue() / colours.limit()) / 2);
			g.setColor(new Color(PAGE.text()));
			g.fillRect(left + thick, Math.min(y, top + tall - 1), thick / 3, 1);
			Lettering.draw(g, ColourBar.text(tick), smallFont, PAGE.text(), left + thick + thick / 3 + gap / 2,
				y + (metrics.getAscent() - metrics.getDescent()) / 2);
		}
	}

	private void sliceLabel(final Graphics2D g, final String label, final int middle, final int top) {
		final int left = middle - g.getFontMetrics(smallFont).stringWidth(label) / 2;
		Lettering.draw(g, label, smallFont, PAGE.text(), left, top + Math.round(smallFont.getSize() * 1.35f));
	}
}
