package org.voxmeta.masker.signal;

import java.util.Arrays;

/** How large values may be that cleaning leaves of a column and still be nothing but rounding. */
final class Rounding {

	/** Relative to the column's largest absolute value; filters lose more than the last digit. */
	private static final double SHARE = 1e-13;

	private Rounding() {
	}

	/** The limit of each column of original values. */
	static double[] of(final double[][] rows) {
		final double[] limits = new double[rows[0].length];
		for (final double[] row : rows)
			for (int j = 0; j < row.length; j++)
				limits[j] = Math.max(limits[j], SHARE * Math.abs(row[j]));
		return limits;
	}

	/** The same, but infinite for a column that is constant: all that is left of its variation is rounding. */
	static double[] ofVarying(final double[][] rows) {
		final boolean[] varies = new boolean[rows[0].length];
		for (final double[] row : rows)
			for (int j = 0; j < row.length; j++)
				varies[j] |= row[j] != rows[0][j];
		final double[] limits = of(rows);
		Arrays.setAll(limits, j -> varies[j] ? limits[j] : Double.POSITIVE_INFINITY);
		return limits;
	}
}
