package org.voxmeta.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table of confounds: a row for each sample of an image over time, a column of numbers for each confound.
 * Such tables come from fMRIPrep and other software. Immutable.
 */
public final class ConfoundsTable {

	private final String name;
	private final List<String> columns;
	/** T×C. */
	private final double[][] values;

	private ConfoundsTable(final String name, final List<String> columns, final double[][] values) {
		this.name = name;
		this.columns = columns;
		this.values = values;
	}

	/**
	 * All columns of a file.
	 *
	 * @throws StudyTableException if the file is no table
	 * @throws IOException if reading fails
	 * @throws IllegalArgumentException if a cell holds no number; the message names line and column
	 */
	public static ConfoundsTable read(final Path file) throws IOException {
		return of(text(file));
	}

	/**
	 * Some columns of a file; the others may hold anything.
	 *
	 * @param columns their names, in any case; at least one
	 * @throws StudyTableException if the file is no table
	 * @throws IOException if reading fails
	 * @throws IllegalArgumentException if there is no such column, or a cell of one holds no number
	 */
	public static ConfoundsTable read(final Path file, final List<String> columns) throws IOException {
		return of(text(file), columns);
	}

	private static TextTable text(final Path file) throws IOException {
		return TextTable.read(file, "table of confounds", "sample");
	}

	/**
	 * All columns of a table.
	 *
	 * @throws IllegalArgumentException if a cell holds no number; the message names line and column
	 */
	public static ConfoundsTable of(final TextTable table) {
		if (table.columns().stream().allMatch(Cells::isNumber)) throw new IllegalArgumentException(title(table)
			+ ": got only numbers in the first line, wanted the names of the columns there");
		return of(table, table.columns());
	}

	/**
	 * Some columns of a table; the others may hold anything.
	 *
	 * @param columns their names, in any case; at least one
	 * @throws IllegalArgumentException if there is no such column, or a cell of one holds no number
	 */
	public static ConfoundsTable of(final TextTable table, final List<String> columns) {
		if (columns.isEmpty()) throw new IllegalArgumentException(title(table)
			+ ": got no column, wanted at least 1 of " + Cells.shown(table.columns()));
		final List<String> found = new ArrayList<>();
		for (final String column : columns) {
			final String name = table.find(column);
			if (name == null) throw new IllegalArgumentException(title(table) + ": no column " + Cells.shown(column)
				+ ", its columns are: " + Cells.shown(table.columns()));
			if (found.contains(name)) throw new IllegalArgumentException(title(table) + ": got the column "
				+ Cells.shown(name) + " twice, wanted it once");
			found.add(name);
		}
		final double[][] values = new double[table.size()][];
		for (int t = 0; t < values.length; t++) {
			final int row = t;
			values[t] = found.stream().mapToDouble(column -> Cells.number(table.cell(row, column))).toArray();
		}
		refuseWithoutNumbers(table, found, values);
		return new ConfoundsTable(table.name(), List.copyOf(found), values);
	}

	private static void refuseWithoutNumbers(final TextTable table, final List<String> columns,
		final double[][] values)
	{
		final List<String> bad = new ArrayList<>();
		String first = null;
		for (int c = 0; c < columns.size(); c++) {
			final int column = c;
			final int row = IntStream.range(0, values.length).filter(t -> Double.isNaN(values[t][column])).findFirst()
				.orElse(-1);
			if (row < 0) continue;
			if (first == null) first = title(table) + ": " + table.row(row) + ", column " + Cells.shown(columns.get(c))
				+ ": got " + shown(table.cell(row, columns.get(c))) + ", wanted a number";
			else bad.add(columns.get(c));
		}
		if (first != null) throw new IllegalArgumentException(first + (bad.isEmpty() ? ""
			: "; the same in " + Cells.shown(bad)));
	}

	private static String shown(final String cell) {
		return cell.isEmpty() ? "no value" : Cells.shown(cell);
	}

	private static String title(final TextTable table) {
		return "Confounds " + Cells.shown(table.name());
	}

	/** What the table is called: its file, or a title. */
	public String name() {
		return name;
	}

	/** The names of the confounds, C. */
	public List<String> columns() {
		return columns;
	}

	/** T, the number of samples. */
	public int samples() {
		return values.length;
	}

	/** The confounds, T×C; a copy. */
	public double[][] values() {
		final double[][] copy = new double[values.length][];
		for (int t = 0; t < copy.length; t++)
			copy[t] = values[t].clone();
		return copy;
	}
}
