package org.voxmeta.stats.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VoxelBlockTest {

	private static final double[] ODD = { Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0,
		-0.0, -1, 1e-300, 5.4e-20, 5.5e-20, Double.MIN_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, 1e300,
		Float.MAX_VALUE };

	@Test
	void equalsAPlainLoop() {
		final Random random = new Random(3);
		for (final double holes : new double[] { 0, 0.001, 0.2, 1 }) {
			final double[][] y = random(5, 700, holes, random);
			final double[][] v = random(5, 700, holes, random);
			final VoxelBlock block = new VoxelBlock(Studies.independent(5), 300);
			for (int from = 0; from < 700; from += 300) {
				final int n = Math.min(300, 700 - from);

				block.load(StudyData.of(Signals.of(y), Signals.of(v)), from, n);

				assertEquals(5, block.count());
				assertEquals(n, block.size());
				for (int j = 0; j < n; j++)
					assertPlain(y, v, from + j, block, j);
			}
		}
	}

	@Test
	void singlePrecisionIsTheSameAsItsDoubles() {
		final Random random = new Random(5);
		final float[][] y = new float[4][500];
		final float[][] v = new float[4][500];
		for (int k = 0; k < 4; k++)
			for (int j = 0; j < 500; j++) {
				y[k][j] = (float) random(1, 1, 0.2, random)[0][0];
				v[k][j] = (float) random(1, 1, 0.2, random)[0][0];
			}
		final Signals effects = Signals.of(y);
		final Signals variances = Signals.of(v);
		final VoxelBlock block = new VoxelBlock(Studies.independent(4), 300);

		block.load(StudyData.of(effects, variances), 150, 300);

		for (int j = 0; j < 300; j++)
			assertPlain(effects.toArrays(), variances.toArrays(), 150 + j, block, j);
	}

	@ParameterizedTest
	@CsvSource({ "1, 1, true", "0, 1, true", "-5, 1, true", "1, 0, false", "1, -1, false", "NaN, 1, false",
		"1, NaN, false", "Infinity, 1, false", "-Infinity, 1, false", "1, Infinity, false", "1, 5.4e-20, false",
		"1, 5.5e-20, true", "1, 1e300, true", "1e300, 1, true" })
	void aStudyIsMissingWhereEffectOrVarianceIsUnusable(final double y, final double v, final boolean there) {
		final VoxelBlock block = new VoxelBlock(Studies.independent(2), 1);
		final boolean[] valid = new boolean[1];

		block.load(StudyData.of(Signals.of(new double[][] { { y }, { 3 } }),
			Signals.of(new double[][] { { v }, { 4 } })), 0, 1);
		VoxelBlock.markValid(new Signals.DoubleRow(new double[] { y }), new Signals.DoubleRow(new double[] { v }),
			valid);

		assertEquals(there ? 2 : 1, block.counts()[0]);
		assertEquals(there ? y : 0, block.effects()[0][0]);
		assertEquals(there ? 1 / v : 0, block.weights()[0][0]);
		assertEquals(0.25, block.weights()[1][0]);
		assertEquals(there, valid[0]);
	}

	@Test
	void theLeastVarianceIsThatWhoseWeightSquaredFitsAFloat() {
		final double least = VoxelBlock.MIN_VARIANCE;

		assertEquals(Float.MAX_VALUE, 1 / (least * least), 1e-15 * Float.MAX_VALUE);
		final VoxelBlock block = new VoxelBlock(Studies.independent(1), 2);
		block.load(StudyData.of(Signals.of(new double[][] { { 1, 1 } }),
			Signals.of(new double[][] { { least, Math.nextUp(least) } })), 0, 2);
		assertEquals(0, block.counts()[0]);
		assertEquals(1, block.counts()[1]);
	}

	@Test
	void aSmallerLoadForgetsTheOneBefore() {
		final double[][] y = random(3, 64, 0.5, new Random(4));
		final double[][] v = random(3, 64, 0.5, new Random(5));
		final double[][] ones = { { 1, 1 }, { 1, 1 }, { 1, 1 } };
		final VoxelBlock block = new VoxelBlock(Studies.independent(3), 64);
		block.load(StudyData.of(Signals.of(y), Signals.of(v)), 0, 64);

		block.load(StudyData.of(Signals.of(ones), Signals.of(ones)), 0, 2);

		assertEquals(2, block.size());
		for (int j = 0; j < 2; j++)
			assertPlain(ones, ones, j, block, j);
	}

	@Test
	void aBlockWithoutStudiesIsThatOfTheseStudiesMissing() {
		final double[][] y = random(5, 64, 0.2, new Random(6));
		final double[][] v = random(5, 64, 0.2, new Random(7));
		final VoxelBlock all = VoxelBlock.of(StudyData.of(Signals.of(y), Signals.of(v)));

		final VoxelBlock without = all.without(1, 4);

		for (final int k : new int[] { 1, 4 })
			Arrays.fill(y[k], Double.NaN);
		for (int j = 0; j < 64; j++)
			assertPlain(y, v, j, without, j);
		assertEquals(64, without.size());
	}

	@Test
	void singlePrecisionIsReadAsItIs() {
		final VoxelBlock block = new VoxelBlock(Studies.independent(1), 1);

		block.load(StudyData.of(Signals.of(new float[][] { { 0.1f } }),
			Signals.of(new float[][] { { 0.3f } })), 0, 1);

		assertEquals(0.1f, block.effects()[0][0]);
		assertEquals(1 / (double) 0.3f, block.weights()[0][0]);
	}

	@Test
	void theDataAreNotChanged() {
		final double[][] y = random(2, 50, 0.3, new Random(6));
		final double[][] v = random(2, 50, 0.3, new Random(7));
		final double[] yBefore = y[1].clone();
		final double[] vBefore = v[1].clone();

		new VoxelBlock(Studies.independent(2), 50).load(StudyData.of(Signals.of(y), Signals.of(v)), 0, 50);

		assertArrayEquals(yBefore, y[1]);
		assertArrayEquals(vBefore, v[1]);
	}

	@Test
	void validVoxelsAreMarkedBesideThoseMarkedBefore() {
		final int voxels = 3000;
		final double[][] y = random(1, voxels, 0.4, new Random(8));
		final double[][] v = random(1, voxels, 0.4, new Random(9));
		final boolean[] valid = new boolean[voxels];
		valid[0] = true;
		valid[voxels - 1] = true;

		VoxelBlock.markValid(new Signals.DoubleRow(y[0]), new Signals.DoubleRow(v[0]), valid);

		for (int j = 0; j < voxels; j++)
			assertEquals(j == 0 || j == voxels - 1 || isThere(y[0][j], v[0][j]), valid[j], "voxel " + j);
	}

	private static void assertPlain(final double[][] y, final double[][] v, final int voxel,
		final VoxelBlock block, final int j)
	{
		int count = 0;
		for (int k = 0; k < y.length; k++) {
			final boolean there = isThere(y[k][voxel], v[k][voxel]);
			final String at = "study " + k + ", voxel " + voxel + ": " + y[k][voxel] + ", " + v[k][voxel];
			assertEquals(there ? y[k][voxel] : 0, block.effects()[k][j], at);
			assertEquals(there ? 1 / v[k][voxel] : 0, block.weights()[k][j], at);
			if (there) count++;
		}
		assertEquals(count, block.counts()[j], "studies of voxel " + voxel);
	}

	private static boolean isThere(final double y, final double v) {
		return Double.isFinite(y) && Double.isFinite(v) && v > 1 / Math.sqrt(Float.MAX_VALUE);
	}

	/** Ordinary positive values, with odd ones at that share. */
	private static double[][] random(final int studies, final int voxels, final double odd,
		final Random random)
	{
		final double[][] values = new double[studies][voxels];
		for (final double[] row : values)
			for (int j = 0; j < voxels; j++)
				row[j] = random.nextDouble() < odd ? ODD[random.nextInt(ODD.length)] : Math.exp(random.nextGaussian());
		return values;
	}
}
