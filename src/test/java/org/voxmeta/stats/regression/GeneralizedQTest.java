package org.voxmeta.stats.regression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertClose;
import static org.voxmeta.Numbers.assertSameBits;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxmeta.PlainGls;
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.data.VoxelBlock;

class GeneralizedQTest {

	private static final int STUDIES = 9;
	private static final int VOXELS = 400;

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 4 })
	void equalsTheRootFoundByHalving(final int predictors) {
		final Random random = new Random(predictors);
		final double[][] x = design(predictors, random);
		final double[][] y = effects(random);
		final double[][] v = variances(random, 0.05, 2);
		final double[] target = random.doubles(VOXELS, 0.5, 8).toArray();

		final double[] tau2 = GeneralizedQ.solve(block(x, y, v), target);

		int zeros = 0;
		for (int j = 0; j < VOXELS; j++) {
			final PlainGls plain = new PlainGls(column(y, j), column(v, j), x);
			final double wanted = wanted(plain, target[j]);
			if (wanted == 0) zeros++;
			assertEquals(wanted, tau2[j], 1e-12 * wanted + 1e-14, "voxel " + j);
		}
		assertTrue(zeros > VOXELS / 20 && zeros < 2 * VOXELS / 3, "zeros: " + zeros);
	}

	@Test
	void isExactWhenAllVariancesAreTheSame() {
		// Q = 2 / (0.5 + tau2)
		final double[] tau2 = GeneralizedQ.solve(block(new double[][] { { 1 }, { 1 }, { 1 } }, new double[][] { { 2 },
			{ 3 }, { 4 } }, new double[][] { { 0.5 }, { 0.5 }, { 0.5 } }), new double[] { 0.25 });

		assertClose(7.5, tau2[0], 1e-15, "tau2");
	}

	@Test
	void isZeroWhenEffectsAreIdentical() {
		final double[] tau2 = GeneralizedQ.solve(block(new double[][] { { 1 }, { 1 } }, new double[][] { { 2 }, { 2 } },
			new double[][] { { 0.5 }, { 0.1 } }), new double[] { 1e-300 });

		assertEquals(0, tau2[0]);
	}

	@Test
	void isZeroWhenCoefficientsFitEveryStudy() {
		final double[] tau2 = GeneralizedQ.solve(block(new double[][] { { 1, 0 }, { 1, 0.1 } }, new double[][] { { 2 },
			{ 3 } }, new double[][] { { 0.5 }, { 0.1 } }), new double[] { 0 });

		assertEquals(0, tau2[0]);
	}

	@Test
	void isNaNWhereNothingIsKnown() {
		final double nan = Double.NaN;

		final double[] tau2 = GeneralizedQ.solve(block(new double[][] { { 1 }, { 1 }, { 1 } }, new double[][] { { nan,
			0, 0 }, { nan, 1, 1 }, { nan, 2, 2 } }, new double[][] { { 1, 1, 1 }, { 1, 1, 1 }, { 1, 1, 1 } }),
			new double[] { 1, nan, 1 });

		assertTrue(Double.isNaN(tau2[0]), "no study");
		assertTrue(Double.isNaN(tau2[1]), "no target");
		assertClose(1, tau2[2], 1e-15, "its neighbour");
	}

	@Test
	void variancesMayDifferByManyPowersOfTen() {
		final Random random = new Random(5);
		final double[][] x = design(1, random);
		final double[][] y = effects(random);
		final double[][] v = new double[STUDIES][VOXELS];
		for (int k = 0; k < STUDIES; k++)
			for (int j = 0; j < VOXELS; j++)
				v[k][j] = Math.pow(10, random.nextInt(20) - 12);
		final double[] target = random.doubles(VOXELS, 0.5, 8).toArray();

		final double[] tau2 = GeneralizedQ.solve(block(x, y, v), target);

		for (int j = 0; j < VOXELS; j++) {
			final PlainGls plain = new PlainGls(column(y, j), column(v, j), x);
			assertClose(wanted(plain, target[j]), tau2[j], 1e-10, "voxel " + j);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 3 })
	void blocksDoNotChangeABit(final int predictors) {
		final Random random = new Random(8);
		final double[][] x = design(predictors, random);
		final double[][] y = effects(random);
		final double[][] v = variances(random, 0.05, 2);
		final double[] target = random.doubles(VOXELS, 0.5, 8).toArray();

		final double[] whole = GeneralizedQ.solve(block(x, y, v), target);
		final double[] parts = new double[VOXELS];
		for (int from = 0; from < VOXELS; from += 7) {
			final int n = Math.min(7, VOXELS - from);
			final VoxelBlock block = new VoxelBlock(studies(x), n);
			block.load(new StudyData(studies(x), Signals.of(y), Signals.of(v)), from, n);
			System.arraycopy(GeneralizedQ.solve(block, Arrays.copyOfRange(target, from, from + n)), 0, parts, from, n);
		}

		assertSameBits(whole, parts, "tau2");
	}

	private static double wanted(final PlainGls plain, final double target) {
		if (plain.studies() <= plain.predictors() || plain.q(0) <= target) return 0;
		return PlainGls.root(tau2 -> plain.q(tau2) - target, 0, 1e12);
	}

	private static double[][] design(final int predictors, final Random random) {
		final double[][] x = new double[STUDIES][predictors];
		for (final double[] row : x)
			for (int p = 0; p < predictors; p++)
				row[p] = p == 0 ? 1 : 20 + random.nextGaussian();
		return x;
	}

	private static double[][] effects(final Random random) {
		final double[][] y = new double[STUDIES][VOXELS];
		for (int k = 0; k < STUDIES; k++)
			for (int j = 0; j < VOXELS; j++)
				y[k][j] = k > 4 && random.nextInt(8) == 0 ? Double.NaN : 30 + random.nextGaussian();
		return y;
	}

	private static double[][] variances(final Random random, final double least, final double most) {
		final double[][] v = new double[STUDIES][];
		for (int k = 0; k < STUDIES; k++)
			v[k] = random.doubles(VOXELS, least, most).toArray();
		return v;
	}

	private static VoxelBlock block(final double[][] x, final double[][] y, final double[][] v) {
		return VoxelBlock.of(new StudyData(studies(x), Signals.of(y), Signals.of(v)));
	}

	private static Studies studies(final double[][] x) {
		return Studies.of(Design.of(List.of("a", "b", "c", "d").subList(0, x[0].length), x));
	}

	private static double[] column(final double[][] values, final int j) {
		return Arrays.stream(values).mapToDouble(row -> row[j]).toArray();
	}
}
