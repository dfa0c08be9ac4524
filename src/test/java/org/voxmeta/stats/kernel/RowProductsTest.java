package org.voxmeta.stats.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowProductsTest {

	@ParameterizedTest(name = "{0} sums of {1} rows at {2} voxels")
	@CsvSource({ "1, 1, 1", "2, 3, 127", "3, 4, 128", "5, 9, 129", "20, 21, 700" })
	void sumsAreThoseOfAMatrixProduct(final int sums, final int rows, final int voxels) {
		final Random random = new Random(rows);
		final double[][] c = random(random, sums, rows);
		final double[][] x = random(random, rows, voxels);
		final double[][] products = new double[sums][voxels];

		RowProducts.put(c, x, products, voxels);

		for (int s = 0; s < sums; s++)
			for (int j = 0; j < voxels; j++) {
				double wanted = 0;
				for (int r = 0; r < rows; r++)
					wanted += c[s][r] * x[r][j];
				assertEquals(wanted, products[s][j], 1e-14 * rows);
			}
	}

	@Test
	void aVoxelsSumDependsOnItsOwnValuesAlone() {
		final Random random = new Random(1);
		final double[][] c = random(random, 3, 10);
		final double[][] x = random(random, 10, 300);
		final double[][] all = new double[3][300];
		final double[][] last = new double[3][43];

		RowProducts.put(c, x, all, 300);
		RowProducts.put(c, Arrays.stream(x).map(row -> Arrays.copyOfRange(row, 257, 300)).toArray(double[][]::new),
			last, 43);

		for (int s = 0; s < 3; s++)
			assertArrayEquals(last[s], Arrays.copyOfRange(all[s], 257, 300));
	}

	@Test
	void whatWasThereBeforeIsOverwrittenButNotBehindTheVoxels() {
		final double[][] products = { { 5, 5, 5 } };

		RowProducts.put(new double[][] { { 2 } }, new double[][] { { 1, 3, 4 } }, products, 2);

		assertArrayEquals(new double[] { 2, 6, 5 }, products[0]);
	}

	private static double[][] random(final Random random, final int rows, final int columns) {
		final double[][] values = new double[rows][columns];
		for (final double[] row : values)
			Arrays.setAll(row, i -> random.nextGaussian());
		return values;
	}
}
