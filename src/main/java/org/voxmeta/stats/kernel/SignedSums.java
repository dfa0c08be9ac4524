package org.voxmeta.stats.kernel;

import java.util.Arrays;

/**
 * Sums of G terms with any signs, at B places side by side: for each few of the terms, the sums with all of
 * their signs are kept in a table, so that a sum over G terms costs a handful of additions. The tables are
 * filled so that each entry costs one addition. Not thread-safe; a buffer to be loaded again and again.
 */
public final class SignedSums {

	/** Places side by side; whole vectors, and the loops' bound is known to the compiler. */
	public static final int PLACES = 256;

	/** A quarter of {@link #PLACES}. */
	private static final int QUARTER = PLACES / 4;

	/** Rows of all tables together that stay in a core's second-level cache. */
	private static final int MOST_ROWS = 640;

	/** Terms of a table; 2^7 rows each. */
	private static final int MOST_TERMS = 7;

	/** The largest possible sum as a whole number: twice that is no overflow. */
	private static final int LARGEST_WHOLE = 1 << 29;

	/** Bounds of sums that can be scaled to whole numbers. */
	private static final double LEAST_BOUND = 1e-290;
	private static final double MOST_BOUND = 1e290;

	private final int terms;
	private final int width;
	private final double[][][] tables;
	private final double[] none = new double[PLACES];
	private final double[] sum = new double[PLACES];
	private final double[] quarter = new double[QUARTER];
	/** The tables in whole numbers; null until they are first asked for. */
	private int[][][] whole;
	private final int[] wholeNone = new int[PLACES];
	private final int[] wholeSum = new int[PLACES];
	/** Whole numbers for one; NaN where there are none, 0 until it is known. */
	private double scale;
	private double[][] loaded;
	private int places;

	/** Tables for G terms. */
	public SignedSums(final int terms) {
		this.terms = terms;
		width = width(terms);
		tables = new double[(terms + width - 1) / width][1 << width][PLACES];
	}

	/** How many terms share a table; the signs of a table's terms are the bits of a row's number. */
	public int width() {
		return width;
	}

	/** How many tables there are. */
	public int tables() {
		return tables.length;
	}

	/**
	 * Fills the tables.
	 *
	 * @param x terms, G×B or longer, to stay as they are until the next call
	 * @param n B, at most {@link #PLACES}; the terms of the other places are 0
	 */
	public void load(final double[][] x, final int n) {
		scale = 0;
		loaded = x;
		places = n;
		for (int t = 0; t < tables.length; t++) {
			final int first = t * width;
			final int last = Math.min(terms, first + width);
			final double[] plus = tables[t][0];
			Arrays.fill(plus, 0);
			for (int g = first; g < last; g++)
				for (int j = 0; j < n; j++)
					plus[j] += x[g][j];
			for (int row = 1; row < 1 << last - first; row++)
				minusTwice(tables[t][row & row - 1], x[first + Integer.numberOfTrailingZeros(row)], n, tables[t][row]);
		}
	}

	/** No sum is larger. */
	private static double bound(final double[][] x, final int n) {
		final double[] most = new double[n];
		for (final double[] row : x)
			for (int j = 0; j < n; j++)
				most[j] += Math.abs(row[j]);
		double bound = 0;
		for (final double value : most)
			bound = Math.max(bound, value);
		return bound;
	}

	private static void minusTwice(final double[] from, final double[] x, final int n, final double[] to) {
		for (int j = 0; j < n; j++)
			to[j] = from[j] - 2 * x[j];
		Arrays.fill(to, n, PLACES, 0);
	}

	/**
	 * The largest absolute sum of all places.
	 *
	 * @param signs the number of the row of each table, whose bits are 1 for terms that are subtracted
	 */
	public double largest(final int[] signs) {
		return largest(first(signs), last(signs, 2), last(signs, 1));
	}

	/**
	 * The largest absolute sum of all places, or a value if that is larger. Most often whole numbers show that
	 * no sum is, which is cheaper than to find the largest.
	 *
	 * @param signs as for {@link #largest(int[])}
	 */
	public double largest(final int[] signs, final double least) {
		if (scale == 0) loadWhole();
		// each term was rounded by less than 1
		final double wholeLeast = least * scale - terms - 2;
		// NaN goes the long way
		if (wholeLeast >= 0 && !exceeds(wholeFirst(signs), wholeLast(signs, 2), wholeLast(signs, 1),
			(int) Math.min(wholeLeast, LARGEST_WHOLE + terms))) return least;
		return Math.max(least, largest(signs));
	}

	private void loadWhole() {
		final double bound = bound(loaded, places);
		scale = bound > LEAST_BOUND && bound < MOST_BOUND ? LARGEST_WHOLE / bound : Double.NaN;
		if (Double.isNaN(scale)) return;
		if (whole == null) whole = new int[tables.length][1 << width][PLACES];
		final int[][] x = new int[terms][PLACES];
		for (int g = 0; g < terms; g++)
			for (int j = 0; j < places; j++)
				x[g][j] = (int) (loaded[g][j] * scale);
		for (int t = 0; t < tables.length; t++) {
			final int first = t * width;
			final int last = Math.min(terms, first + width);
			Arrays.fill(whole[t][0], 0);
			for (int g = first; g < last; g++)
				for (int j = 0; j < PLACES; j++)
					whole[t][0][j] += x[g][j];
			for (int row = 1; row < 1 << last - first; row++)
				minusTwice(whole[t][row & row - 1], x[first + Integer.numberOfTrailingZeros(row)], whole[t][row]);
		}
	}

	private static void minusTwice(final int[] from, final int[] x, final int[] to) {
		for (int j = 0; j < PLACES; j++)
			to[j] = from[j] - 2 * x[j];
	}

	private int[] wholeFirst(final int[] signs) {
		final int rest = tables.length - 2;
		if (rest <= 0) return wholeNone;
		int[] first = whole[0][signs[0]];
		for (int t = 1; t < rest; t++) {
			final int[] row = whole[t][signs[t]];
			for (int j = 0; j < PLACES; j++)
				wholeSum[j] = first[j] + row[j];
			first = wholeSum;
		}
		return first;
	}

	private int[] wholeLast(final int[] signs, final int back) {
		final int t = tables.length - back;
		return t < 0 ? wholeNone : whole[t][signs[t]];
	}

	/** Whether any sum is above a value or below minus that: a difference has its sign bit then. */
	private static boolean exceeds(final int[] a, final int[] b, final int[] c, final int least) {
		int bits = 0;
		for (int j = 0; j < PLACES; j++) {
			final int sum = a[j] + b[j] + c[j];
			bits |= least - sum | least + sum;
		}
		return bits < 0;
	}

	/** The sum of each place, {@link #PLACES} of them; not to be written to, and valid until the next call. */
	public double[] sums(final int[] signs) {
		add(first(signs), last(signs, 2), last(signs, 1), sum);
		return sum;
	}

	/** The sum over all tables but the last two. */
	private double[] first(final int[] signs) {
		final int rest = tables.length - 2;
		if (rest <= 0) return none;
		double[] first = tables[0][signs[0]];
		for (int t = 1; t < rest; t += 2) {
			add(first, tables[t][signs[t]], t + 1 < rest ? tables[t + 1][signs[t + 1]] : none, sum);
			first = sum;
		}
		return first;
	}

	/** The row of the table so many before the end; zeros if there are not so many. */
	private double[] last(final int[] signs, final int back) {
		final int t = tables.length - back;
		return t < 0 ? none : tables[t][signs[t]];
	}

	private static void add(final double[] a, final double[] b, final double[] c, final double[] to) {
		for (int j = 0; j < PLACES; j++)
			to[j] = a[j] + b[j] + c[j];
	}

	/**
	 * The quarters first among themselves, as only such a loop becomes vector instructions on all
	 * of Java's versions.
	 */
	private double largest(final double[] a, final double[] b, final double[] c) {
		quarters(a, b, c, quarter);
		double largest = 0;
		for (int j = 0; j < QUARTER; j++)
			largest = Math.max(largest, quarter[j]);
		return largest;
	}

	private static void quarters(final double[] a, final double[] b, final double[] c, final double[] to) {
		for (int j = 0; j < QUARTER; j++) {
			final double first = Math.max(Math.abs(a[j] + b[j] + c[j]),
				Math.abs(a[j + QUARTER] + b[j + QUARTER] + c[j + QUARTER]));
			final double second = Math.max(Math.abs(a[j + 2 * QUARTER] + b[j + 2 * QUARTER] + c[j + 2 * QUARTER]),
				Math.abs(a[j + 3 * QUARTER] + b[j + 3 * QUARTER] + c[j + 3 * QUARTER]));
			to[j] = Math.max(first, second);
		}
	}

	private static int width(final int terms) {
		int width = Math.min(MOST_TERMS, terms);
		while (width > 1 && (terms + width - 1) / width << width > MOST_ROWS)
			width--;
		return width;
	}
}
