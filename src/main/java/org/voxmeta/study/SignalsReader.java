package org.voxmeta.study;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads tables of signals line by line: of all voxels of a brain over time, they have hundreds of megabytes.
 */
final class SignalsReader {

	private static final String KIND = "table of signals";
	private static final String BYTE_ORDER_MARK = "\uFEFF";

	private SignalsReader() {
	}

	/** As {@link SignalsTable#read}. */
	static SignalsTable read(final Path file) throws IOException {
		final Path table = file.toAbsolutePath();
		TableText.requireText(table, KIND);
		try (BufferedReader reader = Files.newBufferedReader(table, StandardCharsets.UTF_8);
			CSVParser parser = CSVParser.parse(reader, format(table)))
		{
			return read(table, parser);
		}
		catch (final CharacterCodingException e) {
			throw wrong(table, "is not UTF-8 text, wanted a " + KIND, e);
		}
		catch (final UncheckedIOException e) {
			throw wrong(table, "got quotes that do not match, wanted a cell that starts with \" to end with \"", e);
		}
	}

	private static SignalsTable read(final Path table, final CSVParser parser) throws IOException {
		final Iterator<CSVRecord> lines = parser.iterator();
		if (!lines.hasNext()) throw new StudyTableException(table,
			"has nothing, wanted a header line and one line per " + SignalsTable.SAMPLE);
		final List<String> columns = new ArrayList<>(lines.next().toList());
		if (columns.get(0).startsWith(BYTE_ORDER_MARK)) columns.set(0, columns.get(0).substring(1));
		final int[] signals = SignalsTable.signals(columns);
		final List<String> names = SignalsTable.names(columns, signals);
		TextTable.refuseBadNames(table.toString(), names);
		final List<double[]> rows = new ArrayList<>();
		while (lines.hasNext()) {
			final CSVRecord line = lines.next();
			if (line.stream().allMatch(String::isBlank)) continue;
			rows.add(numbers(table, "line " + parser.getCurrentLineNumber(), columns, signals, line));
		}
		SignalsTable.refuseEmpty(table.toString(), rows.size(), signals.length);
		return new SignalsTable(table.toString(), names, rows.toArray(double[][]::new));
	}

	private static double[] numbers(final Path table, final String where, final List<String> columns,
		final int[] signals, final CSVRecord line) throws StudyTableException
	{
		if (line.size() != columns.size()) throw new StudyTableException(table, where + ": got " + line.size()
			+ " cells, wanted " + columns.size() + " as in the header");
		final double[] numbers = new double[signals.length];
		for (int j = 0; j < numbers.length; j++)
			numbers[j] = SignalsTable.number(table.toString(), where, columns.get(signals[j]), line.get(signals[j]));
		return numbers;
	}

	private static CSVFormat format(final Path table) throws IOException {
		try (BufferedReader reader = Files.newBufferedReader(table, StandardCharsets.UTF_8)) {
			final String header = reader.readLine();
			// build() is deprecated for get(), which a Fiji with commons-csv before 1.13 does not have
			return CSVFormat.DEFAULT.builder()
				.setDelimiter(Delimiter.of(table, header == null ? "" : header).character())
				.setIgnoreEmptyLines(false).setIgnoreSurroundingSpaces(true).build();
		}
	}

	private static StudyTableException wrong(final Path table, final String what, final Exception cause) {
		final StudyTableException e = new StudyTableException(table, what);
		e.initCause(cause);
		return e;
	}
}
