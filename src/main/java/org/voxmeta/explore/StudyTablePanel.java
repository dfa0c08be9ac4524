package org.voxmeta.explore;

import java.awt.BorderLayout;
import java.awt.Component;
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
	private static final String NAME = "Ångström & Müller 2010 ";
	private static final String NUMBER = "−0.00888";
	private static final int PADDING = 8;

	private final StudyTableModel model = new StudyTableModel();
	private final JTable table = new JTable(model);

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
			table.getColumnModel().getColumn(c).setPreferredWidth(PADDING + getFontMetrics(table.getFont())
				.stringWidth(c == 0 ? NAME : NUMBER));
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
