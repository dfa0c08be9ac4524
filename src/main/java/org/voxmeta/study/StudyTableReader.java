package org.voxmeta.study;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns the rows of one table into studies. Used once per table; not thread-safe. */
final class StudyTableReader {

	private static final String WANTED_PATH =
		"an image path relative to the table's folder, or an absolute one";

	private final Path table;
	private final TableColumns columns;
	private final List<TableRow> rows;
	private final TableProblems problems;

	private StudyTableReader(final Path table, final TableColumns columns, final List<TableRow> rows) {
		this.table = table;
		this.columns = columns;
		this.rows = rows;
		problems = new TableProblems(table);
	}

	/** Returns the table in a file; see {@link StudyTable#read}. */
	static StudyTable read(final Path file) throws IOException {
		final Path table = file.toAbsolutePath();
		return parse(table, TableText.read(table));
	}

	/** Returns the table in a file; see {@link StudyTable#readWithoutMaps}. */
	static StudyTable readWithoutMaps(final Path file) throws IOException {
		final Path table = file.toAbsolutePath();
		return parse(table, TableText.read(table), false);
	}

	/**
	 * Returns the table in a text.
	 *
	 * @param table the file of the text, absolute; not read
	 * @param text its text, without byte order mark
	 */
	static StudyTable parse(final Path table, final String text) throws StudyTableException {
		return parse(table, text, true);
	}

	private static StudyTable parse(final Path table, final String text, final boolean wantsMaps)
		throws StudyTableException
	{
		final Delimiter delimiter = Delimiter.of(table, text);
		final List<TableRow> all = TableRows.of(table, text, delimiter);
		if (all.isEmpty())
			throw new StudyTableException(table, "is empty, wanted a header line and one line per study");
		final TableRow header = all.get(0);
		final List<TableRow> rows = all.subList(1, all.size());
		final TableColumns columns = TableColumns.of(table, header, rows);
		refuseMissingColumns(table, columns, header, rows, delimiter, wantsMaps);
		if (rows.isEmpty())
			throw new StudyTableException(table, "has a header (line " + header.line()
				+ ") but no studies, wanted one line per study");
		return new StudyTableReader(table, columns, rows).read();
	}

	private static void refuseMissingColumns(final Path table, final TableColumns columns,
		final TableRow header, final List<TableRow> rows, final Delimiter delimiter, final boolean wantsMaps)
		throws StudyTableException
	{
		final ColumnHints hints = ColumnHints.of(columns.names(), columns.moderatorNames(),
			rows.stream().map(columns::moderatorCells).toList());
		final String where = "line " + header.line() + ": ";
		final String cut = " (the line was cut at " + delimiter.plural() + ")";
		if (!columns.has(KnownColumn.STUDY))
			throw new StudyTableException(table, where + hints.missing(KnownColumn.STUDY) + cut);
		if (wantsMaps && !columns.hasMaps())
			throw new StudyTableException(table, where
				+ hints.missing(Stream.of(StudyMap.values()).map(KnownColumn::of).toArray(KnownColumn[]::new))
				+ cut);
	}

	private StudyTable read() throws StudyTableException {
		refuseRaggedRows();
		refuseBadIds();
		final List<Study> studies = new ArrayList<>();
		for (final TableRow row : rows)
			studies.add(study(row));
		problems.throwIfAny();
		return new StudyTable(table, columns.names(), columns.moderatorNames(), studies);
	}

	private void refuseRaggedRows() throws StudyTableException {
		for (final TableRow row : rows)
			if (row.cells().size() != columns.width())
				problems.add(row.line(), "starting " + Cells.shown(row.cell(0)) + ": got " + row.cells()
					.size()
					+ " cells, wanted " + columns.width() + " as in the header");
		problems.throwIfAny();
	}

	private void refuseBadIds() throws StudyTableException {
		final String column = columns.name(KnownColumn.STUDY);
		final Map<String, Integer> lines = new LinkedHashMap<>();
		for (final TableRow row : rows) {
			final String id = columns.cell(row, KnownColumn.STUDY);
			if (id.isEmpty()) {
				problems.add(row.line(), column, columns.rawCell(row, KnownColumn.STUDY), "a study id");
				continue;
			}
			final Integer first = lines.putIfAbsent(id, row.line());
			if (first != null)
				problems.add(row.line(), column, id, "an id of its own (line " + first + " has the same)");
		}
		problems.throwIfAny();
	}

	/** Returns a row's study; what is wrong in it goes to the problems. */
	private Study study(final TableRow row) {
		return new Study(columns.cell(row, KnownColumn.STUDY), maps(row), number(row,
			KnownColumn.SAMPLE_SIZE), number(row, KnownColumn.DOF), columns.cell(row, KnownColumn.GROUP),
			columns.moderatorCells(row), row.line());
	}

	private double number(final TableRow row, final KnownColumn column) {
		final String cell = columns.cell(row, column);
		if (cell.isEmpty())
			return Double.NaN;
		final double number = Cells.number(cell);
		if (number > 0)
			return number;
		problems.add(row.line(), columns.name(column), cell, "a positive number");
		return Double.NaN;
	}

	private Map<StudyMap, Path> maps(final TableRow row) {
		final Map<StudyMap, Path> maps = new EnumMap<>(StudyMap.class);
		for (final StudyMap map : StudyMap.values()) {
			final String cell = columns.cell(row, KnownColumn.of(map));
			if (!cell.isEmpty())
				path(row.line(), map, cell).ifPresent(path -> {
					refuseSameFile(row.line(), maps, map, cell, path);
					maps.put(map, path);
				});
		}
		return maps;
	}

	private void refuseSameFile(final int line, final Map<StudyMap, Path> others, final StudyMap map,
		final String cell, final Path path)
	{
		others.forEach((other, file) -> {
			if (file.normalize().equals(path.normalize()))
				problems.add(line, map.column(), cell, "another file than in column "
					+ Cells.shown(other.column()));
		});
	}

	private Optional<Path> path(final int line, final StudyMap map, final String cell) {
		if (cell.startsWith("~"))
			problems.add(line, map.column(), cell, WANTED_PATH + " ('~' is not expanded)");
		else if (Cells.isNumber(cell))
			problems.add(line, map.column(), cell, WANTED_PATH + ", not a number");
		else
			try {
				return Optional.of(table.resolveSibling(cell));
			}
			catch (final InvalidPathException e) {
				problems.add(line, map.column(), cell, WANTED_PATH + " (" + e.getReason() + ")");
			}
		return Optional.empty();
	}
}
