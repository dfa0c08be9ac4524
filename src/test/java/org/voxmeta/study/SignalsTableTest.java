package org.voxmeta.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalsTableTest {

	@TempDir
	Path folder;

	@Test
	void sampleAndLabelAreNoSignals() {
		final SignalsTable signals = SignalsTable.of(TextTable.of("Table 'x'", List.of("Sample", "a", "Label", "b"), List
			.of(List.of("0", "1.5", "first", "-2"), List.of("7", "3e2", "", ".5"))));

		assertEquals(List.of("a", "b"), signals.names());
		assertArrayEquals(new double[] { 1.5, -2 }, signals.values()[0]);
		assertArrayEquals(new double[] { 300, 0.5 }, signals.values()[1]);
	}

	@ParameterizedTest
	@ValueSource(strings = { ",", "\t", ";" })
	void filesMayHaveAnyUsualDelimiter(final String delimiter) throws IOException {
		final Path file = write("\uFEFFsample|\"1 2, 3\"|b\r\n0|1|2\r\n\r\n 1 | 3 |4".replace("|", delimiter));

		final SignalsTable signals = SignalsTable.read(file);

		assertEquals(List.of("1 2, 3", "b"), signals.names());
		assertArrayEquals(new double[][] { { 1, 2 }, { 3, 4 } }, signals.values());
	}

	@Test
	void numbersAreReadToTheLastDigit() throws IOException {
		final double[] numbers = new Random(5).doubles(5000, -1e3, 1e3).toArray();
		final Path file = write(IntStream.range(0, 5000).mapToObj(j -> "v" + j).collect(Collectors.joining(",")) + "\n"
			+ IntStream.range(0, 5000).mapToObj(j -> Double.toString(numbers[j])).collect(Collectors.joining(",")));

		assertArrayEquals(numbers, SignalsTable.read(file).values()[0]);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '#', value = { //
		"a,b|1,2|3,x # line 3, column 'b': got 'x', wanted a number", //
		"a,b|1,2||,4 # line 4, column 'a': got no value, wanted a number", //
		"a,b|1,Infinity # line 2, column 'b': got 'Infinity', wanted a number", //
		"a,b|1,2,3 # line 2: got 3 cells, wanted 2 as in the header", //
		"a,A|1,2 # got the columns 'a' and 'A', wanted names that differ", //
		"sample,label|1,2 # got 1 rows of 0 signals, wanted at least one of each", //
		"a,b # got 0 rows of 2 signals, wanted at least one of each" })
	void mistakesAreNamedByLineAndColumn(final String text, final String message) throws IOException {
		final Path file = write(text.replace('|', '\n'));

		final Exception e = assertThrows(Exception.class, () -> SignalsTable.read(file));

		assertTrue(e instanceof StudyTableException || e instanceof IllegalArgumentException, e.toString());
		assertTrue(e.getMessage().contains(message), e.getMessage());
		assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
	}

	@Test
	void whatIsNoTextIsRefused() throws IOException {
		final Path latin = Files.write(folder.resolve("latin.csv"), "a,größe\n1,2\n".getBytes(
			StandardCharsets.ISO_8859_1));
		final Path binary = Files.write(folder.resolve("binary.csv"), new byte[] { 31, (byte) 139, 8, 0, 1 });
		final Path quotes = write("a,b\n1,\"2\n");

		assertTrue(message(latin).contains("is not UTF-8 text, wanted a table of signals"), message(latin));
		assertTrue(message(binary).contains("got a gzip file"), message(binary));
		assertTrue(message(quotes).contains("quotes that do not match"), message(quotes));
		assertTrue(message(folder.resolve("none.csv")).contains("no such file"));
		assertTrue(message(write("")).contains("has nothing"));
	}

	private static String message(final Path file) {
		return assertThrows(StudyTableException.class, () -> SignalsTable.read(file)).getMessage();
	}

	private Path write(final String text) throws IOException {
		return Files.writeString(folder.resolve("signals.csv"), text);
	}
}
