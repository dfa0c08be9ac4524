package org.voxmeta.masker.signal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Directions, each of length 1 and at right angles to the others, that span the same space as some columns;
 * columns that follow from others, but for rounding, add none. Immutable, thread-safe.
 */
final class OrthonormalBasis {

	private final List<Column> directions;

	private OrthonormalBasis(final List<Column> directions) {
		this.directions = directions;
	}

	/**
	 * The basis of columns, by Gram-Schmidt: that of which most is left comes next, freed of the others twice.
	 *
	 * @param rows T×C, of whatever units
	 * @param rounding how far each column's values may be off, C
	 */
	static OrthonormalBasis of(final double[][] rows, final double[] rounding) {
		final List<Column> rest = new ArrayList<>();
		for (int c = 0; c < rounding.length; c++)
			add(rest, new Column(Rows.column(rows, c), Math.sqrt(rows.length) * rounding[c]));
		final List<Column> directions = new ArrayList<>();
		while (!rest.isEmpty() && directions.size() < rows.length) {
			final Column next = rest.stream().max(Comparator.comparing(Column::length)).orElseThrow();
			rest.remove(next);
			Column left = next;
			for (final Column direction : directions)
				left = left.without(direction);
			add(directions, left);
			if (left.isRounding()) continue;
			final Column direction = directions.get(directions.size() - 1);
			rest.replaceAll(column -> column.without(direction));
		}
		return new OrthonormalBasis(directions);
	}

	private static void add(final List<Column> columns, final Column column) {
		if (!column.isRounding()) columns.add(column.normalised());
	}

	/** The number of directions. */
	int size() {
		return directions.size();
	}

	/** Takes from each column of the rows what the basis explains of it. */
	void removeFrom(final double[][] rows) {
		for (final Column direction : directions)
			Rows.removeDirection(rows, direction.values);
	}

	/** A column, and the length of what rounding may have added to it. */
	private static final class Column {

		private final double[] values;
		private final double noise;

		Column(final double[] values, final double noise) {
			this.values = values;
			this.noise = noise;
		}

		double length() {
			return Math.sqrt(dot(this));
		}

		boolean isRounding() {
			return !(length() > noise);
		}

		Column normalised() {
			final double length = length();
			final double[] normalised = new double[values.length];
			Rows.add(normalised, 1 / length, values);
			return new Column(normalised, noise / length);
		}

		Column without(final Column direction) {
			final double dot = dot(direction);
			final double[] left = values.clone();
			Rows.add(left, -dot, direction.values);
			return new Column(left, noise + Math.abs(dot) * direction.noise);
		}

		private double dot(final Column other) {
			double sum = 0;
			for (int t = 0; t < values.length; t++)
				sum += values[t] * other.values[t];
			return sum;
		}
	}
}
