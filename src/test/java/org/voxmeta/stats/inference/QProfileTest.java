package org.voxmeta.stats.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertClose;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxmeta.PlainGls;
import org.voxmeta.RandomStudies;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.kernel.ChiSquareTail;
import org.voxmeta.stats.kernel.StudentTails;
import org.voxmeta.stats.regression.GeneralizedQ;
import org.voxmeta.stats.regression.Ranks;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

class QProfileTest {

	private static final int VOXELS = 300;

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 4 })
	void boundsEqualThoseFoundByHalving(final int predictors) {
		final RandomStudies studies = RandomStudies.ofModel(predictors, VOXELS, predictors);

		final MapBlock maps = profile(studies.block(), 0.9);

		int zeros = 0;
		for (int j = 0; j < VOXELS; j++) {
			final PlainGls plain = studies.plain(j);
			final int dof = plain.studies() - predictors;
			final double typical = dof / trace(plain.projection(0));
			final double lower = bound(plain, ChiSquareTail.quantileUpper(0.05, dof));
			final double upper = bound(plain, ChiSquareTail.quantileUpper(0.95, dof));
			assertEquals(lower, maps.get(MapKind.TAU2_LOWER)[j], 1e-11 * lower + 1e-13, "lower of " + j);
			assertEquals(upper, maps.get(MapKind.TAU2_UPPER)[j], 1e-11 * upper, "upper of " + j);
			assertEquals(100 * lower / (lower + typical), maps.get(MapKind.I2_LOWER)[j], 1e-9);
			assertEquals(100 * upper / (upper + typical), maps.get(MapKind.I2_UPPER)[j], 1e-9);
			assertClose(1 + lower / typical, maps.get(MapKind.H2_LOWER)[j], 1e-11, "H2, lower of " + j);
			assertClose(1 + upper / typical, maps.get(MapKind.H2_UPPER)[j], 1e-11, "H2, upper of " + j);
			if (lower == 0) zeros++;
		}
		assertTrue(zeros > VOXELS / 20 && zeros < VOXELS, "zeros: " + zeros);
	}

	@Test
	void higherLevelsAreWider() {
		final VoxelBlock block = RandomStudies.ofModel(2, VOXELS, 3).block();

		final MapBlock narrow = profile(block, 0.8);
		final MapBlock wide = profile(block, 0.95);

		for (int j = 0; j < VOXELS; j++) {
			assertTrue(wide.get(MapKind.TAU2_LOWER)[j] <= narrow.get(MapKind.TAU2_LOWER)[j]);
			assertTrue(wide.get(MapKind.TAU2_UPPER)[j] >= narrow.get(MapKind.TAU2_UPPER)[j]);
		}
		assertTrue(Arrays.stream(wide.get(MapKind.TAU2_UPPER)).sum() > 1.1 * Arrays.stream(narrow.get(
			MapKind.TAU2_UPPER)).sum());
	}

	@Test
	void pauleAndMandelsEstimateLiesInside() {
		final VoxelBlock block = RandomStudies.ofModel(2, VOXELS, 4).block();
		final double[] tau2 = GeneralizedQ.solve(block, Ranks.residualDegrees(block));

		final MapBlock maps = profile(block, 0.95);

		for (int j = 0; j < VOXELS; j++)
			assertTrue(maps.get(MapKind.TAU2_LOWER)[j] <= tau2[j] && tau2[j] <= maps.get(MapKind.TAU2_UPPER)[j],
				"voxel " + j);
	}

	@Test
	void unitsOnlyScaleTau2() {
		final RandomStudies studies = RandomStudies.ofModel(2, VOXELS, 5);

		final MapBlock maps = profile(studies.block(), 0.95);
		final MapBlock scaled = profile(studies.scaled(1000).block(), 0.95);

		for (int j = 0; j < VOXELS; j++) {
			final double upper = maps.get(MapKind.TAU2_UPPER)[j];
			assertEquals(1e6 * upper, scaled.get(MapKind.TAU2_UPPER)[j], 1e-5 * upper + 1e-7);
			assertEquals(maps.get(MapKind.I2_UPPER)[j], scaled.get(MapKind.I2_UPPER)[j], 1e-9);
			assertEquals(maps.get(MapKind.I2_LOWER)[j], scaled.get(MapKind.I2_LOWER)[j], 1e-9);
		}
	}

	@Test
	void intervalOfEqualEffectsIsZeroToZero() {
		final MapBlock maps = profile(block(new double[] { 2, 2, 2 }, new double[] { 1, 2, 3 }), 0.95);

		assertEquals(0, maps.get(MapKind.TAU2_LOWER)[0]);
		assertEquals(0, maps.get(MapKind.TAU2_UPPER)[0]);
		assertEquals(0, maps.get(MapKind.I2_UPPER)[0]);
		assertEquals(1, maps.get(MapKind.H2_UPPER)[0]);
	}

	@Test
	void singleStudyHasNoInterval() {
		final double nan = Double.NaN;

		final MapBlock maps = profile(block(new double[] { nan, 2, nan }, new double[] { 1, 2, 3 }), 0.95);

		for (final MapKind kind : QProfile.MAPS)
			assertTrue(Double.isNaN(maps.get(kind)[0]), kind.key());
	}

	@Test
	void boundThatIsNotAskedForIsLeftOut() {
		final VoxelBlock block = RandomStudies.ofModel(1, VOXELS, 6).block();
		final MapBlock maps = new MapBlock(EnumSet.of(MapKind.I2_UPPER), 1, VOXELS, new StudentTails());

		QProfile.put(block, 0.95, maps);

		assertEquals(profile(block, 0.95).get(MapKind.I2_UPPER)[7], maps.get(MapKind.I2_UPPER)[7]);
		assertFalse(maps.wants(MapKind.TAU2_LOWER));
	}

	@Test
	void holdsTheTruthAsOftenAsItSays() {
		final int voxels = 4000;
		final double tau2 = 0.3;
		final Random random = new Random(11);
		final double[][] y = new double[8][voxels];
		final double[][] v = new double[8][voxels];
		for (int k = 0; k < 8; k++)
			for (int j = 0; j < voxels; j++) {
				v[k][j] = 0.05 + random.nextDouble();
				y[k][j] = 1 + Math.sqrt(v[k][j] + tau2) * random.nextGaussian();
			}

		final MapBlock maps = profile(VoxelBlock.of(StudyData.of(Signals.of(y), Signals.of(v))), 0.9);

		int below = 0;
		int above = 0;
		for (int j = 0; j < voxels; j++) {
			if (tau2 > maps.get(MapKind.TAU2_UPPER)[j]) above++;
			if (tau2 < maps.get(MapKind.TAU2_LOWER)[j]) below++;
		}
		// 5 % on either side; four standard errors of that share are 1.4 %
		assertEquals(0.05, (double) below / voxels, 0.014);
		assertEquals(0.05, (double) above / voxels, 0.014);
	}

	private static MapBlock profile(final VoxelBlock block, final double level) {
		final MapBlock maps = new MapBlock(QProfile.MAPS, 1, block.size(), new StudentTails());
		QProfile.put(block, level, maps);
		return maps;
	}

	private static VoxelBlock block(final double[] y, final double[] v) {
		final double[][] effects = Arrays.stream(y).mapToObj(value -> new double[] { value }).toArray(double[][]::new);
		final double[][] variances = Arrays.stream(v).mapToObj(value -> new double[] { value }).toArray(
			double[][]::new);
		return VoxelBlock.of(StudyData.of(Signals.of(effects), Signals.of(variances)));
	}

	private static double bound(final PlainGls plain, final double critical) {
		if (plain.q(0) <= critical) return 0;
		return PlainGls.root(tau2 -> plain.q(tau2) - critical, 0, 1e9);
	}

	private static double trace(final double[][] p) {
		double trace = 0;
		for (int k = 0; k < p.length; k++)
			trace += p[k][k];
		return trace;
	}
}
