package org.voxmeta.stats.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The design of a meta-regression: K studies by P columns, and the terms to estimate from its coefficients.
 * The simplest is an intercept alone, the mean over studies.
 * <p>
 * Fits work in {@link #basis}, columns that span the same space and are orthonormal (for the intercept alone
 * the column of ones itself), so that moderators of any scale, such as years, lose no digits;
 * {@link #inBasis} turns a term's weights into that basis. Immutable, thread-safe.
 */
public final class Design implements Serializable {

	private static final long serialVersionUID = 1L;

	/**
	 * A column of which the others leave so small a part is theirs (the usual limit of regression software).
	 */
	private static final double INDEPENDENT = 1e-7;

	/** Relative difference of values that are the same but for the rounding of how they were computed. */
	private static final double ALIKE = 1e-10;

	private final List<String> columns;
	private final double[][] x;
	private final double[][] basis;
	/** Upper triangle with x = basis · triangle. */
	private final double[][] triangle;
	private final List<Term> terms;

	private Design(final List<String> columns, final double[][] x, final double[][] basis,
		final double[][] triangle, final List<Term> terms)
	{
		this.columns = columns;
		this.x = x;
		this.basis = basis;
		this.triangle = triangle;
		this.terms = terms;
	}

	/** The design of a mean of K studies: a column of ones, and a term without a name. */
	public static Design intercept(final int studies) {
		final double[][] ones = new double[studies][1];
		for (final double[] row : ones)
			row[0] = 1;
		return new Design(List.of("intercept"), ones, ones, new double[][] { { 1 } },
			List.of(new Term("", new double[] { 1 }, true)));
	}

	/**
	 * A design with a term for each column.
	 *
	 * @param columns names, P
	 * @param x values, K×P, copied
	 * @throws IllegalArgumentException if the shapes differ, a value is not finite, or a column follows from
	 *            those before it
	 */
	public static Design of(final List<String> columns, final double[][] x) {
		if (columns.isEmpty()) throw new IllegalArgumentException("Design: got no column, wanted at least 1");
		final double[][] copy = new double[x.length][];
		for (int k = 0; k < x.length; k++) {
			if (x[k].length != columns.size()) throw new IllegalArgumentException("Design: study " + (k + 1)
				+ " has " + x[k].length + " values, wanted " + columns.size());
			for (int p = 0; p < x[k].length; p++)
				if (!Double.isFinite(x[k][p])) throw new IllegalArgumentException("Design: study " + (k + 1)
					+ " has " + x[k][p] + " in '" + columns.get(p) + "', wanted a number");
			copy[k] = x[k].clone();
		}
		final int predictors = columns.size();
		if (predictors == 1 && Arrays.stream(copy).allMatch(row -> row[0] == 1)) return intercept(x.length);
		final double[][] basis = new double[x.length][predictors];
		final double[][] triangle = new double[predictors][predictors];
		for (int p = 0; p < predictors; p++)
			if (!orthonormalise(copy, p, basis, triangle, k -> true)) throw new IllegalArgumentException(
				dependent(columns, p, triangle, x.length));
		final List<Term> terms = new ArrayList<>();
		for (int p = 0; p < predictors; p++) {
			final double[] weights = new double[predictors];
			weights[p] = 1;
			terms.add(new Term(columns.get(p), weights, false));
		}
		return new Design(List.copyOf(columns), copy, basis, triangle, List.copyOf(terms));
	}

	/**
	 * This design with one more term.
	 *
	 * @throws IllegalArgumentException if it has not a finite weight for each column, or all weights are 0
	 */
	public Design with(final Term term) {
		final double[] weights = term.weights();
		if (weights.length != predictors()) throw new IllegalArgumentException("Term '" + term.name()
			+ "': got " + weights.length + " weights, wanted " + predictors() + ": "
			+ String.join(", ", columns));
		if (!Arrays.stream(weights).allMatch(Double::isFinite) || Arrays.stream(weights)
			.allMatch(w -> w == 0))
			throw new IllegalArgumentException("Term '" + term.name() + "': got " + Arrays.toString(weights)
				+ ", wanted numbers that are not all 0");
		final List<Term> more = new ArrayList<>(terms);
		more.add(term);
		return new Design(columns, x, basis, triangle, List.copyOf(more));
	}

	/**
	 * The design of some of the studies, with the same terms.
	 *
	 * @param studies their indices, each a row of the new design
	 * @throws IllegalArgumentException if they cannot tell the coefficients apart
	 */
	public Design at(final int... studies) {
		Design design = of(columns, Arrays.stream(studies).mapToObj(k -> x[k]).toArray(double[][]::new));
		for (final Term added : terms.subList(predictors(), terms.size()))
			design = design.with(added);
		return design;
	}

	/** K. */
	public int studies() {
		return x.length;
	}

	/** P. */
	public int predictors() {
		return columns.size();
	}

	/** The names of the columns, P. */
	public List<String> columns() {
		return columns;
	}

	/** The values of one study, P; not copied. */
	public double[] row(final int study) {
		return x[study];
	}

	/** The values of one study in the orthonormal basis, P; not copied. */
	public double[] basis(final int study) {
		return basis[study];
	}

	/** The terms to estimate: one for each column, then those added. */
	public List<Term> terms() {
		return terms;
	}

	/** Whether this is the mean of the studies and nothing else. */
	public boolean isIntercept() {
		return basis == x;
	}

	/** Which column is constant, so that the others can be tested without it; -1 if none is. */
	public int interceptColumn() {
		for (int p = 0; p < predictors(); p++) {
			final int column = p;
			if (Arrays.stream(x).allMatch(row -> row[column] == x[0][column])) return p;
		}
		return -1;
	}

	/** The first column in which some studies differ, by more than rounding; -1 if they are alike in all. */
	public int differingColumn(final int... studies) {
		for (int p = 0; p < predictors(); p++)
			for (final int k : studies)
				if (!(Math.abs(x[k][p] - x[studies[0]][p]) <= ALIKE * Math.abs(x[studies[0]][p]))) return p;
		return -1;
	}

	/** The weights of the same linear combination for coefficients in the orthonormal basis, P. */
	public double[] inBasis(final double[] weights) {
		// l'beta with beta = R^-1 gamma: solve R'm = l, then l'beta = m'gamma
		final double[] m = weights.clone();
		for (int p = 0; p < m.length; p++) {
			for (int q = 0; q < p; q++)
				m[p] -= triangle[q][p] * m[q];
			m[p] /= triangle[p][p];
		}
		return m;
	}

	/** Whether no column of such values, K×P, follows from those before it. */
	public static boolean isFullRank(final double[][] x) {
		final double[][] part = new double[x.length][x[0].length];
		final double[][] factor = new double[x[0].length][x[0].length];
		for (int p = 0; p < x[0].length; p++)
			if (!orthonormalise(x, p, part, factor, k -> true)) return false;
		return true;
	}

	/** Whether the studies chosen can tell all coefficients apart. */
	public boolean hasFullRank(final IntPredicate studies) {
		final double[][] part = new double[x.length][predictors()];
		final double[][] factor = new double[predictors()][predictors()];
		for (int p = 0; p < predictors(); p++)
			if (!orthonormalise(basis, p, part, factor, studies)) return false;
		return true;
	}

	/**
	 * Writes what the columns before it leave of column p, scaled to length 1, over the studies chosen, by
	 * Gram-Schmidt done twice; false if they leave nothing.
	 */
	private static boolean orthonormalise(final double[][] x, final int p, final double[][] basis,
		final double[][] triangle, final IntPredicate studies)
	{
		for (int k = 0; k < x.length; k++)
			basis[k][p] = studies.test(k) ? x[k][p] : 0;
		final double before = norm(basis, p);
		for (int pass = 0; pass < 2; pass++)
			for (int q = 0; q < p; q++) {
				double dot = 0;
				for (final double[] row : basis)
					dot += row[q] * row[p];
				triangle[q][p] += dot;
				for (final double[] row : basis)
					row[p] -= dot * row[q];
			}
		final double left = norm(basis, p);
		if (!(left > INDEPENDENT * before)) return false;
		triangle[p][p] = left;
		for (final double[] row : basis)
			row[p] /= left;
		return true;
	}

	private static double norm(final double[][] basis, final int p) {
		double sum = 0;
		for (final double[] row : basis)
			sum += row[p] * row[p];
		return Math.sqrt(sum);
	}

	private static String dependent(final List<String> columns, final int p, final double[][] triangle,
		final int studies)
	{
		if (p >= studies) return "Design: got " + columns.size() + " columns (" + String.join(", ", columns)
			+ ") for " + studies + " studies, wanted at most as many columns as studies";
		// coefficients of column p on those before: back substitution
		final double[] c = new double[p];
		for (int q = p - 1; q >= 0; q--) {
			c[q] = triangle[q][p];
			for (int r = q + 1; r < p; r++)
				c[q] -= triangle[q][r] * c[r];
			c[q] /= triangle[q][q];
		}
		final List<String> others = new ArrayList<>();
		for (int q = 0; q < p; q++)
			if (Math.abs(c[q]) > INDEPENDENT * Math.abs(c[largest(c)])) others.add("'"
				+ columns.get(q) + "'");
		if (others.isEmpty()) return "Design: column '" + columns.get(p) + "' is 0 in every study";
		return "Design: column '" + columns.get(p) + "' follows from " + String.join(", ", others)
			+ " in these " + studies
			+ " studies, so their coefficients cannot be told apart; leave one of them out";
	}

	private static int largest(final double[] c) {
		int largest = 0;
		for (int q = 1; q < c.length; q++)
			if (Math.abs(c[q]) > Math.abs(c[largest])) largest = q;
		return largest;
	}
}
