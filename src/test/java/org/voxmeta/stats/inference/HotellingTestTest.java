package org.voxmeta.stats.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertClose;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.inference.Dependence.Robust;
import org.voxmeta.stats.regression.WeightedRegression;

class HotellingTestTest {

	@ParameterizedTest
	@EnumSource(Robust.class)
	void agreesWithMatricesWrittenOut(final Robust robust) {
		final Random random = new Random(23);
		int tests = 0;
		for (int trial = 0; trial < 24; trial++) {
			final int studies = 14 + random.nextInt(14);
			final int predictors = 3 + trial % 2;
			final int[] groups = IntStream.range(0, studies).map(k -> random.nextInt(2 + studies * 2 / 3))
				.toArray();
			final double[][] x = design(random, groups, predictors, trial % 3 == 0);
			final VoxelBlock block = block(random, Studies.of(Design.of(names(predictors), x))
				.withGroups(groups), 6);
			final WeightedRegression fit = WeightedRegression.random(block, random.doubles(6, 0, 0.3)
				.toArray());
			final int[] tested = IntStream.range(trial % 4 == 0 ? 0 : 1, predictors).toArray();

			final JointTest test = new ClusterRobustErrors(block, fit, robust).jointTest(fit,
				weights(block, tested));

			for (int j = 0; j < 6; j++)
				if (compare(block, fit, x, groups, robust, tested, test, j)) tests++;
		}
		assertTrue(tests > 80, "compared " + tests);
	}

	private static boolean compare(final VoxelBlock block, final WeightedRegression fit, final double[][] x,
		final int[] groups, final Robust robust, final int[] tested, final JointTest test, final int j)
	{
		final int[] present = IntStream.range(0, block.count()).filter(k -> block.weights()[k][j] > 0)
			.toArray();
		// where one group alone determines a coefficient there is no test, and no adjustment to write out
		if (Arrays.stream(groups).distinct().anyMatch(group -> !block.studies().design().hasFullRank(
			k -> block.weights()[k][j] > 0 && groups[k] != group))) return false;
		final PlainSandwich plain = new PlainSandwich(Arrays.stream(present)
			.mapToDouble(k -> block.effects()[k][j]).toArray(), Arrays.stream(present).mapToObj(k -> x[k])
			.toArray(double[][]::new), Arrays.stream(present).mapToDouble(k -> fit.weights(k)[j]).toArray(),
			Arrays.stream(present).map(k -> groups[k]).toArray(), PlainSandwich.Kind.valueOf(robust.name()));
		final double[] wanted = plain.jointTest(tested);
		if (!(wanted[1] > 0)) {
			assertTrue(Double.isNaN(test.statistic()[j]) && Double.isNaN(test.dof()[j]),
				"no degrees of freedom");
			return false;
		}
		assertClose(wanted[1], test.dof()[j], 1e-9, "degrees of freedom");
		assertClose(wanted[0], test.statistic()[j], 1e-9, "F");
		return true;
	}

	@ParameterizedTest
	@EnumSource(Robust.class)
	void ofOneCoefficientItIsTheSquaredTTestWithSatterthwaitesDegrees(final Robust robust) {
		final Random random = new Random(5);
		final int[] groups = { 0, 0, 1, 1, 2, 3, 3, 3, 4, 5, 5 };
		final double[][] x = design(random, groups, 2, false);
		final VoxelBlock block = block(random, Studies.of(Design.of(names(2), x)).withGroups(groups), 8);
		final WeightedRegression fit = WeightedRegression.fixed(block);
		final ClusterRobustErrors errors = new ClusterRobustErrors(block, fit, robust);
		final double[][] slope = weights(block, 1);

		final JointTest test = errors.jointTest(fit, slope);
		final JointTest hotelling = errors.hotellingTest(fit, slope);

		for (int j = 0; j < 8; j++) {
			final double t = fit.estimate(slope[0])[j] / errors.standardErrors(slope[0])[j];
			assertClose(t * t, test.statistic()[j], 1e-12, "t² of " + j);
			assertClose(t * t, hotelling.statistic()[j], 1e-11, "F of " + j);
			assertEquals(errors.degreesOfFreedom(slope[0])[j], test.dof()[j], "dof of " + j);
			if (test.dof()[j] > 1) assertClose(test.dof()[j], hotelling.dof()[j], 1e-11, "dof of " + j);
		}
	}

	/**
	 * With n groups of equal weights at each of m + 1 levels, D is a mean of variances that have n - 1
	 * degrees of freedom each: eta = (m + 1)² (n - 1) / (2 m).
	 */
	@ParameterizedTest
	@CsvSource({ "1, 4", "2, 5", "3, 4" })
	void balancedLevelsOfGroupsHaveTheirDegreesOfFreedom(final int m, final int n) {
		final VoxelBlock block = balanced(m + 1, n);
		final WeightedRegression fit = WeightedRegression.fixed(block);

		final JointTest test = new ClusterRobustErrors(block, fit, Robust.CLUBSANDWICH).hotellingTest(fit,
			weights(block, IntStream.rangeClosed(1, m).toArray()));

		assertClose((m + 1) * (m + 1) * (n - 1) / (2.0 * m) - m + 1, test.dof()[0], 1e-12,
			"degrees of freedom");
	}

	/**
	 * If each of n groups has a study at each level, the levels' differences within groups are n independent
	 * normal vectors, and the test is Hotelling's own.
	 */
	@Test
	void differencesWithinBalancedGroupsHaveHotellingsExactTest() {
		final int n = 7;
		final int[] groups = IntStream.range(0, 3 * n).map(k -> k / 3).toArray();
		final double[][] x = IntStream.range(0, 3 * n).mapToObj(k -> new double[] { 1, k % 3 == 1 ? 1 : 0,
			k % 3 == 2 ? 1 : 0 }).toArray(double[][]::new);
		final VoxelBlock block = equallyWeighted(new Random(3), x, groups);
		final WeightedRegression fit = WeightedRegression.fixed(block);

		final JointTest test = new ClusterRobustErrors(block, fit, Robust.CLUBSANDWICH).jointTest(fit,
			weights(block, 1, 2));

		final double[][] y = block.effects();
		final double[] a = IntStream.range(0, n).mapToDouble(g -> y[3 * g + 1][0] - y[3 * g][0]).toArray();
		final double[] b = IntStream.range(0, n).mapToDouble(g -> y[3 * g + 2][0] - y[3 * g][0]).toArray();
		final double meanA = Arrays.stream(a).average().orElseThrow();
		final double meanB = Arrays.stream(b).average().orElseThrow();
		final double aa = covariance(a, a);
		final double bb = covariance(b, b);
		final double ab = covariance(a, b);
		final double t2 = n * (bb * meanA * meanA - 2 * ab * meanA * meanB + aa * meanB * meanB)
			/ (aa * bb - ab * ab);
		assertClose(n - 2, test.dof()[0], 1e-12, "degrees of freedom");
		assertClose((n - 2) * t2 / (2 * (n - 1)), test.statistic()[0], 1e-11, "F");
	}

	@Test
	void onlyTheSpaceOfTheCombinationsMatters() {
		final Random random = new Random(7);
		final int[] groups = IntStream.range(0, 24).map(k -> k / 2).toArray();
		final VoxelBlock block = block(random,
			Studies.of(Design.of(names(4), design(random, groups, 4, false))).withGroups(groups), 5);
		final WeightedRegression fit = WeightedRegression.fixed(block);
		final ClusterRobustErrors errors = new ClusterRobustErrors(block, fit, Robust.CLUBSANDWICH);
		final double[][] tested = weights(block, 1, 2, 3);
		final double[][] mixed = new double[3][4];
		for (int p = 0; p < 4; p++) {
			mixed[0][p] = 100 * tested[1][p];
			mixed[1][p] = tested[1][p] - 0.01 * tested[2][p];
			mixed[2][p] = tested[0][p] + tested[1][p] + tested[2][p];
		}

		final JointTest wanted = errors.jointTest(fit, tested);
		final JointTest got = errors.jointTest(fit, mixed);

		for (int j = 0; j < 5; j++) {
			assertClose(wanted.statistic()[j], got.statistic()[j], 1e-9, "F of " + j);
			assertClose(wanted.dof()[j], got.dof()[j], 1e-9, "dof of " + j);
		}
	}

	@Test
	void thereIsNoTestWhereOneGroupAloneDeterminesACoefficient() {
		final int[] groups = IntStream.range(0, 16).map(k -> k / 2).toArray();
		final Random random = new Random(8);
		final double[][] x = design(random, groups, 3, false);
		for (int k = 0; k < 16; k++)
			x[k][2] = k == 0 ? 1 : 0;
		final VoxelBlock block = equallyWeighted(random, x, groups);
		final WeightedRegression fit = WeightedRegression.fixed(block);

		final JointTest test = new ClusterRobustErrors(block, fit, Robust.CLUBSANDWICH).jointTest(fit,
			weights(block, 1, 2));

		assertTrue(Double.isNaN(test.statistic()[0]) && Double.isNaN(test.dof()[0]));
	}

	@Test
	void thereIsNoTestWithoutDegreesOfFreedom() {
		// two groups at each of six levels: eta - m + 1 = 36 / 10 - 4
		final VoxelBlock block = balanced(6, 2);
		final WeightedRegression fit = WeightedRegression.fixed(block);

		final JointTest test = new ClusterRobustErrors(block, fit, Robust.PYMARE).jointTest(fit,
			weights(block, 1, 2, 3, 4, 5));

		assertTrue(Double.isNaN(test.statistic()[0]) && Double.isNaN(test.dof()[0]));
	}

	/** n groups of two equally weighted studies at each level. */
	private static VoxelBlock balanced(final int levels, final int n) {
		final int[] groups = IntStream.range(0, 2 * levels * n).map(k -> k / 2).toArray();
		final double[][] x = Arrays.stream(groups).mapToObj(g -> IntStream.range(0, levels)
			.mapToDouble(p -> p == 0 || g % levels == p ? 1 : 0).toArray()).toArray(double[][]::new);
		return equallyWeighted(new Random(2), x, groups);
	}

	private static double covariance(final double[] a, final double[] b) {
		final double meanA = Arrays.stream(a).average().orElseThrow();
		final double meanB = Arrays.stream(b).average().orElseThrow();
		double sum = 0;
		for (int i = 0; i < a.length; i++)
			sum += (a[i] - meanA) * (b[i] - meanB);
		return sum / (a.length - 1);
	}

	private static double[][] weights(final VoxelBlock block, final int... columns) {
		final Design design = block.studies().design();
		return Arrays.stream(columns).mapToObj(c -> design.inBasis(design.terms().get(c).weights())).toArray(
			double[][]::new);
	}

	private static double[][] design(final Random random, final int[] groups, final int predictors,
		final boolean ofGroups)
	{
		final double[][] x = new double[groups.length][predictors];
		for (int p = 0; p < predictors; p++) {
			final double[] ofGroup = random.doubles(groups.length + 20, -1, 2).toArray();
			for (int k = 0; k < groups.length; k++)
				x[k][p] = p == 0 ? 1 : ofGroups ? ofGroup[groups[k]] : random.nextGaussian();
		}
		return x;
	}

	private static List<String> names(final int predictors) {
		return IntStream.range(0, predictors).mapToObj(p -> "x" + p).toList();
	}

	private static VoxelBlock equallyWeighted(final Random random, final double[][] x, final int[] groups) {
		final double[][] y = new double[groups.length][];
		final double[][] w = new double[groups.length][];
		for (int k = 0; k < y.length; k++) {
			y[k] = new double[] { random.nextGaussian() };
			w[k] = new double[] { 1 };
		}
		return VoxelBlock.of(Studies.of(Design.of(names(x[0].length), x)).withGroups(groups), y, w, 1);
	}

	private static VoxelBlock block(final Random random, final Studies studies, final int size) {
		final double[][] y = new double[studies.count()][size];
		final double[][] w = new double[studies.count()][size];
		for (int k = 0; k < y.length; k++)
			for (int j = 0; j < size; j++)
				if (j % 2 == 0 || random.nextInt(8) > 0) {
					y[k][j] = random.nextGaussian();
					w[k][j] = 1 / (0.05 + random.nextDouble());
				}
		return VoxelBlock.of(studies, y, w, size);
	}
}
