package org.voxmeta.command;

import ij.ImagePlus;
import ij.WindowManager;
import ij.measure.ResultsTable;
import ij.text.TextWindow;

import java.awt.Dimension;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Insets;
import java.awt.Rectangle;
import java.awt.Window;
import java.util.List;
import java.util.Optional;

/** Windows of tables that are as large as the table. A window that is open already stays where it is. */
final class TableWindows {

	/** ImageJ's font for tables, unless the user has set another. */
	private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
	/** What ImageJ leaves free beside and below a cell's text. */
	private static final int CELL_GAP = 20;
	private static final int LINE_GAP = 4;
	private static final int SCROLLBAR = 24;
	private static final int SMALLEST = 160;
	private static final int SPARE_ROWS = 3;
	/** Of the screen's height, so that a long table leaves something of the images. */
	private static final double MOST = 0.6;

	private TableWindows() {
	}

	/** A table and its window's title. */
	record Titled(String title, ResultsTable table) {
	}

	/** Shows a table at the bottom of the screen, where it covers few images, with room for rows to come. */
	static void showAtBottom(final Titled table) {
		final Rectangle screen = WindowPlaces.freeScreen();
		showNew(table).ifPresent(window -> {
			final Dimension size = size(table.table(), Math.max(SPARE_ROWS, table.table().size()), window, screen);
			place(window, size, screen.x, screen.y + screen.height - size.height);
		});
	}

	/** Shows tables like cards: the first one in front, below the titles of the others. */
	static void showCards(final List<Titled> tables) {
		showCards(tables, WindowPlaces.freeScreen());
	}

	/**
	 * Shows tables like cards in the lower part of the screen, as low as the images let them, if there is room.
	 */
	static void showCardsBelow(final List<ImagePlus> images, final List<Titled> tables) {
		final Rectangle screen = WindowPlaces.freeScreen();
		int top = screen.y;
		for (final ImagePlus image : images)
			if (image.getWindow() != null)
				top = Math.max(top, image.getWindow().getY() + image.getWindow().getHeight());
		final int height = screen.y + screen.height - top;
		showCards(tables, height < SMALLEST ? screen : new Rectangle(screen.x, top, screen.width, height));
	}

	private static void showCards(final List<Titled> tables, final Rectangle screen) {
		int step = 0;
		for (int t = tables.size() - 1; t >= 0; t--) {
			final Optional<TextWindow> shown = showNew(tables.get(t));
			if (shown.isEmpty()) continue;
			final TextWindow window = shown.get();
			final ResultsTable table = tables.get(t).table();
			final Dimension size = size(table, table.size(), window, screen);
			place(window, size, screen.x + Math.min(step, screen.width - size.width),
				screen.y + Math.min(step, screen.height - size.height));
			step += titleHeight(window);
		}
	}

	/** One after the other: a new window may forget a place that comes along with a size. */
	private static void place(final Window window, final Dimension size, final int x, final int y) {
		window.setSize(size);
		window.setLocation(x, y);
	}

	/** Closes the window of a table that is out of date. */
	static void close(final String title) {
		if (WindowManager.getWindow(title) instanceof TextWindow window && window.getResultsTable() != null)
			window.close(false);
	}

	/** The table's window if it was not open before. */
	private static Optional<TextWindow> showNew(final Titled table) {
		final boolean wasOpen = WindowManager.getWindow(table.title()) != null;
		table.table().show(table.title());
		return !wasOpen && WindowManager.getWindow(table.title()) instanceof TextWindow window ? Optional.of(window)
			: Optional.empty();
	}

	/** The size that shows all cells of so many rows, as far as the screen goes. */
	private static Dimension size(final ResultsTable table, final int rows, final TextWindow window,
		final Rectangle screen)
	{
		final FontMetrics font = window.getFontMetrics(FONT);
		int width = 0;
		for (final String heading : table.getHeadings()) {
			int cell = font.stringWidth(heading);
			for (int r = 0; r < table.size(); r++)
				cell = Math.max(cell, font.stringWidth(String.valueOf(table.getStringValue(heading, r))));
			width += cell + CELL_GAP;
		}
		final Insets insets = window.getInsets();
		final int lines = (rows + 1) * (font.getHeight() + LINE_GAP);
		final int sides = insets.left + insets.right + 2 * SCROLLBAR;
		final int ends = insets.top + insets.bottom + SCROLLBAR;
		final int most = Math.min(screen.height, (int) (MOST * WindowPlaces.freeScreen().height));
		return new Dimension(Math.min(screen.width, Math.max(SMALLEST, width + sides)), Math.min(most, lines
			+ ends));
	}

	/** The title's height: of the insets, of which the menu bar may be the larger part. */
	private static int titleHeight(final Window window) {
		return Math.max(SCROLLBAR, window.getInsets().top / 2);
	}
}
