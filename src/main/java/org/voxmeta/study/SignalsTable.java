package org.voxmeta.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A table of signals: a row for each sample of a series of images, a column of numbers for each signal, such as the
 * mean of a region. The columns {@code sample} and {@code label}, which say what a row is of, are no signals, nor is
 * ImageJ's own column of row numbers. Immutable.
 *
 * @param name what the table is called: its file, or a title
 * @param names of the signals, V
 * @param values T×V, finite; not copied
 */
public record SignalsTable(String name, List<String> names, double[][] values) {

	/** The column of the samples' numbers, from 0. */
	public static final String SAMPLE = "sample";

	/** The column of the samples' names. */
	public static final String LABEL = "label";

	/**
	 * The signals in a file.
	 *
	 * @throws StudyTableException if the file is no table
	 * @throws IOException if reading fails
	 * @throws IllegalArgumentException as {@link #of} does
	 */
	public static SignalsTable read(final Path file) throws IOException {
		return of(TextTable.read(file, "table of signals", SAMPLE));
	}

	/**
	 * The signals in a table.
	 *
	 * @throws IllegalArgumentException if it has no signal, or a cell of one holds no number; the message names line
	 *           and column
	 */
	public static SignalsTable of(final TextTable table) {
		final List<Integer> signals = new ArrayList<>();
		for (int c = 0; c < table.columns().size(); c++)
			if (!isOfRow(table.columns().get(c))) signals.add(c);
		if (signals.isEmpty() || table.size() == 0) throw new IllegalArgumentException(title(table) + ": got "
			+ table.size() + " rows of " + signals.size() + " signals, wanted at least one of each");
		final double[][] values = new double[table.size()][signals.size()];
		for (int t = 0; t < values.length; t++)
			for (int j = 0; j < signals.size(); j++)
				values[t][j] = number(table, t, signals.get(j));
		return new SignalsTable(table.name(), signals.stream().map(table.columns()::get).toList(), values);
	}

	private static boolean isOfRow(final String column) {
		return column.isBlank() || Cells.key(column).equals(SAMPLE) || Cells.key(column).equals(LABEL);
	}

	private static double number(final TextTable table, final int row, final int column) {
		final double number = Cells.number(table.cell(row, column));
		if (!Double.isNaN(number)) return number;
		final String cell = table.cell(row, column);
		throw new IllegalArgumentException(title(table) + ": " + table.row(row) + ", column " + Cells.shown(table
			.columns().get(column)) + ": got " + (cell.isEmpty() ? "no value" : Cells.shown(cell))
			+ ", wanted a number");
	}

	private static String title(final TextTable table) {
		return "Signals " + Cells.shown(table.name());
	}
}
