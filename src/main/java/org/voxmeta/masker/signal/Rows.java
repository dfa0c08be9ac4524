package org.voxmeta.masker.signal;

/**
 * Arithmetic with rows: row t holds the values of all voxels at sample t. Sums run in the order of samples.
 */
final class Rows {

	private Rows() {
	}

	/** A copy of all rows. */
	static double[][] copy(final double[][] rows) {
		final double[][] copy = new double[rows.length][];
		for (int t = 0; t < rows.length; t++)
			copy[t] = rows[t].clone();
		return copy;
	}

	/** A copy of all rows with 0 for values that are not finite. */
	static double[][] finite(final double[][] rows) {
		final double[][] finite = copy(rows);
		for (final double[] row : finite)
			for (int j = 0; j < row.length; j++)
				if (!Double.isFinite(row[j])) row[j] = 0;
		return finite;
	}

	/** The rows of these numbers; not copied. */
	static double[][] at(final double[][] rows, final int[] numbers) {
		final double[][] some = new double[numbers.length][];
		for (int i = 0; i < numbers.length; i++)
			some[i] = rows[numbers[i]];
		return some;
	}

	/** The values of a column. */
	static double[] column(final double[][] rows, final int number) {
		final double[] column = new double[rows.length];
		for (int t = 0; t < rows.length; t++)
			column[t] = rows[t][number];
		return column;
	}

	/** The mean of each column of at least one row. */
	static double[] means(final double[][] rows) {
		final double[] means = new double[rows[0].length];
		for (final double[] row : rows)
			add(means, 1, row);
		for (int j = 0; j < means.length; j++)
			means[j] /= rows.length;
		return means;
	}

	/** Takes its mean from each column; twice, as the first time rounding leaves a share of a large mean. */
	static void demean(final double[][] rows) {
		for (int pass = 0; pass < 2; pass++)
			addToEach(rows, -1, means(rows));
	}

	/** Adds a multiple of one row to each row. */
	static void addToEach(final double[][] rows, final double factor, final double[] row) {
		for (final double[] target : rows)
			add(target, factor, row);
	}

	/** Takes from each column its part along a direction, a vector of length 1. */
	static void removeDirection(final double[][] rows, final double[] direction) {
		final double[] dots = new double[rows[0].length];
		for (int t = 0; t < rows.length; t++)
			add(dots, direction[t], rows[t]);
		for (int t = 0; t < rows.length; t++)
			add(rows[t], -direction[t], dots);
	}

	/** Adds a multiple of a row to another. */
	static void add(final double[] target, final double factor, final double[] row) {
		for (int j = 0; j < target.length; j++)
			target[j] += factor * row[j];
	}
}
