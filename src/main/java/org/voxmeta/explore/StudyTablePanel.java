package org.voxmeta.explore;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.event.MouseEvent;
import java.util.Locale;

import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.SwingConstants;
import javax.swing.table.DefaultTableCellRenderer;

/** The page of numbers: a table that can be sorted and copied. */
final class StudyTablePanel extends JPanel {

	private static final long serialVersionUID = 1L;
	/** Longer names are cut off, and shown whole by a tip. */
	private static final String LONGEST_NAME = "Ångström, Müller & García-López 2010";
	private static final String LONGEST_NUMBER = "−0.00888";
	private static final String USUAL_LACK = "no variance";
	private static final int PADDING = 6;

	private final StudyTableModel model = new StudyTableModel();
	private final JTable table = new Table(model);

	StudyTablePanel() {
		super(new BorderLayout());
		table.setAutoCreateRowSorter(true);
		table.setDefaultRenderer(Double.class, new Numbers());
		table.setCellSelectionEnabled(true);
		table.setFillsViewportHeight(true);
		add(new JScrollPane(table));
	}

	/** The rows. */
	StudyTableModel model() {
		return model;
	}

	/** Shows the numbers of a place. */
	void show(final View view) {
		final int columns = model.getColumnCount();
		model.show(view.table());
		if (model.getColumnCount() == columns) return;
		for (int c = 0; c < model.getColumnCount(); c++)
			table.getColumnModel().getColumn(c).setPreferredWidth(PADDING + Math.max(heading(c), cells(c)));
	}

	private int heading(final int column) {
		return table.getTableHeader().getDefaultRenderer().getTableCellRendererComponent(table, model.getColumnName(
			column), false, false, -1, column).getPreferredSize().width;
	}

	/** Of names as long as they are here, of numbers as long as they get elsewhere. */
	private int cells(final int column) {
		if (model.getColumnClass(column) == Double.class) return width(LONGEST_NUMBER);
		// of what studies lack, here and elsewhere
		int widest = column == 0 ? 0 : width(USUAL_LACK);
		for (int r = 0; r < model.getRowCount(); r++)
			widest = Math.max(widest, width(String.valueOf(model.getValueAt(r, column))));
		return Math.min(widest, width(LONGEST_NAME));
	}

	private int width(final String text) {
		return getFontMetrics(table.getFont()).stringWidth(text);
	}

	@Override
	public void updateUI() {
		super.updateUI();
		// the height that the table has by itself does not grow with the font
		if (table != null) table.setRowHeight(getFontMetrics(table.getFont()).getHeight() + 6);
	}

	@Override
	public void addNotify() {
		super.addNotify();
		table.setRowHeight(getFontMetrics(table.getFont()).getHeight() + 6);
	}

	/** Has a scroll bar, instead of columns that are too narrow, where there is not room for all. */
	private static final class Table extends JTable {

		private static final long serialVersionUID = 1L;

		Table(final StudyTableModel model) {
			super(model);
		}

		@Override
		public boolean getScrollableTracksViewportWidth() {
			return getParent() == null || getPreferredSize().width <= getParent().getWidth();
		}

		@Override
		public String getToolTipText(final MouseEvent event) {
			final int row = rowAtPoint(event.getPoint());
			return row < 0 ? null : String.valueOf(getModel().getValueAt(convertRowIndexToModel(row), 0));
		}
	}

	/** Numbers with three digits; the table itself, and what is copied, has all. */
	private static final class Numbers extends DefaultTableCellRenderer {

		private static final long serialVersionUID = 1L;

		@Override
		public Component getTableCellRendererComponent(final JTable owner, final Object value,
			final boolean isSelected, final boolean hasFocus, final int row, final int column)
		{
			final Component cell = super.getTableCellRendererComponent(owner, value, isSelected, hasFocus, row,
				column);
			((JLabel) cell).setHorizontalAlignment(SwingConstants.RIGHT);
			return cell;
		}

		@Override
		protected void setValue(final Object value) {
			setText(value instanceof Double number ? String.format(Locale.ROOT, "%.3g", number).replace('-', '−')
				: "");
		}
	}
}
