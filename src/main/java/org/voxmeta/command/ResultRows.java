package org.voxmeta.command;

import ij.measure.ResultsTable;

import java.awt.GraphicsEnvironment;
import java.util.Map;

/**
 * The table that every run adds a row to: a window of its own, so that nobody's measurements are mixed up;
 * without windows ImageJ's system table, the only one that macros see there.
 */
final class ResultRows {

	private static final String TITLE = "VoxMeta Results";

	private ResultRows() {
	}

	static void append(final Map<String, Object> row) {
		final boolean headless = GraphicsEnvironment.isHeadless();
		ResultsTable table = headless ? ResultsTable.getResultsTable() : ResultsTable.getResultsTable(TITLE);
		if (table == null) table = new ResultsTable();
		table.addRow();
		for (final Map.Entry<String, Object> cell : row.entrySet()) {
			if (cell.getValue() instanceof Number number) table.addValue(cell.getKey(), number.doubleValue());
			else table.addValue(cell.getKey(), String.valueOf(cell.getValue()));
		}
		if (!headless) TableWindows.showAtBottom(new TableWindows.Titled(TITLE, table));
	}
}
