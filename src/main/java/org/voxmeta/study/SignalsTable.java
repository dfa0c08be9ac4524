package org.voxmeta.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table of signals: a row for each sample of a series of images, a column of numbers for each signal, such
 * as the mean of a region. The columns {@code sample} and {@code label}, which say what a row is of, are no
 * signals, nor is ImageJ's own column of row numbers. Immutable.
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
	 * The signals in a file of any size: a header line and a line for each sample, with commas,
	 * tabs or semicolons.
	 *
	 * @throws StudyTableException if the file is no table
	 * @throws IOException if reading fails
	 * @throws IllegalArgumentException if it has no signal, or a cell of one holds no number; the message names
	 *           line and column
	 */
	public static SignalsTable read(final Path file) throws IOException {
		return SignalsReader.read(file);
	}

	/**
	 * The signals in a table.
	 *
	 * @throws IllegalArgumentException if it has no signal, or a cell of one holds no number; the message names
	 *           line and column
	 */
	public static SignalsTable of(final TextTable table) {
		final int[] signals = signals(table.columns());
		refuseEmpty(table.name(), table.size(), signals.length);
		final double[][] values = new double[table.size()][signals.length];
		for (int t = 0; t < values.length; t++)
			for (int j = 0; j < signals.length; j++)
				values[t][j] = number(table.name(), table.row(t), table.columns().get(signals[j]), table.cell(t,
					signals[j]));
		return new SignalsTable(table.name(), names(table.columns(), signals), values);
	}

	/** Which columns are signals, from 0. */
	static int[] signals(final List<String> columns) {
		return IntStream.range(0, columns.size()).filter(c -> !isOfRow(columns.get(c))).toArray();
	}

	static List<String> names(final List<String> columns, final int[] signals) {
		return IntStream.of(signals).mapToObj(columns::get).toList();
	}

	static void refuseEmpty(final String table, final int rows, final int signals) {
		if (signals == 0 || rows == 0) throw new IllegalArgumentException(title(table) + ": got " + rows
			+ " rows of " + signals + " signals, wanted at least one of each");
	}

	/**
	 * The number in a cell.
	 *
	 * @param row where it is, such as "line 3"
	 * @throws IllegalArgumentException if it holds none
	 */
	static double number(final String table, final String row, final String column, final String cell) {
		final double number = Cells.number(cell);
		if (!Double.isNaN(number)) return number;
		throw new IllegalArgumentException(title(table) + ": " + row + ", column " + Cells.shown(column) + ": got "
			+ (Cells.isMissing(cell) ? "no value" : Cells.shown(cell)) + ", wanted a number");
	}

	private static boolean isOfRow(final String column) {
		return column.isBlank() || Cells.key(column).equals(SAMPLE) || Cells.key(column).equals(LABEL);
	}

	private static String title(final String table) {
		return "Signals " + Cells.shown(table);
	}
}
