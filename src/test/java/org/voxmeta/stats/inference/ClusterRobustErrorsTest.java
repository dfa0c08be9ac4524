package org.voxmeta.stats.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

class ClusterRobustErrorsTest {

	private static final double TOLERANCE = 1e-10;

	@ParameterizedTest
	@EnumSource(Robust.class)
	void agreeWithMatricesWrittenOut(final Robust robust) {
		final Random random = new Random(11);
		for (int trial = 0; trial < 60; trial++) {
			final int studies = 8 + random.nextInt(12);
			final int predictors = 1 + trial % 3;
			final boolean ofGroups = trial % 2 == 0;
			final int[] groups = IntStream.range(0, studies).map(k -> random.nextInt(studies / 2 + 2)).toArray();
			final double[][] x = design(random, groups, predictors, ofGroups);
			final VoxelBlock block = block(random, Studies.of(Design.of(names(predictors), x)).withGroups(groups), 7);
			final double[] tau2 = random.doubles(7, 0, 0.3).toArray();
			final WeightedRegression fit = WeightedRegression.random(block, tau2);

			final ClusterRobustErrors errors = new ClusterRobustErrors(block, fit, robust);

			for (int j = 0; j < 7; j++)
				compare(block, fit, errors, x, groups, robust, j);
		}
	}

	/**
	 * Weights of one group differ by a factor of 1e8; wanted values by mpmath at 60 digits, from explicit
	 * matrices.
	 */
	@ParameterizedTest
	@CsvSource({ //
		"CLUBSANDWICH, 0, 1, 0.019583705950363761153, 1.0006672282954955113", //
		"PYMARE, 0, 1, 0.019706230693844221671, 1.0006671612242401611", //
		"CLUBSANDWICH, 0, 2, 0.092523642375363596519, 1.2351702231923210249", //
		"CLUBSANDWICH, 1, 2, 0.35273576574488477978, 1.2160880452620373177", //
		"PYMARE, 0, 2, 0.14193453338721557127, 1.225866164968966925", //
		"PYMARE, 1, 2, 0.5561138688550433213, 1.2088014147626886842" })
	void veryDifferentWeightsLoseNoDigits(final Robust robust, final int coefficient, final int predictors,
		final double se, final double dof)
	{
		final double[][] y = column(0.5, -0.25, 1.75, 0.125, 0.75, -1, 2, 0.375);
		final double[][] w = column(4, 4e-4, 4e4, 2, 16, 1, 8, 0.5);
		final double[] x = { 0.5, -1, 0.25, 2, -0.75, 1.5, 0, -1.25 };
		final double[][] rows = Arrays.stream(x).mapToObj(value -> predictors == 1 ? new double[] { 1 } : new double[] { 1,
			value }).toArray(double[][]::new);
		final Design design = Design.of(names(predictors), rows);
		final VoxelBlock block = VoxelBlock.of(Studies.of(design).withGroups(new int[] { 0, 0, 0, 1, 1, 2, 3, 4 }), y, w,
			1);

		final ClusterRobustErrors errors = new ClusterRobustErrors(block, WeightedRegression.fixed(block), robust);

		final double[] term = design.inBasis(design.terms().get(coefficient).weights());
		assertClose(se, errors.standardErrors(term)[0], 1e-11, "standard error");
		assertClose(dof, errors.degreesOfFreedom(term)[0], 1e-11, "degrees of freedom");
	}

	@Test
	void arraysAreNewAtEachCall() {
		final Random random = new Random(4);
		final VoxelBlock block = block(random, Studies.independent(6).withGroups(new int[] { 0, 0, 1, 2, 3, 3 }), 3);
		final ClusterRobustErrors errors = new ClusterRobustErrors(block, WeightedRegression.fixed(block), Robust.PYMARE);
		final double[] term = { 1 };

		final double before = errors.standardErrors(term)[0];
		errors.standardErrors(term)[0] = -1;
		errors.reference(term)[0] = -1;
		errors.degreesOfFreedom(term)[0] = -1;

		assertEquals(before, errors.standardErrors(term)[0]);
		assertTrue(errors.degreesOfFreedom(term)[0] >= 1);
		assertFalse(errors.isNormal());
	}

	private static double[][] column(final double... values) {
		return Arrays.stream(values).mapToObj(value -> new double[] { value }).toArray(double[][]::new);
	}

	private static void compare(final VoxelBlock block, final WeightedRegression fit,
		final ClusterRobustErrors errors, final double[][] x, final int[] groups, final Robust robust, final int j)
	{
		final int[] present = IntStream.range(0, block.count()).filter(k -> block.weights()[k][j] > 0).toArray();
		final int predictors = x[0].length;
		if (Arrays.stream(present).map(k -> groups[k]).distinct().count() <= predictors + 1) return;
		final Design design = block.studies().design();
		if (!design.hasFullRank(k -> block.weights()[k][j] > 0)) return;
		final PlainSandwich plain = new PlainSandwich(Arrays.stream(present).mapToDouble(k -> block.effects()[k][j])
			.toArray(), Arrays.stream(present).mapToObj(k -> x[k]).toArray(double[][]::new), Arrays.stream(present)
				.mapToDouble(k -> fit.weights(k)[j]).toArray(), Arrays.stream(present).map(k -> groups[k]).toArray(),
			PlainSandwich.Kind.valueOf(robust.name()));
		for (int c = 0; c < predictors; c++) {
			final double[] weights = design.inBasis(design.terms().get(c).weights());
			if (Double.isNaN(errors.standardErrors(weights)[j])) {
				assertTrue(someGroupIsNeeded(block, groups, j), "no error");
				continue;
			}
			assertClose(plain.coefficients[c], fit.estimate(weights)[j], TOLERANCE, "coefficient");
			assertClose(plain.standardErrors[c], errors.standardErrors(weights)[j], TOLERANCE, "standard error");
			assertClose(Math.max(1, plain.degreesOfFreedom[c]), errors.degreesOfFreedom(weights)[j], TOLERANCE, "dof");
		}
	}

	/** Whether without the studies of some group the others could not tell the coefficients apart. */
	private static boolean someGroupIsNeeded(final VoxelBlock block, final int[] groups, final int j) {
		return Arrays.stream(groups).distinct().anyMatch(group -> !block.studies().design().hasFullRank(
			k -> block.weights()[k][j] > 0 && groups[k] != group));
	}

	private static double[][] design(final Random random, final int[] groups, final int predictors,
		final boolean ofGroups)
	{
		final double[][] x = new double[groups.length][predictors];
		for (int p = 0; p < predictors; p++) {
			final double[] ofGroup = random.doubles(groups.length + 10, -1, 2).toArray();
			for (int k = 0; k < groups.length; k++)
				x[k][p] = p == 0 ? 1 : ofGroups ? ofGroup[groups[k]] : random.nextGaussian();
		}
		return x;
	}

	private static List<String> names(final int predictors) {
		return IntStream.range(0, predictors).mapToObj(p -> "x" + p).toList();
	}

	private static VoxelBlock block(final Random random, final Studies studies, final int size) {
		final double[][] y = new double[studies.count()][size];
		final double[][] w = new double[studies.count()][size];
		for (int k = 0; k < y.length; k++)
			for (int j = 0; j < size; j++)
				if (j % 2 == 0 || random.nextInt(5) > 0) {
					y[k][j] = random.nextGaussian();
					w[k][j] = 1 / (0.05 + random.nextDouble());
				}
		return VoxelBlock.of(studies, y, w, size);
	}
}
