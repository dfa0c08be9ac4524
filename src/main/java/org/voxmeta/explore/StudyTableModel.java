package org.voxmeta.explore;

import java.util.stream.Collectors;

import javax.swing.table.AbstractTableModel;

import org.voxmeta.analysis.NumberTable;

/** A table of numbers for Swing. */
final class StudyTableModel extends AbstractTableModel {

	private static final long serialVersionUID = 1L;

	private transient NumberTable table;

	/** Shows another table. */
	void show(final NumberTable shown) {
		final boolean isSameShape = table != null && table.columns().equals(shown.columns()) && table.rows()
			.size() == shown.rows().size();
		table = shown;
		// keeps the order and the widths of columns
		if (isSameShape) fireTableDataChanged();
		else fireTableStructureChanged();
	}

	/** The table that is shown; null at first. */
	NumberTable table() {
		return table;
	}

	/** Lines of cells separated by tabs, with all digits, as spreadsheets take them. */
	String text() {
		return String.join("\t", table.columns()) + "\n" + table.rows().stream().map(row -> row.stream().map(
			cell -> cell == null ? "" : cell.toString()).collect(Collectors.joining("\t"))).collect(Collectors.joining(
			"\n")) + "\n";
	}

	@Override
	public int getRowCount() {
		return table == null ? 0 : table.rows().size();
	}

	@Override
	public int getColumnCount() {
		return table == null ? 0 : table.columns().size();
	}

	@Override
	public String getColumnName(final int column) {
		return table.columns().get(column);
	}

	@Override
	public Class<?> getColumnClass(final int column) {
		return column == 0 || column == getColumnCount() - 1 ? String.class : Double.class;
	}

	@Override
	public Object getValueAt(final int row, final int column) {
		return table.rows().get(row).get(column);
	}
}
