package org.voxmeta.fit.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertClose;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxmeta.fit.diagnostic.PublicationBias.Model;
import org.voxmeta.stats.combination.Stouffer;
import org.voxmeta.stats.data.Dataset;
import org.voxmeta.stats.diagnostic.EggerTest;
import org.voxmeta.stats.diagnostic.EggerTest.Predictor;
import org.voxmeta.stats.diagnostic.FailSafeNumber;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.kernel.NormalTail;
import org.voxmeta.stats.kernel.StudentTail;
import org.voxmeta.task.Progress;

import java.util.Arrays;

class PublicationBiasTest {

	private static final double TOLERANCE = 1e-10;
	private static final int VOXELS = 80;

	@ParameterizedTest
	@CsvSource({ "LINEAR,false", "LINEAR,true", "MIXED,false", "MIXED,true" })
	void voxelsHaveTheNumbersOfSingleDataSets(final Model model, final boolean moderators) {
		final VoxelDatasets studies = VoxelDatasets.of(moderators, VOXELS);
		final Estimator estimator = DerSimonianLaird.withDefaults().with(Adjustment.KNAPP_HARTUNG);
		final Voxels voxels = studies.voxels(estimator);

		final PublicationBias.Maps maps = PublicationBias.of(estimator).with(model).of(voxels, Progress.NONE);

		int tested = 0;
		for (int i = 0; i < voxels.size(); i++) {
			final int j = voxels.place(i);
			final Dataset data = studies.dataset(j);
			assertEquals(FailSafeNumber.rosenthal(data, 0.05), maps.failSafe()[j]);
			if (!EggerTest.isPossible(data, Predictor.STANDARD_ERROR)) {
				assertTrue(Double.isNaN(maps.z()[j]));
				continue;
			}
			final EggerTest wanted = model == Model.LINEAR ? EggerTest.linear(data, Predictor.STANDARD_ERROR)
				: estimator.fit(data).eggerTest(Predictor.STANDARD_ERROR);
			if (Double.isNaN(wanted.p())) {
				assertTrue(Double.isNaN(maps.p()[j]));
				continue;
			}
			tested++;
			assertClose(wanted.p(), maps.p()[j], TOLERANCE, "p at " + j);
			assertClose(-Math.log10(wanted.p()), maps.logp()[j], TOLERANCE, "logp at " + j);
			assertEquals(wanted.z(), maps.z()[j], TOLERANCE * Math.max(1, Math.abs(wanted.z())));
		}
		assertTrue(tested > VOXELS / 3, tested + " voxels");
	}

	@Test
	void zHasTheTailOfTheLinearTest() {
		final VoxelDatasets studies = VoxelDatasets.of(false, VOXELS);
		final Estimator estimator = DerSimonianLaird.withDefaults();
		final Voxels voxels = studies.voxels(estimator);
		final PublicationBias.Maps maps = PublicationBias.of(estimator).of(voxels, Progress.NONE);
		for (int i = 0; i < voxels.size(); i++) {
			final int j = voxels.place(i);
			if (studies.present(j).length < 4) continue;
			final EggerTest wanted = EggerTest.linear(studies.dataset(j), Predictor.STANDARD_ERROR);
			assertClose(StudentTail.logTwoSided(wanted.statistic(), studies.present(j).length - 2),
				NormalTail.logTwoSided(maps.z()[j]), 1e-9, "tail at " + j);
			assertTrue(maps.z()[j] * wanted.statistic() >= 0);
		}
	}

	@Test
	void combinedTestsHaveTheFailSafeNumberOfTheirZ() {
		final VoxelDatasets studies = VoxelDatasets.of(false, 20);
		final Estimator estimator = Stouffer.withDefaults();
		final Voxels voxels = studies.voxels(estimator);

		final PublicationBias.Maps maps = PublicationBias.of(estimator).withAlpha(0.2).of(voxels, Progress.NONE);

		assertNull(maps.z());
		for (int i = 0; i < voxels.size(); i++) {
			final int j = voxels.place(i);
			final double[] z = Arrays.stream(studies.present(j)).mapToDouble(k -> studies.y()[k][j]).toArray();
			final double[] ones = new double[z.length];
			Arrays.fill(ones, 1);
			assertEquals(FailSafeNumber.rosenthal(Dataset.of(z, ones), 0.2), maps.failSafe()[j]);
		}
	}

	@Test
	void groupsHaveNeither() {
		final VoxelDatasets studies = VoxelDatasets.of(false, 20).inGroups();
		final Estimator estimator = DerSimonianLaird.withDefaults();
		final PublicationBias.Maps maps = PublicationBias.of(estimator).of(studies.voxels(estimator),
			Progress.NONE);
		assertNull(maps.z());
		assertNull(maps.failSafe());
	}
}
