package org.voxmeta.analysis;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.study.SignalsTable;
import org.voxmeta.task.AtomicFiles;

/**
 * The signals of an image or a series, with the names of rows and columns.
 *
 * @param names what each signal is of, V
 * @param samples the number of each row's sample in the series, from 0, S
 * @param labels what each row's sample is called, S; empty if they have no names
 * @param signals S×V
 */
public record ExtractedSignals(List<String> names, int[] samples, List<String> labels, Signals signals) {

	/** Keeps copies of the lists. */
	public ExtractedSignals {
		names = List.copyOf(names);
		labels = List.copyOf(labels);
	}

	/** All in one table: the sample's number, its label if there are any, then the signals. */
	public NumberTable table() {
		final List<List<Object>> rows = new ArrayList<>();
		for (int s = 0; s < samples.length; s++) {
			final List<Object> row = new ArrayList<>();
			row.add((double) samples[s]);
			if (!labels.isEmpty()) row.add(labels.get(s));
			for (final double value : row(s))
				row.add(value);
			rows.add(row);
		}
		return new NumberTable("signals", columns(), rows);
	}

	/** One line on them, such as "40 samples of 4 signals". */
	public String summary() {
		return samples.length + (samples.length == 1 ? " sample of " : " samples of ") + names.size()
			+ (names.size() == 1 ? " signal" : " signals");
	}

	/**
	 * Writes the table with a header line; numbers have as many digits as it takes to read the same numbers.
	 *
	 * @param file with tabs between the cells if its name ends in {@code .tsv} or {@code .txt}, else commas
	 * @throws IOException if it cannot be written; the message names the file
	 */
	void write(final Path file) throws IOException {
		final CSVFormat format = isTabbed(file)
			? CSVFormat.DEFAULT.builder().setDelimiter('\t').setRecordSeparator('\n').build()
			: CSVFormat.DEFAULT.builder().setRecordSeparator('\n').build();
		AtomicFiles.write(file, temporary -> {
			try (BufferedWriter writer = Files.newBufferedWriter(temporary, StandardCharsets.UTF_8);
				CSVPrinter printer = new CSVPrinter(writer, format))
			{
				printer.printRecord(columns());
				for (int s = 0; s < samples.length; s++)
					print(printer, s);
			}
		});
	}

	private void print(final CSVPrinter printer, final int s) throws IOException {
		printer.print(samples[s]);
		if (!labels.isEmpty()) printer.print(labels.get(s));
		final boolean single = signals.row(s) instanceof Signals.FloatRow;
		for (final double value : row(s))
			printer.print(single ? Float.toString((float) value) : Double.toString(value));
		printer.println();
	}

	/**
	 * Checks the name of a file for a table.
	 *
	 * @throws IllegalArgumentException if it does not end in {@code .csv}, {@code .tsv} or {@code .txt}
	 */
	static void requireName(final Path file) {
		if (!isTabbed(file) && !lower(file).endsWith(".csv"))
			throw new IllegalArgumentException("Output: got '" + file + "', wanted a name that ends in .csv or .tsv");
	}

	private static boolean isTabbed(final Path file) {
		return lower(file).endsWith(".tsv") || lower(file).endsWith(".txt");
	}

	private static String lower(final Path file) {
		return file.toString().toLowerCase(Locale.ROOT);
	}

	private List<String> columns() {
		final List<String> columns = new ArrayList<>(List.of(SignalsTable.SAMPLE));
		if (!labels.isEmpty()) columns.add(SignalsTable.LABEL);
		columns.addAll(names);
		return columns;
	}

	private double[] row(final int sample) {
		final double[] row = new double[signals.voxels()];
		signals.row(sample).read(0, row.length, row);
		return row;
	}
}
