package org.voxmeta.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Component;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import javax.swing.JScrollPane;
import javax.swing.JTable;

import org.junit.jupiter.api.Test;
import org.voxmeta.analysis.NumberTable;

class StudyTablePanelTest {

	private static final List<String> COLUMNS = List.of("study", "effect", "rstandard", "lacks");

	private static JTable table(final String name) {
		final List<List<Object>> rows = new ArrayList<>();
		rows.add(Arrays.asList(name, -0.00123456, -0.001, ""));
		rows.add(Arrays.asList("B", null, null, "no data"));
		final StudyTablePanel panel = new StudyTablePanel();
		panel.show(new View(null, null, Tab.TABLE, null, new NumberTable("studies", COLUMNS, rows)));
		return table(panel);
	}

	private static JTable table(final StudyTablePanel panel) {
		return (JTable) ((JScrollPane) panel.getComponent(0)).getViewport().getView();
	}

	private static int width(final JTable table, final int row, final int column) {
		final Component cell = table.prepareRenderer(table.getCellRenderer(row, column), row, column);
		return cell.getPreferredSize().width;
	}

	/** A number that is cut off is another number. */
	@Test
	void columnsHaveRoomForTheirNumbersAndHeadings() {
		final JTable table = table("Miller 2010");

		for (int c = 0; c < COLUMNS.size(); c++) {
			final int wide = table.getColumnModel().getColumn(c).getPreferredWidth();
			for (int r = 0; r < 2; r++)
				assertTrue(wide >= width(table, r, c), COLUMNS.get(c) + ": " + wide + " < " + width(table, r, c));
			assertTrue(wide >= table.getFontMetrics(table.getTableHeader().getFont()).stringWidth(COLUMNS.get(c)));
		}
	}

	@Test
	void aLongNameDoesNotPushTheNumbersAway() {
		final int usual = table("Miller 2010").getColumnModel().getColumn(0).getPreferredWidth();
		final int most = table("A".repeat(60)).getColumnModel().getColumn(0).getPreferredWidth();

		assertTrue(most > usual);
		assertEquals(most, table("A".repeat(600)).getColumnModel().getColumn(0).getPreferredWidth());
	}

	@Test
	void aNarrowWindowGetsAScrollBarInsteadOfNarrowColumns() {
		final JTable table = table("Miller 2010");
		final int needed = table.getPreferredSize().width;

		table.getParent().setSize(needed - 1, 100);
		assertEquals(false, table.getScrollableTracksViewportWidth());
		table.getParent().setSize(needed + 50, 100);
		assertEquals(true, table.getScrollableTracksViewportWidth());
	}
}
