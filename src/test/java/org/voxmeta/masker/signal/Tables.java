package org.voxmeta.masker.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/** Tables of numbers, samples × voxels, for tests of this room. */
final class Tables {

	private Tables() {
	}

	static double[][] of(final JsonElement rows) {
		final double[][] table = new double[rows.getAsJsonArray().size()][];
		for (int t = 0; t < table.length; t++)
			table[t] = row(rows.getAsJsonArray().get(t).getAsJsonArray());
		return table;
	}

	static double[] row(final JsonArray values) {
		final double[] row = new double[values.size()];
		Arrays.setAll(row, j -> values.get(j).getAsDouble());
		return row;
	}

	static double[][] random(final Random random, final int samples, final int voxels) {
		final double[][] table = new double[samples][voxels];
		for (final double[] row : table)
			Arrays.setAll(row, j -> 100 + 5 * random.nextGaussian());
		return table;
	}

	static double[][] map(final double[][] table, final DoubleUnaryOperator change) {
		return Arrays.stream(table).map(row -> Arrays.stream(row).map(change).toArray()).toArray(double[][]::new);
	}

	static double[][] columns(final double[][] table, final int... chosen) {
		return Arrays.stream(table).map(row -> Arrays.stream(chosen).mapToDouble(j -> row[j]).toArray()).toArray(
			double[][]::new);
	}

	static double[][] columnOf(final double... values) {
		return Arrays.stream(values).mapToObj(value -> new double[] { value }).toArray(double[][]::new);
	}

	/** The largest difference between two tables, relative to the largest value wanted in the same column. */
	static double difference(final double[][] wanted, final double[][] got) {
		assertEquals(wanted.length, got.length, "samples");
		double largest = 0;
		for (int j = 0; j < wanted[0].length; j++) {
			double size = 0;
			double apart = 0;
			for (int t = 0; t < wanted.length; t++) {
				assertEquals(wanted[t].length, got[t].length, "voxels");
				size = Math.max(size, Math.abs(wanted[t][j]));
				final double difference = Math.abs(wanted[t][j] - got[t][j]);
				apart = difference <= apart ? apart : difference;
			}
			final double relative = apart == 0 ? 0 : apart / size;
			largest = relative <= largest ? largest : relative;
		}
		return largest;
	}

	static void assertNear(final double[][] wanted, final double[][] got, final double tolerance) {
		final double difference = difference(wanted, got);
		assertTrue(difference <= tolerance, () -> "relative difference " + difference + ", wanted at most "
			+ tolerance);
	}
}
