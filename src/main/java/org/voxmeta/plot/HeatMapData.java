package org.voxmeta.plot;

import java.util.Arrays;
import java.util.List;

/**
 * A square matrix of numbers, such as the correlations of studies. Immutable: the values are copied.
 */
public final class HeatMapData {

	private final List<String> names;
	private final double[][] values;
	private final double limit;
	private final String name;

	/**
	 * A matrix.
	 *
	 * @param names of the rows and columns, K
	 * @param values K×K; NaN where unknown
	 * @param limit the size of number that has the strongest colour, such as 1 for correlations; above 0
	 * @param name what the numbers are
	 * @throws IllegalArgumentException if the matrix is not K×K, or the limit is not above 0
	 */
	public HeatMapData(final List<String> names, final double[][] values, final double limit,
		final String name)
	{
		if (values.length != names.size() || Arrays.stream(values).anyMatch(row -> row.length != names.size()))
			throw new IllegalArgumentException("Matrix: got " + values.length + " rows for " + names.size()
				+ " names, wanted as many rows and columns as names");
		if (!(limit > 0 && limit <= Double.MAX_VALUE)) throw new IllegalArgumentException("Matrix: got " + limit
			+ " as limit, wanted a number above 0");
		this.names = List.copyOf(names);
		this.values = Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
		this.limit = limit;
		this.name = name;
	}

	/** The names of the rows and columns. */
	public List<String> names() {
		return names;
	}

	/** The number in a row and column. */
	public double value(final int row, final int column) {
		return values[row][column];
	}

	/** The size of number that has the strongest colour. */
	public double limit() {
		return limit;
	}

	/** What the numbers are. */
	public String name() {
		return name;
	}
}
