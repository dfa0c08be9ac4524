package org.voxmeta.stats.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the mpmath tables beside these tests and compares at their relative tolerance. */
final class ReferenceTable {

	/** The accuracy the kernels promise. */
	static final double TOLERANCE = 1e-12;
	/** Subnormal numbers are spaced too widely for a relative tolerance. */
	private static final double SUBNORMAL_STEPS = 4 * Double.MIN_VALUE;

	private ReferenceTable() {}

	/** The rows below the header. */
	static List<String[]> rows(String file) {
		var stream = ReferenceTable.class.getResourceAsStream(file);
		try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
			return reader.lines().skip(1).map(line -> line.split(",")).toList();
		}
		catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** Rows of numbers. */
	static List<double[]> numbers(String file) {
		return rows(file).stream().map(ReferenceTable::parse).toList();
	}

	static void assertClose(double want, double got, String what) {
		assertClose(want, got, TOLERANCE, what);
	}

	static void assertClose(double want, double got, double tolerance, String what) {
		boolean close = want == got || Math.abs(got - want) <= tolerance * Math.abs(want) + SUBNORMAL_STEPS;
		assertTrue(close, () -> what + ": got " + got + ", wanted " + want + ", relative error "
			+ (got - want) / want);
	}

	private static double[] parse(String[] row) {
		double[] numbers = new double[row.length];
		for (int i = 0; i < row.length; i++)
			numbers[i] = Double.parseDouble(row[i]);
		return numbers;
	}
}
