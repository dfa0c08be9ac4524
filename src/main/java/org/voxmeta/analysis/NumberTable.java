package org.voxmeta.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.apache.commons.csv.CSVFormat;

/**
 * A table of results.
 *
 * @param name such as {@code summary}, also that of its file
 * @param columns names
 * @param rows a cell for each column: a Double (NaN for a number that does not exist), a text, or null where
 *          there is nothing to say
 */
public record NumberTable(String name, List<String> columns, List<List<Object>> rows) {

	/** Above it, doubles have gaps between whole numbers, so that not all digits are known. */
	private static final double LARGEST_WHOLE = 1L << 53;

	/** Checks that rows and columns match. */
	public NumberTable {
		columns = List.copyOf(columns);
		rows = rows.stream().map(row -> Collections.unmodifiableList(new ArrayList<>(row))).toList();
		for (final List<Object> row : rows)
			if (row.size() != columns.size()) throw new IllegalArgumentException("Table " + name + ": got a row of "
				+ row.size() + " cells, wanted " + columns.size());
	}

	/** A table without rows. */
	static NumberTable of(final String name, final String... columns) {
		return new NumberTable(name, List.of(columns), List.of());
	}

	/** This table with one more row. */
	NumberTable row(final Object... cells) {
		final List<List<Object>> more = new ArrayList<>(rows);
		more.add(Arrays.asList(cells));
		return new NumberTable(name, columns, more);
	}

	/**
	 * The table as comma-separated values, numbers with all their digits; in a column of whole numbers, such as
	 * counts, without a decimal point.
	 */
	public String csv() {
		final StringBuilder csv = new StringBuilder(CSVFormat.DEFAULT.format(columns.toArray())).append('\n');
		final boolean[] whole = new boolean[columns.size()];
		for (int c = 0; c < whole.length; c++)
			whole[c] = isWhole(c);
		for (final List<Object> row : rows) {
			final Object[] cells = row.toArray();
			for (int c = 0; c < cells.length; c++)
				if (whole[c] && cells[c] instanceof Double number && !number.isNaN()) cells[c] = number.longValue();
			csv.append(CSVFormat.DEFAULT.format(cells)).append('\n');
		}
		return csv.toString();
	}

	private boolean isWhole(final int column) {
		for (final List<Object> row : rows)
			if (row.get(column) instanceof Double number && !number.isNaN()
				&& !(number == Math.rint(number) && Math.abs(number) <= LARGEST_WHOLE)) return false;
		return true;
	}

	/** The table for the eye: aligned columns, numbers with six digits. */
	public String text() {
		final List<List<String>> lines = new ArrayList<>();
		lines.add(columns);
		rows.forEach(row -> lines.add(row.stream().map(NumberTable::shown).toList()));
		final int[] widths = new int[columns.size()];
		for (final List<String> line : lines)
			for (int c = 0; c < widths.length; c++)
				widths[c] = Math.max(widths[c], line.get(c).length());
		return lines.stream().map(line -> padded(line, widths)).collect(Collectors.joining("\n"));
	}

	private static String padded(final List<String> line, final int[] widths) {
		final StringBuilder text = new StringBuilder();
		for (int c = 0; c < widths.length; c++)
			text.append(line.get(c)).append(" ".repeat(widths[c] - line.get(c).length() + 2));
		return text.toString().stripTrailing();
	}

	private static String shown(final Object cell) {
		if (cell == null) return "";
		if (!(cell instanceof Double number)) return cell.toString();
		if (number == Math.rint(number) && Math.abs(number) < 1e6) return String.valueOf(number.longValue());
		return String.format(Locale.ROOT, "%.6g", number);
	}
}
