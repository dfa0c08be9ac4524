package org.voxmeta.analysis;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads a correlation between studies from a text file: a line for each study, in the order of the study
 * table, with as many numbers, parted by tabs, commas, semicolons or blanks.
 */
public final class CorrelationFile {

	/** A matrix of three thousand studies has some 150 MB; an image given by mistake is not read into memory. */
	private static final long LARGEST = 256L << 20;

	private CorrelationFile() {
	}

	/**
	 * The matrix in a file; whether it is one of correlations is not looked at.
	 *
	 * @return K×K
	 * @throws IOException if the file cannot be read
	 * @throws IllegalArgumentException if it does not hold as many numbers in each line as there are lines
	 */
	public static double[][] read(final Path file) throws IOException {
		if (!Files.isRegularFile(file)) throw new IllegalArgumentException("Correlation: got " + file
			+ ", which is no file, wanted a .csv or .tsv file");
		if (Files.size(file) > LARGEST) throw new IllegalArgumentException("Correlation: " + file + " has "
			+ Files.size(file) + " bytes, wanted a text file of at most " + LARGEST);
		final List<String> lines = lines(file);
		final double[][] matrix = new double[lines.size()][];
		for (int i = 0; i < matrix.length; i++)
			matrix[i] = numbers(file, i + 1, lines.get(i), matrix.length);
		return matrix;
	}

	private static List<String> lines(final Path file) throws IOException {
		try {
			final String text = Files.readString(file);
			final List<String> lines = (text.startsWith("\uFEFF") ? text.substring(1) : text).lines()
				.map(String::strip).filter(line -> !line.isEmpty()).toList();
			if (lines.isEmpty()) throw new IllegalArgumentException("Correlation: " + file
				+ " is empty, wanted a line for each study");
			return lines;
		}
		catch (final CharacterCodingException e) {
			throw new IllegalArgumentException("Correlation: " + file
				+ " is not UTF-8 text, wanted a .csv or .tsv file", e);
		}
	}

	private static double[] numbers(final Path file, final int row, final String line, final int wanted) {
		final String[] cells = line.split("\\s*[,;\\s]\\s*", -1);
		if (cells.length != wanted) throw new IllegalArgumentException("Correlation: row " + row + " of " + file
			+ " has " + cells.length + " numbers, wanted " + wanted + " as there are rows");
		final double[] numbers = new double[cells.length];
		for (int i = 0; i < cells.length; i++)
			try {
				numbers[i] = Double.parseDouble(cells[i]);
			}
			catch (final NumberFormatException e) {
				throw new IllegalArgumentException("Correlation: row " + row + " of " + file + " has '" + cells[i]
					+ "' in column " + (i + 1) + ", wanted a number", e);
			}
		return numbers;
	}
}
