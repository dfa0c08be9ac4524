package org.voxmeta.grid;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** What scipy.ndimage makes of random masks, by the table morphology.tsv; first axis fastest. */
final class MorphologyTable {

	private static final String DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

	private MorphologyTable() {
	}

	/** Names each row of an operation; fails if there is none. */
	static void each(final String operation, final Row action) {
		final List<String[]> rows = rows().stream().filter(row -> row[0].equals(operation)).toList();
		assertTrue(rows.size() > 10, operation);
		for (final String[] row : rows)
			action.check(Integer.parseInt(row[1]), Arrays.stream(row[2].split("x")).mapToLong(Long::parseLong)
				.toArray(), mask(row[3]), row[4]);
	}

	/** A digit for each voxel. */
	static String digits(final int[] labels) {
		final StringBuilder digits = new StringBuilder();
		for (final int label : labels)
			digits.append(DIGITS.charAt(label));
		return digits.toString();
	}

	/** A digit for each voxel. */
	static String digits(final boolean[] mask) {
		final StringBuilder digits = new StringBuilder();
		for (final boolean in : mask)
			digits.append(in ? '1' : '0');
		return digits.toString();
	}

	private static boolean[] mask(final String digits) {
		final boolean[] mask = new boolean[digits.length()];
		for (int i = 0; i < mask.length; i++)
			mask[i] = digits.charAt(i) == '1';
		return mask;
	}

	private static List<String[]> rows() {
		try (InputStream in = MorphologyTable.class.getResourceAsStream("morphology.tsv")) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().skip(1).map(line -> line.split("\t"))
				.toList();
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** Takes a row of the table. */
	@FunctionalInterface
	interface Row {

		void check(int number, long[] dims, boolean[] mask, String result);
	}
}
