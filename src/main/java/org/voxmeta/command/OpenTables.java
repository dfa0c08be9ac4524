package org.voxmeta.command;

import ij.WindowManager;
import ij.measure.ResultsTable;

import java.awt.Frame;
import java.awt.GraphicsEnvironment;
import java.awt.Window;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.voxmeta.analysis.NumberTable;
import org.voxmeta.study.TextTable;

/**
 * The tables that are open in ImageJ: windows, and the system table "Results", which macros without
 * windows have too.
 */
final class OpenTables {

	/** The title of ImageJ's system table. */
	static final String SYSTEM = "Results";

	private static final int DECIMALS = 4;
	private static final int MOST_DECIMALS = 6;
	/** ImageJ's sign for powers of ten with three decimals. */
	private static final int SCIENTIFIC = -3;
	private static final String LABELS = "Label";

	private OpenTables() {
	}

	/**
	 * The open table of a title, or the table in a file.
	 *
	 * @param titleOrFile a title, or a path; of both, the open table
	 * @throws IOException if it is a file that cannot be read
	 * @throws IllegalArgumentException if it is neither; the message lists the open tables
	 */
	static TextTable find(final File titleOrFile) throws IOException {
		final Optional<TextTable> open = findOpen(titleOrFile);
		return open.isPresent() ? open.get() : TextTable.read(file(titleOrFile));
	}

	/** The open table of a title; empty if there is none. */
	static Optional<TextTable> findOpen(final File title) {
		return Optional.ofNullable(named(title)).map(open -> of(title.getName(), open));
	}

	/**
	 * The path of a file that is no open table.
	 *
	 * @throws IllegalArgumentException if there is no such file; the message lists the open tables
	 */
	static Path file(final File titleOrFile) {
		// since Java 25 a file without a name is the working folder
		final boolean isNone = titleOrFile.getPath().isEmpty();
		if (!isNone && titleOrFile.exists()) return titleOrFile.toPath();
		throw new IllegalArgumentException("Table: got " + (isNone ? "none" : "'" + titleOrFile.getPath() + "'")
			+ ", wanted the title of an open table or the path of a file; open tables: "
			+ (titles().isEmpty() ? "none" : String.join(", ", titles())));
	}

	/**
	 * A table of numbers as ImageJ has them, each column with as many decimals as its smallest number needs;
	 * cells without a value are empty.
	 */
	static ResultsTable of(final NumberTable numbers) {
		final ResultsTable table = new ResultsTable();
		numbers.rows().forEach(row -> addRow(table, numbers.columns(), row));
		for (int c = 0; c < numbers.columns().size(); c++) {
			final int column = c;
			final double[] values = numbers.rows().stream().map(row -> row.get(column))
				.filter(Double.class::isInstance).mapToDouble(cell -> (Double) cell).toArray();
			if (table.columnExists(numbers.columns().get(c)))
				table.setDecimalPlaces(table.getColumnIndex(numbers.columns().get(c)), decimals(values));
		}
		return table;
	}

	/** ImageJ shows all numbers of a column in the same way. */
	private static int decimals(final double[] values) {
		double smallest = Double.POSITIVE_INFINITY;
		boolean isWhole = true;
		for (final double value : values) {
			if (Double.isNaN(value) || value == 0) continue;
			smallest = Math.min(smallest, Math.abs(value));
			isWhole &= value == Math.rint(value);
		}
		if (isWhole) return 0;
		if (smallest >= 0.01) return DECIMALS;
		return smallest >= 1e-5 ? MOST_DECIMALS : SCIENTIFIC;
	}

	/** Adds a row to a table. */
	static void addRow(final ResultsTable table, final List<String> columns, final List<Object> cells) {
		table.addRow();
		for (int c = 0; c < cells.size(); c++) {
			if (cells.get(c) instanceof Double number) table.addValue(columns.get(c), number);
			else table.addValue(columns.get(c), cells.get(c) == null ? "" : cells.get(c).toString());
		}
	}

	private static ResultsTable named(final File titleOrFile) {
		if (titleOrFile.getPath().isEmpty()) return null;
		// SciJava may have made an absolute path of a title
		for (final String title : List.of(titleOrFile.getPath(), titleOrFile.getName())) {
			final ResultsTable table = named(title);
			if (table != null) return table;
		}
		return null;
	}

	private static ResultsTable named(final String title) {
		final ResultsTable table = title.equals(SYSTEM) ? ResultsTable.getResultsTable()
			: GraphicsEnvironment.isHeadless() ? null : ResultsTable.getResultsTable(title);
		return table == null || table.size() == 0 ? null : table;
	}

	private static Set<String> titles() {
		final Set<String> titles = new LinkedHashSet<>();
		if (named(SYSTEM) != null) titles.add(SYSTEM);
		if (GraphicsEnvironment.isHeadless()) return titles;
		for (final Window window : WindowManager.getAllNonImageWindows())
			if (window instanceof Frame frame && named(frame.getTitle()) != null) titles.add(frame.getTitle());
		return titles;
	}

	/** The table in text, numbers with all their digits. */
	static TextTable of(final String title, final ResultsTable table) {
		final List<String> columns = new ArrayList<>();
		for (final String heading : table.getHeadings())
			if (!heading.isBlank()) columns.add(heading);
		final List<List<String>> rows = new ArrayList<>();
		for (int r = 0; r < table.size(); r++) {
			final int row = r;
			rows.add(columns.stream().map(column -> cell(table, column, row)).toList());
		}
		return TextTable.of("Table '" + title + "'", columns, rows);
	}

	private static String cell(final ResultsTable table, final String column, final int row) {
		if (!table.columnExists(column)) return column.equals(LABELS) && table.getLabel(row) != null
			? table.getLabel(row) : "";
		final double number = table.getValue(column, row);
		if (!Double.isNaN(number))
			return number == Math.rint(number) && Math.abs(number) < 1e15 ? String.valueOf((long) number)
				: String.valueOf(number);
		final String text = table.getStringValue(column, row);
		return text == null ? "" : text;
	}
}
