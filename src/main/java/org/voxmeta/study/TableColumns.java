package org.voxmeta.study;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Tells from a table's header which column is what. Immutable. */
final class TableColumns {

	private final Map<KnownColumn, Integer> known;
	private final Map<String, Integer> moderators;
	private final List<String> header;

	private TableColumns(final Map<KnownColumn, Integer> known, final Map<String, Integer> moderators,
		final List<String> header)
	{
		this.known = known;
		this.moderators = moderators;
		this.header = header;
	}

	/**
	 * Returns the columns of a table.
	 *
	 * @param table its file, for messages
	 * @param header the header's row
	 * @param rows the studies' rows
	 * @throws StudyTableException if two columns have the same name or the same meaning, or a column with
	 *           values has no name
	 */
	static TableColumns of(final Path table, final TableRow header, final List<TableRow> rows)
		throws StudyTableException {
		final List<String> names = header.cells().stream().map(String::strip).toList();
		final String where = "line " + header.line() + ": ";
		final Map<KnownColumn, Integer> known = new EnumMap<>(KnownColumn.class);
		final Map<String, Integer> moderators = new LinkedHashMap<>();
		final Map<String, Integer> seen = new LinkedHashMap<>();
		for (int c = 0; c < names.size(); c++) {
			final String name = names.get(c);
			if (name.isEmpty()) {
				refuseUnnamed(table, where, c, rows);
				continue;
			}
			final Integer same = seen.putIfAbsent(Cells.key(name), c);
			if (same != null)
				throw new StudyTableException(table, where + "got the column name " + Cells.shown(name)
					+ " twice (columns " + (same + 1) + " and " + (c + 1) + "), wanted names that differ"
					+ " in more than upper and lower case");
			final KnownColumn column = KnownColumn.named(name).orElse(null);
			if (column == null)
				moderators.put(name, c);
			else if (known.putIfAbsent(column, c) != null)
				throw new StudyTableException(table, where + "columns "
					+ Cells.shown(names.get(known.get(column))) + " and " + Cells.shown(name)
					+ " mean the same, wanted one of " + column.titles() + " (rename or remove the other)");
		}
		return new TableColumns(known, moderators, names);
	}

	private static void refuseUnnamed(final Path table, final String where, final int column,
		final List<TableRow> rows) throws StudyTableException {
		for (final TableRow row : rows)
			if (!row.cell(column).isBlank())
				throw new StudyTableException(table, where + "column " + (column + 1)
					+ " has no name but holds " + Cells.shown(row.cell(column)) + " on line " + row.line()
					+ ", wanted a name");
	}

	/** Returns all names as the header has them, trimmed, in its order. */
	List<String> names() {
		return header.stream().filter(name -> !name.isEmpty()).toList();
	}

	/** Returns the names of the columns without a meaning of their own, in the header's order. */
	List<String> moderatorNames() {
		return List.copyOf(moderators.keySet());
	}

	/** Returns how many cells a row must have: the header's, those without a name included. */
	int width() {
		return header.size();
	}

	/** Returns whether the table has a column. */
	boolean has(final KnownColumn column) {
		return known.containsKey(column);
	}

	/** Returns whether the table has a column for any kind of image. */
	boolean hasMaps() {
		return Stream.of(StudyMap.values()).map(KnownColumn::of).anyMatch(this::has);
	}

	/** Returns the name by which the table has a column that it has. */
	String name(final KnownColumn column) {
		return header.get(known.get(column));
	}

	/** Returns a cell as it stands in the table; blank when the table has no such column. */
	String rawCell(final TableRow row, final KnownColumn column) {
		return has(column) ? row.cell(known.get(column)) : "";
	}

	/** Returns a trimmed cell; blank when the table has no such column or the value is missing. */
	String cell(final TableRow row, final KnownColumn column) {
		final String cell = rawCell(row, column).strip();
		return Cells.isMissing(cell) ? "" : cell;
	}

	/** Returns the moderators' cells of a row by name, as they stand there. */
	Map<String, String> moderatorCells(final TableRow row) {
		final Map<String, String> cells = new LinkedHashMap<>();
		moderators.forEach((name, column) -> cells.put(name, row.cell(column)));
		return cells;
	}
}
