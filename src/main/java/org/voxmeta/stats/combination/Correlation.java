package org.voxmeta.stats.combination;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.voxmeta.stats.inference.OptionText;

/** Correlations between the z values of K studies under the null hypothesis. Immutable, thread-safe. */
final class Correlation implements Serializable {

	private static final long serialVersionUID = 1L;

	/** Text files round; what is further off than this is a mistake. */
	private static final double ROUNDING = 1e-6;

	private final double[][] r;

	private Correlation(final double[][] r) {
		this.r = r;
	}

	/**
	 * Checks and copies a matrix.
	 *
	 * @param r correlations, K×K
	 * @throws IllegalArgumentException if it is not square and symmetric, with 1 on the diagonal and numbers
	 *            from -1 to 1 elsewhere
	 */
	static Correlation of(final double[][] r) {
		final double[][] copy = new double[r.length][];
		for (int i = 0; i < r.length; i++) {
			if (r[i].length != r.length) throw new IllegalArgumentException("Correlation: row " + (i + 1)
				+ " has " + r[i].length + " values, wanted " + r.length + " as there are rows");
			copy[i] = r[i].clone();
		}
		for (int i = 0; i < r.length; i++)
			for (int j = 0; j < r.length; j++)
				requireCorrelation(copy, i, j);
		return new Correlation(copy);
	}

	/**
	 * Reads what {@link #toString} writes.
	 *
	 * @throws IllegalArgumentException if it is not a matrix of correlations
	 */
	static Correlation parse(final String text) {
		return of(Stream.of(text.split(";")).map(row -> Stream.of(row.split(","))
			.mapToDouble(number -> OptionText.number("correlation", number.trim())).toArray()).toArray(
			double[][]::new));
	}

	/** Rows separated by semicolons, their numbers by commas. */
	@Override
	public String toString() {
		return Arrays.stream(r).map(row -> Arrays.stream(row).mapToObj(String::valueOf)
			.collect(Collectors.joining(","))).collect(Collectors.joining(";"));
	}

	/** K. */
	int size() {
		return r.length;
	}

	/** Between two different studies. */
	double between(final int i, final int j) {
		return (r[i][j] + r[j][i]) / 2;
	}

	private static void requireCorrelation(final double[][] r, final int i, final int j) {
		if (i == j && !(Math.abs(r[i][i] - 1) <= ROUNDING)) throw bad(r, i, j, "1");
		if (!(Math.abs(r[i][j]) <= 1 + ROUNDING)) throw bad(r, i, j, "-1 to 1");
		if (!(Math.abs(r[i][j] - r[j][i]) <= ROUNDING)) throw bad(r, i, j, r[j][i] + " as in row " + (j + 1)
			+ ", column " + (i + 1));
	}

	private static IllegalArgumentException bad(final double[][] r, final int i, final int j,
		final String wanted)
	{
		return new IllegalArgumentException("Correlation: row " + (i + 1) + " has " + r[i][j] + " in column "
			+ (j + 1) + ", wanted " + wanted);
	}
}
