package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelationFileTest {

	@TempDir
	Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "1,0.5\n0.5,1\n", "1\t0.5\n0.5\t1", "1; 0.5\r\n0.5; 1\r\n",
		"\uFEFF1, 5e-1\n\n.5 ,1\n\n",
		" 1 0.5 \n 0.5 1 " })
	void readsNumbersPartedInAnyUsualWay(final String text) throws IOException {
		assertEquals("[[1.0, 0.5], [0.5, 1.0]]", Arrays.deepToString(CorrelationFile.read(put(text))));
	}

	@Test
	void linesOfOtherLengthAreNamed() throws IOException {
		final Path file = put("1,0.5\n0.5\n");

		assertEquals("Correlation: row 2 of " + file + " has 1 numbers, wanted 2 as there are rows", refusal(file));
	}

	@Test
	void wordsAreNamed() throws IOException {
		final Path file = put("a,b\n1,0.5\n");

		assertEquals("Correlation: row 1 of " + file + " has 'a' in column 1, wanted a number", refusal(file));
	}

	@Test
	void emptyAndBinaryFilesAreRefused() throws IOException {
		final Path file = put("\n \n");
		assertEquals("Correlation: " + file + " is empty, wanted a line for each study", refusal(file));

		Files.write(file, new byte[] { (byte) 0xff, (byte) 0xfe, 0x31 });
		assertEquals("Correlation: " + file + " is not UTF-8 text, wanted a .csv or .tsv file", refusal(file));
	}

	@Test
	void foldersAreRefused() {
		assertEquals("Correlation: got " + folder + ", which is no file, wanted a .csv or .tsv file",
			refusal(folder));
	}

	private Path put(final String text) throws IOException {
		return Files.write(folder.resolve("r.csv"), text.getBytes(StandardCharsets.UTF_8));
	}

	private static String refusal(final Path file) {
		return assertThrows(IllegalArgumentException.class, () -> CorrelationFile.read(file)).getMessage();
	}
}
