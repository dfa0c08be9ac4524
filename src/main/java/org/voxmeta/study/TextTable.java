package org.voxmeta.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A table of any columns, in text. Immutable. */
public final class TextTable {

	private final String name;
	private final boolean isFile;
	private final List<String> columns;
	private final List<Integer> lines;
	private final List<List<String>> rows;

	private TextTable(final String name, final boolean isFile, final List<String> columns,
		final List<Integer> lines, final List<List<String>> rows)
	{
		this.name = name;
		this.isFile = isFile;
		this.columns = columns;
		this.lines = lines;
		this.rows = rows;
	}

	/**
	 * A table.
	 *
	 * @param name for messages
	 * @param columns names that differ in more than case, none blank
	 * @param rows a cell for each column
	 * @throws IllegalArgumentException if a name is blank or there twice, or a row has another number of cells
	 */
	public static TextTable of(final String name, final List<String> columns, final List<List<String>> rows) {
		refuseBadNames(name, columns);
		final List<Integer> lines = new ArrayList<>();
		for (final List<String> row : rows) {
			lines.add(lines.size() + 1);
			if (row.size() != columns.size()) throw new IllegalArgumentException(name + ": row " + lines.size()
				+ " has " + row.size() + " cells, wanted " + columns.size());
		}
		return new TextTable(name, false, List.copyOf(columns), lines, rows.stream().map(List::copyOf).toList());
	}

	/**
	 * The table in a file: a header line and a line for each row, separated by tabs, commas or semicolons.
	 * Columns without a name are left out.
	 *
	 * @throws StudyTableException if the file is no such table; the message names the line
	 * @throws IOException if reading fails
	 */
	public static TextTable read(final Path file) throws IOException {
		return read(file, "study table", "study");
	}

	/**
	 * The same of a table of another kind.
	 *
	 * @param kind what the file should be, such as "study table", for messages
	 * @param row what a line is for, such as "study", for messages
	 */
	static TextTable read(final Path file, final String kind, final String row) throws IOException {
		final Path table = file.toAbsolutePath();
		final String text = TableText.read(table, kind);
		final List<TableRow> all = TableRows.of(table, text, Delimiter.of(table, text));
		if (all.size() < 2) throw new StudyTableException(table, "has "
			+ (all.isEmpty() ? "nothing" : "only a header") + ", wanted a header line and one line per " + row);
		final List<String> header = all.get(0).cells().stream().map(String::strip).toList();
		final Map<String, Integer> named = new LinkedHashMap<>();
		for (int c = 0; c < header.size(); c++)
			if (!header.get(c).isEmpty() && named.put(header.get(c), c) != null) throw new StudyTableException(table,
				"got the column name " + Cells.shown(header.get(c)) + " twice, wanted it once");
		final List<TableRow> rows = all.subList(1, all.size());
		for (final TableRow line : rows)
			if (line.cells().size() != header.size()) throw new StudyTableException(table, "line " + line.line()
				+ ": got " + line.cells().size() + " cells, wanted " + header.size() + " as in the header");
		final List<String> columns = List.copyOf(named.keySet());
		refuseBadNames(table.toString(), columns);
		return new TextTable(table.toString(), true, columns, rows.stream().map(TableRow::line).toList(),
			rows.stream().map(line -> named.values().stream().map(line::cell).toList()).toList());
	}

	/** Refuses blank names, and names that differ only in case. */
	static void refuseBadNames(final String table, final List<String> columns) {
		final Map<String, String> seen = new LinkedHashMap<>();
		for (final String column : columns) {
			if (column.isBlank()) throw new IllegalArgumentException(table + ": a column has no name, wanted one");
			final String other = seen.putIfAbsent(Cells.key(column), column);
			if (other != null) throw new IllegalArgumentException(table + ": got the columns " + Cells.shown(other)
				+ " and " + Cells.shown(column) + ", wanted names that differ in more than upper and lower case");
		}
	}

	/** What the table is called: its file, or a title. */
	public String name() {
		return name;
	}

	/** The names of the columns, in their order. */
	public List<String> columns() {
		return columns;
	}

	/** The number of rows. */
	public int size() {
		return rows.size();
	}

	/** The line of its file that row {@code r} (from 0) starts on, or its number, from 1. */
	int line(final int r) {
		return lines.get(r);
	}

	/** Where row {@code r} (from 0) is, for messages. */
	String row(final int r) {
		return (isFile ? "line " : "row ") + lines.get(r);
	}

	/** The name of a column as the table has it; null if there is none, in whatever case. */
	String find(final String column) {
		return columns.stream().filter(other -> Cells.key(other).equals(Cells.key(column))).findFirst()
			.orElse(null);
	}

	/** A cell without surrounding blanks, blank where the value is missing. */
	String cell(final int row, final String column) {
		return cell(row, columns.indexOf(column));
	}

	/** The same of the column of a number, from 0. */
	String cell(final int row, final int column) {
		final String cell = rows.get(row).get(column).strip();
		return Cells.isMissing(cell) ? "" : cell;
	}
}
