package org.voxmeta.stats.kernel;

/**
 * Products of a small matrix with rows of many voxels, in parts that fit the first-level cache. Each voxel is
 * summed in the order of the rows, so that results do not depend on how voxels are grouped.
 */
public final class RowProducts {

	/** Voxels of a part. */
	private static final int PART = 128;
	/** Rows that are added at a time, as the sums are then loaded and stored less often. */
	private static final int STEP = 4;

	private RowProducts() {
	}

	/**
	 * Writes the sums of the rows times their coefficients.
	 *
	 * @param coefficients S×R
	 * @param rows R×n, or longer
	 * @param products receives S×n
	 */
	public static void put(final double[][] coefficients, final double[][] rows, final double[][] products,
		final int n)
	{
		for (int from = 0; from < n; from += PART)
			for (int s = 0; s < coefficients.length; s++)
				put(coefficients[s], rows, products[s], from, Math.min(n, from + PART));
	}

	private static void put(final double[] c, final double[][] rows, final double[] sum, final int from,
		final int to)
	{
		for (int j = from; j < to; j++)
			sum[j] = 0;
		int r = 0;
		for (; r + STEP <= c.length; r += STEP)
			add(c[r], rows[r], c[r + 1], rows[r + 1], c[r + 2], rows[r + 2], c[r + 3], rows[r + 3], sum, from, to);
		for (; r < c.length; r++)
			add(c[r], rows[r], sum, from, to);
	}

	private static void add(final double a, final double[] x, final double[] sum, final int from, final int to) {
		for (int j = from; j < to; j++)
			sum[j] = sum[j] + a * x[j];
	}

	private static void add(final double a, final double[] x, final double b, final double[] y, final double c,
		final double[] z, final double d, final double[] u, final double[] sum, final int from, final int to)
	{
		for (int j = from; j < to; j++)
			sum[j] = sum[j] + a * x[j] + b * y[j] + c * z[j] + d * u[j];
	}
}
