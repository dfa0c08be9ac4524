package org.voxmeta.stats.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InverseRootTest {

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4, 7, 20 })
	void rootTimesMatrixTimesRootIsTheIdentity(final int n) {
		final Random random = new Random(n);
		for (int trial = 0; trial < 50; trial++) {
			final double[] scale = random.doubles(n, 0.5, 2).toArray();
			final double[][] matrix = matrix(random, n, scale);

			final double[][] root = new double[n][n];
			assertTrue(root(matrix, n, scale, root));

			final double[][] product = product(product(root, matrix), root);
			for (int i = 0; i < n; i++)
				for (int l = 0; l < n; l++) {
					assertEquals(i == l ? 1 : 0, product[i][l], 1e-12);
					assertEquals(root[i][l], root[l][i], 1e-13);
				}
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 2, 3, 5 })
	void scalesThatDifferByManyOrdersLoseNoDigits(final int n) {
		final Random random = new Random(n);
		final double[] scale = new double[n];
		for (int i = 0; i < n; i++)
			scale[i] = Math.pow(10, -4 * i);
		final double[][] matrix = matrix(random, n, scale);

		final double[][] root = new double[n][n];
		assertTrue(root(matrix, n, scale, root));

		// R S T S R = I with every entry relative to its rows' scales
		final double[][] product = product(product(root, matrix), root);
		for (int i = 0; i < n; i++)
			for (int l = 0; l < n; l++)
				assertEquals(i == l ? 1 : 0, product[i][l], 1e-9, i + " " + l);
	}

	@Test
	void singularMatrixGivesTheRootOfItsPseudoInverse() {
		// eigenvalues 1 for (1, -1), 0 for (1, 1), 0.25 for the third
		final double[][] matrix = { { 0.5, -0.5, 0 }, { -0.5, 0.5, 0 }, { 0, 0, 0.25 } };

		final double[][] root = new double[3][3];
		assertFalse(root(matrix, 3, new double[] { 1, 1, 1 }, root));

		assertEquals(0.5, root[0][0], 1e-14);
		assertEquals(-0.5, root[1][0], 1e-14);
		assertEquals(2, root[2][2], 1e-14);
	}

	@Test
	void singularMatrixOfTwoRowsIsFound() {
		final double[][] root = new double[2][2];
		assertFalse(root(new double[][] { { 0.5, -0.5 }, { -0.5, 0.5 } }, 2, new double[] { 1, 1 }, root));
		assertEquals(0.5, root[0][0], 1e-14);
	}

	@Test
	void notANumberEndsAndIsNotRegular() {
		assertFalse(root(new double[][] { { Double.NaN, 0, 0 }, { 1, 1, 0 }, { 0, 0, 1 } }, 3, new double[] { 1, 1, 1 },
			new double[3][3]));
	}

	/** S T S with T = I less some outer products, so that its eigenvalues are in 0 to 1. */
	private static double[][] matrix(final Random random, final int n, final double[] scale) {
		final double[][] matrix = new double[n][n];
		final double[] u = random.doubles(n, -1, 1).toArray();
		double length = 0;
		for (final double value : u)
			length += value * value;
		for (int i = 0; i < n; i++)
			for (int l = 0; l < n; l++)
				matrix[i][l] = scale[i] * ((i == l ? 1 : 0) - 0.9 * u[i] * u[l] / length) * scale[l];
		return matrix;
	}

	private static boolean root(final double[][] matrix, final int n, final double[] scale, final double[][] root) {
		final InverseRoot inverse = new InverseRoot(n);
		for (int i = 0; i < n; i++)
			System.arraycopy(matrix[i], 0, inverse.matrix()[i], 0, n);
		return inverse.compute(n, scale, root);
	}

	private static double[][] product(final double[][] a, final double[][] b) {
		final double[][] product = new double[a.length][a.length];
		for (int i = 0; i < a.length; i++)
			for (int l = 0; l < a.length; l++)
				for (int m = 0; m < a.length; m++)
					product[i][l] += a[i][m] * b[m][l];
		return product;
	}
}
