package org.voxmeta.stats.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertClose;

import java.util.Arrays;
import java.util.EnumSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxmeta.PlainGls;
import org.voxmeta.RandomStudies;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.kernel.ChiSquareTail;
import org.voxmeta.stats.kernel.StudentTails;
import org.voxmeta.stats.regression.RandomEffectsModel;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

class HeterogeneityMapsTest {

	private static final int VOXELS = 200;

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 4 })
	void mapsEqualTheFormulas(final int predictors) {
		final RandomStudies studies = RandomStudies.ofModel(predictors, VOXELS, predictors);

		final MapBlock maps = maps(studies, 0.7);

		for (int j = 0; j < VOXELS; j++) {
			final PlainGls plain = studies.plain(j);
			final int dof = plain.studies() - predictors;
			final double q = plain.q(0);
			final double typical = dof / trace(plain.projection(0));
			assertClose(q, maps.get(MapKind.Q)[j], 1e-11, "Q of " + j);
			assertClose(Math.exp(ChiSquareTail.logUpper(q, dof)), maps.get(MapKind.Q_P)[j], 1e-10, "p of Q of " + j);
			assertEquals(q > dof ? 100 * (1 - dof / q) : 0, maps.get(MapKind.I2)[j], 1e-10);
			assertClose(q > dof ? Math.sqrt(q / dof) : 1, maps.get(MapKind.H)[j], 1e-11, "H of " + j);
			assertClose(100 * 0.7 / (0.7 + typical), maps.get(MapKind.I2_TAU2)[j], 1e-11, "I2 of " + j);
			assertClose((0.7 + typical) / typical, maps.get(MapKind.H2_TAU2)[j], 1e-11, "H2 of " + j);
		}
	}

	@Test
	void bothI2AreTheSameForDerSimonianAndLaird() {
		final MapBlock maps = ReferenceFit.fit(DerSimonianLaird.withDefaults(), RandomStudies.ofModel(2, VOXELS, 3).block());

		for (int j = 0; j < VOXELS; j++)
			assertEquals(maps.get(MapKind.I2)[j], maps.get(MapKind.I2_TAU2)[j], 1e-10);
		assertTrue(Arrays.stream(maps.get(MapKind.I2)).filter(i2 -> i2 == 0).count() < VOXELS / 2);
	}

	@Test
	void unitsDoNotMatter() {
		final RandomStudies studies = RandomStudies.ofModel(2, VOXELS, 4);

		final MapBlock maps = maps(studies, 0.3);
		final MapBlock scaled = maps(studies.scaled(1000), 0.3e6);

		for (final MapKind kind : HeterogeneityMaps.MAPS)
			for (int j = 0; j < VOXELS; j++)
				assertEquals(maps.get(kind)[j], scaled.get(kind)[j], 1e-9 * Math.abs(maps.get(kind)[j]) + 1e-9);
	}

	@Test
	void coefficientsThatFitEveryStudyLeaveNothingToTell() {
		final RandomStudies studies = RandomStudies.of(new double[][] { { 1, 0 }, { 1, 0.1 } }, new double[][] { { 2 },
			{ 3 } }, new double[][] { { 0.5 }, { 0.1 } });

		final MapBlock maps = maps(studies, 0.3);

		for (final MapKind kind : HeterogeneityMaps.MAPS)
			assertTrue(Double.isNaN(maps.get(kind)[0]), kind.key());
	}

	@Test
	void equalEffectsDoNotDiffer() {
		final RandomStudies studies = RandomStudies.of(new double[][] { { 1 }, { 1 }, { 1 } }, new double[][] { { 2 },
			{ 2 }, { 2 } }, new double[][] { { 0.5 }, { 0.25 }, { 1 } });

		final MapBlock maps = maps(studies, 0);

		assertEquals(0, maps.get(MapKind.Q)[0]);
		assertEquals(1, maps.get(MapKind.Q_P)[0]);
		assertEquals(0, maps.get(MapKind.I2)[0]);
		assertEquals(1, maps.get(MapKind.H)[0]);
		assertEquals(0, maps.get(MapKind.I2_TAU2)[0]);
		assertEquals(1, maps.get(MapKind.H2_TAU2)[0]);
	}

	@Test
	void mapThatIsNotAskedForIsLeftOut() {
		final RandomStudies studies = RandomStudies.ofModel(1, VOXELS, 5);
		final MapBlock maps = new MapBlock(EnumSet.of(MapKind.H), 1, VOXELS, new StudentTails());

		HeterogeneityMaps.put(new RandomEffectsModel(studies.block(), new double[VOXELS]), maps);

		assertEquals(maps(studies, 0).get(MapKind.H)[7], maps.get(MapKind.H)[7]);
		assertFalse(maps.wants(MapKind.Q));
	}

	private static MapBlock maps(final RandomStudies studies, final double tau2) {
		final double[] everywhere = new double[studies.voxels()];
		Arrays.fill(everywhere, tau2);
		final MapBlock maps = new MapBlock(HeterogeneityMaps.MAPS, 1, studies.voxels(), new StudentTails());
		HeterogeneityMaps.put(new RandomEffectsModel(studies.block(), everywhere), maps);
		return maps;
	}

	private static double trace(final double[][] p) {
		double trace = 0;
		for (int k = 0; k < p.length; k++)
			trace += p[k][k];
		return trace;
	}
}
