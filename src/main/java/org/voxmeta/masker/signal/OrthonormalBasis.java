package org.voxmeta.masker.signal;

import java.util.ArrayList;
import java.util.List;

/**
 * Directions, each of length 1 and at right angles to the others, that span the same space as some columns; columns
 * that follow from others add none. Immutable, thread-safe.
 */
final class OrthonormalBasis {

	/** What rounding leaves of a column that follows from others, relative to the longest column. */
	private static final double ROUNDING = 100 * Math.ulp(1.0);

	private final List<double[]> directions;

	private OrthonormalBasis(final List<double[]> directions) {
		this.directions = directions;
	}

	/** The basis of columns, by Gram-Schmidt: the longest rest next, each freed of the others twice. */
	static OrthonormalBasis of(final double[][] rows) {
		final List<double[]> rest = new ArrayList<>();
		for (int c = 0; c < rows[0].length; c++)
			rest.add(Rows.column(rows, c));
		final List<double[]> directions = new ArrayList<>();
		final double least = ROUNDING * Math.max(1, length(longest(rest)));
		while (!rest.isEmpty() && directions.size() < rows.length) {
			final double[] next = longest(rest);
			rest.remove(next);
			directions.forEach(direction -> remove(next, direction));
			final double length = length(next);
			if (!(length > least)) continue;
			for (int t = 0; t < next.length; t++)
				next[t] /= length;
			directions.add(next);
			rest.forEach(column -> remove(column, next));
		}
		return new OrthonormalBasis(directions);
	}

	/** The number of directions. */
	int size() {
		return directions.size();
	}

	/** Takes from each column of the rows what the basis explains of it. */
	void removeFrom(final double[][] rows) {
		for (final double[] direction : directions)
			Rows.removeDirection(rows, direction);
	}

	private static double[] longest(final List<double[]> columns) {
		double[] longest = columns.get(0);
		for (final double[] column : columns)
			if (length(column) > length(longest)) longest = column;
		return longest;
	}

	private static void remove(final double[] column, final double[] direction) {
		double dot = 0;
		for (int t = 0; t < column.length; t++)
			dot += direction[t] * column[t];
		Rows.add(column, -dot, direction);
	}

	private static double length(final double[] column) {
		double squares = 0;
		for (final double value : column)
			squares += value * value;
		return Math.sqrt(squares);
	}
}
