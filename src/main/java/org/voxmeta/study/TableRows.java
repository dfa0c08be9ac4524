package org.voxmeta.study;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Cuts the text of a table into rows and cells. */
final class TableRows {

	private TableRows() {
	}

	/**
	 * Returns the rows of a text, the header included. Rows in which every cell is blank are left out.
	 *
	 * @param table the file's name for messages
	 * @param text lines ended by LF, CRLF or CR; cells may be quoted with "
	 * @param delimiter what parts the cells
	 * @throws StudyTableException if the quotes of a row do not match
	 */
	static List<TableRow> of(final Path table, final String text, final Delimiter delimiter)
		throws StudyTableException {
		// build() is deprecated for get(), which a Fiji with commons-csv before 1.13 does not have
		final CSVFormat format = CSVFormat.DEFAULT.builder().setDelimiter(delimiter.character())
			.setIgnoreEmptyLines(false).setIgnoreSurroundingSpaces(true).build();
		final List<TableRow> rows = new ArrayList<>();
		int line = 1;
		try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
			final Iterator<CSVRecord> records = parser.iterator();
			while (records.hasNext()) {
				final List<String> cells = records.next().toList();
				if (!cells.stream().allMatch(String::isBlank))
					rows.add(new TableRow(line, List.copyOf(cells)));
				line = Math.toIntExact(parser.getCurrentLineNumber()) + 1;
			}
		}
		catch (final IOException | UncheckedIOException e) {
			// reading a string cannot fail otherwise
			throw unmatchedQuotes(table, line, text, e);
		}
		return List.copyOf(rows);
	}

	private static StudyTableException unmatchedQuotes(final Path table, final int line, final String text,
		final Exception cause) {
		final String got = text.lines().skip(line - 1L).findFirst().orElse("");
		final StudyTableException e = new StudyTableException(table, "line " + line + ": got "
			+ Cells.shown(got) + " with quotes that do not match, wanted a cell that starts with \""
			+ " to end with \", and \"\" for a quote inside it");
		e.initCause(cause);
		return e;
	}
}
